//! Routes, and what a request does to the resource that its route names.

use crate::model::{HttpMethod, OperationKind, Route, Segment};
use crate::reference::{self, Document};
use std::collections::BTreeSet;

/// Lower-case words that stand for resources in routes: properties, relationships, collections, roots.
#[derive(Debug, Default)]
pub(super) struct Members {
    words: BTreeSet<String>,
}

impl Members {
    /// From the tables of every resource, and from routes: the first word, and words before a key.
    pub fn of(documents: &[Document]) -> Self {
        let mut members = Self::default();
        for document in documents {
            for resource in &document.resources {
                for row in resource.properties.iter().chain(&resource.relationships) {
                    members.words.insert(row.name.value.to_lowercase());
                }
            }
            for route in document
                .operations
                .iter()
                .flat_map(|operation| &operation.routes)
            {
                members.add_route(&route.segments);
            }
        }
        members
    }

    fn add_route(&mut self, segments: &[Segment]) {
        if let Some(Segment::Literal(root)) = segments.first() {
            self.words.insert(root.to_lowercase());
        }
        for pair in segments.windows(2) {
            if let [Segment::Literal(word), Segment::Parameter(_)] = pair {
                self.words.insert(word.to_lowercase());
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(&word.to_lowercase())
    }
}

/// What the pages of an operation say that tells a resource from an action.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hints {
    /// The request body is a table of parameters.
    pub parameters: bool,
    /// Success is 201.
    pub creates: bool,
}

/// Whether the last segment is a resource, an action or a function.
pub(super) fn kind(
    method: HttpMethod,
    segments: &[Segment],
    members: &Members,
    hints: Hints,
) -> OperationKind {
    let named = match segments.last() {
        Some(Segment::Function { name, arguments }) if !name.is_empty() => {
            let key = arguments.len() == 1 && arguments.iter().all(|only| only.name.is_none());
            !key && !members.has(name)
        }
        Some(Segment::Literal(word)) if word.starts_with('$') => false,
        Some(Segment::Literal(word)) => match method {
            HttpMethod::Get => word.eq_ignore_ascii_case("delta"),
            HttpMethod::Post => !members.has(word) && (hints.parameters || !hints.creates),
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

/// Whether a route tracks changes.
pub(super) fn is_delta(segments: &[Segment]) -> bool {
    match segments.last() {
        Some(Segment::Literal(word) | Segment::Function { name: word, .. }) => {
            let word = word.rsplit_once('.').map_or(&**word, |(_, short)| short);
            word.eq_ignore_ascii_case("delta")
        }
        _ => false,
    }
}

/// Whether the last segment is this word.
pub(super) fn ends_in(segments: &[Segment], wanted: &str) -> bool {
    matches!(segments.last(), Some(Segment::Literal(word)) if word.eq_ignore_ascii_case(wanted))
}

/// The routes as the model keeps them.
pub(super) fn routes(routes: &[reference::Route]) -> Vec<Route> {
    routes
        .iter()
        .map(|route| Route {
            path: route.text.clone(),
            segments: route.segments.clone(),
            query: route.query.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut members = Members::default();
        members.add_route(&literals("/groups/{id}/threads/{id}/posts"));
        let hints = Hints {
            parameters: false,
            creates,
        };
        kind(method, &literals(path), &members, hints)
    }

    #[test]
    fn a_post_to_a_collection_creates_and_to_a_verb_acts() {
        use HttpMethod::Post;
        assert_eq!(
            kind_of(Post, "/groups/{id}/threads", true),
            OperationKind::Resource
        );
        assert_eq!(
            kind_of(Post, "/groups/{id}/threads/{id}/reply", false),
            OperationKind::Action
        );
        assert_eq!(
            kind_of(Post, "/groups/{id}/threads/{id}/posts", true),
            OperationKind::Resource
        );
        assert_eq!(
            kind_of(Post, "/groups/{id}/members/$ref", false),
            OperationKind::Resource
        );
    }

    #[test]
    fn delta_is_a_function() {
        assert_eq!(
            kind_of(HttpMethod::Get, "/groups/delta", false),
            OperationKind::Function
        );
        assert!(is_delta(&literals("/groups/microsoft.graph.delta")));
        assert!(!is_delta(&literals("/groups/{delta}")));
    }
}
