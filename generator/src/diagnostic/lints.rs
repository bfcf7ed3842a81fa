//! How much each finding weighs, where `docbind.toml` says otherwise than the code.

use crate::diagnostic::pattern::globs;
use crate::diagnostic::{Code, Diagnostic, LintError, Severity};
use globset::GlobSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The `[lints]` table of `docbind.toml`.
///
/// ```toml
/// [lints]
/// allow = ["DB0104"]
///
/// [[lints.on]]
/// pages = ["api/intune-*.md"]
/// deny = ["DB0302"]
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct LintSettings {
    /// Codes that are not reported.
    pub allow: Vec<String>,
    /// Codes that are warnings.
    pub warn: Vec<String>,
    /// Codes that are errors.
    pub deny: Vec<String>,
    /// Exceptions for some pages; a later one wins over an earlier one.
    pub on: Vec<PageLints>,
}

/// What holds for some pages.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct PageLints {
    /// Globs on the page's path below its version, such as `api/user-*.md`.
    pub pages: Vec<String>,
    /// Codes that are not reported.
    pub allow: Vec<String>,
    /// Codes that are warnings.
    pub warn: Vec<String>,
    /// Codes that are errors.
    pub deny: Vec<String>,
}

type Levels = BTreeMap<Code, Option<Severity>>;

/// Checked [`LintSettings`].
#[derive(Clone, Debug, Default)]
pub struct Lints {
    everywhere: Levels,
    on: Vec<(GlobSet, Levels)>,
}

impl Lints {
    /// Checks codes and globs.
    ///
    /// # Errors
    ///
    /// An unknown code, a code with two weights in one table, a glob that does not parse.
    pub fn new(settings: &LintSettings) -> Result<Self, LintError> {
        let everywhere = levels(&settings.allow, &settings.warn, &settings.deny)?;
        let on = settings
            .on
            .iter()
            .map(|on| Ok((globs(&on.pages)?, levels(&on.allow, &on.warn, &on.deny)?)))
            .collect::<Result<_, LintError>>()?;
        Ok(Self { everywhere, on })
    }

    /// The weight of a finding; `None` where it is not to be reported.
    pub fn severity(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        let on = self
            .on
            .iter()
            .rev()
            .filter(|(pages, _)| pages.is_match(&diagnostic.page))
            .find_map(|(_, levels)| levels.get(&diagnostic.code));
        match on.or_else(|| self.everywhere.get(&diagnostic.code)) {
            Some(level) => *level,
            None => diagnostic.code.severity(),
        }
    }
}

fn levels(allow: &[String], warn: &[String], deny: &[String]) -> Result<Levels, LintError> {
    let lists = [
        (allow, None),
        (warn, Some(Severity::Warning)),
        (deny, Some(Severity::Error)),
    ];
    let mut levels = Levels::new();
    for (codes, level) in lists {
        for id in codes {
            let code = Code::from_id(id).ok_or_else(|| LintError::UnknownCode {
                code: id.clone(),
                hint: near_code(id),
            })?;
            if levels
                .insert(code, level)
                .is_some_and(|other| other != level)
            {
                return Err(LintError::Twice(code.id()));
            }
        }
    }
    Ok(levels)
}

/// `, did you mean ...?` where a code is near what was written.
pub fn near_code(id: &str) -> String {
    let id = id.to_ascii_uppercase();
    let near = Code::ALL
        .iter()
        .min_by_key(|code| strsim::levenshtein(code.id(), &id));
    match near {
        Some(code) if strsim::levenshtein(code.id(), &id) <= 2 => {
            format!(", did you mean `{}`?", code.id())
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn lints(text: &str) -> Result<Lints, LintError> {
        Lints::new(&toml::from_str(text).unwrap())
    }

    fn severity(lints: &Lints, page: &str, code: Code) -> Option<Severity> {
        lints.severity(&Diagnostic::new(code, page, Span::default(), ""))
    }

    #[test]
    fn the_code_decides_unless_a_list_does() {
        let lints = lints(
            "allow = ['DB0104']\nwarn = ['DB0101']\ndeny = ['DB0301']\n\
             [[on]]\npages = ['api/a-*.md']\nallow = ['DB0301']\n\
             [[on]]\npages = ['api/a-b.md']\nwarn = ['DB0301']\ndeny = ['DB0104']",
        )
        .unwrap();
        let of = |page, code| severity(&lints, page, code);
        assert_eq!(of("api/x.md", Code::PagesDisagree), Some(Severity::Warning));
        assert_eq!(of("api/x.md", Code::FrontMatterMissing), None);
        assert_eq!(of("api/x.md", Code::NotUtf8), Some(Severity::Warning));
        assert_eq!(of("api/x.md", Code::TypeUndefined), Some(Severity::Error));
        assert_eq!(of("api/a-c.md", Code::TypeUndefined), None);
        assert_eq!(
            of("api/a-b.md", Code::TypeUndefined),
            Some(Severity::Warning)
        );
        assert_eq!(
            of("api/a-b.md", Code::FrontMatterMissing),
            Some(Severity::Error)
        );
    }

    #[test]
    fn says_what_is_wrong_with_a_list() {
        let text = |toml| lints(toml).unwrap_err().to_string();
        assert_eq!(
            text("allow = ['DB301']"),
            "there is no code `DB301`, did you mean `DB0301`?; `docbind explain` lists all"
        );
        assert_eq!(
            text("allow = ['clippy']"),
            "there is no code `clippy`; `docbind explain` lists all"
        );
        assert_eq!(
            text("allow = ['DB0301']\ndeny = ['DB0301']"),
            "`DB0301` stands in two of `allow`, `warn` and `deny`; keep one"
        );
        assert!(text("[[on]]\npages = ['api/[']").starts_with("`api/[` is not a glob: "));
    }
}
