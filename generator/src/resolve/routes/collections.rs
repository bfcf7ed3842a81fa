//! Words of routes that name collections, as the routes of all pages show it.

use crate::model::{HttpMethod, Segment};
use crate::reader::Document;
use crate::resolve::names::folded::{Folded, Pieces};
use crate::resolve::names::index::TypeIndex;
use crate::resolve::routes::segments::{is_key, word_and_key};
use indexmap::IndexSet;

/// Of a hundred words that are names of types, as many must have keys for all of them to name collections.
const SHARE: usize = 65;
/// As many words must have keys in brackets for that to be how the tree writes keys.
const FEWEST: usize = 5;

/// Words that name collections.
#[derive(Debug, Default)]
pub(crate) struct Collections {
    words: IndexSet<Folded>,
}

impl Collections {
    /// Reads the routes of all operations. A word with a key in brackets behind it names a collection, in a tree that
    /// has several of them. In a tree whose types are
    /// called like their collections, as `accounts({id})` answers with `accounts`, so does every word that is the name of a type,
    /// unless something changes it without a key.
    pub fn of(documents: &[Document], index: &TypeIndex<'_>) -> Self {
        let mut keyed = IndexSet::new();
        let mut alone = IndexSet::new();
        let mut changed = IndexSet::new();
        let mut called = IndexSet::new();
        for document in documents {
            for operation in &document.operations {
                for route in &operation.routes {
                    called.extend(route.segments.iter().filter_map(function));
                    let segments = route.segments.iter().enumerate();
                    let words = segments.filter_map(|(at, segment)| {
                        let (word, key) = word_and_key(segment)?;
                        Some((at, word, key))
                    });
                    for (at, word, key) in words {
                        let next = route.segments.get(at + 1);
                        let list = match key {
                            true => &mut keyed,
                            false if next.is_some() => continue,
                            false if operation.method == HttpMethod::Get => &mut alone,
                            false if operation.method == HttpMethod::Post => continue,
                            false => &mut changed,
                        };
                        list.insert(Folded(word.to_owned()));
                    }
                }
            }
        }
        // `range('A1')` stands for `range(address='A1')`.
        keyed.retain(|word| !called.contains(word));
        if keyed.len() < FEWEST {
            return Self::default();
        }
        let is_type = |word: &Folded| index.in_root(&word.0).is_some();
        let with_key = keyed.iter().filter(|word| is_type(word)).count();
        alone.retain(|word| is_type(word) && !keyed.contains(word));
        if with_key >= FEWEST && with_key * 100 >= (with_key + alone.len()) * SHARE {
            keyed.extend(alone.into_iter().filter(|word| !changed.contains(word)));
        }
        Self { words: keyed }
    }

    /// Whether the last segment of a route is the word of a collection.
    pub fn end(&self, segments: &[Segment]) -> bool {
        match segments.last() {
            Some(Segment::Literal(word)) => self.words.contains(&Pieces(&[word.as_str()])),
            _ => false,
        }
    }
}

/// The word of a segment with named arguments.
fn function(segment: &Segment) -> Option<Folded> {
    match segment {
        Segment::Function { name, arguments } if !is_key(arguments) => Some(Folded(name.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect;
    use crate::infer::tests::{documents, operation};
    use crate::model::QualifiedName;

    fn found(lines: &[&str], types: &[&str]) -> Collections {
        let pages: Vec<_> = lines
            .iter()
            .enumerate()
            .map(|(number, line)| operation(&format!("thing-{number}"), line, ""))
            .collect();
        let mut index = TypeIndex::new(dialect::graph());
        for ty in types {
            index.define(&QualifiedName(format!("microsoft.graph.{ty}")));
        }
        Collections::of(&documents(&pages), &index)
    }

    fn ends(collections: &Collections, word: &str) -> bool {
        collections.end(&[Segment::Literal(word.to_owned())])
    }

    #[test]
    fn a_key_in_brackets_makes_a_collection() {
        let mut lines = vec![
            "GET /stores({id})/carts",
            "GET /reports(kind='a')",
            "GET /range('A1')",
            "GET /range(address='A1')",
        ];
        assert!(!ends(&found(&lines, &[]), "stores"), "one says little");
        lines.push("GET /a({id})/b({id})/c({id})/d({id})");
        let found = found(&lines, &[]);
        assert!(ends(&found, "stores"));
        assert!(!ends(&found, "carts") && !ends(&found, "reports") && !ends(&found, "range"));
    }

    #[test]
    fn where_types_are_called_like_collections_all_of_them_are() {
        let keyed = ["a", "b", "c", "d", "e"];
        let mut lines: Vec<String> = keyed.map(|word| format!("GET /x/{word}({{id}})")).into();
        lines.extend(
            [
                "GET /x/sheet",
                "GET /x/other",
                "GET /x/single",
                "PATCH /x/single",
            ]
            .map(str::to_owned),
        );
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        let types = ["a", "b", "c", "d", "e", "sheet", "single"];
        let habit = found(&lines, &types);
        assert!(ends(&habit, "sheet"));
        assert!(!ends(&habit, "other"), "it is no type");
        assert!(!ends(&habit, "single"), "it is changed as the one it is");
        let rare = found(&lines, &["a", "sheet", "single"]);
        assert!(!ends(&rare, "sheet"));
    }
}
