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
mod types;
pub(crate) mod words;

pub use change::{Change, Kind, Verdict, Weight};
pub use human::human;
pub use json::json;
pub use markdown::markdown;

use crate::api::{Api, Fields, Packaging};
use crate::model::{Model, QualifiedName};
use camino::Utf8Path;
use change::Changes;
use rename::Renames;
use std::collections::BTreeMap;

/// What pages become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bindings {
    /// Sources of a package: every item is always there.
    Sources,
    /// A whole package: an item is there where the feature of its area is on.
    Package,
}

/// The changes from `before` to `after`: breaking ones first, then by item.
pub fn compare(before: &[Model], after: &[Model], bindings: Bindings) -> Vec<Change> {
    let (old, new) = (by_version(before), by_version(after));
    let mut changes = Changes::default();
    if bindings == Bindings::Package {
        feature::of_packages(before, after, &mut changes);
    }
    for (version, before) in &old {
        match new.get(version) {
            Some(after) => compare_version(before, after, bindings, &mut changes),
            None => changes.version(Kind::VersionRemoved, version),
        }
    }
    for version in new.keys().filter(|version| !old.contains_key(*version)) {
        changes.version(Kind::VersionAdded, version);
    }
    changes.sorted()
}

fn by_version(models: &[Model]) -> BTreeMap<&str, &Model> {
    models
        .iter()
        .map(|model| (&*model.version, model))
        .collect()
}

/// A model and what it becomes.
struct Side<'a> {
    model: &'a Model,
    api: Api<'a>,
}

impl<'a> Side<'a> {
    /// With the features that items have in a whole package.
    fn new(model: &'a Model) -> Self {
        Self {
            model,
            api: Api::new(model, Packaging::Areas, &mut Vec::new()),
        }
    }

    /// The fields of a type.
    fn fields(&self, name: &QualifiedName) -> Option<&Fields<'a>> {
        self.api.types.get(name)?.fields()
    }
}

/// Both sides of a version.
struct Sides<'a> {
    bindings: Bindings,
    old: Side<'a>,
    new: Side<'a>,
    renames: Renames<'a>,
}

fn compare_version(before: &Model, after: &Model, bindings: Bindings, changes: &mut Changes) {
    let renames = rename::find(before, after);
    let (mut old, new) = rayon::join(|| Side::new(before), || Side::new(after));
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

/// The first page of a list, or none.
fn first(pages: &[camino::Utf8PathBuf]) -> &Utf8Path {
    pages.first().map_or(Utf8Path::new(""), |page| page)
}
