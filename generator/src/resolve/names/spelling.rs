//! Words that name types: what is said around them, and primitive types.

use crate::dialect::{Dialect, Primitive};
use crate::resolve::names::type_id::Target;

/// The word without what is said about the type: `string (url)`, `string, maximum size 20`, `user resource`.
pub(crate) fn bare<'t>(text: &'t str, dialect: &Dialect) -> &'t str {
    let end = text.find(['(', ',']).unwrap_or(text.len());
    let mut word = text.get(..end).unwrap_or(text).trim();
    while let Some(head) = without_noun(word, dialect) {
        word = head;
    }
    word.trim_start_matches('#')
}

/// What stands before a noun that only says that the word is a type.
fn without_noun<'t>(word: &'t str, dialect: &Dialect) -> Option<&'t str> {
    // `JSON object` is any JSON.
    if dialect.primitives.is_any_json(word) {
        return None;
    }
    let before = dialect.phrases.types.nouns.strip_suffix(word)?;
    let head = before.trim_end();
    (!head.is_empty() && head.len() < before.len()).then_some(head)
}

/// The target of a word that names no type of a page.
pub(crate) fn primitive(word: &str, dialect: &Dialect) -> Option<Target> {
    Some(match dialect.primitives.get(word)? {
        Primitive::Scalar(scalar) => Target::Scalar(scalar),
        Primitive::AnyJson => Target::Untyped,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::graph;

    #[test]
    fn what_is_said_about_a_type_is_cut() {
        for (text, word) in [
            ("string, maximum size 20", "string"),
            ("String (url)", "String"),
            ("user resource type", "user"),
            ("Untyped JSON object", "Untyped JSON object"),
            ("#microsoft.graph.user", "microsoft.graph.user"),
            ("object", "object"),
            ("mediatype", "mediatype"),
        ] {
            assert_eq!(bare(text, graph()), word);
        }
    }
}
