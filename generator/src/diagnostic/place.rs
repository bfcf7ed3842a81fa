//! Spans to lines and columns.

use crate::diagnostic::Span;
use serde::Serialize;
use std::ops::Range;

/// A place in a text as an editor counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

impl Place {
    /// The first character of a text.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place of byte `at` of `text`; of its end where `at` lies beyond it.
    pub fn of(text: &str, at: usize) -> Self {
        Lines::of(text).place(at)
    }
}

/// The lines of a text, for many places in it.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    /// Bytes behind which a line begins.
    breaks: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at);
        Self {
            text,
            breaks: breaks.collect(),
        }
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&self, at: usize) -> u32 {
        one_based(self.breaks.partition_point(|newline| *newline < at))
    }

    /// As [`Place::of`].
    pub(crate) fn place(&self, at: usize) -> Place {
        let at = floor_boundary(self.text, at);
        let line = self.breaks.partition_point(|newline| *newline < at);
        let last = line.checked_sub(1).and_then(|last| self.breaks.get(last));
        let line_start = last.map_or(0, |newline| newline + 1);
        let before = self.text.get(line_start..at).unwrap_or_default();
        Place {
            line: one_based(line),
            column: one_based(before.chars().count()),
        }
    }
}

fn one_based(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1)
}

/// The line of a text in which a span begins, and the part of it that the span covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// Without its end.
    pub text: &'a str,
    /// In bytes of [`Self::text`].
    pub marked: Range<usize>,
}

impl<'a> Line<'a> {
    pub(crate) fn of(text: &'a str, span: Span) -> Self {
        let start = floor_boundary(text, span.start as usize);
        let end = floor_boundary(text, span.end as usize).max(start);
        let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = start + after.find('\n').unwrap_or(after.len());
        let line = text
            .get(line_start..line_end)
            .unwrap_or_default()
            .trim_end_matches('\r');
        let within = |at: usize| at.saturating_sub(line_start).min(line.len());
        let marked = within(start)..within(end);
        // What follows the last character of the line is not worth marking.
        let trimmed = line
            .get(marked.clone())
            .unwrap_or_default()
            .trim_end()
            .len();
        Self {
            text: line,
            marked: marked.start..marked.start + trimmed,
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let text = "ä b\r\nc\n";
        let places: Vec<_> = [0, 1, 2, 3, 6, 7, 8, 99]
            .map(|at| Place::of(text, at))
            .to_vec();
        let expected = [
            (1, 1),
            (1, 1),
            (1, 2),
            (1, 3),
            (2, 1),
            (2, 2),
            (3, 1),
            (3, 1),
        ];
        assert_eq!(
            places,
            expected.map(|(line, column)| Place { line, column })
        );
    }

    #[test]
    fn marks_the_first_line_of_a_span() {
        let text = "one\r\ntwo three \nfour";
        let line = |start, end| Line::of(text, Span { start, end });
        assert_eq!(
            line(9, 14),
            Line {
                text: "two three ",
                marked: 4..9
            }
        );
        assert_eq!(
            line(9, 20),
            Line {
                text: "two three ",
                marked: 4..9
            }
        );
        assert_eq!(
            line(0, 20),
            Line {
                text: "one",
                marked: 0..3
            }
        );
        assert_eq!(
            line(16, 500),
            Line {
                text: "four",
                marked: 0..4
            }
        );
        assert_eq!(
            line(500, 2),
            Line {
                text: "four",
                marked: 4..4
            }
        );
        assert_eq!(
            Line::of("", Span::default()),
            Line {
                text: "",
                marked: 0..0
            }
        );
    }
}
