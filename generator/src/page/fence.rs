//! Code blocks.

use crate::diagnostic::Span;
use crate::page::Text;

/// A code block.
#[derive(Clone, Copy, Debug)]
pub struct Fence<'a> {
    /// The first word behind the opening backticks; empty for indented code.
    pub language: &'a str,
    /// The lines between the backticks.
    pub body: Text<'a>,
    /// With its backticks.
    pub span: Span,
}

/// What became of the end of a fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Closed,
    Missing,
}

/// Reads a fenced block that covers `text`.
pub(crate) fn fenced(text: Text<'_>) -> (Fence<'_>, Ending) {
    let open = text.lines().next().unwrap_or(text);
    let mark = open.trim();
    let run = mark.len()
        - mark
            .trim_start_matches(mark.chars().next().unwrap_or('`'))
            .len();
    let language = mark
        .tail(run)
        .as_str()
        .trim()
        .split([' ', '\t', ','])
        .next();
    let start = next_line(text, open);
    let (end, ending) = match text
        .lines()
        .last()
        .filter(|last| last.span() != open.span())
    {
        Some(last) if closes(last.as_str(), mark.as_str(), run) => (
            (last.span().start - text.span().start) as usize,
            Ending::Closed,
        ),
        _ => (text.len(), Ending::Missing),
    };
    let body = text.slice(start..end.max(start));
    let fence = Fence {
        language: language.unwrap_or_default(),
        body,
        span: text.span(),
    };
    if run == 3 && body.contains("```") && body.lines().any(|line| opens(&line)) {
        return (fence, Ending::Missing);
    }
    (fence, ending)
}

/// Whether a line within a fence opens another one, so that the end of the first is missing.
fn opens(line: &str) -> bool {
    let info = line.strip_prefix("```").map(str::trim);
    info.is_some_and(|info| info.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Code by indentation, without a language.
pub(crate) fn indented(text: Text<'_>) -> Fence<'_> {
    Fence {
        language: "",
        body: text,
        span: text.span(),
    }
}

fn next_line(text: Text<'_>, line: Text<'_>) -> usize {
    let end = (line.span().end - text.span().start) as usize;
    let rest = text.tail(end);
    text.len()
        - rest
            .find('\n')
            .map_or("", |at| rest.tail(at + 1).as_str())
            .len()
}

fn closes(line: &str, mark: &str, run: usize) -> bool {
    let line = line.trim_matches([' ', '\t', '>']);
    let fence = mark.chars().next().unwrap_or('`');
    line.len() >= run && !line.is_empty() && line.chars().all(|c| c == fence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_stands_between_the_backticks() {
        let (fence, ending) = fenced(Text::new("``` http\r\nGET /a\r\n```"));
        assert_eq!(
            (fence.language, fence.body.as_str()),
            ("http", "GET /a\r\n")
        );
        assert_eq!(ending, Ending::Closed);
        assert_eq!(fence.body.span().start, 10);
    }

    #[test]
    fn a_fence_may_lack_its_end_and_its_body() {
        assert_eq!(fenced(Text::new("```http\nGET /a\n``")).1, Ending::Missing);
        let (fence, ending) = fenced(Text::new("```"));
        assert_eq!((fence.body.as_str(), ending), ("", Ending::Missing));
        assert_eq!(
            fenced(Text::new("```http\nGET /a\n```json\n{}\n```")).1,
            Ending::Missing
        );
        assert_eq!(
            fenced(Text::new("````\n```\n````")).0.body.as_str(),
            "```\n"
        );
    }
}
