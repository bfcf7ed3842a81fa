//! Properties that examples show as null, where tables seldom say whether a property can be.

use super::examples::Shown;
use super::families::bases;
use super::settings::Settings;
use crate::model::{Model, QualifiedName, Target, Type, TypeUse};
use serde_json::Value;
use std::collections::BTreeSet;

/// Properties seen with the value null, by the type that has them.
pub(super) struct Nulls<'a> {
    seen: BTreeSet<(&'a QualifiedName, &'a str)>,
    settings: &'a Settings,
}

impl<'a> Nulls<'a> {
    /// Looks through all examples.
    pub fn of(model: &'a Model, examples: &[Shown<'_>], settings: &'a Settings) -> Self {
        let mut nulls = Self {
            seen: BTreeSet::new(),
            settings,
        };
        for example in examples {
            let one = &example.ty;
            match settings.lists.items_of(&example.value) {
                Some(items) if one.collection => nulls.value(model, items, one),
                _ => nulls.value(model, &example.value, one),
            }
        }
        nulls
    }

    /// Whether an example has null for the property.
    pub fn shown(&self, owner: &QualifiedName, property: &str) -> bool {
        self.seen.contains(&(owner, property))
    }

    /// No deeper than JSON may be nested.
    fn value(&mut self, model: &'a Model, value: &Value, ty: &TypeUse) {
        let Target::Named(declared) = &ty.target else {
            return;
        };
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.value(model, item, ty)),
            Value::Object(_) => self.object(model, value, declared),
            _ => {}
        }
    }

    fn object(&mut self, model: &'a Model, value: &Value, declared: &QualifiedName) {
        let said = value
            .get(&self.settings.type_member)
            .and_then(Value::as_str);
        let said = said.map(|name| QualifiedName(name.trim_start_matches('#').to_owned()));
        let name = said
            .as_ref()
            .filter(|said| model.derives(said, declared))
            .unwrap_or(declared);
        let Some((name, _)) = model.types.get_key_value(name) else {
            return;
        };
        for owner in std::iter::once(name).chain(bases(model, name)) {
            let Some(Type::Struct(ty)) = model.types.get(owner) else {
                continue;
            };
            for property in &ty.properties {
                match value.get(&property.name) {
                    Some(Value::Null) => {
                        self.seen.insert((owner, &property.name));
                    }
                    Some(value) => self.value(model, value, &property.ty),
                    None => {}
                }
            }
        }
    }
}
