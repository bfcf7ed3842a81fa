//! Types with properties: the pages of one type merged, gaps filled from its JSON representation.

use super::bases::Bases;
use super::definitions::Definition;
use super::index::Scope;
use super::json::{is_data, own_type, shown_use};
use super::link::{Findings, Linker};
use super::properties::{from_member, from_row};
use super::shown::{Shown, ShownProperty};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Property, Source, Struct, Target, TypeUse};
use crate::reference::{Document, Resource};
use std::collections::BTreeMap;

/// Properties of one type by lower-case name.
type Properties = BTreeMap<String, Property>;

/// The struct that the pages of one type define together.
pub(super) fn defined(
    definition: &Definition<'_>,
    bases: &Bases,
    linker: Linker<'_>,
    findings: &mut Findings,
) -> Struct {
    let mut properties = Properties::new();
    for (document, resource) in &definition.resources {
        let scope = Scope {
            page: &document.page,
            namespace: definition.name.namespace(),
        };
        for (rows, navigation) in [
            (&resource.properties, false),
            (&resource.relationships, true),
        ] {
            for row in rows {
                let property = from_row(row, navigation, scope, linker, findings);
                merge(&mut properties, property, findings);
            }
        }
    }
    for (document, resource) in &definition.resources {
        let scope = Scope {
            page: &document.page,
            namespace: definition.name.namespace(),
        };
        read_representation(resource, scope, linker, &mut properties, findings);
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
        base: bases.of(&definition.name).cloned(),
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
fn merge(properties: &mut Properties, property: Property, findings: &mut Findings) {
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
pub(super) fn in_words(ty: &TypeUse) -> String {
    let name = match &ty.target {
        Target::Scalar(scalar) => scalar.edm().trim_start_matches("Edm."),
        Target::Named(name) => name.name(),
        Target::Untyped => "any JSON",
    };
    let many = if ty.collection { " collection" } else { "" };
    format!("`{name}{many}`")
}

/// The JSON representation adds properties and types that the tables leave out, and is compared with the others.
fn read_representation(
    resource: &Resource,
    scope: Scope<'_>,
    linker: Linker<'_>,
    properties: &mut Properties,
    findings: &mut Findings,
) {
    let Some(json) = &resource.json else { return };
    for (name, value) in json.value.as_object().into_iter().flatten() {
        if !is_data(name) {
            continue;
        }
        let Some(known) = properties.get_mut(&name.to_lowercase()) else {
            let property = from_member(name, value, Source::Json, scope, json.span, linker);
            properties.insert(name.to_lowercase(), property);
            continue;
        };
        if known.page != scope.page {
            continue;
        }
        let shown = shown_use(value, linker.index, scope);
        known.sources.push(Source::Json);
        known.sources.dedup();
        if known.ty.target == Target::Untyped
            && own_type(value).is_some()
            && shown.target != Target::Untyped
        {
            known.ty = shown;
            known.inferred = true;
        } else if shown.collection != known.ty.collection && !value.is_null() {
            known.inferred = true;
            findings.all.push(disagreement(known, &shown, scope));
        }
    }
}

fn disagreement(known: &Property, shown: &TypeUse, scope: Scope<'_>) -> Diagnostic {
    let (one, other) = if shown.collection {
        ("one", "many")
    } else {
        ("many", "one")
    };
    let message = format!(
        "the table says that `{}` is {one}, the JSON representation that it is {other}",
        known.name
    );
    Diagnostic::new(Code::PartsDisagree, scope.page, known.span, message)
        .done("the table was believed")
        .help("let the JSON representation show the type of the table")
}

/// The struct of a type that only operation pages show.
pub(super) fn shown(shown: &Shown<'_>, linker: Linker<'_>, findings: &mut Findings) -> Struct {
    let mut properties = Properties::new();
    for (key, property) in &shown.properties {
        let namespace = shown.name.namespace();
        let property = match property {
            ShownProperty::Row(document, row) => {
                let scope = Scope {
                    page: &document.page,
                    namespace,
                };
                from_row(row, false, scope, linker, findings)
            }
            ShownProperty::Value {
                document,
                name,
                value,
                span,
                inside,
            } => {
                let scope = Scope {
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
