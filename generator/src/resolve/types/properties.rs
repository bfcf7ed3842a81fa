//! From a row of a table, or a member of a JSON object, to a property.

use crate::diagnostic::Span;
use crate::model::Source;
use crate::reader;
use crate::resolve::findings::FindingSink;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::type_id::{Property, UNTYPED};
use crate::resolve::types::json::shown_use;
use serde_json::Value;
use std::collections::BTreeSet;

/// A row of a property, relationship or parameter table.
pub(crate) fn from_row(
    row: &reader::Property,
    navigation: bool,
    scope: LookupScope<'_>,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) -> Property {
    let ty = row.ty.as_ref().map(|ty| linker.typed(ty, scope, findings));
    Property {
        name: row.name.value.clone(),
        inferred: false,
        ty: ty.unwrap_or(UNTYPED),
        navigation,
        description: row.description.clone(),
        read_only: row.read_only,
        required: row.required,
        nullable: row.nullable,
        deprecated: row.deprecated,
        sources: vec![Source::Table],
        contradictions: Vec::new(),
        page: scope.page.to_owned(),
        span: row.name.span,
    }
}

/// Rows by name, no name twice in any case.
pub(crate) fn from_rows<'a>(
    rows: impl IntoIterator<Item = &'a reader::Property>,
    scope: LookupScope<'_>,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) -> Vec<Property> {
    let mut seen = BTreeSet::new();
    let mut properties = Vec::new();
    for row in rows {
        if seen.insert(Folded(&row.name.value)) {
            properties.push(from_row(row, false, scope, linker, findings));
        }
    }
    properties.sort_by(|a: &Property, b| a.name.cmp(&b.name));
    properties
}

/// A member of a JSON object that no table speaks of.
pub(crate) fn from_member(
    name: &str,
    value: &Value,
    source: Source,
    scope: LookupScope<'_>,
    span: Span,
    linker: Linker<'_>,
) -> Property {
    Property {
        name: name.to_owned(),
        ty: shown_use(value, linker.index, scope),
        navigation: false,
        description: None,
        read_only: false,
        required: false,
        nullable: None,
        deprecated: false,
        inferred: true,
        sources: vec![source],
        contradictions: Vec::new(),
        page: scope.page.to_owned(),
        span,
    }
}
