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
mod items;
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
mod version;
mod words;

pub use area::{Packaging, features};
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
pub use value::{ArgumentType, Element, ValueType, scalar_word};
pub use version::Api;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Model;
use lowering::Lowering;
use name_allocator::NameAllocator;

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
                let lowering = Lowering::new(model, module, packaging, diagnostics);
                items::lower(lowering, diagnostics)
            })
            .collect()
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
