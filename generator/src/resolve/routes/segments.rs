//! What the last segment of a route says by itself.

use crate::dialect::Dialect;
use crate::model::{Argument, Route, Segment};
use crate::reader;

/// Whether what stands in the brackets of a segment is a key: values without names. The arguments of a function have names.
pub(crate) fn is_key(arguments: &[Argument]) -> bool {
    !arguments.is_empty() && arguments.iter().all(|argument| argument.name.is_none())
}

/// The word of a segment, and whether a key stands in brackets behind it: `accounts({id})`.
pub(crate) fn word_and_key(segment: &Segment) -> Option<(&str, bool)> {
    match segment {
        Segment::Literal(word) => Some((word, false)),
        Segment::Function { name, arguments } if !name.is_empty() && is_key(arguments) => {
            Some((name, true))
        }
        _ => None,
    }
}

/// Whether the last segment is called with named arguments, or is known to be a function.
pub(crate) fn is_function(segments: &[Segment], dialect: &Dialect) -> bool {
    let called = match segments.last() {
        Some(Segment::Function { arguments, .. }) => {
            arguments.iter().any(|argument| argument.name.is_some())
        }
        _ => false,
    };
    called || is_delta(segments, dialect)
}

/// Whether a route tracks changes.
pub(crate) fn is_delta(segments: &[Segment], dialect: &Dialect) -> bool {
    match segments.last() {
        Some(Segment::Literal(word) | Segment::Function { name: word, .. }) => {
            let word = word.rsplit_once('.').map_or(&**word, |(_, short)| short);
            dialect.service.delta.is(word)
        }
        _ => false,
    }
}

/// Whether the last segment is this word.
pub(crate) fn ends_in(segments: &[Segment], wanted: &str) -> bool {
    matches!(segments.last(), Some(Segment::Literal(word)) if word.eq_ignore_ascii_case(wanted))
}

/// A route as the model keeps it.
pub(crate) fn route(route: &reader::Route) -> Route {
    Route {
        path: route.text.clone(),
        segments: route.segments.clone(),
        query: route.query.clone(),
        permissions: route.permissions.clone(),
    }
}
