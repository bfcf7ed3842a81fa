//! What the JSON representation of a resource adds to its tables, and where it disagrees with them.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Source;
use crate::reader::Resource;
use crate::resolve::evidence::{Statement, contradict};
use crate::resolve::findings::FindingSink;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::spelling::bare;
use crate::resolve::names::type_id::{Property, Target, TypeUse};
use crate::resolve::types::json::{is_data, is_placeholder, own_type, shown_use};
use crate::resolve::types::properties::from_member;
use crate::resolve::types::type_table::{Properties, find};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Fills the gaps that the tables of one type leave.
pub(crate) struct RepresentationMerge<'a, 'f> {
    /// Names of the properties of its base types.
    pub inherited: BTreeSet<Folded<&'a str>>,
    /// Finds types.
    pub linker: Linker<'a>,
    /// Where disagreements go.
    pub findings: &'f mut FindingSink,
}

impl RepresentationMerge<'_, '_> {
    /// Adds properties and types that the tables leave out, and compares the others.
    pub fn read(
        &mut self,
        resource: &Resource,
        scope: LookupScope<'_>,
        properties: &mut Properties,
    ) {
        let Some(json) = &resource.json else { return };
        let Some(members) = json.value.as_object() else {
            return;
        };
        let adds = !resource.open && shows_types(members, self.linker);
        for (name, value) in members.iter().filter(|(name, _)| is_data(name)) {
            match find(properties, name) {
                Some(known) => {
                    // It shows the wire; tables are typed by hand.
                    if known.page == scope.page {
                        known.name.clone_from(name);
                    }
                    let vague = is_vague(resource, name, self.linker);
                    self.compare(known, value, vague, json.span, scope);
                }
                None if adds && !self.inherited.contains(&Folded(name)) => {
                    let property =
                        from_member(name, value, Source::Json, scope, json.span, self.linker);
                    properties.insert(Folded(name.clone()), property);
                }
                None => {}
            }
        }
    }

    /// Whether a text is the name of a primitive type that says more than that there is a number.
    fn names_type(&self, value: &Value) -> bool {
        let primitives = &self.linker.index.dialect.primitives;
        let text = value.as_str().unwrap_or_default();
        primitives.scalar(text).is_some() && !primitives.vague.is(text)
    }

    /// `vague`: the table says only that it is a number.
    fn compare(
        &mut self,
        known: &mut Property,
        value: &Value,
        vague: bool,
        span: Span,
        scope: LookupScope<'_>,
    ) {
        if known.page != scope.page {
            return;
        }
        let shown = shown_use(value, self.linker.index, scope);
        known.sources.push(Source::Json);
        known.sources.dedup();
        let untyped = known.ty.target == Target::Untyped;
        let tells = match shown.target {
            Target::Untyped => false,
            Target::Named(_) => untyped,
            _ if untyped => own_type(value, self.linker.index.dialect).is_some(),
            _ => vague && !shown.collection && self.names_type(value),
        };
        if tells {
            known.ty = shown;
            known.inferred = true;
        } else if shown.collection != known.ty.collection && !value.is_null() {
            let page = scope.page;
            let source = Source::Json;
            contradict(
                known,
                &Statement {
                    source,
                    says: shown,
                    page,
                    span,
                },
            );
            self.findings.all.push(disagreement(known, &shown, scope));
        }
    }
}

/// Whether the row of a property says only that it is a number.
fn is_vague(resource: &Resource, name: &str, linker: Linker<'_>) -> bool {
    let mut rows = resource.properties.iter();
    let row = rows.find(|row| row.name.value.eq_ignore_ascii_case(name));
    let words = row.and_then(|row| row.ty.as_ref()).map(|ty| &*ty.names);
    let dialect = linker.index.dialect;
    matches!(words, Some([only]) if dialect.primitives.vague.is(bare(&only.text, dialect)))
}

/// A representation that names types, rather than shows a sample of data with whatever that sample has.
fn shows_types(members: &Map<String, Value>, linker: Linker<'_>) -> bool {
    let data = || {
        members
            .iter()
            .filter(|(name, _)| is_data(name))
            .map(|(_, value)| value)
    };
    let names_type = |value: &Value| match value.as_str() {
        Some(text) => is_placeholder(text, linker.index),
        None => own_type(value, linker.index.dialect).is_some(),
    };
    data().any(names_type) && data().all(|value| !value.is_string() || names_type(value))
}

fn disagreement(known: &Property, shown: &TypeUse, scope: LookupScope<'_>) -> Diagnostic {
    let (one, other) = match shown.collection {
        true => ("one", "many"),
        false => ("many", "one"),
    };
    let message = format!(
        "the table says that `{}` is {one}, the JSON representation that it is {other}",
        known.name
    );
    Diagnostic::new(Code::PartsDisagree, scope.page, known.span, message)
        .done("the table was believed")
        .help("let the JSON representation show the type of the table")
}
