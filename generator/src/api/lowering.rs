//! From a model to its API: decisions that concern several items first, then each item by itself.

use crate::api::address;
use crate::api::area::Areas;
use crate::api::family::Families;
use crate::api::inherited::Inherited;
use crate::api::link::Links;
use crate::api::name::version_module;
use crate::api::name_allocator::NameAllocator;
use crate::api::operation::{OperationItem, OperationPage};
use crate::api::place::Places;
use crate::api::types::TypeItem;
use crate::api::words::Words;
use crate::api::{Api, Packaging};
use crate::diagnostic::Diagnostic;
use crate::model::{Model, Operation, QualifiedName, Struct, Target, Type};
use camino::Utf8Path;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The module of types, which no page of operations may have.
const TYPES: &str = "models";

/// What is decided for a whole version before any item of it.
pub(super) struct Lowering<'m> {
    model: &'m Model,
    /// `v1_0`.
    pub module: String,
    pub words: Words<'m>,
    pub inherited: Inherited<'m>,
    pub areas: Areas<'m>,
    pub links: Links<'m>,
    pub places: Places<'m>,
    pub families: Families<'m>,
}

impl<'m> Lowering<'m> {
    pub fn new(model: &'m Model, packaging: Packaging, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let inherited = Inherited::of(model);
        let areas = match packaging {
            Packaging::Areas => Areas::new(model, &inherited),
            Packaging::Whole => Areas::off(),
        };
        let mut places = Places::new(model, &areas, diagnostics);
        let families = Families::new(model, &mut places);
        Self {
            model,
            module: version_module(&model.version),
            words: Words::of(model),
            links: Links::new(model, &inherited),
            inherited,
            areas,
            places,
            families,
        }
    }

    /// Lowers every item.
    pub fn finish(self) -> Api<'m> {
        let types: Vec<(&QualifiedName, TypeItem)> = self
            .model
            .types
            .par_iter()
            .filter_map(|(name, ty)| {
                let place = self.places.get(name)?;
                Some((name, TypeItem::new(name, ty, place, &self)))
            })
            .collect();
        let pages = self
            .addresses()
            .into_par_iter()
            .map(|page| self.page(page))
            .collect();
        Api {
            version: &self.model.version,
            types: types.into_iter().collect(),
            pages,
            module: self.module,
        }
    }

    /// The type of the model that a use leads to, if it has properties.
    pub fn structure(&self, target: &Target) -> Option<&'m Struct> {
        match target {
            Target::Named(name) => match self.model.types.get(name) {
                Some(Type::Struct(ty)) => Some(ty),
                _ => None,
            },
            Target::Scalar(_) | Target::Untyped | Target::Omitted(_) => None,
        }
    }

    /// Whether a value of the type must say which type it is.
    pub fn is_variant(&self, name: &QualifiedName) -> bool {
        self.families.is_variant(self.model, name)
    }

    /// The pages with operations, each with an address of its own.
    fn addresses(&self) -> Vec<AddressedPage<'m>> {
        let mut pages: BTreeMap<&Utf8Path, Vec<&Operation>> = BTreeMap::new();
        for operation in &self.model.operations {
            pages.entry(&operation.page).or_default().push(operation);
        }
        let mut addressed = BTreeMap::new();
        for (page, operations) in pages {
            let stem = page.file_stem().unwrap_or_default();
            let mut address = address::of_page(stem, &operations);
            if address.module == TYPES {
                address.module.push('_');
            }
            let mut key = (address.module, address.file);
            while addressed.contains_key(&key) {
                key.1.push('_');
            }
            let page = AddressedPage {
                page,
                module: vec![key.0.clone()],
                file: key.1.clone(),
                names: address.names,
                operations,
            };
            addressed.insert(key, page);
        }
        addressed.into_values().collect()
    }

    fn page(&self, page: AddressedPage<'m>) -> OperationPage<'m> {
        let mut names = NameAllocator::default();
        for name in &page.names {
            names.reserve(name);
        }
        let operations = page
            .operations
            .iter()
            .zip(&page.names)
            .map(|(operation, name)| {
                OperationItem::new(operation, name, &page.module, &mut names, self)
            });
        OperationPage {
            operations: operations.collect(),
            page: page.page,
            module: page.module,
            file: page.file,
        }
    }
}

/// A page with operations, and where they stand.
struct AddressedPage<'m> {
    page: &'m Utf8Path,
    module: Vec<String>,
    file: String,
    /// One for each operation.
    names: Vec<String>,
    operations: Vec<&'m Operation>,
}
