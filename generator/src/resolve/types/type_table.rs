//! The types while they are made: the passes over types read and change them here, by number.

use crate::model::Type;
use crate::resolve::names::folded::{Folded, Pieces};
use crate::resolve::names::type_id::{Property, Struct, TypeId};
use indexmap::IndexMap;

/// Properties of one type by name.
pub(crate) type Properties = IndexMap<Folded, Property>;

/// All types by number.
#[derive(Debug, Default)]
pub(crate) struct TypeTable {
    types: Vec<Option<Type<TypeId>>>,
}

impl TypeTable {
    /// Adds a type.
    pub fn insert(&mut self, ty: TypeId, made: Type<TypeId>) {
        if self.types.len() <= ty.at() {
            self.types.resize_with(ty.at() + 1, || None);
        }
        if let Some(slot) = self.types.get_mut(ty.at()) {
            *slot = Some(made);
        }
    }

    /// All types with properties.
    pub fn structs(&self) -> impl Iterator<Item = &Struct> {
        self.types.iter().filter_map(|ty| match ty {
            Some(Type::Struct(found)) => Some(found),
            _ => None,
        })
    }

    /// A type with properties.
    pub fn get(&self, ty: TypeId) -> Option<&Struct> {
        match self.types.get(ty.at()) {
            Some(Some(Type::Struct(found))) => Some(found),
            _ => None,
        }
    }

    /// A type with properties, to change them. They stay in the order of their names.
    pub fn get_mut(&mut self, ty: TypeId) -> Option<&mut Struct> {
        match self.types.get_mut(ty.at()) {
            Some(Some(Type::Struct(found))) => Some(found),
            _ => None,
        }
    }

    /// Adds a property to a type.
    pub fn add(&mut self, owner: TypeId, property: Property) {
        if let Some(owner) = self.get_mut(owner) {
            let before = |known: &Property| known.name <= property.name;
            let at = owner.properties.partition_point(before);
            owner.properties.insert(at, property);
        }
    }

    /// All types, to be named.
    pub fn into_types(self) -> impl Iterator<Item = Type<TypeId>> {
        self.types.into_iter().flatten()
    }
}

/// The property of a name in any case.
pub(crate) fn find<'a>(properties: &'a mut Properties, name: &str) -> Option<&'a mut Property> {
    properties.get_mut(&Pieces(&[name]))
}

/// In the order of their names.
pub(crate) fn by_name(properties: Properties) -> Vec<Property> {
    let mut properties: Vec<_> = properties.into_values().collect();
    properties.sort_by(|a, b| a.name.cmp(&b.name));
    properties
}
