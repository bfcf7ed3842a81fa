//! Types of both sides.

use crate::api::{Definition, FieldItem, Fields, StructItem, TypeItem, ValueType, VariantsItem};
use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::property;
use crate::diff::property::{CoveredByBase, Owner};
use crate::diff::sides::{Sides, first};
use crate::diff::{enumeration, feature};
use crate::model::{QualifiedName, Struct};
use camino::Utf8Path;
use std::collections::BTreeSet;

/// Compares all types.
pub fn compare(sides: &Sides, changes: &mut Changes) {
    let mut known = BTreeSet::new();
    for (name, old) in &sides.old.api.types {
        let new_name = sides.renames.renamed(name);
        match sides.new.api.types.get(new_name) {
            Some(new) => {
                known.insert(new_name);
                let names = Names {
                    old: name,
                    new: new_name,
                };
                pair(sides, names, old, new, changes);
            }
            None => changes.removed(Kind::TypeRemoved, item(old), name.0.clone()),
        }
    }
    for (name, new) in &sides.new.api.types {
        if !known.contains(name) {
            changes.added(Kind::TypeAdded, item(new), name.0.clone());
        }
    }
}

fn item<'s>(ty: &'s TypeItem) -> Item<'s> {
    Item {
        path: &ty.path,
        page: page(ty),
    }
}

/// The page that defines a type, if one does.
fn page<'m>(ty: &TypeItem<'m>) -> &'m Utf8Path {
    match &ty.definition {
        Definition::Struct(item) => first(&item.ty.pages),
        Definition::Enum(item) => first(&item.ty.pages),
    }
}

/// The names of one type on both sides.
#[derive(Clone, Copy)]
struct Names<'a> {
    old: &'a QualifiedName,
    new: &'a QualifiedName,
}

fn pair(sides: &Sides, names: Names, old: &TypeItem, new: &TypeItem, changes: &mut Changes) {
    let item = item(new);
    renamed(names, old, item, changes);
    feature::compare(sides, old.feature(), new.feature(), item, changes);
    match (&old.definition, &new.definition) {
        (Definition::Struct(before), Definition::Struct(after)) => {
            let old = Side {
                path: &old.path,
                item: before,
            };
            let new = Side {
                path: &new.path,
                item: after,
            };
            structs(sides, old, new, changes);
        }
        (Definition::Enum(before), Definition::Enum(after)) => {
            enumeration::compare((&old.path, before), (&new.path, after), changes);
        }
        (before, after) => {
            let (before, after) = (kind_words(before), kind_words(after));
            changes.changed(Weight::Breaking, Kind::TypeKindChanged, item, before, after);
        }
    }
    let (before, after) = (page(old), page(new));
    if before != after {
        let (before, after) = (before.to_string(), after.to_string());
        let weight = Weight::Documentation;
        changes.changed(weight, Kind::NotesChanged, item, before, after);
    }
}

/// One side of a type with properties.
#[derive(Clone, Copy)]
struct Side<'s, 'm> {
    path: &'s str,
    item: &'s StructItem<'m>,
}

fn kind_words(definition: &Definition) -> String {
    match definition {
        Definition::Struct(_) => "type with properties".to_owned(),
        Definition::Enum(_) => "enumeration".to_owned(),
    }
}

fn renamed(names: Names, old: &TypeItem, item: Item, changes: &mut Changes) {
    let moved = old.path.as_str() != item.path;
    let (before, after) = if names.old != names.new {
        (names.old.0.clone(), names.new.0.clone())
    } else {
        (old.path.to_string(), item.path.to_owned())
    };
    // In other letters on the wire alone, it is the same type in Rust.
    let weight = if moved {
        Weight::Breaking
    } else {
        Weight::Additive
    };
    if before != after {
        changes.changed(weight, Kind::TypeRenamed, item, before, after);
    }
}

fn structs(sides: &Sides, old: Side, new: Side, changes: &mut Changes) {
    let (before, after) = (old.item.ty, new.item.ty);
    let item = Item {
        path: new.path,
        page: first(&after.pages),
    };
    base(sides, old, new, item, changes);
    variants(sides, old, new, item, changes);
    let fields = property::Struct {
        owner: Owner::Type,
        old: (old.path, &old.item.fields),
        new: (new.path, &new.item.fields),
    };
    let covered = |name: &str| covered_by_base(sides, old.item, new.item, name);
    property::compare(&fields, &covered, changes);
    changes.deprecated(
        item,
        before.deprecated.as_deref(),
        after.deprecated.as_deref(),
    );
    changes.described(
        item,
        before.description.as_deref(),
        after.description.as_deref(),
    );
    let (before, after) = (notes(before), notes(after));
    if before != after {
        changes.changed(
            Weight::Documentation,
            Kind::NotesChanged,
            item,
            before,
            after,
        );
    }
}

