//! Types with properties: the pages of one type merged, gaps filled from its JSON representation.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Source, Type};
use crate::reader;
use crate::resolve::evidence::{Statement, contradict};
use crate::resolve::findings::{FindingSink, par_map};
use crate::resolve::names::folded::Folded;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::type_id::{Property, Struct, Target, TypeId};
use crate::resolve::types::bases::Bases;
use crate::resolve::types::definitions::{Definition, Definitions};
use crate::resolve::types::properties::{from_member, from_row};
use crate::resolve::types::representation::RepresentationMerge;
use crate::resolve::types::type_table::{Properties, TypeTable, by_name, find};
use crate::resolve::types::undeclared::{UndeclaredProperty, UndeclaredType};
use std::collections::BTreeSet;

/// Reads the definitions with properties. Adds the types that they make.
pub(crate) fn add_defined(
    definitions: &Definitions<'_>,
    linker: Linker<'_>,
    types: &mut TypeTable,
    findings: &mut FindingSink,
) {
    let structs: Vec<_> = definitions.structs().collect();
    let made = par_map(&structs, findings, |definition, findings| {
        defined(definition, definitions, linker, findings)
    });
    for ty in made {
        types.insert(ty.name, Type::Struct(ty));
    }
}

/// Reads the types that only operation pages show. Adds them to the others.
pub(crate) fn add_undeclared(
    found: &[UndeclaredType<'_>],
    linker: Linker<'_>,
    types: &mut TypeTable,
    findings: &mut FindingSink,
) {
    for found in found {
        let Some(id) = linker.index.get(&found.name.0) else {
            continue;
        };
        let ty = undeclared(id, found, linker, findings);
        types.insert(id, Type::Struct(ty));
    }
}

/// The type that the pages of one definition make together.
fn defined(
    definition: &Definition<'_>,
    definitions: &Definitions<'_>,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) -> Struct {
    let mut properties = Properties::new();
    for (document, resource) in &definition.resources {
        let scope = definition.scope(document);
        for (rows, navigation) in [
            (&resource.properties, false),
            (&resource.relationships, true),
        ] {
            for row in rows.iter().filter(|row| !is_annotation(row)) {
                let property = from_row(row, navigation, scope, linker, findings);
                merge_row(&mut properties, property, linker, findings);
            }
        }
    }
    let mut merge = RepresentationMerge {
        inherited: inherited(definition, definitions, linker.bases),
        linker,
        findings,
    };
    for (document, resource) in &definition.resources {
        let scope = definition.scope(document);
        merge.read(resource, scope, &mut properties);
    }
    let first = definition.first();
    let mut pages: Vec<_> = definition
        .resources
        .iter()
        .map(|(document, _)| document.page.clone())
        .collect();
    pages.dedup();
    Struct {
        name: definition.id,
        base: linker.bases.of(definition.id),
        pages,
        area: first.and_then(|(document, _)| document.area.clone()),
        description: definition
            .resources
            .iter()
            .find_map(|(_, resource)| resource.description.clone()),
        is_abstract: definition
            .resources
            .iter()
            .any(|(_, resource)| resource.is_abstract),
        open: definition
            .resources
            .iter()
            .any(|(_, resource)| resource.open),
        deprecated: first.and_then(|(document, _)| document.deprecated.clone()),
        inferred: false,
        properties: by_name(properties),
    }
}

/// Annotations of OData, such as `@odata.etag`, travel with any object; they are no properties of the type.
fn is_annotation(row: &reader::Property) -> bool {
    row.name.value.contains('@')
}

/// The names of all properties that the tables of base types list.
fn inherited<'a>(
    definition: &Definition<'_>,
    definitions: &Definitions<'a>,
    bases: &Bases,
) -> BTreeSet<Folded<&'a str>> {
    let ancestors = bases.chain(definition.id).skip(1);
    ancestors
        .filter_map(|base| definitions.get(base))
        .flat_map(Definition::rows)
        .map(|row| Folded(&*row.name.value))
        .collect()
}

/// The first row of a property is believed; what it leaves untyped, a later page may type.
fn merge_row(
    properties: &mut Properties,
    property: Property,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) {
    let Some(known) = find(properties, &property.name) else {
        properties.insert(Folded(property.name.clone()), property);
        return;
    };
    if property.ty.target == Target::Untyped || property.ty == known.ty {
        return;
    }
    if known.ty.target == Target::Untyped {
        known.ty = property.ty;
        return;
    }
    contradict(
        known,
        &Statement {
            source: Source::Table,
            says: property.ty,
            page: &property.page,
            span: property.span,
        },
    );
    let message = format!(
        "`{}` is {} here and {} in {}",
        property.name,
        linker.in_words(&property.ty),
        linker.in_words(&known.ty),
        known.page
    );
    findings.all.push(
        Diagnostic::new(Code::PagesDisagree, &*property.page, property.span, message)
            .done(format!("it is {}", linker.in_words(&known.ty)))
            .help("let both places name the same type"),
    );
}

/// The type that only operation pages show.
fn undeclared(
    id: TypeId,
    found: &UndeclaredType<'_>,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) -> Struct {
    let mut properties = Properties::new();
    for (key, property) in &found.properties {
        let property = match property {
            UndeclaredProperty::Row(document, row) => {
                from_row(row, false, found.scope(document), linker, findings)
            }
            UndeclaredProperty::Value {
                document,
                name,
                value,
                span,
                inside,
            } => {
                let scope = found.scope(document);
                let mut property = from_member(name, value, Source::Example, scope, *span, linker);
                let known = inside.as_ref().and_then(|name| linker.index.get(&name.0));
                if let Some(known) = known {
                    property.ty.target = Target::Named(known);
                }
                property
            }
        };
        properties.insert(Folded(key.0.to_owned()), property);
    }
    Struct {
        name: id,
        base: None,
        pages: found
            .documents
            .iter()
            .map(|document| document.page.clone())
            .collect(),
        area: found
            .documents
            .first()
            .and_then(|document| document.area.clone()),
        description: None,
        is_abstract: false,
        open: false,
        deprecated: None,
        inferred: true,
        properties: by_name(properties),
    }
}
