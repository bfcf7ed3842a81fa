//! Operations of both sides.

use super::change::{Changes, Item, Kind, Weight};
use super::matching::{likeness, others, share, surest};
use super::route::{self, Side};
use super::{Sides, permission, request, response, words};
use crate::model::{Operation, OperationKind};
use std::collections::{BTreeMap, BTreeSet};

/// Compares all operations.
pub fn compare(sides: &Sides, changes: &mut Changes) {
    let old = all(&sides.old);
    let new = all(&sides.new);
    let matched = matched(&old, &new);
    for &(i, j) in &matched {
        if let (Some(&old), Some(&new)) = (old.get(i), new.get(j)) {
            pair(old, new, changes);
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

fn all<'s, 'a>(side: &'s super::Side<'a>) -> Vec<Side<'s, 'a>> {
    let items = side.surface.operations.iter();
    side.model
        .operations
        .iter()
        .zip(items)
        .map(|(operation, item)| Side { operation, item })
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

type Score = fn(&Operation, &Operation, u32) -> Option<u32>;

/// Pairs of one page or with a route in common, with their scores.
fn candidates(
    old: &[Side],
    new: &[Side],
    from: &[usize],
    to: &[usize],
    score: Score,
) -> Vec<(u32, usize, usize)> {
    let known: BTreeMap<usize, Traits> = to
        .iter()
        .filter_map(|&j| Some((j, traits(new.get(j)?.operation))))
        .collect();
    let mut having: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (&j, traits) in &known {
        for one in traits {
            having.entry(one).or_default().insert(j);
        }
    }
    let mut found = Vec::new();
    for &i in from {
        let Some(before) = old.get(i).map(|side| side.operation) else {
            continue;
        };
        let own = traits(before);
        let like: BTreeSet<usize> = own
            .iter()
            .filter_map(|one| having.get(&**one))
            .flatten()
            .copied()
            .collect();
        for j in like {
            if let (Some(after), Some(theirs)) = (new.get(j), known.get(&j)) {
                let both = own.intersection(theirs).count();
                let alike = share(both, own.len() + theirs.len() - both);
                found.extend(score(before, after.operation, alike).map(|score| (score, i, j)));
            }
        }
    }
    found
}

/// What an operation may have in common with another: its page and its routes.
type Traits = BTreeSet<String>;

fn traits(operation: &Operation) -> Traits {
    let routes = operation.routes.iter().map(route::shape);
    routes.chain([operation.page.to_string()]).collect()
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
fn on_one_page(old: &Operation, new: &Operation, alike: u32) -> Option<u32> {
    let method = if old.method == new.method { 500 } else { 0 };
    (old.page == new.page).then_some(method + alike / 2)
}

/// Operations of two pages that send the same to the same routes, and whose titles or pages have like names.
fn elsewhere(old: &Operation, new: &Operation, alike: u32) -> Option<u32> {
    if old.method != new.method || old.page == new.page {
        return None;
    }
    let stems = likeness(old.page.file_stem()?, new.page.file_stem()?);
    let named = stems.max(likeness(&old.title, &new.title));
    (alike >= 300 && named >= 600).then_some((alike + named) / 2)
}

/// One operation on both sides.
fn pair(old: Side, new: Side, changes: &mut Changes) {
    let item = item(new);
    if old.item.path != new.item.path {
        let (before, after) = (old.item.path.clone(), new.item.path.clone());
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
    route::compare(old, new, &new.operation.page, changes);
    request::compare(old, new, item, changes);
    response::compare(old, new, item, changes);
    let (before, after) = (&old.operation.permissions, &new.operation.permissions);
    permission::compare(before, after, &new.item.path, item, changes);
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
