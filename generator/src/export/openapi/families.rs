//! Types that are used where a value may be of a type derived from them.

use crate::model::{Body, Model, Operation, Property, QualifiedName, Struct, Target, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The widest family that is listed; what nearly everything derives from tells nothing apart.
const WIDEST: usize = 200;

/// Base types that something holds, sends or answers with, and all types derived from each, directly or not, that a value can be of.
pub(super) fn families(model: &Model) -> BTreeMap<&QualifiedName, Vec<&QualifiedName>> {
    let mut families: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for (name, ty) in &model.types {
        for base in bases(model, name) {
            let derived = families.entry(base).or_default();
            if !matches!(ty, Type::Struct(ty) if ty.is_abstract) {
                derived.push(name);
            }
        }
    }
    let used = used(model);
    families.retain(|base, derived| {
        used.contains(base) && !derived.is_empty() && derived.len() <= WIDEST
    });
    families
}

/// The types that a type inherits from, the nearest first.
pub(super) fn bases<'a>(model: &'a Model, name: &QualifiedName) -> Vec<&'a QualifiedName> {
    let base = |name: &QualifiedName| match model.types.get(name) {
        Some(Type::Struct(ty)) => ty.base.as_ref(),
        _ => None,
    };
    let mut found: Vec<&QualifiedName> = Vec::new();
    let mut next = base(name);
    while let Some(name) = next.filter(|name| !found.contains(name)) {
        found.push(name);
        next = base(name);
    }
    found
}

fn used(model: &Model) -> BTreeSet<&QualifiedName> {
    let of_types = model.types.values().flat_map(|ty| match ty {
        Type::Struct(Struct { properties, .. }) => &properties[..],
        Type::Enum(_) => &[],
    });
    of_types
        .map(|property| &property.ty.target)
        .chain(model.operations.iter().flat_map(targets))
        .filter_map(named)
        .collect()
}

fn named(target: &Target) -> Option<&QualifiedName> {
    match target {
        Target::Named(name) => Some(name),
        _ => None,
    }
}

/// What an operation sends and answers with.
fn targets(operation: &Operation) -> impl Iterator<Item = &Target> {
    let (body, parts): (_, &[Property]) = match &operation.body {
        Body::Type { ty, accepted } => (Some(&ty.target), accepted),
        Body::Parameters { parameters } => (None, parameters),
        Body::None | Body::Reference | Body::Bytes | Body::Untyped => (None, &[]),
    };
    let answers = operation.responses.iter();
    body.into_iter()
        .chain(parts.iter().map(|property| &property.ty.target))
        .chain(answers.filter_map(|response| response.body.target()))
}
