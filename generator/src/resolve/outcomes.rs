//! What became of every page.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::dialect::Dialect;
use crate::model::{Outcome, Page};
use crate::reader::{Document, Resource};
use crate::resolve::names::index::qualify;
use crate::resolve::types::definitions::is_primitive;
use camino::Utf8Path;
use std::collections::BTreeMap;

/// One outcome per page, in the order of the pages.
pub(crate) fn outcomes(
    documents: &[Document],
    dialect: &Dialect,
    diagnostics: &[Diagnostic],
) -> Vec<Page> {
    let mut by_page: BTreeMap<&Utf8Path, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        by_page
            .entry(&diagnostic.page)
            .or_default()
            .push(diagnostic);
    }
    documents
        .iter()
        .map(|document| {
            let found = by_page.get(&*document.page).map_or(&[][..], Vec::as_slice);
            Page {
                path: document.page.clone(),
                outcome: outcome(document, dialect, found),
            }
        })
        .collect()
}

fn outcome(document: &Document, dialect: &Dialect, found: &[&Diagnostic]) -> Outcome {
    let namespace = document.namespace.as_ref().map(|line| &*line.value);
    let primitive = |resource: &Resource| {
        is_primitive(&qualify(&resource.name.value, namespace, dialect), dialect)
    };
    let only_primitives = document.resources.iter().all(primitive);
    let empty = document.enumerations.is_empty() && document.operations.is_empty();
    if empty && only_primitives && !document.resources.is_empty() {
        return Outcome::Nothing("primitive type".to_owned());
    }
    if !empty || !only_primitives {
        let reasons = reasons(found);
        return if reasons.is_empty() {
            Outcome::Complete
        } else {
            Outcome::Degraded(reasons)
        };
    }
    if let Some(why) = &document.nothing {
        return Outcome::Nothing(why.clone());
    }
    let error = found
        .iter()
        .find(|diagnostic| diagnostic.code.severity() == Some(Severity::Error));
    match error {
        Some(error) => Outcome::Refused(error.code.title().to_owned()),
        None => Outcome::Nothing("no type and no request".to_owned()),
    }
}

/// Each cause once, with its number of findings.
fn reasons(found: &[&Diagnostic]) -> Vec<String> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in found {
        if is_lossy(diagnostic.code) {
            *counts.entry(diagnostic.code).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .map(|(code, count)| match count {
            1 => code.title().to_owned(),
            count => format!("{} ({count} times)", code.title()),
        })
        .collect()
}

/// Whether a finding means that something which the page documents is absent from the model or untyped in it.
pub(crate) fn is_lossy(code: Code) -> bool {
    matches!(
        code,
        Code::FenceUnclosed
            | Code::RequestMissing
            | Code::RequestLineInvalid
            | Code::PropertyNameInvalid
            | Code::TypeMissing
            | Code::TypeUndefined
            | Code::BaseUndefined
            | Code::BaseCycle
            | Code::ResponseTypeUnknown
            | Code::BodyTypeUnknown
    )
}
