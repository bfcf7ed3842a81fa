//! The way through the JSON of an example, beside the types that the model has for it.

use crate::diagnostic::nearest;
use crate::lint::example::mismatch::{Contradiction, Mismatch, kind};
use crate::lint::example::value::mismatch;
use crate::lint::json_place::Step;
use crate::lint::tables::Tables;
use crate::model::{Property, QualifiedName, Scalar, Source, Struct, Target, TypeUse};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Findings of one example that are told; more have one cause.
const MOST_OF_ONE: usize = 5;
/// Objects in objects that are looked into.
const DEEPEST: usize = 16;

/// Walks through the JSON of an example, and collects what contradicts the tables.
pub(super) struct Walk<'a> {
    tables: &'a Tables<'a>,
    path: Vec<Step>,
    told: BTreeSet<(&'a QualifiedName, String)>,
    found: Vec<Contradiction<'a>>,
}

impl<'a> Walk<'a> {
    /// Everything in a body that contradicts the tables.
    pub fn of(json: &Value, ty: &TypeUse, tables: &'a Tables<'a>) -> Vec<Contradiction<'a>> {
        let mut walk = Self {
            tables,
            path: Vec::new(),
            told: BTreeSet::new(),
            found: Vec::new(),
        };
        walk.body(json, ty);
        walk.found
    }

    /// A body of this type. Collections come in `value`, and what some services answer with, too.
    fn body(&mut self, json: &Value, ty: &TypeUse) {
        let Target::Named(name) = &ty.target else {
            return;
        };
        match self.tables.wrapped(json, ty) {
            Some(Value::Array(items)) => self.inside(Step::Name("value".to_owned()), |walk| {
                walk.items(items, name);
            }),
            Some(value @ Value::Object(_)) => {
                self.inside(Step::Name("value".to_owned()), |walk| {
                    walk.object(value, name);
                });
            }
            _ if ty.collection => {}
            _ => self.object(json, name),
        }
    }

    fn inside(&mut self, step: Step, read: impl FnOnce(&mut Self)) {
        if self.path.len() < DEEPEST {
            self.path.push(step);
            read(self);
            self.path.pop();
        }
    }

    fn items(&mut self, items: &[Value], name: &QualifiedName) {
        for (number, item) in items.iter().enumerate() {
            self.inside(Step::Item(number), |walk| walk.object(item, name));
        }
    }

    fn object(&mut self, json: &Value, name: &QualifiedName) {
        let Some(members) = json.as_object() else {
            return;
        };
        let tables = self.tables;
        let own = tables.own_type(members);
        let name = own.unwrap_or(name);
        let (Some(ty), Some(properties)) = (tables.structure(name), tables.of_type(name)) else {
            return;
        };
        // Another type whose page could not be made out may be meant.
        let foreign = own.is_none() && members.contains_key(&tables.dialect.annotations.type_of);
        let closed = tables.is_closed(ty) && !foreign;
        for (key, value) in members.iter().filter(|(key, _)| is_data(key)) {
            match properties.get(&**key) {
                Some(property) => self.inside(Step::Name(key.clone()), |walk| {
                    walk.property(value, property, ty);
                }),
                None if closed && !self.is_added(ty, key) => {
                    self.inside(Step::Name(key.clone()), |walk| {
                        if walk.found.len() == MOST_OF_ONE {
                            return;
                        }
                        let known = properties.keys().copied();
                        // Who shows the near one too means this one.
                        let near = nearest(key, known).filter(|near| !members.contains_key(*near));
                        walk.tell(ty, key, "is shown", Mismatch::Extra(ty, near));
                    });
                }
                None => {}
            }
        }
    }

    /// Whether a derived type has the name: the example may show one.
    fn is_added(&self, ty: &Struct, key: &str) -> bool {
        self.tables.added_to(&ty.name, key)
    }

    fn property(&mut self, value: &Value, property: &'a Property, owner: &'a Struct) {
        let believed = property.sources.contains(&Source::Table) && !property.inferred;
        if believed && let Some(mismatch) = mismatch(value, property, self.tables) {
            let shown = match mismatch {
                Mismatch::Member(..) => "is",
                Mismatch::Type(_) if is_moment(property) && value.is_string() => "is no moment",
                _ => kind(value),
            };
            self.tell(owner, &property.name, shown, mismatch);
            return;
        }
        if let Target::Named(name) = &property.ty.target {
            match value {
                Value::Array(items) => self.items(items, name),
                value => self.object(value, name),
            }
        }
    }

    fn tell(&mut self, owner: &'a Struct, name: &str, shown: &str, mismatch: Mismatch<'a>) {
        let new = self.told.insert((&owner.name, name.to_owned()));
        if new && self.found.len() < MOST_OF_ONE {
            self.found.push(Contradiction {
                path: self.path.clone(),
                shown: format!("`{name}` {shown}"),
                mismatch,
            });
        }
    }
}

fn is_moment(property: &Property) -> bool {
    property.ty.target == Target::Scalar(Scalar::DateTimeOffset) && !property.ty.collection
}

/// Whether a name is that of a property: no annotation, no ellipsis.
pub(crate) fn is_data(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Names that an object shows, without annotations.
pub(crate) fn names(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    members.iter().filter(|(key, _)| is_data(key))
}
