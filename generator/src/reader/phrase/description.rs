//! Text for readers: what of it is said, and what is a placeholder.

use crate::diagnostic::Code;
use crate::page::{Findings, Text};

/// A description as Markdown. Placeholders are absent, and noted.
pub(crate) fn read(text: Text<'_>, findings: &mut Findings<'_>) -> Option<String> {
    let trimmed = text.trim();
    if trimmed.is_empty() || is_nothing(&trimmed) {
        return None;
    }
    match without_placeholder(&trimmed) {
        None => Some(trimmed.as_str().to_owned()),
        Some(rest) => {
            findings.add(
                Code::PlaceholderText,
                trimmed.span(),
                "a placeholder stands where a text should",
                "it was left out of the documentation",
                "write the text, or leave the place empty",
            );
            Some(rest).filter(|rest| !rest.is_empty() && !is_nothing(rest))
        }
    }
}

fn is_nothing(text: &str) -> bool {
    matches!(text, "\"\"" | "''" | "-" | "--" | "." | "*" | "**")
}

/// The text without its placeholder; `None` where there is none.
pub(crate) fn without_placeholder(text: &str) -> Option<String> {
    let words = text.trim_matches(|c: char| matches!(c, '*' | '_' | '.' | ' '));
    if words.eq_ignore_ascii_case("not yet documented") || words.eq_ignore_ascii_case("tbd") {
        return Some(String::new());
    }
    if let Some(at) = text.find("**TODO") {
        let rest = text.get(at + 2..).unwrap_or_default();
        let end = rest
            .find("**")
            .map_or("", |end| rest.get(end + 2..).unwrap_or_default());
        let before = text.get(..at).unwrap_or_default().trim();
        return Some(format!("{before} {}", end.trim()).trim().to_owned());
    }
    words.starts_with("TODO").then(String::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_left_out() {
        assert_eq!(without_placeholder("The name."), None);
        assert_eq!(
            without_placeholder("**TODO: Say it** Inherited."),
            Some("Inherited.".to_owned())
        );
        assert_eq!(without_placeholder("**TODO: Say it"), Some(String::new()));
        assert_eq!(without_placeholder("TODO: say it"), Some(String::new()));
        assert_eq!(
            without_placeholder("Not yet documented"),
            Some(String::new())
        );
    }
}
