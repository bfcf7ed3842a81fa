//! Operations of both sides.

use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::matching::{likeness, others, share, surest};
use crate::diff::route;
use crate::diff::route::Side;
use crate::diff::sides::Sides;
use crate::diff::{feature, permission, request, response, words};
use crate::model::{Operation, OperationKind};
use std::collections::{BTreeMap, BTreeSet};

/// Compares all operations.
pub fn compare(sides: &Sides, changes: &mut Changes) {
    let old = all(&sides.old);
    let new = all(&sides.new);
    let matched = matched(&old, &new);
    for &(i, j) in &matched {
        if let (Some(&old), Some(&new)) = (old.get(i), new.get(j)) {
            pair(sides, old, new, changes);
        }
    }
    for side in others(&old, matched.iter().map(|pair| pair.0)) {
        let routes = words::routes(side.operation);
        changes.removed(Kind::OperationRemoved, item(side), routes);
    }
    for side in others(&new, matched.iter().map(|pair| pair.1)) {
        let routes = words::routes(side.operation);
        changes.added(Kind::OperationAdded, item(side), routes);
    }
}

fn all<'s, 'a>(side: &'s crate::diff::sides::Side<'a>) -> Vec<Side<'s, 'a>> {
    let operations = side.api.operations();
    operations
        .map(|item| Side {
            operation: item.operation,
            item,
        })
        .collect()
}

fn item<'s>(side: Side<'s, '_>) -> Item<'s> {
    Item {
        path: &side.item.path,
        page: &side.operation.page,
    }
}

/// Which operation is which: by its path in the crate, then by its page, then by what it does.
fn matched(old: &[Side], new: &[Side]) -> Vec<(usize, usize)> {
    let mut matched = same_path(old, new);
    for score in [on_one_page, elsewhere] {
        let from: Vec<usize> = (0..old.len()).collect();
        let from = others(&from, matched.iter().map(|pair| pair.0));
        let to: Vec<usize> = (0..new.len()).collect();
        let to = others(&to, matched.iter().map(|pair| pair.1));
        let found = surest(candidates(old, new, &from, &to, score));
        matched.extend(found);
    }
    matched
}

/// An operation and the shapes of its routes.
struct Candidate<'s> {
    operation: &'s Operation,
    routes: BTreeSet<String>,
}

impl<'s> Candidate<'s> {
    fn all(sides: &[Side<'s, '_>], numbers: &[usize]) -> BTreeMap<usize, Self> {
        let candidate = |&i: &usize| {
            let operation = sides.get(i)?.operation;
            let routes = operation.routes.iter().map(route::shape).collect();
            Some((i, Self { operation, routes }))
        };
        numbers.iter().filter_map(candidate).collect()
    }

    /// What an operation has in common with every one that it may be: its page or a route.
    fn marks(&self) -> impl Iterator<Item = &str> {
        let routes = self.routes.iter().map(String::as_str);
        routes.chain([self.operation.page.as_str()])
    }
}

type Score = fn(&Candidate, &Candidate) -> Option<u32>;

/// Pairs of one page or with a route in common, with their scores.
fn candidates(
    old: &[Side],
    new: &[Side],
    from: &[usize],
    to: &[usize],
    score: Score,
) -> Vec<(u32, usize, usize)> {
    let (gone, fresh) = (Candidate::all(old, from), Candidate::all(new, to));
    let mut having: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (&j, candidate) in &fresh {
        for mark in candidate.marks() {
            having.entry(mark).or_default().insert(j);
        }
    }
    let mut found = Vec::new();
    for (&i, before) in &gone {
        let like = before.marks().filter_map(|mark| having.get(mark));
        for j in like.flatten().collect::<BTreeSet<_>>() {
            let score = fresh.get(j).and_then(|after| score(before, after));
            found.extend(score.map(|score| (score, i, *j)));
        }
    }
    found
}

