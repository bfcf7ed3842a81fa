//! Properties that no page of their type lists, but that the tables of several requests say may be sent.

use crate::model::Source;
use crate::reader::{self, Document};
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::type_id::{Property, Target, TypeId};
use crate::resolve::types::bases::Bases;
use crate::resolve::types::json::is_data;
use crate::resolve::types::type_table::TypeTable;
use std::collections::BTreeMap;

/// One page alone may have its table wrong.
const FEWEST_PAGES: usize = 2;

/// Rows of request tables by type and name, one per page.
type Rows<'a> = BTreeMap<(TypeId, Folded<&'a str>), Vec<(&'a Document, &'a reader::Property)>>;

/// Reads the tables of all requests, and the properties that types have so far. Adds the properties that request tables of at least two pages list for a type in the same way.
pub(crate) fn add_request_properties(
    documents: &[Document],
    types: &mut TypeTable,
    linker: Linker<'_>,
) {
    for ((owner, _), rows) in unlisted(documents, types, linker) {
        let Some(property) = agreed(&rows, linker) else {
            continue;
        };
        types.add(owner, property);
    }
}

fn unlisted<'a>(documents: &'a [Document], types: &TypeTable, linker: Linker<'_>) -> Rows<'a> {
    let mut rows = Rows::new();
    for document in documents {
        let bodies = document.operations.iter().map(|operation| &operation.body);
        for body in bodies.filter(|body| !body.parameters && !body.bytes) {
            let words = body.ty.as_ref().filter(|ty| !ty.collection);
            let linked = words.and_then(|ty| linker.words(ty, LookupScope::of(document)).ok());
            let Some(Target::Named(owner)) = linked.map(|ty| ty.target) else {
                continue;
            };
            for row in body.fields.iter().filter(|row| is_data(&row.name.value)) {
                let key = Folded(&*row.name.value);
                if has(types, linker.bases, owner, key.0) {
                    continue;
                }
                let known = rows.entry((owner, key)).or_default();
                if known
                    .last()
                    .is_none_or(|(last, _)| last.page != document.page)
                {
                    known.push((document, row));
                }
            }
        }
    }
    rows
}

/// Whether a type, or one of its bases, has a property of this name in any case.
fn has(types: &TypeTable, bases: &Bases, owner: TypeId, name: &str) -> bool {
    bases
        .chain(owner)
        .filter_map(|ty| types.get(ty))
        .flat_map(|ty| &ty.properties)
        .any(|property| property.name.eq_ignore_ascii_case(name))
}

/// The property, if enough pages give it the same name and type.
fn agreed(rows: &[(&Document, &reader::Property)], linker: Linker<'_>) -> Option<Property> {
    let linked = |(document, row): &(&Document, &reader::Property)| {
        linker
            .words(row.ty.as_ref()?, LookupScope::of(document))
            .ok()
    };
    let (document, row) = rows.first()?;
    let ty = linked(&(document, row)).filter(|ty| ty.target != Target::Untyped)?;
    let same = |other: &(&Document, &reader::Property)| {
        other.1.name.value == row.name.value && linked(other).as_ref() == Some(&ty)
    };
    (rows.len() >= FEWEST_PAGES && rows.iter().all(same)).then(|| Property {
        name: row.name.value.clone(),
        navigation: false,
        ty,
        description: row.description.clone(),
        read_only: row.read_only,
        required: false,
        nullable: row.nullable,
        deprecated: row.deprecated,
        inferred: true,
        sources: vec![Source::Table],
        contradictions: Vec::new(),
        page: document.page.clone(),
        span: row.name.span,
    })
}