fn notes(ty: &Struct) -> String {
    let notes = [
        (ty.is_abstract, "abstract"),
        (ty.open, "open"),
        (ty.inferred, "inferred"),
    ];
    let said: Vec<&str> = notes
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, word)| *word)
        .collect();
    said.join(", ")
}

/// Whether the type and its base, the same on both sides, agree about a property on both sides: then a change of it is the
/// base type's.
fn covered_by_base(sides: &Sides, old: &StructItem, new: &StructItem, name: &str) -> CoveredByBase {
    let (Some(old_base), Some(new_base)) = (&old.ty.base, &new.ty.base) else {
        return CoveredByBase::default();
    };
    let (Some(old_fields), Some(new_fields)) =
        (sides.old.fields(old_base), sides.new.fields(new_base))
    else {
        return CoveredByBase::default();
    };
    if sides.renames.renamed(old_base) != new_base {
        return CoveredByBase::default();
    }
    let (old, old_base) = (old.fields.get(name), old_fields.get(name));
    let (new, new_base) = (new.fields.get(name), new_fields.get(name));
    CoveredByBase {
        field: same_field(old, old_base) && same_field(new, new_base),
        words: same_words(old, old_base) && same_words(new, new_base),
    }
}

fn same_field(own: Option<&FieldItem>, base: Option<&FieldItem>) -> bool {
    fn facts<'f>(field: &'f FieldItem) -> (&'f str, ValueType<'f>, bool, bool) {
        let property = field.property;
        (
            &field.name,
            field.ty,
            property.navigation,
            property.deprecated,
        )
    }
    own.map(facts) == base.map(facts)
}

fn same_words(own: Option<&FieldItem>, base: Option<&FieldItem>) -> bool {
    fn facts<'f>(field: &'f FieldItem) -> (Option<&'f str>, bool) {
        (
            field.property.description.as_deref(),
            field.property.inferred,
        )
    }
    own.map(facts) == base.map(facts)
}

/// Another base: fields that it no longer lends are gone, others are new. Properties say it one by one.
fn base(sides: &Sides, old: Side, new: Side, item: Item, changes: &mut Changes) {
    let (before, after) = (old.item.ty, new.item.ty);
    let known = before.base.as_ref().map(|base| sides.renames.renamed(base));
    if known == after.base.as_ref() {
        return;
    }
    let lends_beyond =
        |side: &crate::diff::sides::Side, base: Option<&QualifiedName>, other: &Fields| {
            let lent = base.and_then(|base| side.fields(base));
            lent.is_some_and(|lent| {
                let mut names = lent.iter().map(|field| &*field.property.name);
                names.any(|name| !other.contains(name))
            })
        };
    let lost = lends_beyond(&sides.old, before.base.as_ref(), &new.item.fields);
    let gained = lends_beyond(&sides.new, after.base.as_ref(), &old.item.fields);
    let weight = match (lost, gained) {
        (true, _) => Weight::Breaking,
        (false, true) => Weight::Additive,
        (false, false) => Weight::Documentation,
    };
    let words = |base: &Option<QualifiedName>| base.as_ref().map(|base| base.0.clone());
    changes.add(
        weight,
        Kind::BaseChanged,
        item,
        words(&before.base),
        words(&after.base),
    );
}

/// The enumeration in which a base type can be viewed as its derived types.
fn variants(sides: &Sides, old: Side, new: Side, item: Item, changes: &mut Changes) {
    let words = |variants: &VariantsItem| {
        let names: Vec<&str> = variants.arms.iter().map(|arm| &*arm.name).collect();
        names.join(", ")
    };
    let (before, after) = match (&old.item.variants, &new.item.variants) {
        (None, None) => return,
        (None, Some(after)) => {
            return changes.added(Kind::VariantsAdded, item.at(&after.path), words(after));
        }
        (Some(before), None) => {
            return changes.removed(Kind::VariantsRemoved, item.at(&before.path), words(before));
        }
        (Some(before), Some(after)) => (before, after),
    };
    let kind = Kind::VariantChanged;
    if before.path != after.path && old.path == new.path {
        let item = item.at(&after.path);
        let (before, after) = (before.path.to_string(), after.path.to_string());
        changes.changed(Weight::Breaking, kind, item, before, after);
    }
    for arm in &before.arms {
        let renamed = sides.renames.renamed(arm.derived);
        if !sides.new.model.types.contains_key(renamed) {
            continue;
        }
        let mut known = after.arms.iter();
        let now = known
            .find(|now| now.derived == renamed)
            .map(|now| &now.name);
        if now != Some(&arm.name) && (renamed == arm.derived || now.is_none()) {
            let path = format!("{}::{}", before.path, arm.name);
            let (before, after) = (Some(arm.name.clone()), now.cloned());
            changes.add(Weight::Breaking, kind, item.at(&path), before, after);
        }
    }
}
