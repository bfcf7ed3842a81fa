//! Types by the names of all their properties, for objects that no word on the page gives a type.

use crate::resolve::names::folded::Folded;
use crate::resolve::names::type_id::TypeId;
use crate::resolve::types::json::is_data;
use crate::resolve::types::type_table::TypeTable;
use serde_json::Value;
use std::collections::BTreeMap;

/// Objects with fewer members are too common to say which type they are of.
const FEWEST: usize = 2;

/// Types by the names of all their own properties, where only one type has these.
#[derive(Debug, Default)]
pub(crate) struct StructuralIndex {
    types: BTreeMap<Vec<Folded>, Option<TypeId>>,
}

impl StructuralIndex {
    /// Of all types without a base: the others share what they have with it.
    pub fn of(types: &TypeTable) -> Self {
        let mut index = Self::default();
        for ty in types.structs() {
            let names = ty.properties.iter().map(|property| &*property.name);
            if ty.base.is_none() {
                index.add(key(names), ty.name);
            }
        }
        index
    }

    fn add(&mut self, key: Vec<Folded>, ty: TypeId) {
        if key.len() < FEWEST {
            return;
        }
        self.types
            .entry(key)
            .and_modify(|known| *known = None)
            .or_insert(Some(ty));
    }

    /// The only type that has exactly the members of an object as its properties.
    pub fn find(&self, object: &Value) -> Option<TypeId> {
        let members = object.as_object()?;
        let names = members.keys().filter(|name| is_data(name));
        *self.types.get(&key(names.map(String::as_str)))?
    }
}

fn key<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Folded> {
    let mut key: Vec<_> = names.map(|name| Folded(name.to_owned())).collect();
    key.sort();
    key
}
