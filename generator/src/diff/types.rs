//! Types of both sides.

use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::property;
use crate::diff::property::{Owner, Told};
use crate::diff::{Sides, enumeration, feature, first};
use crate::emit::surface::{FieldItem, TypeItem};
use crate::model::{QualifiedName, Struct, Type};
use camino::Utf8Path;
use std::collections::BTreeSet;

/// Compares all types.
pub fn compare(sides: &Sides, changes: &mut Changes) {
    let mut known = BTreeSet::new();
    for (name, before) in &sides.old.model.types {
        let Some(old) = sides.old.surface.types.get(name) else {
            continue;
        };
        let new_name = sides.renames.renamed(name);
        match (
            sides.new.model.types.get(new_name),
            sides.new.surface.types.get(new_name),
        ) {
            (Some(after), Some(new)) => {
                known.insert(new_name);
                let names = Names {
                    old: name,
                    new: new_name,
                };
                pair(sides, names, (before, old), (after, new), changes);
            }
            _ => {
                let item = Item {
                    path: &old.path,
                    page: page(before),
                };
                changes.removed(Kind::TypeRemoved, item, name.0.clone());
            }
        }
    }
    for (name, ty) in &sides.new.model.types {
        if let Some(new) = sides
            .new
            .surface
            .types
            .get(name)
            .filter(|_| !known.contains(name))
        {
            let item = Item {
                path: &new.path,
                page: page(ty),
            };
            changes.added(Kind::TypeAdded, item, name.0.clone());
        }
    }
}

fn page(ty: &Type) -> &Utf8Path {
    match ty {
        Type::Struct(ty) => first(&ty.pages),
        Type::Enum(ty) => first(&ty.pages),
    }
}

/// The names of one type on both sides.
#[derive(Clone, Copy)]
struct Names<'a> {
    old: &'a QualifiedName,
    new: &'a QualifiedName,
}

fn pair(
    sides: &Sides,
    names: Names,
    before: (&Type, &TypeItem),
    after: (&Type, &TypeItem),
    changes: &mut Changes,
) {
    let item = Item {
        path: &after.1.path,
        page: page(after.0),
    };
    renamed(names, before.1, item, changes);
    let (old, new) = (before.1.feature.as_ref(), after.1.feature.as_ref());
    feature::compare(sides, old, new, item, changes);
    match (before, after) {
        ((Type::Struct(old), old_item), (Type::Struct(new), new_item)) => {
            structs(sides, (old, old_item), (new, new_item), changes);
        }
        ((Type::Enum(old), old_item), (Type::Enum(new), new_item)) => {
            enumeration::compare((old, old_item), (new, new_item), changes);
        }
        ((old, _), (new, _)) => {
            let (before, after) = (kind_words(old), kind_words(new));
            changes.changed(Weight::Breaking, Kind::TypeKindChanged, item, before, after);
        }
    }
    let (before, after) = (page(before.0), page(after.0));
    if before != after {
        let (before, after) = (before.to_string(), after.to_string());
        changes.changed(
            Weight::Documentation,
            Kind::NotesChanged,
            item,
            before,
            after,
        );
    }
}

fn kind_words(ty: &Type) -> String {
    match ty {
        Type::Struct(_) => "type with properties".to_owned(),
        Type::Enum(_) => "enumeration".to_owned(),
    }
}

