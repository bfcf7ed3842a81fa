//! What a page's author would want to know though the bindings do not show it: parts of pages that contradict each
//! other, links that lead nowhere, words that are nearly right.
//!
//! What keeps something out of the bindings is found by the stage that leaves it out, not here.

mod example;
mod incomplete;
mod json_place;
mod lines;
mod link;
mod names;
mod operation;
mod page;
mod placeholder;
mod repetition;
mod representation;
mod tables;
#[cfg(test)]
mod tests;
mod type_name;

pub(crate) use page::page;

use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::lint::lines::Sources;
use crate::lint::names::Names;
use crate::model::Model;
use crate::reader::Document;
use camino::Utf8Path;
use rayon::prelude::*;

/// Whether the tree holds a file of this name; `None` where it holds nothing of the kind and cannot tell.
pub(crate) type Tree<'a> = dyn Fn(&Utf8Path) -> Option<bool> + Sync + 'a;

/// Compares what `documents` say with each other and with the model made of them.
pub(crate) fn check(
    documents: &[Document],
    model: &Model,
    dialect: &Dialect,
    tree: &Tree<'_>,
) -> Vec<Diagnostic> {
    let names = Names::of(model, dialect);
    let sources = Sources::of(documents);
    let cases = documents
        .iter()
        .map(|document| {
            (
                document.page.as_str().to_lowercase(),
                document.page.as_path(),
            )
        })
        .collect();
    let mut found: Vec<Diagnostic> = documents
        .par_iter()
        .flat_map_iter(|document| {
            let mut found = Vec::new();
            if document.refused.is_none() {
                link::check(document, tree, &cases, &mut found);
                type_name::check(document, &names, &mut found);
                representation::check(document, model, &names, &mut found);
                repetition::check(document, model, &names, &mut found);
            }
            found
        })
        .collect();
    found.extend(operation::check(documents, model, &sources));
    found.extend(example::check(documents, model, dialect, &sources));
    found
}
