//! Two models to the changes between them, each with what it does to callers of the emitted crate.
//!
//! Versions are matched by name, items by their address on the page. What a change weighs is decided by what emission
//! makes of both sides ([`Api`]), never by a list of page edits that are thought to be harmless: a new
//! title may rename a request type, and a new route a constructor.

mod change;
mod enumeration;
mod feature;
mod human;
mod json;
mod markdown;
mod matching;
mod operation;
mod permission;
mod property;
mod rename;
mod request;
mod response;
mod route;
mod sides;
mod types;
pub(crate) mod words;

pub use change::{Change, Kind, Verdict, Weight};
pub use human::human;
pub use json::json;
pub use markdown::markdown;
pub use sides::Bindings;

use crate::api::{Api, Packaging};
use crate::model::Model;
use change::Changes;
use sides::{Side, Sides};
use std::collections::BTreeMap;

/// The changes from `before` to `after`: breaking ones first, then by item.
pub fn compare(before: &[Model], after: &[Model], bindings: Bindings) -> Vec<Change> {
    let (mut old, mut new) = rayon::join(|| sides(before), || sides(after));
    let mut changes = Changes::default();
    if bindings == Bindings::Package {
        feature::of_packages(before, after, &mut changes);
    }
    for (version, side) in &new {
        if !old.contains_key(version) {
            changes.version(Kind::VersionAdded, &side.api);
        }
    }
    while let Some((version, old)) = old.pop_first() {
        match new.remove(version) {
            Some(new) => compare_version(old, new, bindings, &mut changes),
            None => changes.version(Kind::VersionRemoved, &old.api),
        }
    }
    changes.sorted()
}

/// Each version with what it becomes, with the features that items have in a whole package.
fn sides(models: &[Model]) -> BTreeMap<&str, Side<'_>> {
    let versions = Api::of_versions(models, Packaging::Areas, &mut Vec::new());
    models
        .iter()
        .zip(versions)
        .map(|(model, api)| (&*model.version, Side { model, api }))
        .collect()
}

fn compare_version<'a>(
    mut old: Side<'a>,
    new: Side<'a>,
    bindings: Bindings,
    changes: &mut Changes,
) {
    let renames = rename::find(old.model, new.model);
    // A type that only has another name is the same type where it is used.
    old.api.rename_types(&|name| renames.get(name));
    let sides = Sides {
        bindings,
        old,
        new,
        renames,
    };
    types::compare(&sides, changes);
    operation::compare(&sides, changes);
}