fn renamed(names: Names, old: &TypeItem, item: Item, changes: &mut Changes) {
    let moved = old.path != item.path;
    let (before, after) = if names.old != names.new {
        (names.old.0.clone(), names.new.0.clone())
    } else {
        (old.path.clone(), item.path.to_owned())
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

fn structs(
    sides: &Sides,
    (before, old): (&Struct, &TypeItem),
    (after, new): (&Struct, &TypeItem),
    changes: &mut Changes,
) {
    let item = Item {
        path: &new.path,
        page: first(&after.pages),
    };
    base(sides, (before, old), (after, new), changes);
    variants(sides, old, new, item, changes);
    let fields = property::Struct {
        owner: Owner::Type,
        old: (&old.path, &old.fields),
        new: (&new.path, &new.fields),
    };
    let told = |name: &str| told_by_base(sides, (before, old), (after, new), name);
    property::compare(&fields, &told, changes);
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
fn told_by_base(
    sides: &Sides,
    (before, old): (&Struct, &TypeItem),
    (after, new): (&Struct, &TypeItem),
    name: &str,
) -> Told {
    let (Some(old_base), Some(new_base)) = (&before.base, &after.base) else {
        return Told::default();
    };
    let (Some(old_base_item), Some(new_base_item)) = (
        sides.old.surface.types.get(old_base),
        sides.new.surface.types.get(new_base),
    ) else {
        return Told::default();
    };
    if sides.renames.renamed(old_base) != new_base {
        return Told::default();
    }
    let (old, old_base) = (old.fields.get(name), old_base_item.fields.get(name));
    let (new, new_base) = (new.fields.get(name), new_base_item.fields.get(name));
    Told {
        field: same_field(old, old_base) && same_field(new, new_base),
        words: same_words(old, old_base) && same_words(new, new_base),
    }
}

fn same_field(own: Option<&FieldItem>, base: Option<&FieldItem>) -> bool {
    fn facts<'f>(field: &'f FieldItem) -> (&'f str, &'f str, bool, bool) {
        let property = field.property;
        (
            &field.name,
            &field.ty,
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
fn base(
    sides: &Sides,
    (before, old): (&Struct, &TypeItem),
    (after, new): (&Struct, &TypeItem),
    changes: &mut Changes,
) {
    let known = before.base.as_ref().map(|base| sides.renames.renamed(base));
    if known == after.base.as_ref() {
        return;
    }
    let lent = |base: Option<&QualifiedName>, side: &crate::diff::Side| -> Vec<String> {
        let item = base.and_then(|base| side.surface.types.get(base));
        let fields = item.map(|item| item.fields.keys().map(|&name| name.to_owned()));
        fields.into_iter().flatten().collect()
    };
    let lost = lent(before.base.as_ref(), &sides.old)
        .iter()
        .any(|name| !new.fields.contains_key(&**name));
    let gained = lent(after.base.as_ref(), &sides.new)
        .iter()
        .any(|name| !old.fields.contains_key(&**name));
    let weight = match (lost, gained) {
        (true, _) => Weight::Breaking,
        (false, true) => Weight::Additive,
        (false, false) => Weight::Documentation,
    };
    let item = Item {
        path: &new.path,
        page: first(&after.pages),
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
fn variants(sides: &Sides, old: &TypeItem, new: &TypeItem, item: Item, changes: &mut Changes) {
    let (before, after) = match (&old.variants, &new.variants) {
        (None, None) => return,
        (None, Some(after)) => {
            let item = item.at(&after.path);
            let words = after.arms.values().cloned().collect::<Vec<_>>().join(", ");
            return changes.added(Kind::VariantsAdded, item, words);
        }
        (Some(before), None) => {
            let item = item.at(&before.path);
            let words = before.arms.values().cloned().collect::<Vec<_>>().join(", ");
            return changes.removed(Kind::VariantsRemoved, item, words);
        }
        (Some(before), Some(after)) => (before, after),
    };
    let kind = Kind::VariantChanged;
    if before.path != after.path && old.path == new.path {
        let item = item.at(&after.path);
        changes.changed(
            Weight::Breaking,
            kind,
            item,
            before.path.clone(),
            after.path.clone(),
        );
    }
    for (derived, arm) in &before.arms {
        let renamed = sides.renames.renamed(derived);
        if !sides.new.model.types.contains_key(renamed) {
            continue;
        }
        let now = after.arms.get(renamed);
        if now != Some(arm) && (renamed == *derived || now.is_none()) {
            let path = format!("{}::{arm}", before.path);
            let item = item.at(&path);
            changes.add(
                Weight::Breaking,
                kind,
                item,
                Some(arm.clone()),
                now.cloned(),
            );
        }
    }
}
