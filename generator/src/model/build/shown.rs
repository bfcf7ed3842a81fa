//! Types that no page defines but that operation pages show: rows of their request tables, objects in their examples.

use super::index::{Index, Scope, is_type_name, qualify};
use super::json::{is_data, own_type};
use super::spelling::{bare, primitive};
use crate::diagnostic::Span;
use crate::model::QualifiedName;
use crate::reference::{Document, ExampleKind, Operation, Property, TypeRef};
use serde_json::Value;
use std::collections::BTreeMap;

/// A type that pages show without defining it.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    /// In its most frequent spelling.
    pub name: QualifiedName,
    /// In the order of pages.
    pub documents: Vec<&'a Document>,
    /// By lower-case name.
    pub properties: BTreeMap<String, ShownProperty<'a>>,
    spellings: BTreeMap<QualifiedName, usize>,
}

/// A property of such a type: a row, or else a value.
#[derive(Debug)]
pub(super) enum ShownProperty<'a> {
    /// A row of a request table.
    Row(&'a Document, &'a Property),
    /// A member of an object in an example.
    Value {
        /// The page.
        document: &'a Document,
        /// The member's name.
        name: &'a str,
        /// The value shown.
        value: &'a Value,
        /// The example.
        span: Span,
        /// The type of the objects inside, where the table says it.
        inside: Option<QualifiedName>,
    },
}

/// The types that pages show and `index` does not have, by name. Types without any property are left out.
pub(super) fn shown_types<'a>(documents: &'a [Document], index: &Index) -> Vec<Shown<'a>> {
    let mut gathering = Gathering {
        index,
        found: BTreeMap::new(),
    };
    for document in documents {
        for operation in &document.operations {
            gathering.table(document, operation);
        }
    }
    for document in documents {
        for operation in &document.operations {
            gathering.examples(document, operation);
        }
        for json in document
            .resources
            .iter()
            .filter_map(|resource| resource.json.as_ref())
        {
            gathering.value(document, json.span, &json.value, None);
        }
    }
    let mut types: Vec<_> = gathering.found.into_values().collect();
    types.retain(|shown| !shown.properties.is_empty());
    for shown in &mut types {
        let most = shown
            .spellings
            .iter()
            .max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)));
        if let Some((name, _)) = most {
            shown.name = name.clone();
        }
        shown.documents.sort_by_key(|document| &document.page);
        shown.documents.dedup_by_key(|document| &document.page);
    }
    types
}

struct Gathering<'i, 'a> {
    index: &'i Index,
    found: BTreeMap<String, Shown<'a>>,
}

impl<'a> Gathering<'_, 'a> {
    /// The type of a request and the rows of its table.
    fn table(&mut self, document: &'a Document, operation: &'a Operation) {
        let Some(name) = operation
            .body
            .ty
            .as_ref()
            .and_then(|ty| self.undefined(document, ty))
        else {
            return;
        };
        if operation.body.parameters {
            return;
        }
        for row in &operation.body.fields {
            let shown = self.entry(document, name.clone());
            let key = row.name.value.to_lowercase();
            shown
                .properties
                .entry(key)
                .or_insert(ShownProperty::Row(document, row));
        }
    }

    fn examples(&mut self, document: &'a Document, operation: &'a Operation) {
        for example in &operation.examples {
            let Some(body) = &example.body else { continue };
            let Some(json) = &body.json else { continue };
            let asked = operation
                .body
                .ty
                .as_ref()
                .filter(|_| matches!(example.kind, ExampleKind::Request { .. }));
            let expected = example.annotated.as_ref().or(asked);
            let expected = expected.and_then(|ty| self.undefined(document, ty));
            match json.get("value") {
                Some(items) if own_type(json).is_none() => {
                    self.value(document, body.span, items, expected.as_ref());
                }
                _ => self.value(document, body.span, json, expected.as_ref()),
            }
        }
    }

    /// An object, with all that is inside it. `expected` is its type unless it names one itself.
    fn value(
        &mut self,
        document: &'a Document,
        span: Span,
        value: &'a Value,
        expected: Option<&QualifiedName>,
    ) {
        match value {
            Value::Array(items) => {
                for item in items {
                    self.value(document, span, item, expected);
                }
            }
            Value::Object(members) => {
                let own = own_type(value).map(|name| qualify(name, None));
                let name = own
                    .or_else(|| expected.cloned())
                    .filter(|name| self.index.get(&name.0).is_none());
                for (key, member) in members {
                    let inside = name.as_ref().and_then(|name| self.row_type(name, key));
                    if let Some(name) = &name
                        && is_data(key)
                    {
                        let shown = self.entry(document, name.clone());
                        shown
                            .properties
                            .entry(key.to_lowercase())
                            .or_insert_with(|| ShownProperty::Value {
                                document,
                                name: key,
                                value: member,
                                span,
                                inside: inside.clone(),
                            });
                    }
                    self.value(document, span, member, inside.as_ref());
                }
            }
            _ => {}
        }
    }

    /// The undefined type that a table gives a property.
    fn row_type(&self, name: &QualifiedName, key: &str) -> Option<QualifiedName> {
        let shown = self.found.get(&name.0.to_lowercase())?;
        match shown.properties.get(&key.to_lowercase())? {
            ShownProperty::Row(document, row) => self.undefined(document, row.ty.as_ref()?),
            ShownProperty::Value { .. } => None,
        }
    }

    fn entry(&mut self, document: &'a Document, name: QualifiedName) -> &mut Shown<'a> {
        let shown = self
            .found
            .entry(name.0.to_lowercase())
            .or_insert_with(|| Shown {
                name: name.clone(),
                documents: Vec::new(),
                properties: BTreeMap::new(),
                spellings: BTreeMap::new(),
            });
        *shown.spellings.entry(name).or_default() += 1;
        if shown
            .documents
            .last()
            .is_none_or(|last| last.page != document.page)
        {
            shown.documents.push(document);
        }
        shown
    }

    /// The qualified name of a type that is one word and that no page defines.
    fn undefined(&self, document: &Document, ty: &TypeRef) -> Option<QualifiedName> {
        let [name] = &*ty.names else { return None };
        let namespace = document.namespace.as_ref().map(|line| &*line.value);
        let scope = Scope {
            page: &document.page,
            namespace: namespace.unwrap_or_default(),
        };
        let word = bare(&name.text);
        let unknown = is_type_name(word)
            && primitive(word).is_none()
            && self.index.resolve(name, scope).is_none();
        unknown.then(|| qualify(word, namespace))
    }
}
