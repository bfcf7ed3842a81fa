//! The names of constructors, from the fixed segments of their routes.

use crate::api::name::{shortened, value_of_snake};
use crate::api::name_allocator::NameAllocator;
use crate::api::words::{Words, last_part};
use crate::model::{Argument, Route, Segment};
use std::collections::{BTreeMap, BTreeSet};

/// The segments that do not vary, as words: `[groups, threads]`.
fn fixed_words(route: &Route, known: &Words) -> Vec<String> {
    let mut words = Vec::new();
    for segment in &route.segments {
        match segment {
            Segment::Literal(text) => {
                words.push(known.snake(last_part(text)).into_owned());
            }
            Segment::Function { name, arguments } => {
                words.push(known.snake(last_part(name)).into_owned());
                if let [
                    Argument {
                        name: Some(key), ..
                    },
                ] = arguments.as_slice()
                {
                    words.push(format!("by_{}", known.snake(key)));
                }
            }
            Segment::Path { parameter, .. } => words.push(format!("by_{}", known.snake(parameter))),
            Segment::Parameter(_) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `me`, `in_groups`, and where two routes share their first segment, also the first one that only the longer has.
pub(super) fn names(routes: &[Route], taken: &[&'static str], known: &Words) -> Vec<String> {
    let mut worded: Vec<Worded> = routes
        .iter()
        .enumerate()
        .map(|(at, route)| Worded {
            at,
            route,
            words: fixed_words(route, known),
        })
        .collect();
    worded.sort_by(|a, b| a.order().cmp(&b.order()));
    let shared = Shared::of(&worded);
    let mut scope = NameAllocator::with(taken);
    let mut before: BTreeSet<(Option<&String>, &String)> = BTreeSet::new();
    let mut names = BTreeMap::new();
    for Worded { at, words, .. } in &worded {
        let root = words.first();
        let start = match root.map_or("root", String::as_str) {
            "me" => "me".to_owned(),
            root => format!("in_{root}"),
        };
        let tail = || words.iter().skip(1);
        let own = tail().filter(|word| !shared.word(root, word));
        let new = tail().filter(|word| !before.contains(&(root, word)));
        let joined = tail().fold(start.clone(), |name, word| format!("{name}_{word}"));
        // The first segment alone names a route only where no other of its length has it too.
        let short = (!shared.length(root, words.len())).then(|| start.clone());
        let candidates = short
            .into_iter()
            .chain(own.chain(new).map(|word| format!("{start}_{word}")))
            .chain(std::iter::once(joined.clone()));
        let name = candidates
            .map(|name| value_of_snake(shortened(&name)))
            .find(|name| !scope.contains(name))
            .unwrap_or_else(|| value_of_snake(shortened(&joined)));
        names.insert(*at, scope.claim(name));
        before.extend(words.iter().map(|word| (root, word)));
    }
    names.into_values().collect()
}

/// A route and its fixed words.
struct Worded<'r> {
    /// Its place among the routes.
    at: usize,
    route: &'r Route,
    words: Vec<String>,
}

impl Worded<'_> {
    /// Shorter routes are named first.
    fn order(&self) -> (usize, usize, &[String], &str) {
        let (words, route) = (&self.words, self.route);
        (words.len(), route.segments.len(), words, &route.path)
    }
}

/// What routes with the same first word have in common. Routes with the same words count as one.
struct Shared<'w> {
    words: BTreeMap<(Option<&'w String>, &'w String), usize>,
    lengths: BTreeMap<(Option<&'w String>, usize), usize>,
}

impl<'w> Shared<'w> {
    fn of(worded: &'w [Worded]) -> Self {
        let distinct: BTreeSet<&[String]> = worded.iter().map(|route| &*route.words).collect();
        let mut shared = Self {
            words: BTreeMap::new(),
            lengths: BTreeMap::new(),
        };
        for words in distinct {
            let root = words.first();
            *shared.lengths.entry((root, words.len())).or_default() += 1;
            for word in words.iter().collect::<BTreeSet<_>>() {
                *shared.words.entry((root, word)).or_default() += 1;
            }
        }
        shared
    }

    /// Whether another route has the word too.
    fn word(&self, root: Option<&'w String>, word: &'w String) -> bool {
        self.words
            .get(&(root, word))
            .is_some_and(|routes| *routes > 1)
    }

    /// Whether another route has as many words.
    fn length(&self, root: Option<&'w String>, length: usize) -> bool {
        self.lengths
            .get(&(root, length))
            .is_some_and(|routes| *routes > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    fn route(words: &[&str]) -> Route {
        let literal = |word: &&str| Segment::Literal((*word).to_owned());
        Route {
            path: format!("/{}", words.join("/")),
            segments: words.iter().map(literal).collect(),
            query: None,
            permissions: None,
        }
    }

    fn named(routes: &[&[&str]]) -> Vec<String> {
        let routes: Vec<Route> = routes.iter().map(|words| route(words)).collect();
        names(&routes, &[], &Words::of(&Model::default()))
    }

    #[test]
    fn a_route_is_named_after_what_only_it_has() {
        assert_eq!(named(&[&["me"], &["users"]]), ["me", "in_users"]);
        assert_eq!(
            named(&[&["groups", "events"], &["groups", "events", "instances"]]),
            ["in_groups", "in_groups_instances"]
        );
        assert_eq!(
            named(&[
                &["groups", "events"],
                &["groups", "calendar"],
                &["groups", "events"]
            ]),
            [
                "in_groups_events",
                "in_groups_calendar",
                "in_groups_events_2"
            ]
        );
    }

    /// Work that grows with the square of the routes would not end here.
    #[test]
    fn many_routes_cost_no_more_each_than_few() {
        let words: Vec<String> = (0..30_000).map(|number| format!("part{number}")).collect();
        let routes: Vec<Route> = words.iter().map(|word| route(&["things", word])).collect();
        let words = Model::default();
        let found = names(&routes, &[], &Words::of(&words));
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), routes.len());
        let same: Vec<Route> = (0..30_000).map(|_| route(&["things", "part"])).collect();
        let found = names(&same, &[], &Words::of(&words));
        assert_eq!(
            found.last().map(String::as_str),
            Some("in_things_part_29999")
        );
    }
}
