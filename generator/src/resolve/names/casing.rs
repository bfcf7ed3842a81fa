//! Relationships that a table writes without the capitals that routes give them: `openshifts` for `openShifts`.

use crate::model::{Property, QualifiedName, Segment, Target, Type};
use crate::reader::Document;
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::types::bases::Bases;
use std::collections::{BTreeMap, BTreeSet};

type Types = BTreeMap<QualifiedName, Type>;

/// How routes write a word, by how many of them.
type Spellings<'a> = BTreeMap<&'a str, usize>;

/// Gives relationships written without any capital the spelling of most routes that go through them.
pub(crate) fn settle(
    documents: &[Document],
    types: &mut Types,
    resolver: &RouteResolver<'_>,
    bases: &Bases,
) {
    let plain = plain_words(types);
    let routes = documents
        .iter()
        .flat_map(|document| &document.operations)
        .flat_map(|operation| &operation.routes);
    let mut written: BTreeMap<(QualifiedName, String), Spellings<'_>> = BTreeMap::new();
    for route in routes {
        for (at, segment) in route.segments.iter().enumerate() {
            let Segment::Literal(word) = segment else {
                continue;
            };
            let lower = word.to_lowercase();
            if !plain.contains(&lower) {
                continue;
            }
            let before = route
                .segments
                .get(..at)
                .and_then(|before| resolver.resolve(before));
            if let Some(Target::Named(ty)) = before.map(|before| before.target)
                && let Some(owner) = owner(types, bases, &ty, &lower)
            {
                let spellings = written.entry((owner, lower)).or_default();
                *spellings.entry(word).or_default() += 1;
            }
        }
    }
    for ((owner, lower), spellings) in written {
        let most = spellings
            .into_iter()
            .max_by_key(|(word, count)| (*count, *word));
        if let (Some((word, _)), Some(Type::Struct(ty))) = (most, types.get_mut(&owner)) {
            let property = ty
                .properties
                .iter_mut()
                .find(|property| property.name == lower);
            property
                .into_iter()
                .for_each(|property| word.clone_into(&mut property.name));
            ty.properties.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }
}

/// The names of relationships without any capital.
fn plain_words(types: &Types) -> BTreeSet<String> {
    let structs = types.values().filter_map(|ty| match ty {
        Type::Struct(ty) => Some(ty),
        Type::Enum(_) => None,
    });
    let plain = |property: &&Property| {
        property.navigation && !property.name.contains(|c: char| c.is_ascii_uppercase())
    };
    let names = structs.flat_map(|ty| ty.properties.iter().filter(plain));
    names.map(|property| property.name.clone()).collect()
}

/// The type, or the base of it, that has a property of this very name.
fn owner(types: &Types, bases: &Bases, ty: &QualifiedName, name: &str) -> Option<QualifiedName> {
    let has = |ty: &&QualifiedName| match types.get(*ty) {
        Some(Type::Struct(ty)) => ty.properties.iter().any(|property| property.name == name),
        _ => false,
    };
    bases.chain(ty).into_iter().find(has).cloned()
}
