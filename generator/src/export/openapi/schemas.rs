//! Types as schemas.

use super::document::{Schema, component};
use super::enumeration::enumeration;
use super::families::bases;
use super::nulls::Nulls;
use super::pointer::{pointer_to, put};
use super::scalar::scalar;
use super::settings::Settings;
use super::template::unique;
use super::text;
use super::variants::Variants;
use crate::dialect::{Items, ListForm, NextPage};
use crate::model::{Model, Property, QualifiedName, Struct, Target, Type, TypeUse};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The schemas of a model, by the names that they have among the components. Names that hold a dash are not of types.
pub(super) struct Schemas<'a> {
    model: &'a Model,
    nulls: Nulls<'a>,
    relationships: bool,
    names: BTreeMap<&'a QualifiedName, String>,
    variants: Variants<'a>,
}

impl<'a> Schemas<'a> {
    /// Names every type of `model`.
    pub fn of(model: &'a Model, nulls: Nulls<'a>, settings: &'a Settings) -> Self {
        let mut taken = BTreeSet::new();
        let named = |name: &'a QualifiedName| {
            let plain = |c: char| match c {
                c if c.is_ascii_alphanumeric() || c == '.' => c,
                _ => '_',
            };
            let wanted = name.0.chars().map(plain).collect();
            let key = unique(wanted, "_", |key| !taken.insert(key.to_owned()));
            (name, key)
        };
        let names = model.types.keys().map(named).collect();
        Self {
            model,
            nulls,
            relationships: settings.relationships,
            names,
            variants: Variants::of(model, &settings.type_member),
        }
    }

    /// Every type, and for each base in use a choice among its derived types.
    pub fn all(&self) -> BTreeMap<String, Schema> {
        let types = self.model.types.iter().filter_map(|(name, ty)| {
            let schema = match ty {
                Type::Struct(ty) => self.object(name, ty),
                Type::Enum(ty) => enumeration(ty),
            };
            Some((self.names.get(name)?.clone(), schema))
        });
        let mut schemas: BTreeMap<String, Schema> = types.collect();
        schemas.extend(self.variants.schemas(&self.names));
        schemas
    }

    /// One value or many.
    pub fn of_use(&self, ty: &TypeUse) -> Schema {
        let one = self.of_target(&ty.target);
        if ty.collection {
            json!({"type": "array", "items": one})
        } else {
            one
        }
    }

    /// One value. What no page types may be any JSON.
    pub fn of_target(&self, target: &Target) -> Schema {
        match target {
            Target::Scalar(kind) => scalar(*kind),
            Target::Named(name) => match self.name(name) {
                Some(name) => json!({"$ref": component("schemas", &name)}),
                None => json!({}),
            },
            Target::Untyped | Target::Omitted(_) => json!({}),
        }
    }

    /// The component to refer to where a value of the type, or of one derived from it, stands.
    pub fn name(&self, name: &QualifiedName) -> Option<String> {
        let own = self.names.get(name)?;
        Some(self.variants.name(name, own))
    }

    /// Whether a value of the type is one object, not wrapped as `{"value": ..}`.
    pub fn is_object(&self, target: &Target) -> bool {
        match target {
            Target::Named(name) => matches!(self.model.types.get(name), Some(Type::Struct(_))),
            Target::Untyped | Target::Omitted(_) => true,
            Target::Scalar(_) => false,
        }
    }

    /// An object with these properties.
    pub fn parameters(&self, parameters: &[Property]) -> Schema {
        let mut schema =
            json!({"type": "object", "properties": self.properties(None, parameters.iter())});
        require(&mut schema, parameters);
        schema
    }

    /// What a request demands of a value of a type, and what its page lists beyond the type's properties. None where the type says
    /// it all.
    pub fn sent(&self, ty: &TypeUse, accepted: &[Property], demanded: bool) -> Option<Schema> {
        let Target::Named(name) = &ty.target else {
            return None;
        };
        if ty.collection {
            return None;
        }
        let known = self.model.properties(name);
        let beyond = accepted
            .iter()
            .filter(|property| !known.iter().any(|known| known.name == property.name));
        let beyond = self.properties(None, beyond);
        let mut own = json!({"type": "object"});
        if demanded {
            require(&mut own, accepted);
        }
        if !beyond.is_empty() {
            own["properties"] = beyond.into();
        }
        let says = own.as_object().is_some_and(|own| own.len() > 1);
        says.then(|| json!({"allOf": [self.of_use(ty), own]}))
    }

    /// A page of a list, named after what its items are. A list that is no object has no page around it.
    pub fn page(&self, item: &Target, delta: bool, lists: &ListForm) -> (String, Schema) {
        let of = match item {
            Target::Named(name) => self.names.get(name).cloned(),
            Target::Scalar(scalar) => Some(scalar.edm().to_owned()),
            Target::Untyped | Target::Omitted(_) => None,
        };
        let name = format!(
            "{}-{}",
            of.as_deref().unwrap_or("any"),
            if delta { "delta-page" } else { "page" }
        );
        let count = json!({"type": "integer", "format": "int64", "description": "How many items there are in all."});
        let link = |words: &str| json!({"type": "string", "description": words});
        let items = json!({"type": "array", "items": self.of_target(item)});
        let Items::Member(member) = &lists.items else {
            return (name, items);
        };
        let next = match &lists.next {
            Some(NextPage::Member(name)) => Some((
                name,
                link("Address of the next page; the last page has none."),
            )),
            Some(NextPage::Cursor { member, query }) => {
                let words =
                    format!("What `{query}` takes for the next page; the last page has none.");
                Some((member, link(&words)))
            }
            Some(NextPage::LinkHeader | NextPage::Number { .. }) | None => None,
        };
        let later = lists.delta.as_ref().filter(|_| delta).map(|name| {
            let words = "Address to ask for later changes; only on the last page.";
            (name, link(words))
        });
        let count = lists.count.as_ref().map(|name| (name, count));
        let mut page = json!({"type": "object"});
        let parts = std::iter::once((member, items)).chain(next);
        for (member, schema) in parts.chain(count).chain(later) {
            put(&mut page, &pointer_to(member), schema);
        }
        (name, page)
    }

    fn object(&self, name: &QualifiedName, ty: &'a Struct) -> Schema {
        let bases = bases(self.model, name);
        let inherited: BTreeMap<&str, &Property> = bases
            .first()
            .map(|base| self.model.properties(base))
            .into_iter()
            .flatten()
            .map(|property| (&*property.name, property))
            .collect();
        // What a base has in another way could not hold for both; what it has alike need not be said again.
        let own = ty
            .properties
            .iter()
            .filter(|property| match inherited.get(&*property.name) {
                None => true,
                Some(base) => base.ty == property.ty && base.description != property.description,
            });
        let mut properties = self.properties(Some(name), own);
        properties.extend(self.variants.type_member(name));
        let mut own = Map::new();
        // A page without properties does not even say that values are objects.
        if !self.model.properties(name).is_empty() {
            own.insert("type".into(), "object".into());
        }
        own.insert("title".into(), name.name().into());
        if ty.open {
            own.insert("additionalProperties".into(), true.into());
        }
        if !properties.is_empty() {
            own.insert("properties".into(), properties.into());
        }
        // Generators read inheritance where a reference to the base stands beside the rest.
        let mut schema = match bases.first().and_then(|base| self.names.get(base)) {
            Some(base) => {
                let mut schema = Map::new();
                let base = json!({"$ref": component("schemas", base)});
                schema.insert("allOf".into(), json!([base, own]));
                schema
            }
            None => own,
        };
        if let Some(text) =
            text::with_deprecation(ty.description.as_deref(), ty.deprecated.as_deref())
        {
            schema.insert("description".into(), text.into());
        }
        if ty.deprecated.is_some() {
            schema.insert("deprecated".into(), true.into());
        }
        if ty.inferred {
            schema.insert("x-docbind-inferred".into(), true.into());
        }
        schema.into()
    }

    fn properties<'p>(
        &self,
        owner: Option<&QualifiedName>,
        properties: impl Iterator<Item = &'p Property>,
    ) -> Map<String, Value> {
        properties
            .map(|property| {
                let shown = owner.is_some_and(|owner| self.nulls.shown(owner, &property.name));
                (property.name.clone(), self.property(property, shown))
            })
            .collect()
    }

    /// A property; `null` is allowed where the page says so, or says nothing and an example shows it.
    fn property(&self, property: &Property, shown_null: bool) -> Schema {
        let mut schema = if property.navigation && !self.relationships {
            json!({})
        } else {
            self.of_use(&property.ty)
        };
        if property.nullable.unwrap_or(shown_null) {
            schema = or_null(schema);
        }
        let Value::Object(object) = &mut schema else {
            return schema;
        };
        if let Some(text) = text::optional(property.description.as_deref()) {
            object.insert("description".into(), text.into());
        }
        let marks = [
            ("readOnly", property.read_only),
            ("deprecated", property.deprecated),
            ("x-ms-navigationProperty", property.navigation),
            ("x-docbind-inferred", property.inferred),
        ];
        for (mark, _) in marks.iter().filter(|(_, set)| *set) {
            object.insert((*mark).into(), true.into());
        }
        schema
    }
}

fn or_null(schema: Schema) -> Schema {
    match schema.get("type").and_then(Value::as_str) {
        Some(kind) => {
            let both = json!([kind, "null"]);
            let mut schema = schema;
            if let Some(kind) = schema.get_mut("type") {
                *kind = both;
            }
            schema
        }
        None if schema.get("$ref").is_some() => json!({"anyOf": [schema, {"type": "null"}]}),
        None => schema,
    }
}

fn require(schema: &mut Schema, properties: &[Property]) {
    let names: BTreeSet<&str> = properties
        .iter()
        .filter(|property| property.required)
        .map(|property| &*property.name)
        .collect();
    if let Value::Object(schema) = schema
        && !names.is_empty()
    {
        schema.insert("required".into(), json!(names));
    }
}
