//! From the model to the Rust API that callers see: modules, items, fields, constructors and features, all decided once.
//!
//! [`emit`](crate::emit) prints an [`Api`] and [`diff`](crate::diff) compares two; neither decides a name or a type.

mod address;
mod area;
mod body;
mod constructor;
mod constructor_name;
mod enumeration;
mod family;
mod field;
mod inherited;
mod link;
mod lowering;
mod name;
mod name_allocator;
mod operation;
mod path;
mod place;
mod response;
#[cfg(test)]
mod tests;
mod types;
mod value;
mod words;

pub use area::features;
pub use body::{BodyArgument, BodyItem, BodyStruct};
pub use constructor::{Constructor, PathArgument, QueryPair, QueryValue, RoutePermissions};
pub use enumeration::EnumItem;
pub use family::{VariantItem, VariantsItem};
pub use field::{FieldItem, Fields};
pub use name::version_module;
pub use operation::{HeaderItem, OperationItem, OperationPage, ParameterItem, QueryOption};
pub use path::ItemPath;
pub use place::Place;
pub use response::{ResponseArm, ResponseItem, ResponseType};
pub use types::{Definition, StructItem, TypeItem};
pub use value::{ArgumentType, Element, ValueType};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Model, QualifiedName};
use lowering::Lowering;
use name_allocator::NameAllocator;
use std::collections::BTreeMap;

/// The Rust API of one version.
#[derive(Clone, Debug, Default)]
pub struct Api<'m> {
    /// The version as its folder is called: `v1.0`.
    pub version: &'m str,
    /// The module of the version: `v1_0`.
    pub module: String,
    /// The types, by their names in the model.
    pub types: BTreeMap<&'m QualifiedName, TypeItem<'m>>,
    /// The operations of each page, by module and file.
    pub pages: Vec<OperationPage<'m>>,
}

/// Whether the areas of the API are features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packaging {
    /// Everything is always there.
    Whole,
    /// An item is there where the feature of its area is on.
    Areas,
}

impl<'m> Api<'m> {
    /// Decides the API of every version of a tree. Where a name cannot be as its page says, that is a finding.
    pub fn of_versions(
        models: &'m [Model],
        packaging: Packaging,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Self> {
        let modules = version_modules(models, diagnostics);
        models
            .iter()
            .zip(modules)
            .map(|(model, module)| {
                Lowering::new(model, module, packaging, diagnostics).finish(diagnostics)
            })
            .collect()
    }

    /// All operations.
    pub fn operations(&self) -> impl Iterator<Item = &OperationItem<'m>> {
        self.pages.iter().flat_map(|page| &page.operations)
    }

    /// Gives types other names where they are used, so that uses of a type that has moved can be compared.
    pub fn rename_types(&mut self, rename: &dyn Fn(&QualifiedName) -> Option<&'m QualifiedName>) {
        let element = |element: &mut Element<'m>| {
            if let Element::Model(name) = element
                && let Some(new) = rename(name)
            {
                *name = new;
            }
        };
        for item in self.types.values_mut() {
            if let Definition::Struct(item) = &mut item.definition {
                item.fields
                    .iter_mut()
                    .for_each(|field| element(&mut field.ty.element));
            }
        }
        for item in self.pages.iter_mut().flat_map(|page| &mut page.operations) {
            element(&mut item.query_type);
            item.body.elements().for_each(element);
            item.response.elements().for_each(element);
        }
    }
}

/// The module of each version, no two the same; in the order of the versions' names, whatever the order of `models`.
pub fn version_modules(models: &[Model], diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut versions: Vec<(usize, &Model)> = models.iter().enumerate().collect();
    versions.sort_by_key(|(_, model)| &*model.version);
    let mut names = NameAllocator::default();
    let mut modules = vec![String::new(); models.len()];
    for (at, model) in versions {
        let wanted = version_module(&model.version);
        let given = names.claim(wanted.clone());
        if given != wanted
            && let Some(page) = model.pages.first()
        {
            let version = &model.version;
            let message = format!("the version `{version}` and another both become `{wanted}`");
            diagnostics.push(
                Diagnostic::new(Code::NameClash, &page.path, Span::default(), message)
                    .done(format!("this one is named `{given}`")),
            );
        }
        if let Some(module) = modules.get_mut(at) {
            *module = given;
        }
    }
    modules
}
