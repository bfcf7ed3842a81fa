//! Relationships that a table writes without the capitals that routes give them: `openshifts` for `openShifts`.

use crate::model::Segment;
use crate::reader::Document;
use crate::resolve::evidence::Tally;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::type_id::{Property, Target, TypeId};
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::types::bases::Bases;
use crate::resolve::types::type_table::TypeTable;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the routes of all operations. Gives relationships written without any capital the spelling of most routes that go through
/// them.
pub(crate) fn normalise_relationship_names(
    documents: &[Document],
    types: &mut TypeTable,
    resolver: &RouteResolver<'_>,
    bases: &Bases,
) {
    let plain = plain_words(types);
    let routes = documents
        .iter()
        .flat_map(|document| &document.operations)
        .flat_map(|operation| &operation.routes);
    // How routes write a relationship, by its owner and name.
    let mut written: BTreeMap<(TypeId, Folded<&str>), Tally<&str>> = BTreeMap::new();
    for route in routes {
        for (at, segment) in route.segments.iter().enumerate() {
            let Segment::Literal(word) = segment else {
                continue;
            };
            if !plain.contains(&Folded(&**word)) {
                continue;
            }
            let before = route.segments.get(..at);
            let before = before.and_then(|before| resolver.resolve(before));
            if let Some(Target::Named(ty)) = before.map(|before| before.target)
                && let Some(owner) = owner(types, bases, ty, word)
            {
                written.entry((owner, Folded(word))).or_default().add(word);
            }
        }
    }
    drop(plain);
    for ((owner, name), spellings) in written {
        if let (Some((most, _)), Some(ty)) = (spellings.most(), types.get_mut(owner)) {
            for property in &mut ty.properties {
                if is_plain(property) && property.name.eq_ignore_ascii_case(name.0) {
                    (*most).clone_into(&mut property.name);
                }
            }
            ty.properties.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }
}

/// The names of relationships without any capital.
fn plain_words(types: &TypeTable) -> BTreeSet<Folded<&str>> {
    let properties = types.structs().flat_map(|ty| &ty.properties);
    properties
        .filter(|property| property.navigation && is_plain(property))
        .map(|property| Folded(&*property.name))
        .collect()
}

fn is_plain(property: &Property) -> bool {
    !property.name.contains(|c: char| c.is_ascii_uppercase())
}

/// The type, or the base of it, that has a property of this name without any capital.
fn owner(types: &TypeTable, bases: &Bases, ty: TypeId, name: &str) -> Option<TypeId> {
    bases.chain(ty).find(|ty| {
        let properties = types.get(*ty).map_or(&[][..], |ty| &ty.properties);
        properties
            .iter()
            .any(|property| is_plain(property) && property.name.eq_ignore_ascii_case(name))
    })
}
