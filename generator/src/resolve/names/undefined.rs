//! Names of types that no page defines.

use crate::diagnostic::Span;
use crate::model::QualifiedName;
use crate::reader::{Document, TypeName, TypeRef};
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::{LookupScope, TypeIndex, is_type_name, qualify};
use crate::resolve::names::spelling::{bare, primitive};
use crate::resolve::types::json::own_type;
use serde_json::Value;
use std::collections::BTreeSet;

/// Tells names of types that no page defines from words that name no type of the pages.
#[derive(Debug)]
pub(crate) struct UndefinedNames<'i> {
    index: &'i TypeIndex<'i>,
    /// The namespaces that pages speak of.
    namespaces: BTreeSet<Folded>,
}

impl<'i> UndefinedNames<'i> {
    /// Of the types of the index, in the namespaces that documents speak of.
    pub fn of(documents: &[Document], index: &'i TypeIndex<'i>) -> Self {
        let lines = documents
            .iter()
            .filter_map(|document| document.namespace.as_ref());
        let root = &*index.dialect.service.root_namespace;
        Self {
            index,
            namespaces: lines
                .map(|line| &*line.value)
                .chain([root])
                .map(|namespace| Folded(namespace.to_owned()))
                .collect(),
        }
    }

    /// The qualified name of a type that is one word and that no page defines.
    pub fn named(&self, document: &Document, ty: &TypeRef) -> Option<QualifiedName> {
        let name = self.in_cell(document, ty)?;
        self.spoken_of(&name).then_some(name)
    }

    /// The same of a cell, whatever its namespace: a table says of what types the properties of this API are.
    pub fn in_cell(&self, document: &Document, ty: &TypeRef) -> Option<QualifiedName> {
        let [name] = &*ty.names else { return None };
        let namespace = document.namespace.as_ref().map(|line| &*line.value);
        let dialect = self.index.dialect;
        let word = bare(&name.text, dialect);
        let unknown = is_type_name(word)
            && primitive(word, dialect).is_none()
            && self
                .index
                .resolve(name, LookupScope::of(document))
                .is_none();
        unknown.then(|| qualify(word, namespace, dialect))
    }

    /// The same of a word that no cell or sentence has as a type, such as one of a route.
    pub fn word(&self, document: &Document, word: &str) -> Option<QualifiedName> {
        self.named(
            document,
            &TypeRef {
                names: vec![TypeName {
                    text: word.to_owned(),
                    target: None,
                }],
                collection: false,
                span: Span::default(),
            },
        )
    }

    /// The type that an object calls itself, if no page defines it but pages speak of its namespace.
    pub fn own(&self, value: &Value) -> Option<QualifiedName> {
        let dialect = self.index.dialect;
        let name = qualify(own_type(value, dialect)?, None, dialect);
        (self.spoken_of(&name) && self.index.get(&name.0).is_none()).then_some(name)
    }

    /// Names of other namespaces, such as a generator's own, are no types of this API.
    fn spoken_of(&self, name: &QualifiedName) -> bool {
        self.namespaces
            .contains(&Folded(name.namespace().to_owned()))
    }
}
