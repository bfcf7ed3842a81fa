//! Routes, and what a request does to the resource that its route names.

use crate::model::{HttpMethod, OperationKind, Segment, Target};
use crate::reader::Document;
use crate::resolve::names::folded::{Folded, Pieces};
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::routes::segments::{is_delta, is_key};
use indexmap::IndexSet;

/// Words that stand for resources in routes: properties, relationships, collections, roots.
#[derive(Debug, Default)]
pub(crate) struct SegmentVocabulary<'a> {
    resources: IndexSet<Folded<&'a str>>,
    functions: IndexSet<Folded<&'a str>>,
    /// What is called with named arguments to change or delete it.
    changed: IndexSet<Folded<&'a str>>,
    /// What things are added to.
    added_to: IndexSet<Folded<&'a str>>,
}

impl<'a> SegmentVocabulary<'a> {
    /// From the tables of every resource, and from routes: the first word, and words with a key behind them.
    pub fn of(documents: &'a [Document]) -> Self {
        let mut words = Self::default();
        for document in documents {
            for resource in &document.resources {
                for row in resource.properties.iter().chain(&resource.relationships) {
                    words.resources.insert(Folded(&row.name.value));
                }
            }
            for operation in &document.operations {
                for route in &operation.routes {
                    words.add_route(operation.method, &route.segments);
                }
            }
        }
        words
    }

    fn add_route(&mut self, method: HttpMethod, segments: &'a [Segment]) {
        match segments.last() {
            Some(Segment::Literal(word)) if method == HttpMethod::Post => {
                self.added_to.insert(Folded(word));
            }
            Some(Segment::Function { name, .. }) if method != HttpMethod::Get => {
                self.changed.insert(Folded(name));
            }
            _ => {}
        }
        if let Some(Segment::Literal(root)) = segments.first() {
            self.resources.insert(Folded(root));
        }
        for pair in segments.windows(2) {
            if let [Segment::Literal(word), Segment::Parameter(_)] = pair {
                self.resources.insert(Folded(word));
            }
        }
        for segment in segments {
            match segment {
                Segment::Function { name, arguments } if is_key(arguments) => {
                    self.resources.insert(Folded(name));
                }
                Segment::Function { name, .. } => {
                    self.functions.insert(Folded(name));
                }
                _ => {}
            }
        }
    }

    fn is_resource(&self, word: &str) -> bool {
        self.resources.contains(&Pieces(&[word])) || self.has_named_keys(word)
    }

    /// Whether some route calls this word with arguments.
    pub fn is_called(&self, word: &str) -> bool {
        self.functions.contains(&Pieces(&[word])) && !self.has_named_keys(word)
    }

    /// Whether named arguments behind the word are a key: things are added to it, and one is changed by them, as by
    /// `lines(order={id},line={id})`.
    fn has_named_keys(&self, word: &str) -> bool {
        let word = &[word];
        self.changed.contains(&Pieces(word)) && self.added_to.contains(&Pieces(word))
    }
}

/// What the pages of an operation say that tells a resource from an action.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hints {
    /// The request body is a table of parameters.
    pub parameters: bool,
    /// Success is 201.
    pub creates: bool,
}

/// Whether the last segment is a resource, an action or a function.
pub(crate) fn kind(
    method: HttpMethod,
    segments: &[Segment],
    vocabulary: &SegmentVocabulary<'_>,
    resolver: &RouteResolver<'_>,
    hints: Hints,
) -> OperationKind {
    let named = match segments.last() {
        Some(Segment::Function { name, arguments }) if !name.is_empty() => {
            !is_key(arguments) && !vocabulary.is_resource(name)
        }
        Some(Segment::Literal(word)) if word.starts_with('$') => false,
        Some(Segment::Literal(word)) => match (method, is_member(segments, word, resolver)) {
            (HttpMethod::Get, _) if is_delta(segments, resolver.dialect()) => true,
            (HttpMethod::Get | HttpMethod::Post, Some(member)) => !member,
            (HttpMethod::Post, None) => {
                !vocabulary.is_resource(word) && (hints.parameters || !hints.creates)
            }
            _ => false,
        },
        _ => false,
    };
    match (named, method) {
        (true, HttpMethod::Get) => OperationKind::Function,
        (true, HttpMethod::Post) => OperationKind::Action,
        _ => OperationKind::Resource,
    }
}

