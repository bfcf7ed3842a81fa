//! The names of constructors, from the fixed segments of their routes.

use crate::api::name::{shortened, value_of_snake};
use crate::api::name_allocator::NameAllocator;
use crate::api::words::{Words, last_part};
use crate::model::{Argument, Route, Segment};
use std::collections::BTreeSet;

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
                ] = &arguments[..]
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
    let words: Vec<Vec<String>> = routes
        .iter()
        .map(|route| fixed_words(route, known))
        .collect();
    let mut order: Vec<usize> = (0..routes.len()).collect();
    order.sort_by_key(|&i| {
        (
            words[i].len(),
            routes[i].segments.len(),
            &words[i],
            &routes[i].path,
        )
    });
    let mut scope = NameAllocator::with(taken);
    let mut names = vec![String::new(); routes.len()];
    let mut named: Vec<usize> = Vec::new();
    for i in order {
        let root = words[i].first().map_or("root", String::as_str);
        let start = if root == "me" {
            "me".to_owned()
        } else {
            format!("in_{root}")
        };
        let same_root = |other: &&Vec<String>| other.first() == words[i].first();
        let others = words
            .iter()
            .filter(same_root)
            .filter(|other| **other != words[i]);
        let elsewhere: BTreeSet<&String> = others.flatten().collect();
        let before: BTreeSet<&String> = named
            .iter()
            .map(|&other| &words[other])
            .filter(same_root)
            .flatten()
            .collect();
        let tail = || words[i].iter().skip(1);
        let own = tail().filter(|word| !elsewhere.contains(word));
        let new = tail().filter(|word| !before.contains(word));
        let joined = words[i]
            .iter()
            .skip(1)
            .fold(start.clone(), |name, word| format!("{name}_{word}"));
        // The first segment alone names a route only where no other of its length has it too.
        let alike = words
            .iter()
            .filter(|other| other.first() == words[i].first() && other.len() == words[i].len())
            .any(|other| *other != words[i]);
        let short = (!alike).then(|| start.clone());
        let candidates = short
            .into_iter()
            .chain(own.chain(new).map(|word| format!("{start}_{word}")))
            .chain(std::iter::once(joined.clone()));
        let name = candidates
            .map(|name| value_of_snake(shortened(&name)))
            .find(|name| !scope.contains(name))
            .unwrap_or_else(|| value_of_snake(shortened(&joined)));
        names[i] = scope.claim(name);
        named.push(i);
    }
    names
}
