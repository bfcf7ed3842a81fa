//! Which pages define which type: resources and enumerations of all pages, grouped by qualified name.

use crate::dialect::Dialect;
use crate::model::QualifiedName;
use crate::reader::{Carrier, Document, Enumeration, Property, Resource};
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::{LookupScope, TypeIndex, is_type_name, named_after, qualify};
use crate::resolve::names::type_id::TypeId;
use indexmap::IndexMap;

/// A type and all that pages say about it.
#[derive(Debug)]
pub(crate) struct Definition<'a> {
    /// Its number in the index.
    pub id: TypeId,
    /// In the case of its first page.
    pub name: QualifiedName,
    /// The page named after the type first, then by path.
    pub resources: Vec<(&'a Document, &'a Resource)>,
    /// By carrier, then by path.
    pub enumerations: Vec<(&'a Document, &'a Enumeration)>,
}

impl<'a> Definition<'a> {
    /// The resource that gave the name.
    pub fn first(&self) -> Option<(&'a Document, &'a Resource)> {
        self.resources.first().copied()
    }

    /// The rows of all its tables.
    pub fn rows(&self) -> impl Iterator<Item = &'a Property> {
        self.resources
            .iter()
            .flat_map(|(_, resource)| resource.properties.iter().chain(&resource.relationships))
    }

    /// A type with properties. One that has members as well is an enumeration, unless a table gives it properties.
    pub fn is_struct(&self) -> bool {
        if self.enumerations.is_empty() {
            return !self.resources.is_empty();
        }
        self.resources.iter().any(|(_, resource)| {
            !resource.properties.is_empty() || !resource.relationships.is_empty()
        })
    }
}

/// Whether a page of this name describes a primitive type, as one of `timeStamp` may: whatever names it means the
/// primitive type.
pub(crate) fn is_primitive(name: &QualifiedName, dialect: &Dialect) -> bool {
    name.namespace() == dialect.service.root_namespace
        && dialect.primitives.scalar(name.name()).is_some()
}

/// Every type that a page defines.
#[derive(Debug, Default)]
pub(crate) struct Definitions<'a> {
    /// In the order of the names; the place of a definition is the number of its type.
    by_name: IndexMap<Folded, Definition<'a>>,
}

impl<'a> Definitions<'a> {
    /// Groups what the pages define.
    pub fn group(documents: &'a [Document], dialect: &Dialect) -> Self {
        let mut definitions = Self::default();
        for document in documents {
            let namespace = document.namespace.as_ref().map(|line| &*line.value);
            for resource in &document.resources {
                let name = qualify(&resource.name.value, namespace, dialect);
                if !is_type_name(&name.0) || is_primitive(&name, dialect) {
                    continue;
                }
                let definition = definitions.entry(name);
                definition.resources.push((document, resource));
            }
            let of_resource = document.resources.first().map(|resource| {
                qualify(&resource.name.value, namespace, dialect)
                    .namespace()
                    .to_owned()
            });
            for enumeration in &document.enumerations {
                let namespace = namespace.or(of_resource.as_deref());
                let name = qualify(&enumeration.name.value, namespace, dialect);
                if !is_type_name(&name.0) {
                    continue;
                }
                let definition = definitions.entry(name);
                definition.enumerations.push((document, enumeration));
            }
        }
        definitions.order(dialect);
        definitions
    }

    fn entry(&mut self, name: QualifiedName) -> &mut Definition<'a> {
        let key = Folded(name.0.clone());
        self.by_name.entry(key).or_insert_with(|| Definition {
            id: TypeId(0),
            name,
            resources: Vec::new(),
            enumerations: Vec::new(),
        })
    }

    fn order(&mut self, dialect: &Dialect) {
        self.by_name.sort_unstable_keys();
        for (id, definition) in (0..).zip(self.by_name.values_mut()) {
            definition.id = TypeId(id);
            let name = definition.name.clone();
            definition
                .resources
                .sort_by_key(|(document, _)| (!named_after(&document.page, &name), &document.page));
            definition
                .enumerations
                .sort_by_key(|(document, enumeration)| (enumeration.carrier, &document.page));
            definition.name = definition.spelling(dialect);
        }
    }

    /// Types with properties, by name.
    pub fn structs(&self) -> impl Iterator<Item = &Definition<'a>> {
        self.by_name
            .values()
            .filter(|definition| definition.is_struct())
    }

    /// Types with members, by name.
    pub fn enumerations(&self) -> impl Iterator<Item = &Definition<'a>> {
        self.by_name
            .values()
            .filter(|definition| !definition.is_struct())
    }

    /// The definition of a type.
    pub fn get(&self, ty: TypeId) -> Option<&Definition<'a>> {
        self.by_name.get_index(ty.at()).map(|(_, found)| found)
    }

    /// Whether a page defines the type, with properties.
    pub fn is_struct(&self, ty: TypeId) -> bool {
        self.get(ty).is_some_and(Definition::is_struct)
    }

    /// The names, and which page each stands on.
    pub fn index<'d>(&self, dialect: &'d Dialect) -> TypeIndex<'d> {
        let mut index = TypeIndex::new(dialect);
        for definition in self.by_name.values() {
            index.define(&definition.name);
        }
        let mut places = Vec::new();
        for definition in self.by_name.values() {
            for (document, _) in &definition.resources {
                let main = named_after(&document.page, &definition.name);
                places.push((!main, &document.page, &definition.name, true, definition.id));
            }
            for (document, enumeration) in &definition.enumerations {
                let main = enumeration.carrier == Carrier::Page;
                places.push((true, &document.page, &definition.name, main, definition.id));
            }
        }
        places.sort();
        for (_, page, _, main, id) in places {
            index.place(page, id, main);
        }
        index
    }
}

impl<'a> Definition<'a> {
    /// Where names on a page of the type are looked up.
    pub fn scope(&self, document: &'a Document) -> LookupScope<'_> {
        LookupScope {
            page: &document.page,
            namespace: self.name.namespace(),
        }
    }

    /// The name as the first page writes it.
    fn spelling(&self, dialect: &Dialect) -> QualifiedName {
        let resource = self
            .resources
            .first()
            .map(|(document, resource)| (document, &resource.name.value));
        let enumeration = self
            .enumerations
            .first()
            .map(|(document, enumeration)| (document, &enumeration.name.value));
        let Some((_, written)) = resource.or(enumeration) else {
            return self.name.clone();
        };
        qualify(written, Some(self.name.namespace()), dialect)
    }
}
