//! What became of every page.

use crate::model::{Model, Outcome};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;

/// How many pages came to which end. The numbers add up to all pages that were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounting {
    /// All they document is in the bindings.
    pub generated: usize,
    /// They document no type and no operation.
    pub nothing: usize,
    /// In the bindings, with something left out or untyped.
    pub degraded: usize,
    /// They could not be used.
    pub refused: usize,
}

impl Accounting {
    /// Counts the pages of all versions.
    pub fn of(models: &[Model]) -> Self {
        let mut counts = Self::default();
        for page in models.iter().flat_map(|model| &model.pages) {
            match page.outcome {
                Outcome::Complete => counts.generated += 1,
                Outcome::Degraded(_) => counts.degraded += 1,
                Outcome::Nothing(_) => counts.nothing += 1,
                Outcome::Refused(_) => counts.refused += 1,
            }
        }
        counts
    }

    /// All pages.
    pub fn pages(&self) -> usize {
        self.generated + self.nothing + self.degraded + self.refused
    }
}

impl fmt::Display for Accounting {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self {
            generated,
            nothing,
            degraded,
            refused,
        } = self;
        let pages = self.pages();
        let noun = if pages == 1 { "page" } else { "pages" };
        write!(
            f,
            "{pages} {noun}: {generated} generated, {nothing} nothing to generate, {degraded} degraded, {refused} refused"
        )
    }
}

/// Every page with its outcome and the reasons, as JSON.
pub fn report(models: &[Model]) -> Value {
    let pages: Vec<Value> = models
        .iter()
        .flat_map(|model| {
            model.pages.iter().map(|page| {
                let (outcome, reasons): (_, &[String]) = match &page.outcome {
                    Outcome::Complete => ("generated", &[]),
                    Outcome::Degraded(reasons) => ("degraded", reasons),
                    Outcome::Nothing(reason) => ("nothing", std::slice::from_ref(reason)),
                    Outcome::Refused(reason) => ("refused", std::slice::from_ref(reason)),
                };
                json!({ "version": model.version, "page": page.path, "outcome": outcome, "reasons": reasons })
            })
        })
        .collect();
    json!({ "docbind": 1, "pages": pages })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Page;

    fn model() -> Model {
        let page = |path: &str, outcome| Page {
            path: path.into(),
            outcome,
        };
        Model {
            version: "v1.0".into(),
            pages: vec![
                page("api/a.md", Outcome::Complete),
                page(
                    "api/b.md",
                    Outcome::Degraded(vec!["no body".into(), "a row".into()]),
                ),
                page("api/c.md", Outcome::Nothing("conceptual page".into())),
                page("api/d.md", Outcome::Refused("not UTF-8".into())),
                page("api/e.md", Outcome::Complete),
            ],
            ..Model::default()
        }
    }

    #[test]
    fn the_numbers_add_up() {
        let line = Accounting::of(&[model(), model()]).to_string();
        assert_eq!(
            line,
            "10 pages: 4 generated, 2 nothing to generate, 2 degraded, 2 refused"
        );
    }

    #[test]
    fn the_report_says_why() {
        let report = report(&[model()]);
        assert_eq!(report["pages"][1]["outcome"], "degraded");
        assert_eq!(report["pages"][1]["reasons"], json!(["no body", "a row"]));
        assert_eq!(
            report["pages"][3],
            json!({"version": "v1.0", "page": "api/d.md", "outcome": "refused", "reasons": ["not UTF-8"]})
        );
    }
}
