//! The way through the JSON of an example, beside the fields of its type.

use crate::api::{Api, EnumItem, Fields, OperationItem, StructItem, TypeItem};
use crate::fit::contradiction::{Contradiction, Kind};
use crate::fit::element::Element;
use crate::fit::json_lines::{escaped, json_lines};
use crate::fit::scalar;
use crate::fit::shape::Shape;
use crate::model::{Example, Property, QualifiedName, Struct, Target, TypeUse};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// An example beside its type.
#[derive(Clone, Debug)]
pub struct Fit<'a, 'm> {
    /// What it is read into.
    pub shape: Shape<'a, 'm>,
    /// What in it is not as the pages say, in the order of the example.
    pub contradictions: Vec<Contradiction<'m>>,
    /// The types of the objects in it.
    pub types: BTreeSet<&'m QualifiedName>,
}

impl<'a, 'm> Fit<'a, 'm> {
    /// Compares an example of an operation.
    pub fn of(example: &'m Example, item: &'a OperationItem<'m>, api: &'a Api<'m>) -> Self {
        fit(example, Shape::of(example, item, api), api)
    }
}

fn fit<'a, 'm>(example: &'m Example, shape: Shape<'a, 'm>, api: &'a Api<'m>) -> Fit<'a, 'm> {
    let mut walk = Walk {
        api,
        pointer: String::new(),
        found: Vec::new(),
        types: BTreeSet::new(),
    };
    if let Ok(json) = serde_json::from_str::<Value>(&example.json) {
        walk.whole(&json, shape);
    }
    let lines = match example.repaired {
        None if !walk.found.is_empty() => json_lines(&example.json),
        _ => BTreeMap::new(),
    };
    let contradiction = |(pointer, documented, kind): Found<'m>| {
        let below = lines.get(&pointer).copied().unwrap_or_default();
        Contradiction {
            line: example.line.saturating_add(below),
            pointer,
            documented,
            kind,
        }
    };
    Fit {
        shape,
        contradictions: walk.found.into_iter().map(contradiction).collect(),
        types: walk.types,
    }
}

/// Types whose values are texts of a form.
const IN_TEXTS: [&str; 7] = [
    "Edm.DateTimeOffset",
    "Edm.Date",
    "Edm.TimeOfDay",
    "Edm.Duration",
    "Edm.Guid",
    "Edm.Binary",
    "Edm.Decimal",
];

/// Pointer, type in Rust, and in which way.
type Found<'m> = (String, String, Kind<'m>);

/// What an object is compared with.
#[derive(Clone, Copy)]
struct Object<'a, 'm> {
    /// Its name in Rust.
    word: &'a str,
    fields: Option<&'a Fields<'m>>,
    /// None of a body that only one operation has.
    ty: Option<&'m Struct>,
    /// The type that allows others than it lists.
    open: Option<&'m Struct>,
}

struct Walk<'a, 'm> {
    api: &'a Api<'m>,
    pointer: String,
    found: Vec<Found<'m>>,
    types: BTreeSet<&'m QualifiedName>,
}

impl<'a, 'm> Walk<'a, 'm> {
    fn whole(&mut self, json: &Value, shape: Shape<'a, 'm>) {
        match shape {
            Shape::Json => self.plain(json),
            Shape::Object(item) => self.named_object(json, item, None),
            Shape::Body(own, wire_name) => match self.named(json) {
                Some(named) if *named.0.0 != *wire_name => self.named_object(json, named.1, None),
                _ => {
                    let body = Object {
                        word: own.path.name(),
                        fields: Some(&own.fields),
                        ty: None,
                        open: self.open_type(wire_name),
                    };
                    self.object(json, body, None);
                }
            },
            Shape::List(ty) | Shape::Single(ty) => self.in_value(json, ty),
        }
    }

