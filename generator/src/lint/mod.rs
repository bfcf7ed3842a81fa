//! What a page's author would want to know though the bindings do not show it: parts of pages that contradict each
//! other, links that lead nowhere, words that are nearly right.
//!
//! What keeps something out of the bindings is found by the stage that leaves it out, not here.

mod annotation;
mod contradiction;
mod example;
mod incomplete;
mod json_place;
mod key;
mod lines;
mod link;
mod names;
mod operation;
mod page;
mod placeholder;
mod profile;
mod repetition;
mod representation;
mod tables;
#[cfg(test)]
mod tests;
mod tree;
mod type_name;

pub(crate) use page::page;
pub(crate) use tree::Tree;

use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::lint::lines::Sources;
use crate::lint::names::Names;
use crate::model::Model;
use crate::reader::Document;
use rayon::prelude::*;

/// Compares what `documents` say with each other and with the model made of them.
pub(crate) fn check(
    documents: &[Document],
    model: &Model,
    dialect: &Dialect,
    tree: &dyn Tree,
) -> Vec<Diagnostic> {
    let names = Names::of(model, dialect);
    let sources = Sources::of(documents);
    let mut found: Vec<Diagnostic> = documents
        .par_iter()
        .flat_map_iter(|document| {
            let mut found = Vec::new();
            if document.refused.is_none() {
                type_name::check(document, &names, &mut found);
                representation::check(document, model, &names, &mut found);
                repetition::check(document, model, &names, &mut found);
                key::check(document, model, &names, &mut found);
            }
            found
        })
        .collect();
    found.extend(profile::check(documents, &model.version, dialect));
    found.extend(link::check(documents, tree));
    found.extend(operation::check(documents, model, &sources));
    found.extend(contradiction::check(model, &sources));
    found.extend(example::check(documents, model, dialect, &sources));
    found
}