/// Whether the last word is a property of the type that the segments before it lead to; `None` where they lead nowhere.
fn is_member(segments: &[Segment], word: &str, resolver: &RouteResolver<'_>) -> Option<bool> {
    if resolver.resolve(segments).is_some() {
        return Some(true);
    }
    let owner = resolver.owner(segments)?;
    match owner.target {
        Target::Named(name) if !owner.collection => Some(resolver.member(name, word).is_some()),
        Target::Named(_) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::graph;
    use crate::resolve::names::index::TypeIndex;
    use crate::resolve::names::linker::Linker;
    use crate::resolve::types::bases::Bases;
    use crate::resolve::types::type_table::TypeTable;

    fn literals(path: &str) -> Vec<Segment> {
        let segment = |word: &str| match word.strip_prefix('{') {
            Some(name) => Segment::Parameter(vec![name.trim_end_matches('}').to_owned()]),
            None => Segment::Literal(word.to_owned()),
        };
        path.split('/')
            .filter(|word| !word.is_empty())
            .map(segment)
            .collect()
    }

    fn kind_of(method: HttpMethod, path: &str, creates: bool) -> OperationKind {
        let mut vocabulary = SegmentVocabulary::default();
        let known = literals("/groups/{id}/threads/{id}/posts");
        vocabulary.add_route(HttpMethod::Get, &known);
        let hints = Hints {
            parameters: false,
            creates,
        };
        let (index, bases) = (TypeIndex::new(graph()), Bases::default());
        let linker = Linker {
            index: &index,
            bases: &bases,
        };
        let resolver = RouteResolver::of(&[], &TypeTable::default(), linker);
        kind(method, &literals(path), &vocabulary, &resolver, hints)
    }

    #[test]
    fn a_post_to_a_collection_creates_and_to_a_verb_acts() {
        use HttpMethod::Post;
        let resource = |path, creates| kind_of(Post, path, creates) == OperationKind::Resource;
        assert!(resource("/groups/{id}/threads", true));
        assert!(!resource("/groups/{id}/threads/{id}/reply", false));
        assert!(resource("/groups/{id}/threads/{id}/posts", true));
        assert!(resource("/groups/{id}/members/$ref", false));
    }

    #[test]
    fn named_arguments_are_a_key_where_things_are_added_and_changed() {
        let argument = |name: &str| crate::model::Argument {
            name: Some(name.to_owned()),
            quoted: false,
            value: crate::model::ArgumentValue::Parameter("id".to_owned()),
        };
        let called = |name: &str| {
            vec![Segment::Function {
                name: name.to_owned(),
                arguments: vec![argument("order"), argument("line")],
            }]
        };
        let (lines, range) = (called("lines"), called("range"));
        let added = literals("/lines");
        let mut vocabulary = SegmentVocabulary::default();
        vocabulary.add_route(HttpMethod::Patch, &lines);
        vocabulary.add_route(HttpMethod::Patch, &range);
        assert!(vocabulary.is_called("lines") && vocabulary.is_called("range"));
        vocabulary.add_route(HttpMethod::Post, &added);
        assert!(!vocabulary.is_called("lines") && vocabulary.is_called("range"));
    }

    #[test]
    fn delta_is_a_function() {
        assert_eq!(
            kind_of(HttpMethod::Get, "/groups/delta", false),
            OperationKind::Function
        );
        assert!(is_delta(
            &literals("/groups/microsoft.graph.delta"),
            graph()
        ));
        assert!(!is_delta(&literals("/groups/{delta}"), graph()));
    }
}