    /// The type that changes are to, if it is open.
    fn open_type(&self, wire_name: &str) -> Option<&'m Struct> {
        let item = self.api.types.get(&QualifiedName(wire_name.to_owned()))?;
        let structure = item.structure().filter(|structure| structure.open)?;
        Some(structure.ty)
    }

    /// `{"value": ..}`.
    fn in_value(&mut self, json: &Value, ty: &'m TypeUse) {
        const WORD: &str = "InValue";
        let Value::Object(members) = json else {
            return self.mismatch(json, WORD, "an object with `value`", None);
        };
        match members.get("value") {
            None => self.tell(WORD, Kind::NoValue),
            Some(Value::Null) => {}
            Some(value) => self.below("value", |walk| walk.value(value, ty, None)),
        }
        for name in data(members).filter(|name| *name != "value") {
            self.below(name, |walk| walk.tell(WORD, Kind::Member(None)));
        }
    }

    fn value(&mut self, json: &Value, ty: &'m TypeUse, property: Option<&'m Property>) {
        if !ty.collection {
            return self.one(json, &ty.target, property);
        }
        let element = Element::of(&ty.target, self.api);
        let Value::Array(items) = json else {
            let word = format!("Vec<{}>", element.word());
            return self.mismatch(json, &word, "a collection", property);
        };
        for (number, item) in items.iter().enumerate() {
            self.below(number, |walk| match (item, element) {
                (Value::Null, Element::Any) => {}
                // A list has no gaps.
                (Value::Null, _) => walk.mismatch(item, element.word(), words(element), property),
                _ => walk.one(item, &ty.target, property),
            });
        }
    }

    fn one(&mut self, json: &Value, target: &'m Target, property: Option<&'m Property>) {
        let element = Element::of(target, self.api);
        match element {
            Element::Any => self.plain(json),
            Element::Scalar(scalar) if scalar::fits(scalar, json) => {}
            Element::Scalar(_) => self.mismatch(json, element.word(), words(element), property),
            Element::Struct(item) => self.named_object(json, item, property),
            Element::Enum(_, of) => match json {
                Value::Number(number) if of.ty.numbers && !number.is_f64() => {
                    self.member(element, of, &number.to_string(), property);
                }
                Value::String(text) if !of.ty.numbers => self.member(element, of, text, property),
                _ => self.mismatch(json, element.word(), words(element), property),
            },
        }
    }

    /// A value of an enumeration. Several members are joined by commas.
    fn member(
        &mut self,
        element: Element<'_, '_>,
        of: &EnumItem<'m>,
        text: &str,
        property: Option<&'m Property>,
    ) {
        let known = of.arms.is_empty() || text.split(',').all(|word| of.has(word.trim()));
        if !known {
            self.tell(element.word(), Kind::Value(of.ty, property));
        }
    }

    /// An object of a type, or of the one that it names itself.
    fn named_object(
        &mut self,
        json: &Value,
        documented: &'a TypeItem<'m>,
        property: Option<&'m Property>,
    ) {
        let item = self.named(json).map_or(documented, |(_, item)| item);
        let structure = item.structure();
        if let Some(StructItem { ty, .. }) = structure {
            self.types.insert(&ty.name);
        }
        let object = Object {
            word: item.path.name(),
            fields: structure.map(|structure| &structure.fields),
            ty: structure.map(|structure| structure.ty),
            open: structure
                .filter(|structure| structure.open)
                .map(|structure| structure.ty),
        };
        self.object(json, object, property);
    }

    /// The type that an object names.
    fn named(&self, json: &Value) -> Option<(&'m QualifiedName, &'a TypeItem<'m>)> {
        let name = json.get("@odata.type")?.as_str()?;
        let name = QualifiedName(name.trim_start_matches('#').to_owned());
        let (name, item) = self.api.types.get_key_value(&name)?;
        item.structure().map(|_| (*name, item))
    }

    fn object(&mut self, json: &Value, of: Object<'a, 'm>, property: Option<&'m Property>) {
        let Value::Object(members) = json else {
            return self.mismatch(json, of.word, "an object", property);
        };
        let field = |name: &str| of.fields.and_then(|fields| fields.get(name));
        for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            if let Some(field) = field(name) {
                let property = field.property;
                self.below(name, |walk| walk.value(value, &property.ty, Some(property)));
            }
        }
        let unlisted: Vec<&str> = data(members).filter(|name| field(name).is_none()).collect();
        if unlisted == ["value"] && data(members).count() == 1 {
            return self.below("value", |walk| {
                walk.tell(of.word, Kind::LoneValue(of.ty));
                // What is in it may be compared all the same.
                match members.get("value") {
                    Some(value @ Value::Object(_)) => walk.object_again(value, of),
                    Some(Value::Array(items)) => {
                        for (number, item) in items.iter().enumerate() {
                            walk.below(number, |walk| walk.object_again(item, of));
                        }
                    }
                    _ => {}
                }
            });
        }
        for name in unlisted {
            let kind = of.open.map_or(Kind::Member(of.ty), Kind::Extra);
            self.below(name, |walk| walk.tell(of.word, kind));
        }
    }

    /// An object of the same type, or of the one that it names.
    fn object_again(&mut self, json: &Value, of: Object<'a, 'm>) {
        match self.named(json) {
            Some((_, item)) => self.named_object(json, item, None),
            None => self.object(json, of, None),
        }
    }

    /// Plain JSON, in which objects may name their types.
    fn plain(&mut self, json: &Value) {
        if let Some((_, item)) = self.named(json) {
            return self.named_object(json, item, None);
        }
        match json {
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.below(number, |walk| walk.plain(item));
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    self.below(name, |walk| walk.plain(member));
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, name: impl Display, look: impl FnOnce(&mut Self)) {
        let before = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escaped(&name.to_string()));
        look(self);
        self.pointer.truncate(before);
    }

    fn mismatch(
        &mut self,
        json: &Value,
        word: &str,
        documented: &'static str,
        property: Option<&'m Property>,
    ) {
        let shown = match json {
            Value::String(_) if IN_TEXTS.contains(&documented) => "another text",
            json => kind(json),
        };
        self.tell(word, Kind::Type(documented, shown, property));
    }

    fn tell(&mut self, word: &str, kind: Kind<'m>) {
        let pointer = self.pointer.clone();
        self.found.push((pointer, word.to_owned(), kind));
    }
}

/// The names of an object's own members: annotations are about others.
fn data(members: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let names = members.keys().map(String::as_str);
    names.filter(|name| !name.contains('@') && !name.starts_with("odata."))
}

fn words(element: Element<'_, '_>) -> &'static str {
    match element {
        Element::Any => "any JSON",
        Element::Scalar(scalar) => scalar.edm(),
        Element::Struct(_) => "an object",
        Element::Enum(..) => "an enumeration",
    }
}

fn kind(json: &Value) -> &'static str {
    match json {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(number) if number.is_f64() => "a fraction",
        Value::Number(_) => "a whole number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
