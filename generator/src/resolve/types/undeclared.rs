//! Types that no page defines but that operation pages show: rows of their request tables, objects in their examples.
//!
//! Only types that something needs are made: a type that a sentence, a table or an annotation names, or that a property
//! of such a type has. An object in an example that merely calls itself something adds no type.

use crate::diagnostic::Span;
use crate::model::QualifiedName;
use crate::reader::{Document, Example, ExampleKind, HttpMethod, Operation, Property, TypeRef};
use crate::resolve::evidence::Tally;
use crate::resolve::names::folded::{Folded, Pieces};
use crate::resolve::names::index::{LookupScope, TypeIndex};
use crate::resolve::names::undefined::UndefinedNames;
use crate::resolve::routes::segments::word_and_key;
use crate::resolve::types::json::{is_data, own_type};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::BTreeSet;

/// A type that pages show without defining it.
#[derive(Debug)]
pub(crate) struct UndeclaredType<'a> {
    /// In its most frequent spelling.
    pub name: QualifiedName,
    /// In the order of pages.
    pub documents: Vec<&'a Document>,
    /// By name.
    pub properties: IndexMap<Folded<&'a str>, UndeclaredProperty<'a>>,
    spellings: Tally<QualifiedName>,
}

/// A property of such a type: a row, or else a value.
#[derive(Debug)]
pub(crate) enum UndeclaredProperty<'a> {
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

/// Reads all documents. Gives the types that pages name and show and `index` does not have, by name, and adds them to
/// it. Types without any property are left out.
pub(crate) fn undeclared_types<'a>(
    documents: &'a [Document],
    index: &mut TypeIndex<'_>,
) -> Vec<UndeclaredType<'a>> {
    let types = gather(documents, index);
    for ty in &types {
        index.define(&ty.name);
    }
    types
}

fn gather<'a>(documents: &'a [Document], index: &TypeIndex<'_>) -> Vec<UndeclaredType<'a>> {
    let mut gathering = Gathering {
        index,
        undefined: UndefinedNames::of(documents, index),
        found: IndexMap::new(),
        needed: BTreeSet::new(),
    };
    for document in documents {
        for operation in &document.operations {
            gathering.table(document, operation);
        }
    }
    for document in documents {
        gathering.needs_of(document);
    }
    for document in documents {
        for operation in &document.operations {
            gathering.examples(document, operation);
        }
        for resource in &document.resources {
            if let Some(json) = &resource.json {
                gathering.value(document, json.span, &json.value, None);
            }
        }
    }
    gathering.found.sort_unstable_keys();
    let needed = gathering.all_needed();
    let shown = gathering.found.into_iter();
    let mut types: Vec<_> = shown
        .filter(|(key, shown)| needed.contains(key) && !shown.properties.is_empty())
        .map(|(_, shown)| shown)
        .collect();
    for shown in &mut types {
        shown.normalise();
    }
    types
}

impl<'a> UndeclaredType<'a> {
    /// Where names on a page that shows it are looked up.
    pub fn scope(&self, document: &'a Document) -> LookupScope<'_> {
        LookupScope {
            page: &document.page,
            namespace: self.name.namespace(),
        }
    }

    /// Takes the most frequent spelling, and brings the pages in order.
    fn normalise(&mut self) {
        if let Some((name, _)) = self.spellings.most() {
            self.name = name.clone();
        }
        self.documents.sort_by_key(|document| &document.page);
        self.documents.dedup_by_key(|document| &document.page);
    }
}

struct Gathering<'i, 'a> {
    index: &'i TypeIndex<'i>,
    undefined: UndefinedNames<'i>,
    found: IndexMap<Folded, UndeclaredType<'a>>,
    needed: BTreeSet<Folded>,
}

impl<'a> Gathering<'_, 'a> {
    /// The undefined types that a page's sentences, tables and annotations name.
    fn needs_of(&mut self, document: &Document) {
        let resources = document.resources.iter();
        let rows = resources
            .flat_map(|resource| resource.properties.iter().chain(&resource.relationships));
        let mut named: Vec<&TypeRef> = rows.filter_map(|row| row.ty.as_ref()).collect();
        for operation in &document.operations {
            let rows = operation.body.fields.iter().chain(&operation.parameters);
            named.extend(rows.filter_map(|row| row.ty.as_ref()));
            named.extend(&operation.body.ty);
            named.extend(
                operation
                    .responses
                    .iter()
                    .filter_map(|response| response.ty.as_ref()),
            );
            named.extend(
                operation
                    .examples
                    .iter()
                    .filter_map(|example| example.annotated.as_ref()),
            );
        }
        for ty in named {
            if let Some(name) = self.undefined.named(document, ty) {
                self.needed.insert(Folded(name.0));
            }
        }
    }

