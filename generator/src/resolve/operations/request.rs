//! All that the decisions about an operation rest on.

use crate::model::OperationKind;
use crate::reader::{Document, Operation};
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::type_id::{Property, TypeId, TypeUse};
use crate::resolve::operations::methods::Methods;
use crate::resolve::types::structural_index::StructuralIndex;
use crate::resolve::types::type_table::TypeTable;
use camino::Utf8Path;

/// An operation of a page, for routes that lead to the same.
#[derive(Clone)]
pub(crate) struct Request<'a> {
    /// The page.
    pub document: &'a Document,
    /// The operation on it.
    pub operation: &'a Operation,
    /// Resource or action.
    pub kind: OperationKind,
    /// Where names stand.
    pub scope: LookupScope<'a>,
    /// Finds types.
    pub linker: Linker<'a>,
    /// The Methods tables of all pages.
    pub methods: &'a Methods<'a>,
    /// All documents, by page.
    pub documents: &'a [Document],
    /// All types.
    pub types: &'a TypeTable,
    /// Types by their properties.
    pub structural_index: &'a StructuralIndex,
    /// Where its routes lead.
    pub typing: RouteTyping,
}

/// What the routes say where they say more than the page's words, or other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RouteTyping {
    /// What success answers with.
    pub answer: Option<TypeUse>,
    /// What the request carries.
    pub body: Option<TypeUse>,
}

impl<'a> Request<'a> {
    /// The property of a type, or of one of its bases, by its name in any case.
    pub fn property(&self, owner: TypeId, name: &str) -> Option<&'a Property> {
        let types = self.types;
        let chain = self.linker.bases.chain(owner);
        chain
            .filter_map(|ty| types.get(ty))
            .flat_map(|ty| &ty.properties)
            .find(|property| property.name.eq_ignore_ascii_case(name))
    }

    /// The text of a page.
    pub fn source_of(&self, page: &Utf8Path) -> Option<&'a str> {
        let at = self
            .documents
            .binary_search_by(|document| document.page.as_path().cmp(page))
            .ok()?;
        self.documents.get(at).map(|document| &*document.source)
    }
}
