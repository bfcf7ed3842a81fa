//! A part of a model: some pages, and the types that have to come along.

mod reachability;
mod selector;
#[cfg(test)]
mod tests;

pub use reachability::{Reachability, Reason, explain};
pub(crate) use selector::Selector;

use crate::diagnostic::LintError;
use crate::model::{Body, Model, Property, QualifiedName, Struct, Target, Type};
use crate::reader::Document;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::{BTreeMap, BTreeSet};

/// Which pages to generate from.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    include: Vec<Selector>,
    exclude: Vec<Selector>,
}

impl Selection {
    /// All pages that a word of `include` chooses, or simply all where there is none, without those that one of `exclude` does.
    pub fn new<'w>(
        include: impl IntoIterator<Item = &'w String>,
        exclude: impl IntoIterator<Item = &'w String>,
    ) -> Result<Self, LintError> {
        let read = |word: &String| Selector::new(word);
        Ok(Self {
            include: include.into_iter().map(read).collect::<Result<_, _>>()?,
            exclude: exclude.into_iter().map(read).collect::<Result<_, _>>()?,
        })
    }

    /// Takes away what was not chosen and is not needed: keeps the operations of the chosen pages, the types that these pages
    /// define, and the types that these need. Relationships are not needs: one that leads to a type that is not kept holds any
    /// JSON. `None` where there is no choice to make.
    pub fn apply(&self, model: &mut Model, documents: &[Document]) -> Option<Reachability> {
        if self.include.is_empty() && self.exclude.is_empty() {
            return None;
        }
        let documents: BTreeMap<&Utf8Path, &Document> = documents
            .iter()
            .map(|document| (&*document.page, document))
            .collect();
        let chosen = |page: &Utf8Path, routes: &[_]| {
            let document = documents.get(page).copied();
            let any = |selectors: &[Selector]| {
                selectors
                    .iter()
                    .any(|selector| selector.chooses(page, document, routes))
            };
            (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
        };
        model
            .operations
            .retain(|operation| chosen(&operation.page, &operation.routes));
        let chosen_types: BTreeSet<QualifiedName> = model
            .types
            .iter()
            .filter(|(_, ty)| ty.pages().iter().any(|page| chosen(page, &[])))
            .map(|(name, _)| name.clone())
            .collect();
        let mut reachability = explain(model, &|name| chosen_types.contains(name));
        model.types.retain(|name, _| {
            let needed = reachability.reasons.contains_key(name);
            if !needed {
                reachability.left_out.insert(name.clone(), 0);
            }
            needed
        });
        omit(model, &mut reachability.left_out);
        let homes: BTreeSet<Utf8PathBuf> = model
            .types
            .values()
            .flat_map(Type::pages)
            .chain(model.operations.iter().map(|operation| &operation.page))
            .cloned()
            .collect();
        model
            .pages
            .retain(|page| chosen(&page.path, &[]) || homes.contains(&page.path));
        Some(reachability)
    }
}

/// Takes types that were left out from what still names them, and counts the relationships that lead to each.
fn omit(model: &mut Model, left_out: &mut BTreeMap<QualifiedName, usize>) {
    let mut omit = |target: &mut Target| {
        if let Target::Named(name) = target
            && let Some(relationships) = left_out.get_mut(name)
        {
            *relationships += 1;
            *target = Target::Omitted(name.clone());
        }
    };
    let mut all = |properties: &mut Vec<Property>| {
        for property in properties {
            omit(&mut property.ty.target);
        }
    };
    for ty in model.types.values_mut() {
        if let Type::Struct(Struct { properties, .. }) = ty {
            all(properties);
        }
    }
    for operation in &mut model.operations {
        match &mut operation.body {
            Body::Type { accepted, .. } => all(accepted),
            Body::Parameters { parameters } => all(parameters),
            Body::None | Body::Reference | Body::Bytes | Body::Untyped => {}
        }
    }
    for example in model
        .operations
        .iter_mut()
        .flat_map(|operation| &mut operation.examples)
    {
        if matches!(&example.ty.target, Target::Named(name) if left_out.contains_key(name)) {
            example.ty.target = Target::Untyped;
        }
    }
}
