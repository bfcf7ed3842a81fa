//! Documents to model. The order of the documents does not show in the result.

mod names;
mod operations;
mod outcomes;
mod routes;
#[cfg(test)]
mod tests;
mod types;

pub(crate) use crate::resolve::outcomes::is_lossy;

use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::model::{Model, QualifiedName, Type};
use crate::reader::Document;
use crate::resolve::names::link::{FindingSink, Linker};
use crate::resolve::names::value_lists::ValueLists;
use crate::resolve::operations::Context;
use crate::resolve::operations::methods::Methods;
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::routes::vocabulary::SegmentVocabulary;
use crate::resolve::types::bases::Bases;
use crate::resolve::types::definitions::Definitions;
use crate::resolve::types::structural_index::StructuralIndex;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Brings the documents of one version together.
///
/// `diagnostics` holds what the reader found on these pages: it decides, with what is found here and added to it,
/// whether a page counts as complete. The documents come back sorted by page, none twice. The result refers to no type that it does not define.
pub fn resolve(
    version: &str,
    documents: &mut Vec<Document>,
    dialect: &Dialect,
    diagnostics: &mut Vec<Diagnostic>,
) -> Model {
    documents.sort_by(|a, b| a.page.cmp(&b.page));
    documents.dedup_by(|a, b| a.page == b.page);
    let documents = documents.as_slice();
    let mut findings = FindingSink::default();
    let definitions = Definitions::group(documents);
    let mut index = definitions.index();
    let shown = types::undeclared::shown_types(documents, &index, dialect);
    for shown in &shown {
        index.define(&shown.name);
    }
    let bases = Bases::find(&definitions, &index, &mut findings);
    let linker = Linker {
        index: &index,
        bases: &bases,
        dialect,
    };

    let defined: Vec<_> = definitions.structs().collect();
    let defined = par_map(&defined, &mut findings, |definition, findings| {
        types::structs::defined(definition, &definitions, linker, findings)
    });
    let mut types: BTreeMap<QualifiedName, Type> = defined
        .into_iter()
        .map(|defined| (defined.name.clone(), Type::Struct(defined)))
        .collect();
    let lists = ValueLists::of_rows(&definitions, documents, linker);
    for definition in definitions.enumerations() {
        if let Some(found) = types::enumerations::enumeration(definition, &lists, &mut findings) {
            types.insert(found.name.clone(), Type::Enum(found));
        }
    }
    for shown in &shown {
        let inferred = types::structs::shown(shown, linker, &mut findings);
        types.insert(inferred.name.clone(), Type::Struct(inferred));
    }

    types::request_properties::add(documents, &mut types, linker);
    types::inheritance::settle(&mut types, &bases);

    let methods = Methods::of(&definitions);
    let vocabulary = SegmentVocabulary::of(documents);
    let mut resolver = RouteResolver::of(documents, &types, linker);
    types::relationships::add_shown(documents, &vocabulary, &mut types, &mut resolver, linker);
    names::casing::settle(documents, &mut types, &resolver, &bases);
    let structural_index = StructuralIndex::of(&types);
    let context = Context {
        linker,
        methods: &methods,
        structural_index: &structural_index,
        vocabulary: &vocabulary,
        resolver: &resolver,
    };
    let operations = par_map(documents, &mut findings, |document, findings| {
        operations::operations(document, context, findings)
    });
    let operations = operations.into_iter().flatten().collect();
    diagnostics.append(&mut findings.all);
    let pages = outcomes::outcomes(documents, diagnostics);
    Model {
        version: version.to_owned(),
        root_namespace: dialect.service.root_namespace.clone(),
        types,
        operations,
        pages,
    }
}

/// Does the same with every item, on all threads; results and findings come in the order of the items.
fn par_map<I: Sync, T: Send>(
    items: &[I],
    findings: &mut FindingSink,
    work: impl Fn(&I, &mut FindingSink) -> T + Sync,
) -> Vec<T> {
    let done: Vec<_> = items
        .par_iter()
        .map(|item| {
            let mut found = FindingSink::default();
            (work(item, &mut found), found.all)
        })
        .collect();
    done.into_iter()
        .map(|(result, mut found)| {
            findings.all.append(&mut found);
            result
        })
        .collect()
}