    /// The needed types, and those that their properties have, and so on.
    fn all_needed(&self) -> BTreeSet<Folded> {
        let mut all = BTreeSet::new();
        let mut open: Vec<Folded> = self.needed.iter().cloned().collect();
        while let Some(name) = open.pop() {
            let Some(shown) = self.found.get(&name) else {
                continue;
            };
            if all.insert(name) {
                open.extend(
                    shown
                        .properties
                        .values()
                        .flat_map(|property| self.inside(property)),
                );
            }
        }
        all
    }

    /// The names of the undefined types of a property.
    fn inside(&self, property: &UndeclaredProperty<'_>) -> Vec<Folded> {
        let names = match property {
            UndeclaredProperty::Row(document, row) => row
                .ty
                .iter()
                .filter_map(|ty| self.undefined.named(document, ty))
                .collect(),
            UndeclaredProperty::Value { value, inside, .. } => {
                let one = std::slice::from_ref(*value);
                let items = value.as_array().map_or(one, Vec::as_slice);
                let own = items.iter().filter_map(|item| self.undefined.own(item));
                own.chain(inside.clone()).collect::<Vec<_>>()
            }
        };
        names.into_iter().map(|name| Folded(name.0)).collect()
    }

    /// The type of a request and the rows of its table.
    fn table(&mut self, document: &'a Document, operation: &'a Operation) {
        let Some(name) = operation
            .body
            .ty
            .as_ref()
            .and_then(|ty| self.undefined.named(document, ty))
        else {
            return;
        };
        if operation.body.parameters {
            return;
        }
        for row in &operation.body.fields {
            let shown = self.entry(document, name.clone());
            let key = Folded(&*row.name.value);
            shown
                .properties
                .entry(key)
                .or_insert(UndeclaredProperty::Row(document, row));
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
            let expected = match example.annotated.as_ref().or(asked) {
                Some(ty) => self.undefined.named(document, ty),
                None => self.answered(document, operation, example),
            };
            match self.index.dialect.service.lists.items_of(json) {
                Some(items) if own_type(json, self.index.dialect).is_none() => {
                    self.value(document, body.span, items, expected.as_ref());
                }
                _ => self.value(document, body.span, json, expected.as_ref()),
            }
        }
    }

    /// The needed type that is called like the end of the only route that reads it.
    fn answered(
        &self,
        document: &Document,
        operation: &Operation,
        example: &Example,
    ) -> Option<QualifiedName> {
        let reads = operation.method == HttpMethod::Get
            && matches!(example.kind, ExampleKind::Response { .. });
        let [route] = operation.routes.as_slice() else {
            return None;
        };
        let (word, _) = word_and_key(route.segments.last().filter(|_| reads)?)?;
        let name = self.undefined.word(document, word)?;
        self.needed
            .contains(&Folded(name.0.clone()))
            .then_some(name)
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
                let name = match own_type(value, self.index.dialect) {
                    Some(_) => self.undefined.own(value),
                    None => expected.cloned(),
                };
                for (key, member) in members {
                    let inside = name.as_ref().and_then(|name| self.row_type(name, key));
                    if let Some(name) = &name
                        && is_data(key)
                    {
                        let shown = self.entry(document, name.clone());
                        shown.properties.entry(Folded(key)).or_insert_with(|| {
                            UndeclaredProperty::Value {
                                document,
                                name: key,
                                value: member,
                                span,
                                inside: inside.clone(),
                            }
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
        let shown = self.found.get(&Pieces(&[&name.0]))?;
        match shown.properties.get(&Pieces(&[key]))? {
            UndeclaredProperty::Row(document, row) => {
                self.undefined.named(document, row.ty.as_ref()?)
            }
            UndeclaredProperty::Value { .. } => None,
        }
    }

    fn entry(&mut self, document: &'a Document, name: QualifiedName) -> &mut UndeclaredType<'a> {
        let shown = self
            .found
            .entry(Folded(name.0.clone()))
            .or_insert_with(|| UndeclaredType {
                name: name.clone(),
                documents: Vec::new(),
                properties: IndexMap::new(),
                spellings: Tally::default(),
            });
        shown.spellings.add(name);
        if shown
            .documents
            .last()
            .is_none_or(|last| last.page != document.page)
        {
            shown.documents.push(document);
        }
        shown
    }
}
