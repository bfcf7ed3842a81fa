//! How much of each area the pages say.

use crate::model::{Body, Model, Property, ResponseBody, Target, Type};
use crate::report::markdown::{Page, share, text};
use std::collections::BTreeMap;

#[derive(Default)]
struct Area {
    types: usize,
    properties: Part,
    operations: Part,
    examples: Part,
}

/// Items, and those of them whose type is known.
#[derive(Default)]
struct Part {
    all: usize,
    known: usize,
}

impl Part {
    fn add(&mut self, known: bool) {
        self.all += 1;
        self.known += usize::from(known);
    }

    fn cells(&self) -> [String; 2] {
        [self.all.to_string(), share(self.known, self.all)]
    }
}

/// One row for each area.
pub(crate) fn write(model: &Model, page: &mut Page) {
    let rows: Vec<_> = areas(model)
        .into_iter()
        .map(|(name, area)| {
            let name = if name.is_empty() { "(none)" } else { name };
            let mut row = vec![text(name), area.types.to_string()];
            for part in [&area.properties, &area.operations, &area.examples] {
                row.extend(part.cells());
            }
            row
        })
        .collect();
    let head = [
        "area",
        "types",
        "properties",
        "typed",
        "operations",
        "typed",
        "examples",
        "strict and typed",
    ];
    page.section(3, "Coverage by area", &head, rows);
}

fn areas(model: &Model) -> BTreeMap<&str, Area> {
    let mut areas: BTreeMap<&str, Area> = BTreeMap::new();
    for ty in model.types.values() {
        let (area, properties) = match ty {
            Type::Struct(ty) => (&ty.area, &*ty.properties),
            Type::Enum(ty) => (&ty.area, &[][..]),
        };
        let area = areas
            .entry(area.as_deref().unwrap_or_default())
            .or_default();
        area.types += 1;
        properties.iter().for_each(|property: &Property| {
            area.properties.add(property.ty.target != Target::Untyped)
        });
    }
    for operation in &model.operations {
        let area = areas
            .entry(operation.area.as_deref().unwrap_or_default())
            .or_default();
        let answers = operation
            .responses
            .iter()
            .all(|response| match &response.body {
                ResponseBody::Value { ty } => ty.target != Target::Untyped,
                ResponseBody::Page { item, .. } => *item != Target::Untyped,
                ResponseBody::None | ResponseBody::Bytes => true,
            });
        area.operations
            .add(answers && operation.body != Body::Untyped);
        for example in &operation.examples {
            let sent = example.request && matches!(operation.body, Body::Parameters { .. });
            let typed = sent || example.ty.target != Target::Untyped;
            area.examples.add(typed && example.repaired.is_none());
        }
    }
    areas
}
