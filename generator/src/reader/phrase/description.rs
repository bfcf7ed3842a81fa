//! Text for readers: what of it is said, and what is a placeholder.

use crate::diagnostic::Code;
use crate::dialect::Placeholders;
use crate::page::{Findings, Text};
use crate::reader::Context;
use crate::reader::outline::include;

/// A description as Markdown. Placeholders are absent, and noted.
pub(crate) fn read(
    context: Context<'_, '_>,
    text: Text<'_>,
    findings: &mut Findings<'_>,
) -> Option<String> {
    let placeholders = &context.dialect.placeholders;
    let trimmed = text.trim();
    if trimmed.is_empty() || placeholders.blank.is(&trimmed) {
        return None;
    }
    match without_placeholder(&trimmed, placeholders) {
        None => Some(include::expand(context, trimmed).into_owned()),
        Some(rest) => {
            findings.add(
                Code::PlaceholderText,
                trimmed.span(),
                "a placeholder stands where a text should",
                "it was left out of the documentation",
                "write the text, or leave the place empty",
            );
            Some(rest).filter(|rest| !rest.is_empty() && !placeholders.blank.is(rest))
        }
    }
}

/// The text without its placeholder; `None` where there is none.
pub(crate) fn without_placeholder(text: &str, placeholders: &Placeholders) -> Option<String> {
    let words = text.trim_matches(|c: char| matches!(c, '*' | '_' | '.' | ' '));
    if placeholders.whole.is(words) {
        return Some(String::new());
    }
    if let Some(at) = text.find(&placeholders.marked) {
        let rest = text.get(at + 2..).unwrap_or_default();
        let end = rest
            .find("**")
            .map_or("", |end| rest.get(end + 2..).unwrap_or_default());
        let before = text.get(..at).unwrap_or_default().trim();
        return Some(format!("{before} {}", end.trim()).trim().to_owned());
    }
    words.starts_with(&placeholders.prefix).then(String::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> Option<String> {
        without_placeholder(text, &crate::dialect::graph().placeholders)
    }

    #[test]
    fn placeholders_are_left_out() {
        assert_eq!(without("The name."), None);
        assert_eq!(
            without("**TODO: Say it** Inherited."),
            Some("Inherited.".to_owned())
        );
        assert_eq!(without("**TODO: Say it"), Some(String::new()));
        assert_eq!(without("TODO: say it"), Some(String::new()));
        assert_eq!(without("Not yet documented"), Some(String::new()));
    }
}
