//! The Methods tables of resource pages: which resource an operation page belongs to, and what it returns.

use crate::model::{QualifiedName, Target, TypeUse};
use crate::reader::TypeRef;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::link::Linker;
use crate::resolve::types::definitions::Definitions;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;

/// A row of a Methods table.
#[derive(Debug)]
struct Row {
    owner: QualifiedName,
    stands_on: Utf8PathBuf,
    returns: Option<TypeRef>,
}

/// Rows by the lower-case path of the operation page they link to.
#[derive(Debug, Default)]
pub(crate) struct Methods {
    rows: BTreeMap<String, Vec<Row>>,
}

impl Methods {
    /// The tables of all resource pages.
    pub fn of(definitions: &Definitions<'_>) -> Self {
        let mut methods = Self::default();
        for definition in definitions.structs() {
            for (document, resource) in &definition.resources {
                for method in &resource.methods {
                    let Some(page) = &method.page else { continue };
                    let row = Row {
                        owner: definition.name.clone(),
                        stands_on: document.page.clone(),
                        returns: method.returns.clone(),
                    };
                    methods
                        .rows
                        .entry(page.as_str().to_lowercase())
                        .or_default()
                        .push(row);
                }
            }
        }
        methods
    }

    fn of_page(&self, page: &Utf8Path) -> &[Row] {
        self.rows
            .get(&page.as_str().to_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// The resource that lists the operation, if only one does.
    pub fn owner(&self, page: &Utf8Path) -> Option<QualifiedName> {
        let (first, rest) = self.of_page(page).split_first()?;
        rest.iter()
            .all(|row| row.owner == first.owner)
            .then(|| first.owner.clone())
    }

    /// What the first row that names a known type says about it.
    pub fn returned(&self, page: &Utf8Path, linker: Linker<'_>) -> Option<TypeUse> {
        self.of_page(page).iter().find_map(|row| {
            let scope = LookupScope {
                page: &row.stands_on,
                namespace: row.owner.namespace(),
            };
            let ty = linker.words(row.returns.as_ref()?, scope).ok()?;
            (ty.target != Target::Untyped).then_some(ty)
        })
    }

    /// Whether a row says that the operation returns nothing.
    pub fn returns_nothing(&self, page: &Utf8Path) -> bool {
        let rows = self.of_page(page);
        !rows.is_empty() && rows.iter().all(|row| row.returns.is_none())
    }
}