fn same_path(old: &[Side], new: &[Side]) -> Vec<(usize, usize)> {
    let places: BTreeMap<&str, usize> = new
        .iter()
        .enumerate()
        .map(|(j, side)| (&*side.item.path, j))
        .collect();
    let found = old
        .iter()
        .enumerate()
        .map(|(i, side)| Some((i, *places.get(&*side.item.path)?)));
    found.flatten().collect()
}

/// Operations of one page: the method tells, else the routes, else the place.
fn on_one_page(old: &Candidate, new: &Candidate) -> Option<u32> {
    let method = if old.operation.method == new.operation.method {
        500
    } else {
        0
    };
    let alike = overlap(&old.routes, &new.routes);
    (old.operation.page == new.operation.page).then_some(method + alike / 2)
}

/// Operations of two pages. One lives on in another that takes over at least half of its routes; where several do, pages that
/// list the same parameters or have like names are nearer.
fn elsewhere(old: &Candidate, new: &Candidate) -> Option<u32> {
    let shared = old.routes.intersection(&new.routes).count();
    let taken_over = share(shared, old.routes.len());
    let (old_page, new_page) = (&old.operation.page, &new.operation.page);
    if old.operation.method != new.operation.method || old_page == new_page || taken_over < 500 {
        return None;
    }
    let stems = likeness(old_page.file_stem()?, new_page.file_stem()?);
    let named = stems.max(likeness(&old.operation.title, &new.operation.title));
    let listed = overlap(
        &request::listed(old.operation),
        &request::listed(new.operation),
    );
    Some((taken_over + overlap(&old.routes, &new.routes) + named + listed) / 4)
}

/// How much of two sets is in both, from 0 to 1000.
fn overlap<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> u32 {
    share(one.intersection(other).count(), one.union(other).count())
}

/// One operation on both sides.
fn pair(sides: &Sides, old: Side, new: Side, changes: &mut Changes) {
    let item = item(new);
    if old.item.path != new.item.path {
        let (before, after) = (old.item.path.to_string(), new.item.path.to_string());
        changes.changed(
            Weight::Breaking,
            Kind::OperationRenamed,
            item,
            before,
            after,
        );
    }
    if old.operation.method != new.operation.method {
        // Calls compile, and do something else.
        let (before, after) = (words::routes(old.operation), words::routes(new.operation));
        changes.changed(Weight::Breaking, Kind::MethodChanged, item, before, after);
    }
    let features = (old.item.feature.as_deref(), new.item.feature.as_deref());
    feature::compare(sides, features.0, features.1, item, changes);
    route::compare(old, new, &new.operation.page, changes);
    request::compare(old, new, item, changes);
    response::compare(old, new, item, changes);
    permission::compare(old.item, new.item, item, changes);
    documentation(old.operation, new.operation, item, changes);
}

fn documentation(old: &Operation, new: &Operation, item: Item, changes: &mut Changes) {
    changes.deprecated(item, old.deprecated.as_deref(), new.deprecated.as_deref());
    let words = |operation: &Operation| {
        let texts = [Some(&operation.title), operation.description.as_ref()];
        let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
        texts.join("\n\n")
    };
    changes.described(item, Some(&words(old)), Some(&words(new)));
    if old.kind != new.kind {
        let words = |kind| match kind {
            OperationKind::Resource => "on a resource",
            OperationKind::Action => "action",
            OperationKind::Function => "function",
        };
        let (before, after) = (words(old.kind).to_owned(), words(new.kind).to_owned());
        changes.changed(
            Weight::Documentation,
            Kind::NotesChanged,
            item,
            before,
            after,
        );
    }
    let examples = |operation: &Operation| -> Vec<(bool, Option<u16>, String)> {
        let examples = operation.examples.iter();
        examples
            .map(|example| (example.request, example.status, example.json.clone()))
            .collect()
    };
    if examples(old) != examples(new) {
        let count = |operation: &Operation| Some(operation.examples.len().to_string());
        let counts = (count(old), count(new));
        let (before, after) = if counts.0 == counts.1 {
            (None, None)
        } else {
            counts
        };
        changes.add(
            Weight::Documentation,
            Kind::ExamplesChanged,
            item,
            before,
            after,
        );
    }
}
