//! A piece of a page that knows its place.

use crate::diagnostic::{Span, Spanned};
use std::ops::{Deref, Range};

/// A piece of a page's text with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    text: &'a str,
    start: u32,
}

impl<'a> Text<'a> {
    /// A whole page.
    pub fn new(text: &'a str) -> Self {
        Self { text, start: 0 }
    }

    /// The text itself.
    pub fn as_str(self) -> &'a str {
        self.text
    }

    /// Where it stands on the page.
    pub fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.start.saturating_add(length(self.text)),
        }
    }

    /// The part at `range`, empty where that is not within the text.
    pub fn slice(self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let start = u32::try_from(range.start.min(self.text.len())).unwrap_or(u32::MAX);
        Self {
            text,
            start: self.start.saturating_add(start),
        }
    }

    /// The part from `at` to the end.
    pub fn tail(self, at: usize) -> Self {
        self.slice(at.min(self.text.len())..self.text.len())
    }

    /// The part before `at`.
    pub fn head(self, at: usize) -> Self {
        self.slice(0..at.min(self.text.len()))
    }

    /// Without white space at both ends.
    pub fn trim(self) -> Self {
        let from = self.text.len() - self.text.trim_start().len();
        self.slice(from..from + self.text.trim().len())
    }

    /// Without what `matches` at both ends.
    pub fn trim_matches(self, matches: impl Fn(char) -> bool) -> Self {
        let from = self.text.len() - self.text.trim_start_matches(&matches).len();
        let to = self.text.trim_end_matches(&matches).len();
        self.slice(from..to.max(from))
    }

    /// Its lines, without their ends.
    pub fn lines(self) -> impl Iterator<Item = Text<'a>> {
        let mut at = 0;
        self.text.split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            let content = line.trim_end_matches(['\n', '\r']);
            self.slice(start..start + content.len())
        })
    }

    /// A copy with its place.
    pub fn spanned(self) -> Spanned<String> {
        Spanned {
            value: self.text.to_owned(),
            span: self.span(),
        }
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_their_place() {
        let page = Text::new("one\r\n two \nthree");
        let lines: Vec<_> = page.lines().collect();
        assert_eq!(
            lines.iter().map(|line| line.as_str()).collect::<Vec<_>>(),
            ["one", " two ", "three"]
        );
        let two = lines[1].trim();
        assert_eq!(
            (two.as_str(), two.span()),
            ("two", Span { start: 6, end: 9 })
        );
        assert_eq!(two.tail(1).span().start, 7);
    }

    #[test]
    fn a_range_outside_the_text_is_empty() {
        assert_eq!(Text::new("é").slice(1..2).as_str(), "");
        assert_eq!(Text::new("ab").slice(5..9).as_str(), "");
    }
}
