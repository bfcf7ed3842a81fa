//! Properties that no page of their type lists, but that the tables of several requests say may be sent.

use crate::model::{Property, QualifiedName, Source, Target, Type};
use crate::reader as reference;
use crate::reader::Document;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::link::Linker;
use crate::resolve::types::bases::Bases;
use crate::resolve::types::json::is_data;
use std::collections::BTreeMap;

/// One page alone may have its table wrong.
const FEWEST_PAGES: usize = 2;

type Types = BTreeMap<QualifiedName, Type>;

/// Rows of request tables by type and lower-case name, one per page.
type Rows<'a> = BTreeMap<(QualifiedName, String), Vec<(&'a Document, &'a reference::Property)>>;

/// Adds the properties that request tables of at least two pages list for a type in the same way.
pub(crate) fn add(documents: &[Document], types: &mut Types, linker: Linker<'_>) {
    for ((owner, _), rows) in unlisted(documents, types, linker) {
        let Some(property) = agreed(&rows, linker) else {
            continue;
        };
        if let Some(Type::Struct(ty)) = types.get_mut(&owner) {
            ty.properties.push(property);
            ty.properties.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }
}

fn unlisted<'a>(documents: &'a [Document], types: &Types, linker: Linker<'_>) -> Rows<'a> {
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
                let key = row.name.value.to_lowercase();
                if has(types, linker.bases, &owner, &key) {
                    continue;
                }
                let known = rows.entry((owner.clone(), key)).or_default();
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

/// Whether a type, or one of its bases, has a property of this lower-case name.
fn has(types: &Types, bases: &Bases, owner: &QualifiedName, key: &str) -> bool {
    bases
        .chain(owner)
        .into_iter()
        .any(|ty| match types.get(ty) {
            Some(Type::Struct(ty)) => ty
                .properties
                .iter()
                .any(|property| property.name.eq_ignore_ascii_case(key)),
            _ => false,
        })
}

/// The property, if enough pages give it the same name and type.
fn agreed(rows: &[(&Document, &reference::Property)], linker: Linker<'_>) -> Option<Property> {
    let linked = |(document, row): &(&Document, &reference::Property)| {
        linker
            .words(row.ty.as_ref()?, LookupScope::of(document))
            .ok()
    };
    let (document, row) = rows.first()?;
    let ty = linked(&(document, row)).filter(|ty| ty.target != Target::Untyped)?;
    let same = |other: &(&Document, &reference::Property)| {
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
        page: document.page.clone(),
        span: row.name.span,
    })
}
