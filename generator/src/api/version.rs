//! The Rust API of one version.

use crate::api::operation::{OperationItem, OperationPage};
use crate::api::types::{Definition, TypeItem};
use crate::api::value::Element;
use crate::model::QualifiedName;
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

impl<'m> Api<'m> {
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
