//! One Markdown page for a person: what became of the pages, what they leave open, and where they contradict themselves or
//! the service.

pub mod accounting;
mod comparison;
mod coverage;
mod example;
mod findings;
mod inferred;
mod markdown;
#[cfg(test)]
mod tests;

pub use crate::report::comparison::{Comparison, Disagreement, Figure, compare};
pub use crate::report::example::{Fits, Misfit, Shown};

use crate::corpus::PageTexts;
use crate::diagnostic::Findings;
use crate::metadata::Metadata;
use crate::model::{Model, Outcome};
use crate::report::accounting::Accounting;
use crate::report::markdown::{Page, count, share};
use camino::Utf8Path;

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// All versions.
    pub models: &'a [Model],
    /// Their pages' texts, in the same order.
    pub texts: &'a [PageTexts],
    /// What was found on the pages.
    pub findings: &'a Findings,
    /// What the service says of itself, to compare the pages with.
    pub metadata: Option<&'a Metadata>,
}

/// The report as Markdown. Links lead from `folder`, which holds the report, to the pages; both are seen from the folder docbind
/// was called in.
pub fn markdown(contents: Contents<'_>, folder: &Utf8Path) -> String {
    let mut page = Page::new(folder);
    page.heading(1, "What the pages became");
    page.paragraph(&Accounting::of(contents.models).to_string());
    for (model, texts) in contents.models.iter().zip(contents.texts) {
        version(model, texts, contents.metadata, &mut page);
    }
    findings::write(contents.findings, &mut page);
    page.finish()
}

fn version(model: &Model, texts: &PageTexts, metadata: Option<&Metadata>, page: &mut Page) {
    page.heading(2, &format!("Version {}", model.version));
    incomplete(model, texts, page);
    if let Some(metadata) = metadata {
        compared(&compare(model, metadata), texts, page);
    }
    coverage::write(model, page);
    examples(&Fits::of(model, texts), texts, page);
    inferred::write(model, texts, page);
}

/// Pages of which something or all is missing in the bindings, by outcome, and why.
fn incomplete(model: &Model, texts: &PageTexts, page: &mut Page) {
    const REFUSED: &str = "Pages that could not be used";
    const DEGRADED: &str = "Pages with something left out or untyped";
    const NOTHING: &str = "Pages that document no type and no operation";
    let outcome = |outcome: &Outcome| match outcome {
        Outcome::Complete => None,
        Outcome::Refused(why) => Some((REFUSED, why.clone())),
        Outcome::Degraded(why) => Some((DEGRADED, why.join("; "))),
        Outcome::Nothing(why) => Some((NOTHING, why.clone())),
    };
    for title in [REFUSED, DEGRADED, NOTHING] {
        let rows: Vec<_> = model
            .pages
            .iter()
            .filter_map(|found| Some((found, outcome(&found.outcome)?)))
            .filter(|(_, (section, _))| *section == title)
            .map(|(found, (_, why))| {
                vec![
                    page.link(&texts.file(&found.path), None),
                    markdown::text(&why),
                ]
            })
            .collect();
        page.section(3, title, &["page", "why"], rows);
    }
}

fn compared(comparison: &Comparison, texts: &PageTexts, page: &mut Page) {
    page.heading(3, "Compared with the service's metadata");
    let rows = comparison.figures.iter().map(|figure| {
        vec![
            figure.name.to_owned(),
            figure.agreeing.to_string(),
            figure.of.to_string(),
            share(figure.agreeing, figure.of),
        ]
    });
    page.table(&["figure", "agree", "of", "share"], rows.collect());
    for (cause, found) in &comparison.disagreements {
        let rows = found.iter().map(|found| {
            let place = match &found.page {
                Some((path, span)) => page.place(texts, path, *span),
                None => String::new(),
            };
            vec![
                place,
                markdown::code(&found.item),
                markdown::code(&found.pages),
                markdown::code(&found.metadata),
                found.sources.clone(),
            ]
        });
        let rows = rows.collect();
        page.section(
            4,
            cause,
            &["page", "item", "pages say", "metadata says", "from"],
            rows,
        );
    }
}

fn examples(fit: &Fits<'_>, texts: &PageTexts, page: &mut Page) {
    page.heading(3, "Examples and the tables they belong to");
    page.paragraph(&format!(
        "{} with a documented type: {} fit it ({}), {} contradict it. {} have no documented type, {} are JSON only after a repair. The tests of the bindings list {} as known, and fail for {} more that no row of a page supports.",
        count(fit.typed(), "strict example"),
        fit.fitting,
        share(fit.fitting, fit.typed()),
        fit.typed() - fit.fitting,
        fit.untyped,
        fit.repaired,
        count(fit.listed, "contradiction"),
        fit.unstated
    ));
    for (cause, misfits) in fit.by_cause() {
        let rows = misfits.iter().map(|misfit| {
            let table = misfit
                .property
                .map(|property| page.place(texts, &property.page, property.span));
            vec![
                page.link(&texts.file(misfit.page), Some(misfit.line)),
                markdown::code(&misfit.pointer),
                table.unwrap_or_default(),
            ]
        });
        let rows = rows.collect();
        page.section(
            4,
            &format!("Examples that contradict their tables: {cause}"),
            &["example", "member", "table"],
            rows,
        );
    }
    let rows = fit.unlisted.iter().map(|((ty, member), shown)| {
        let (path, line) = shown.first;
        vec![
            markdown::code(&format!("{ty}.{member}")),
            shown.times.to_string(),
            page.link(&texts.file(path), Some(line)),
        ]
    });
    let rows = rows.collect();
    page.section(
        4,
        "Members that examples show and no table lists",
        &["member", "times", "first"],
        rows,
    );
}
