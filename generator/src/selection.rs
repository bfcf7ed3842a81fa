//! A part of a model: some pages, and the types they reach.

use crate::model::{Body, Model, Operation, Property, QualifiedName, ResponseBody, Target, Type};
use camino::Utf8Path;
use globset::GlobSet;
use std::collections::{BTreeMap, BTreeSet};

/// Keeps the operations whose pages match `include` (all, where that is empty) and do not match `exclude`, the types whose
/// own pages do, and the types that these reach; of a type that is used, also those derived from it.
pub(crate) fn select(model: &mut Model, include: &GlobSet, exclude: &GlobSet) {
    if include.is_empty() && exclude.is_empty() {
        return;
    }
    let selected =
        |page: &Utf8Path| (include.is_empty() || include.is_match(page)) && !exclude.is_match(page);
    model
        .operations
        .retain(|operation| selected(&operation.page));
    let reached = Reach::of(model, &selected).types;
    model.types.retain(|name, _| reached.contains(name));
    for example in model
        .operations
        .iter_mut()
        .flat_map(|operation| &mut operation.examples)
    {
        if matches!(&example.ty.target, Target::Named(name) if !reached.contains(name)) {
            example.ty.target = Target::Untyped;
        }
    }
    let homes: BTreeSet<_> = model.types.values().flat_map(pages_of).cloned().collect();
    model
        .pages
        .retain(|page| selected(&page.path) || homes.contains(&page.path));
}

fn pages_of(ty: &Type) -> &[camino::Utf8PathBuf] {
    match ty {
        Type::Struct(ty) => &ty.pages,
        Type::Enum(ty) => &ty.pages,
    }
}

/// The types that are reached, found breadth first.
struct Reach<'a> {
    derived: BTreeMap<&'a QualifiedName, Vec<&'a QualifiedName>>,
    types: BTreeSet<QualifiedName>,
    /// Types whose derived types are reached too.
    used: BTreeSet<&'a QualifiedName>,
    open: Vec<&'a QualifiedName>,
}

impl<'a> Reach<'a> {
    fn of(model: &'a Model, selected: &dyn Fn(&Utf8Path) -> bool) -> Self {
        let mut derived: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (name, ty) in &model.types {
            if let Type::Struct(ty) = ty
                && let Some(base) = &ty.base
            {
                derived.entry(base).or_default().push(name);
            }
        }
        let mut reach = Self {
            derived,
            types: BTreeSet::new(),
            used: BTreeSet::new(),
            open: Vec::new(),
        };
        for (name, ty) in &model.types {
            if pages_of(ty).iter().any(|page| selected(page)) {
                reach.add(name);
            }
        }
        for operation in &model.operations {
            reach.add_operation(operation);
        }
        while let Some(name) = reach.open.pop() {
            if let Some(Type::Struct(ty)) = model.types.get(name) {
                if let Some(base) = &ty.base {
                    reach.add(base);
                }
                reach.add_properties(&ty.properties);
            }
        }
        reach
    }

    fn add(&mut self, name: &'a QualifiedName) {
        if self.types.insert(name.clone()) {
            self.open.push(name);
        }
    }

    fn use_target(&mut self, target: &'a Target) {
        let Target::Named(name) = target else { return };
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            if self.used.insert(name) {
                self.add(name);
                open.extend(self.derived.get(name).into_iter().flatten());
            }
        }
    }

    fn add_properties(&mut self, properties: &'a [Property]) {
        for property in properties {
            self.use_target(&property.ty.target);
        }
    }

    fn add_operation(&mut self, operation: &'a Operation) {
        self.add_properties(&operation.query_parameters);
        self.add_properties(&operation.parameters);
        match &operation.body {
            Body::Type { ty, accepted } => {
                self.use_target(&ty.target);
                self.add_properties(accepted);
            }
            Body::Parameters { parameters } => self.add_properties(parameters),
            Body::None | Body::Reference | Body::Bytes | Body::Untyped => {}
        }
        for response in &operation.responses {
            match &response.body {
                ResponseBody::Value { ty } => self.use_target(&ty.target),
                ResponseBody::Page { item, .. } => self.use_target(item),
                ResponseBody::None | ResponseBody::Bytes => {}
            }
        }
    }
}
