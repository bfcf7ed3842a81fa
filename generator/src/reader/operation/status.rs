//! The statuses that a sentence names.

use crate::dialect::ResponsePhrases;
use crate::page::{Inline, Text, pieces};
use crate::reader::Context;

/// Statuses of success that a sentence names, each with its place within the sentence.
pub(super) fn in_sentence(context: Context<'_, '_>, text: Text<'_>) -> Vec<(u16, usize)> {
    let phrases = &context.dialect.phrases.response;
    let mut found: Vec<(u16, usize)> = Vec::new();
    for piece in pieces(text, &context.page.links) {
        let words = match piece {
            Inline::Text(words) | Inline::Code(words) | Inline::Link { text: words, .. } => words,
        };
        let coded = matches!(piece, Inline::Code(_));
        let start = (words.span().start - text.span().start) as usize;
        for (at, status) in numbers(&words) {
            let success = (200..400).contains(&status)
                && (coded || names_status(phrases, words.tail(at + 3)));
            if success && !found.iter().any(|(known, _)| *known == status) {
                // A part of the sentence must not begin within a code span.
                found.push((
                    status,
                    if coded {
                        start.saturating_sub(1)
                    } else {
                        start + at
                    },
                ));
            }
        }
    }
    found
}

/// Whether the words behind a number say that it is a status: `200 OK`, `201, Created`, `204 response`.
fn names_status(phrases: &ResponsePhrases, behind: Text<'_>) -> bool {
    let near = behind.head(24);
    let word = near
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(|word| !word.is_empty());
    word.is_none_or(|word| phrases.status.is(word))
}

/// Numbers of three digits that stand alone.
fn numbers(text: &str) -> impl Iterator<Item = (usize, u16)> {
    let bytes = text.as_bytes();
    bytes
        .windows(3)
        .enumerate()
        .filter_map(move |(at, window)| {
            let edge = |byte: Option<&u8>| {
                !byte.is_some_and(|byte| {
                    byte.is_ascii_alphanumeric() || *byte == b'.' || *byte == b'-'
                })
            };
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let after = bytes.get(at + 3).filter(|byte| **byte != b'.');
            if !(window.iter().all(u8::is_ascii_digit) && edge(before) && edge(after)) {
                return None;
            }
            Some((at, text.get(at..at + 3)?.parse().ok()?))
        })
}
