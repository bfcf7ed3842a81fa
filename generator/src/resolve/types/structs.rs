//! Types with properties: the pages of one type merged, gaps filled from its JSON representation.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Property, Source, Struct, Target, TypeUse};
use crate::reader as reference;
use crate::reader::{Document, Resource};
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::link::{FindingSink, Linker};
use crate::resolve::types::bases::Bases;
use crate::resolve::types::definitions::{Definition, Definitions};
use crate::resolve::types::properties::{from_member, from_row};
use crate::resolve::types::representation::RepresentationMerge;
use crate::resolve::types::undeclared::{UndeclaredProperty, UndeclaredType};
use std::collections::{BTreeMap, BTreeSet};

/// Properties of one type by lower-case name.
pub(crate) type Properties = BTreeMap<String, Property>;

/// The struct that the pages of one type define together.
pub(crate) fn defined(
    definition: &Definition<'_>,
    definitions: &Definitions<'_>,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) -> Struct {
    let mut properties = Properties::new();
    for (document, resource) in &definition.resources {
        let scope = LookupScope {
            page: &document.page,
            namespace: definition.name.namespace(),
        };
        for (rows, navigation) in [
            (&resource.properties, false),
            (&resource.relationships, true),
        ] {
            for row in rows.iter().filter(|row| !is_annotation(row)) {
                let property = from_row(row, navigation, scope, linker, findings);
                merge(&mut properties, property, findings);
            }
        }
    }
    let mut merge = RepresentationMerge {
        inherited: inherited(definition, definitions, linker.bases),
        linker,
        findings,
    };
    for (document, resource) in &definition.resources {
        let scope = LookupScope {
            page: &document.page,
            namespace: definition.name.namespace(),
        };
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
        name: definition.name.clone(),
        base: linker.bases.of(&definition.name).cloned(),
        pages,
        area: first.and_then(|(document, _)| document.area.clone()),
        description: said(definition, |_, resource| resource.description.clone()),
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
fn is_annotation(row: &reference::Property) -> bool {
    row.name.value.contains('@')
}

/// The lower-case names of all properties that the tables of base types list.
fn inherited(
    definition: &Definition<'_>,
    definitions: &Definitions<'_>,
    bases: &Bases,
) -> BTreeSet<String> {
    let chain = bases.chain(&definition.name);
    let ancestors = chain
        .iter()
        .skip(1)
        .filter_map(|base| definitions.get(base));
    ancestors
        .flat_map(Definition::rows)
        .map(|row| row.name.value.to_lowercase())
        .collect()
}

/// What the first page that says anything says.
fn said<T>(
    definition: &Definition<'_>,
    what: impl Fn(&Document, &Resource) -> Option<T>,
) -> Option<T> {
    definition
        .resources
        .iter()
        .find_map(|(document, resource)| what(document, resource))
}

fn by_name(properties: Properties) -> Vec<Property> {
    let mut properties: Vec<_> = properties.into_values().collect();
    properties.sort_by(|a, b| a.name.cmp(&b.name));
    properties
}

/// First wins; what the first leaves untyped, a later page may type.
fn merge(properties: &mut Properties, property: Property, findings: &mut FindingSink) {
    let key = property.name.to_lowercase();
    let Some(known) = properties.get_mut(&key) else {
        properties.insert(key, property);
        return;
    };
    if property.ty.target == Target::Untyped || property.ty == known.ty {
        return;
    }
    if known.ty.target == Target::Untyped {
        known.ty = property.ty;
        return;
    }
    known.inferred = true;
    let message = format!(
        "`{}` is {} here and {} in {}",
        property.name,
        in_words(&property.ty),
        in_words(&known.ty),
        known.page
    );
    findings.all.push(
        Diagnostic::new(Code::PagesDisagree, property.page, property.span, message)
            .done(format!("it is {}", in_words(&known.ty)))
            .help("let both places name the same type"),
    );
}

/// A use as a page would write it.
pub(crate) fn in_words(ty: &TypeUse) -> String {
    let name = match &ty.target {
        Target::Scalar(scalar) => scalar.edm().trim_start_matches("Edm."),
        Target::Named(name) | Target::Omitted(name) => name.name(),
        Target::Untyped => "any JSON",
    };
    let many = if ty.collection { " collection" } else { "" };
    format!("`{name}{many}`")
}

/// The struct of a type that only operation pages show.
pub(crate) fn shown(
    shown: &UndeclaredType<'_>,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) -> Struct {
    let mut properties = Properties::new();
    for (key, property) in &shown.properties {
        let namespace = shown.name.namespace();
        let property = match property {
            UndeclaredProperty::Row(document, row) => {
                let scope = LookupScope {
                    page: &document.page,
                    namespace,
                };
                from_row(row, false, scope, linker, findings)
            }
            UndeclaredProperty::Value {
                document,
                name,
                value,
                span,
                inside,
            } => {
                let scope = LookupScope {
                    page: &document.page,
                    namespace,
                };
                let mut property = from_member(name, value, Source::Example, scope, *span, linker);
                let known = inside.as_ref().and_then(|name| linker.index.get(&name.0));
                if let Some(known) = known {
                    property.ty.target = Target::Named(known.clone());
                }
                property
            }
        };
        properties.insert(key.clone(), property);
    }
    Struct {
        name: shown.name.clone(),
        base: None,
        pages: shown
            .documents
            .iter()
            .map(|document| document.page.clone())
            .collect(),
        area: shown
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
