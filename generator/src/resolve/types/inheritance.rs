//! Properties that derived types repeat: their type is the one of the type that defines them.

use crate::model::{Property, QualifiedName, Struct, Target, Type, TypeUse};
use crate::resolve::types::bases::Bases;
use std::collections::BTreeMap;

/// Gives repeated properties the type of the base's property. A derived type cannot change it, and pages of derived
/// types, which repeat tables, are the ones that go stale.
pub(crate) fn settle(types: &mut BTreeMap<QualifiedName, Type>, bases: &Bases) {
    let mut settled = Vec::new();
    for ty in types.values() {
        let Type::Struct(ty) = ty else { continue };
        for property in &ty.properties {
            if let Some(defined) = defined(types, bases, ty, property) {
                settled.push((ty.name.clone(), property.name.clone(), defined));
            }
        }
    }
    for (owner, name, ty) in settled {
        let Some(Type::Struct(owner)) = types.get_mut(&owner) else {
            continue;
        };
        if let Some(property) = owner
            .properties
            .iter_mut()
            .find(|property| property.name == name)
        {
            property.ty = ty;
            property.inferred = true;
        }
    }
}

/// The type that the first base to define the property gives it, if it is another.
fn defined(
    types: &BTreeMap<QualifiedName, Type>,
    bases: &Bases,
    owner: &Struct,
    property: &Property,
) -> Option<TypeUse> {
    let ancestors = bases.chain(&owner.name).into_iter().skip(1);
    let mut defining = ancestors.filter_map(|base| match types.get(base) {
        Some(Type::Struct(base)) => named(base, &property.name),
        _ => None,
    });
    let first = defining.next_back()?;
    let known = first.ty.target != Target::Untyped;
    (known && first.ty != property.ty).then(|| first.ty.clone())
}

fn named<'a>(ty: &'a Struct, name: &str) -> Option<&'a Property> {
    let at = ty
        .properties
        .binary_search_by(|known| (*known.name).cmp(name))
        .ok()?;
    ty.properties.get(at)
}
