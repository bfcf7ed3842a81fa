//! Enumerations that no page defines, but whose values the description of a property lists.

use crate::model::{self, Member, QualifiedName};
use crate::reader::{Document, Property};
use crate::resolve::evidence::Tally;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::TypeIndex;
use crate::resolve::names::undefined::UndefinedNames;
use crate::resolve::types::type_table::TypeTable;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A description with fewer values may only mention one.
const FEWEST: usize = 2;

/// An enumeration that only descriptions show.
#[derive(Debug)]
pub(crate) struct UndeclaredEnumeration<'a> {
    spellings: Tally<QualifiedName>,
    /// The page with the longest list.
    document: &'a Document,
    values: &'a [String],
}

/// Reads the rows of all tables. Gives the types that rows name, that `index` does not have and whose values the row's description
/// lists, by name, and adds them to it. Of several lists the longest counts, of the first page that has it.
pub(crate) fn undeclared_enumerations<'a>(
    documents: &'a [Document],
    index: &mut TypeIndex<'_>,
) -> Vec<UndeclaredEnumeration<'a>> {
    let undefined = UndefinedNames::of(documents, index);
    let mut found: IndexMap<Folded, UndeclaredEnumeration<'a>> = IndexMap::new();
    for document in documents {
        for row in rows(document).filter(|row| row.values.len() >= FEWEST) {
            let named = row
                .ty
                .as_ref()
                .and_then(|ty| undefined.in_cell(document, ty));
            let Some(name) = named else { continue };
            let known =
                found
                    .entry(Folded(name.0.clone()))
                    .or_insert_with(|| UndeclaredEnumeration {
                        spellings: Tally::default(),
                        document,
                        values: &row.values,
                    });
            known.spellings.add(name);
            if row.values.len() > known.values.len() {
                (known.document, known.values) = (document, &row.values);
            }
        }
    }
    for (name, document) in opaque(documents, &undefined, index) {
        let key = Folded(name.0.clone());
        let known = found.entry(key).or_insert_with(|| UndeclaredEnumeration {
            spellings: Tally::default(),
            document,
            values: &[],
        });
        known.spellings.add(name);
    }
    found.sort_unstable_keys();
    for enumeration in found.values() {
        if let Some((name, _)) = enumeration.spellings.most() {
            index.define(name);
        }
    }
    found.into_values().collect()
}

/// Types of which only the name is known, where every type of their namespace of which more is known is an enumeration, and no page
/// defines one: they are enumerations whose members are not known.
fn opaque<'a>(
    documents: &'a [Document],
    undefined: &UndefinedNames<'_>,
    index: &TypeIndex<'_>,
) -> Vec<(QualifiedName, &'a Document)> {
    let mut listed = BTreeSet::new();
    let mut defined = BTreeSet::new();
    let mut open = Vec::new();
    for document in documents {
        for row in rows(document) {
            let Some([only]) = row.ty.as_ref().map(|ty| &*ty.names) else {
                continue;
            };
            let Some((namespace, _)) = only.text.rsplit_once('.') else {
                continue;
            };
            let namespace = Folded(namespace.to_owned());
            match row
                .ty
                .as_ref()
                .and_then(|ty| undefined.in_cell(document, ty))
            {
                Some(_) if row.values.len() >= FEWEST => drop(listed.insert(namespace)),
                Some(name) => open.push((namespace, name, document)),
                None if index.dialect.primitives.get(&only.text).is_none() => {
                    defined.insert(namespace);
                }
                None => {}
            }
        }
    }
    let fits = |namespace: &Folded| listed.contains(namespace) && !defined.contains(namespace);
    open.into_iter()
        .filter(|(namespace, ..)| fits(namespace))
        .map(|(_, name, document)| (name, document))
        .collect()
}

fn rows(document: &Document) -> impl Iterator<Item = &Property> {
    let resources = document.resources.iter();
    let of_resources = resources.flat_map(|resource| &resource.properties);
    let of_operations = document.operations.iter().flat_map(|operation| {
        let fields = operation.body.fields.iter();
        fields
            .chain(&operation.parameters)
            .chain(&operation.query_parameters)
    });
    of_resources.chain(of_operations)
}

/// Reads the enumerations that only descriptions show. Adds them to the types.
pub(crate) fn add_undeclared_enumerations(
    found: &[UndeclaredEnumeration<'_>],
    index: &TypeIndex<'_>,
    types: &mut TypeTable,
) {
    for found in found {
        let name = found.spellings.most();
        let Some(id) = name.and_then(|(name, _)| index.get(&name.0)) else {
            continue;
        };
        let member = |name: &String| Member {
            name: name.clone(),
            value: None,
            description: None,
        };
        let enumeration = model::Enumeration {
            name: id,
            pages: vec![found.document.page.clone()],
            area: found.document.area.clone(),
            description: None,
            members: found.values.iter().map(member).collect(),
            numbers: false,
        };
        types.insert(id, model::Type::Enum(enumeration));
    }
}
