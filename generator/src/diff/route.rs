//! Routes of an operation and their constructors.

use crate::api::{Constructor, OperationItem};
use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::words;
use crate::model::{ArgumentValue, Operation, Route, Segment};
use camino::Utf8Path;
use std::fmt::Write as _;

/// One side of an operation.
#[derive(Clone, Copy)]
pub struct Side<'s, 'a> {
    /// As the page says it.
    pub operation: &'s Operation,
    /// What it becomes.
    pub item: &'s OperationItem<'a>,
}

impl<'s, 'a> Side<'s, 'a> {
    fn parts(&self, i: usize) -> Option<(&'s Route, &'s Constructor<'a>)> {
        Some((
            self.operation.routes.get(i)?,
            self.item.constructors.get(i)?,
        ))
    }
}

/// Compares the routes of an operation.
pub fn compare(old: Side, new: Side, page: &Utf8Path, changes: &mut Changes) {
    let matched = matched(old, new);
    for &(i, j) in &matched {
        if let (Some(before), Some(after)) = (old.parts(i), new.parts(j)) {
            let path = format!("{}::{}", new.item.path, after.1.name);
            let words = (
                words::route(old.operation.method, before.0),
                words::route(new.operation.method, after.0),
            );
            one(before, after, words, Item { path: &path, page }, changes);
        }
    }
    let unmatched = |side: Side, taken: Vec<usize>, kind: Kind, changes: &mut Changes| {
        for i in (0..side.operation.routes.len()).filter(|i| !taken.contains(i)) {
            if let Some((route, constructor)) = side.parts(i) {
                let path = format!("{}::{}", side.item.path, constructor.name);
                let item = Item { path: &path, page };
                let route = words::route(side.operation.method, route);
                match kind {
                    Kind::RouteAdded => changes.added(kind, item, route),
                    _ => changes.removed(kind, item, route),
                }
            }
        }
    };
    let (from, to) = matched.into_iter().unzip();
    unmatched(old, from, Kind::RouteRemoved, changes);
    unmatched(new, to, Kind::RouteAdded, changes);
}

/// Which route is which: as written, else whatever parameters are called, else whatever the case, else by the constructor.
fn matched(old: Side, new: Side) -> Vec<(usize, usize)> {
    type Name = fn(Side, usize) -> Option<String>;
    let names: [Name; 4] = [
        |side, i| Some(words::route(side.operation.method, side.parts(i)?.0)),
        |side, i| Some(shape(side.parts(i)?.0)),
        |side, i| Some(shape(side.parts(i)?.0).to_ascii_lowercase()),
        |side, i| Some(side.parts(i)?.1.name.clone()),
    ];
    let mut matched: Vec<(usize, usize)> = Vec::new();
    for name in names {
        for i in 0..old.operation.routes.len() {
            let found = (0..new.operation.routes.len()).find(|&j| {
                let free = matched.iter().all(|&(a, b)| a != i && b != j);
                free && name(old, i).is_some() && name(old, i) == name(new, j)
            });
            matched.extend(found.map(|j| (i, j)));
        }
    }
    matched
}

fn one(
    before: (&Route, &Constructor),
    after: (&Route, &Constructor),
    (old_words, new_words): (String, String),
    item: Item,
    changes: &mut Changes,
) {
    let (old, new) = (before.1, after.1);
    if old.name != new.name {
        let words = |name: &str, route: &str| format!("{route} as `{name}`");
        let (before, after) = (words(&old.name, &old_words), words(&new.name, &new_words));
        changes.changed(
            Weight::Breaking,
            Kind::ConstructorRenamed,
            item,
            before,
            after,
        );
    }
    // The order of arguments counts for callers, their names do not.
    let types = |constructor: &Constructor| -> Vec<String> {
        let arguments = constructor.arguments.iter();
        arguments.map(|argument| argument.ty.to_string()).collect()
    };
    let (old_types, new_types) = (types(old), types(new));
    if old_types != new_types {
        let words = |route: &str, types: &[String]| format!("{route} ({})", types.join(", "));
        let before = words(&old_words, &old_types);
        let after = words(&new_words, &new_types);
        changes.changed(
            Weight::Breaking,
            Kind::RouteParametersChanged,
            item,
            before,
            after,
        );
    } else if (&before.0.path, &before.0.query) != (&after.0.path, &after.0.query) {
        let (before, after) = (shape(before.0), shape(after.0));
        let (weight, kind) = match () {
            // Arguments have no names for callers, only places.
            () if before == after => (Weight::Documentation, Kind::RouteParametersChanged),
            () if before.eq_ignore_ascii_case(&after) => (Weight::Additive, Kind::RouteChanged),
            // Calls compile, and ask for something else.
            () => (Weight::Breaking, Kind::RouteChanged),
        };
        changes.changed(weight, kind, item, old_words, new_words);
    }
}

/// A route without the names of its parameters: `/users/{}/messages`.
pub fn shape(route: &Route) -> String {
    let mut shape = String::new();
    for segment in &route.segments {
        let _ = match segment {
            Segment::Literal(text) => write!(shape, "/{text}"),
            Segment::Parameter(_) => write!(shape, "/{{}}"),
            Segment::Path { closed, .. } => {
                write!(shape, ":/{{}}{}", if *closed { ":" } else { "" })
            }
            Segment::Function { name, arguments } => {
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|argument| {
                        let name = argument.name.as_deref().unwrap_or_default();
                        match &argument.value {
                            ArgumentValue::Literal(text) => format!("{name}={text}"),
                            ArgumentValue::Parameter(_) => format!("{name}={{}}"),
                        }
                    })
                    .collect();
                write!(shape, "/{name}({})", arguments.join(","))
            }
        };
    }
    let pairs = route.query.iter().flat_map(|query| query.split('&'));
    for pair in pairs.filter(|pair| !pair.trim_start().starts_with('$')) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = if value.trim().starts_with('{') {
            "{}"
        } else {
            value
        };
        let _ = write!(shape, "?{name}={value}");
    }
    shape
}
