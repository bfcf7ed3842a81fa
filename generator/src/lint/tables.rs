//! What the tables of all types say, as the examples are compared with it.

use crate::dialect::Dialect;
use crate::model::{Model, Property, QualifiedName, Struct, Target, Type, TypeUse};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The properties of all types, base types' included.
pub(crate) struct Tables<'a> {
    /// Where they are from.
    pub model: &'a Model,
    /// The words of their pages.
    pub dialect: &'a Dialect,
    properties: BTreeMap<&'a QualifiedName, BTreeMap<&'a str, &'a Property>>,
    /// Names that some type derived from this one adds.
    added: BTreeMap<&'a QualifiedName, BTreeSet<&'a str>>,
    by_lower_name: BTreeMap<String, &'a QualifiedName>,
}

impl<'a> Tables<'a> {
    /// Those of a model.
    pub fn of(model: &'a Model, dialect: &'a Dialect) -> Self {
        let mut tables = Self {
            model,
            dialect,
            properties: BTreeMap::new(),
            added: BTreeMap::new(),
            by_lower_name: BTreeMap::new(),
        };
        for (name, ty) in &model.types {
            tables.by_lower_name.insert(name.0.to_lowercase(), name);
            let Type::Struct(ty) = ty else { continue };
            let all = model.properties(name);
            let by_name = all.iter().map(|found| (&*found.name, *found)).collect();
            tables.properties.insert(name, by_name);
            let own: Vec<&str> = ty.properties.iter().map(|own| &*own.name).collect();
            for base in bases(model, ty) {
                tables.added.entry(base).or_default().extend(&own);
            }
        }
        tables
    }

    /// The type of this name, if it has properties.
    pub fn structure(&self, name: &QualifiedName) -> Option<&'a Struct> {
        match self.model.types.get(name)? {
            Type::Struct(ty) => Some(ty),
            Type::Enum(_) => None,
        }
    }

    /// The properties of a type, base types' included, by name.
    pub fn of_type(&self, name: &QualifiedName) -> Option<&BTreeMap<&'a str, &'a Property>> {
        self.properties.get(name)
    }

    /// Whether a derived type has the name: an example may show one.
    pub fn added_to(&self, name: &QualifiedName, property: &str) -> bool {
        let added = self.added.get(name);
        added.is_some_and(|names| names.contains(property))
    }

    /// The type that an object itself names.
    pub fn own_type(&self, members: &Map<String, Value>) -> Option<&'a QualifiedName> {
        let own = members.get(&self.dialect.annotations.type_of)?.as_str()?;
        let lower = own.trim_start_matches('#').to_lowercase();
        self.by_lower_name.get(&lower).copied()
    }

    /// What a body of type `ty` has in `value`: collections come so, and what some services answer with, too. `None` where
    /// the body itself is of the type.
    pub fn wrapped<'v>(&self, json: &'v Value, ty: &TypeUse) -> Option<&'v Value> {
        let Target::Named(name) = &ty.target else {
            return None;
        };
        let known = self.of_type(name);
        let is_property = known.is_some_and(|known| known.contains_key("value"));
        json.get("value").filter(|_| ty.collection || !is_property)
    }

    /// Whether the tables are meant to name everything that objects of a type have.
    pub fn is_closed(&self, ty: &Struct) -> bool {
        let mut all = std::iter::once(ty).chain(
            bases(self.model, ty)
                .into_iter()
                .filter_map(|base| self.structure(base)),
        );
        !all.any(|ty| ty.open || ty.inferred) && !ty.properties.is_empty()
    }
}

/// The base types of a type, the nearest first.
fn bases<'a>(model: &'a Model, ty: &'a Struct) -> Vec<&'a QualifiedName> {
    let mut bases: Vec<&QualifiedName> = Vec::new();
    let mut next = ty.base.as_ref();
    while let Some(base) = next.filter(|base| !bases.contains(base)) {
        bases.push(base);
        next = match model.types.get(base) {
            Some(Type::Struct(ty)) => ty.base.as_ref(),
            _ => None,
        };
    }
    bases
}
