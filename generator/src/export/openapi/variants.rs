//! The types that a value can be of where a base type stands, and how they are told apart.

use super::document::{Schema, component};
use super::families::families;
use crate::model::{Model, QualifiedName};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Bases in use with the types derived from them.
pub(super) struct Variants<'a> {
    families: BTreeMap<&'a QualifiedName, Vec<&'a QualifiedName>>,
    derived: BTreeSet<&'a QualifiedName>,
    /// The member of an object that names its type.
    type_member: &'a str,
}

impl<'a> Variants<'a> {
    /// All of a model.
    pub fn of(model: &'a Model, type_member: &'a str) -> Self {
        let families = families(model);
        Self {
            derived: families.values().flatten().copied().collect(),
            families,
            type_member,
        }
    }

    /// The component for a value of the type whose own component is `own`, or of a type derived from it.
    pub fn name(&self, name: &QualifiedName, own: &str) -> String {
        if self.families.contains_key(name) {
            variants(own)
        } else {
            own.to_owned()
        }
    }

    /// The property by which the types of a family are told apart, for a type that belongs to one.
    pub fn type_member(&self, name: &QualifiedName) -> Option<(String, Schema)> {
        let schema = match (
            self.derived.contains(name),
            self.families.contains_key(name),
        ) {
            (true, _) => json!({"type": "string", "default": tag(name)}),
            (false, true) => json!({"type": "string"}),
            (false, false) => return None,
        };
        Some((self.type_member.to_owned(), schema))
    }

    /// The choices, and what they choose from.
    pub fn schemas(&self, names: &BTreeMap<&QualifiedName, String>) -> BTreeMap<String, Schema> {
        let mut schemas = BTreeMap::new();
        for (base, derived) in &self.families {
            self.choice(base, derived, names, &mut schemas);
        }
        schemas
    }

    /// One of the types that a value of `base` can be of. Properties are all optional, so only the member that names the type tells
    /// which: derived types come with it, and what names none of them is read as the base. Each branch is a component of its own,
    /// since tools follow references and nothing beside them.
    fn choice(
        &self,
        base: &QualifiedName,
        derived: &[&QualifiedName],
        names: &BTreeMap<&QualifiedName, String>,
        schemas: &mut BTreeMap<String, Schema>,
    ) {
        let Some(own) = names.get(base) else {
            return;
        };
        let member = self.type_member;
        let tags: Vec<String> = derived.iter().map(|name| tag(name)).collect();
        let other = format!("{own}-other");
        let is_other = json!({
            "type": "object",
            "properties": {member: {"not": {"enum": tags}}},
        });
        let mut branches = vec![json!({"$ref": component("schemas", &other)})];
        let mut mapping = Map::new();
        mapping.insert(tag(base), component("schemas", &other).into());
        let both = |name: &str, is_it: Value| json!({"allOf": [{"$ref": component("schemas", name)}, is_it]});
        schemas.insert(other, both(own, is_other));
        for name in derived {
            let Some(own) = names.get(name) else {
                continue;
            };
            let variant = format!("{own}-variant");
            let place = component("schemas", &variant);
            let is_it = json!({
                "type": "object",
                "properties": {member: {"type": "string", "const": tag(name)}},
                "required": [member],
            });
            schemas.insert(variant, both(own, is_it));
            branches.push(json!({"$ref": place}));
            mapping.insert(tag(name), place.into());
        }
        let choice = json!({
            "title": format!("{} or a type derived from it", base.name()),
            "oneOf": branches,
            "discriminator": {"propertyName": member, "mapping": mapping},
        });
        schemas.insert(variants(own), choice);
    }
}

fn variants(name: &str) -> String {
    format!("{name}-variants")
}

/// How a value names its type.
fn tag(name: &QualifiedName) -> String {
    format!("#{}", name.0)
}
