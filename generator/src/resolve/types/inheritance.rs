//! Properties that derived types repeat: their type is the one of the type that defines them.

use crate::model::Source;
use crate::resolve::evidence::{Statement, contradict};
use crate::resolve::names::type_id::{Property, Struct, Target, TypeUse};
use crate::resolve::types::bases::Bases;
use crate::resolve::types::type_table::TypeTable;

/// Reads all types and their bases. Gives repeated properties the type of the base's property. A derived type cannot change it, and
/// pages of derived types, which repeat tables, are the ones that go stale.
pub(crate) fn normalise_inherited_properties(types: &mut TypeTable, bases: &Bases) {
    let mut stale = Vec::new();
    for ty in types.structs() {
        for (at, property) in ty.properties.iter().enumerate() {
            if let Some(defined) = defined(types, bases, ty, property) {
                stale.push((ty.name, at, defined));
            }
        }
    }
    for (owner, at, ty) in stale {
        let owner = types.get_mut(owner);
        if let Some(property) = owner.and_then(|owner| owner.properties.get_mut(at)) {
            let repeated = Statement {
                source: property.sources.first().copied().unwrap_or(Source::Table),
                says: property.ty,
                page: &property.page.clone(),
                span: property.span,
            };
            contradict(property, &repeated);
            property.ty = ty;
        }
    }
}

/// The type that the first base to define the property gives it, if it is another.
fn defined(
    types: &TypeTable,
    bases: &Bases,
    owner: &Struct,
    property: &Property,
) -> Option<TypeUse> {
    let ancestors = bases.chain(owner.name).skip(1);
    let defining = ancestors.filter_map(|base| named(types.get(base)?, &property.name));
    let first = defining.last()?;
    let known = first.ty.target != Target::Untyped;
    (known && first.ty != property.ty).then_some(first.ty)
}

fn named<'a>(ty: &'a Struct, name: &str) -> Option<&'a Property> {
    let at = ty
        .properties
        .binary_search_by(|known| (*known.name).cmp(name))
        .ok()?;
    ty.properties.get(at)
}
