//! Properties of a type, and parameters in a body: fields of a struct either way.

use crate::api::{FieldItem, Fields};
use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::matching::{likeness, others, pairs, same_words};
use crate::diff::words;

/// Names less alike than this are those of two properties.
const LIKE: u32 = 650;

/// What a struct is, for the kinds of changes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A type of the model.
    Type,
    /// The body of a request.
    Body,
}

impl Owner {
    fn kind(self, of_type: Kind, of_body: Kind) -> Kind {
        match self {
            Self::Type => of_type,
            Self::Body => of_body,
        }
    }
}

/// One struct on both sides.
pub struct Struct<'s, 'a> {
    /// What it is.
    pub owner: Owner,
    /// Its path in the old crate and its fields there.
    pub old: (&'s str, &'s Fields<'a>),
    /// Its path in the new crate and its fields there.
    pub new: (&'s str, &'s Fields<'a>),
}

/// Which facts of a property a base type has already covered.
#[derive(Clone, Copy, Default)]
pub struct CoveredByBase {
    /// Its type and its name in Rust.
    pub field: bool,
    /// What is said about it.
    pub words: bool,
}

/// Compares the fields of a struct; `covered` says what is left out because it is a base type's change.
pub fn compare(ty: &Struct, covered: &dyn Fn(&str) -> CoveredByBase, changes: &mut Changes) {
    let (old, new) = (ty.old.1, ty.new.1);
    let only = |fields: &Fields<'_>, other: &Fields<'_>| -> Vec<String> {
        let names = fields.iter().map(|field| &*field.property.name);
        names
            .filter(|name| !other.contains(name) && !covered(name).field)
            .map(str::to_owned)
            .collect()
    };
    let gone = only(old, new);
    let fresh = only(new, old);
    let renamed = pairs(&gone, &fresh, |gone, fresh| {
        score(old.get(gone)?, new.get(fresh)?)
    });
    for &(i, j) in &renamed {
        let before = gone.get(i).and_then(|name| old.get(name));
        let after = fresh.get(j).and_then(|name| new.get(name));
        if let (Some(before), Some(after)) = (before, after) {
            let path = format!("{}::{}", ty.new.0, after.name);
            let kind = ty.owner.kind(Kind::PropertyRenamed, Kind::ParameterRenamed);
            let (before, after) = (before.property, after.property);
            let item = Item {
                path: &path,
                page: &after.page,
            };
            let (before, after) = (words::property(before), words::property(after));
            changes.changed(Weight::Breaking, kind, item, before, after);
        }
    }
    let gone = others(&gone, renamed.iter().map(|pair| pair.0));
    let fresh = others(&fresh, renamed.iter().map(|pair| pair.1));
    for field in gone.iter().filter_map(|name| old.get(name)) {
        let path = format!("{}::{}", ty.old.0, field.name);
        let kind = ty.owner.kind(Kind::PropertyRemoved, Kind::ParameterRemoved);
        changes.removed(kind, item(&path, field), words::property(field.property));
    }
    for field in fresh.iter().filter_map(|name| new.get(name)) {
        let path = format!("{}::{}", ty.new.0, field.name);
        let kind = ty.owner.kind(Kind::PropertyAdded, Kind::ParameterAdded);
        changes.added(kind, item(&path, field), words::property(field.property));
    }
    for after in new {
        let name = &*after.property.name;
        if let Some(before) = old.get(name) {
            let path = format!("{}::{}", ty.new.0, after.name);
            one(ty.owner, &path, before, after, covered(name), changes);
        }
    }
}

fn item<'s>(path: &'s str, field: &FieldItem<'s>) -> Item<'s> {
    Item {
        path,
        page: &field.property.page,
    }
}

/// A property that is gone and a new one of the same type are one if their names are nearly the same or the page says
/// the same about them.
fn score(gone: &FieldItem, new: &FieldItem) -> Option<u32> {
    let (before, after) = (gone.property, new.property);
    if gone.ty != new.ty || before.navigation != after.navigation {
        return None;
    }
    let names = likeness(&before.name, &after.name);
    if same_words(before.description.as_deref(), after.description.as_deref()) {
        return Some(names.max(LIKE));
    }
    (names >= LIKE).then_some(names)
}

/// A property that both sides have.
fn one(
    owner: Owner,
    path: &str,
    before: &FieldItem,
    after: &FieldItem,
    covered: CoveredByBase,
    changes: &mut Changes,
) {
    let item = item(path, after);
    let (old, new) = (before.property, after.property);
    if !covered.field {
        if (&before.name, &before.constant) != (&after.name, &after.constant) {
            let kind = owner.kind(Kind::PropertyRenamed, Kind::ParameterRenamed);
            let words = |field: &FieldItem| format!("{} as `{}`", field.property.name, field.name);
            changes.changed(Weight::Breaking, kind, item, words(before), words(after));
        }
        field(owner, item, before, after, changes);
        let marked = |deprecated: bool| deprecated.then_some("");
        changes.deprecated(item, marked(old.deprecated), marked(new.deprecated));
    }
    if !covered.words {
        changes.described(item, old.description.as_deref(), new.description.as_deref());
        if old.inferred != new.inferred {
            let words = |inferred| {
                if inferred {
                    "type inferred"
                } else {
                    "type documented"
                }
            };
            let (before, after) = (words(old.inferred), words(new.inferred));
            let (before, after) = (before.to_owned(), after.to_owned());
            changes.changed(
                Weight::Documentation,
                Kind::NotesChanged,
                item,
                before,
                after,
            );
        }
    }
}

/// The type of a field. What two types are in Rust decides whether callers notice.
fn field(owner: Owner, item: Item, before: &FieldItem, after: &FieldItem, changes: &mut Changes) {
    let (old, new) = (before.property, after.property);
    let retyped = old.ty.target != new.ty.target;
    let of_type = match () {
        () if before.ty == after.ty && old.navigation == new.navigation => {
            // `Edm.Single` and `Edm.Double` are one type in Rust, and a type that was renamed is the same.
            let renamed = |target| matches!(target, &crate::model::Target::Named(_));
            if retyped && !renamed(&old.ty.target) {
                let (before, after) = (words::property(old), words::property(new));
                let kind = owner.kind(Kind::PropertyRetyped, Kind::ParameterRetyped);
                changes.changed(Weight::Documentation, kind, item, before, after);
            }
            return;
        }
        () if old.navigation != new.navigation => Kind::NavigationChanged,
        () if old.ty.collection != new.ty.collection && !retyped => Kind::CollectionChanged,
        () if old.ty == new.ty => {
            let words = |field: &FieldItem| format!("{}: {}", field.property.name, field.ty);
            let (before, after) = (words(before), words(after));
            changes.changed(Weight::Breaking, Kind::LinkChanged, item, before, after);
            return;
        }
        () => Kind::PropertyRetyped,
    };
    let kind = owner.kind(of_type, Kind::ParameterRetyped);
    let (before, after) = (words::property(old), words::property(new));
    changes.changed(Weight::Breaking, kind, item, before, after);
}
