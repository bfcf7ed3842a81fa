//! The JSON that pages show.

use super::document::Example;
use super::template::unique;
use crate::model::{Model, TypeUse};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// An example of an operation.
pub(super) struct Shown<'a> {
    /// Which operation, by its place in the model.
    pub operation: usize,
    /// Its name among the components.
    pub name: String,
    /// Whether it is sent or answered.
    pub is_request: bool,
    /// Of a response.
    pub status: Option<u16>,
    /// What it is an example of.
    pub ty: &'a TypeUse,
    /// The JSON.
    pub value: Value,
}

/// All examples that are JSON, in the order of the operations.
pub(super) fn examples(model: &Model) -> Vec<Shown<'_>> {
    let mut shown: Vec<Shown<'_>> = model
        .operations
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, operation)| {
            let stem = operation.page.file_stem().unwrap_or_default();
            operation.examples.iter().filter_map(move |example| {
                let kind = if example.request {
                    "request"
                } else {
                    "response"
                };
                Some(Shown {
                    operation: at,
                    name: component_name(&format!("{stem}-{kind}")),
                    is_request: example.request,
                    status: example.status,
                    ty: &example.ty,
                    value: serde_json::from_str(&example.json).ok()?,
                })
            })
        })
        .collect();
    let mut taken = BTreeSet::new();
    for example in &mut shown {
        let wanted = std::mem::take(&mut example.name);
        example.name = unique(wanted, "-", |name| !taken.insert(name.to_owned()));
    }
    shown
}

impl Shown<'_> {
    /// As a component.
    pub fn component(self, model: &Model) -> (String, Example) {
        let title = model.operations.get(self.operation);
        let example = Example {
            summary: title
                .map(|operation| operation.title.clone())
                .unwrap_or_default(),
            value: self.value,
        };
        (self.name, example)
    }
}

/// Only what the name of a component may hold.
pub(super) fn component_name(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.chars()
        .map(|c| if plain(c) { c } else { '_' })
        .collect()
}
