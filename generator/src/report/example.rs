//! Whether the examples of pages fit the types that the tables give.

use crate::model::{
    Body, Example, Model, Operation, Property, QualifiedName, Scalar, Target, Type, TypeUse,
};
use crate::report::json_lines::{item, json_lines, member};
use camino::Utf8Path;
use serde_json::Value;
use std::collections::BTreeMap;

/// From this status on, answers are errors: their form is the protocol's.
const FIRST_ERROR: u16 = 400;

/// What the examples of a version say about its types.
#[derive(Debug, Default)]
pub struct Fit<'a> {
    /// Strict examples that fit their documented type.
    pub fitting: usize,
    /// Strict examples with at least one misfit.
    pub contradicting: usize,
    /// Strict examples whose type the pages do not say.
    pub untyped: usize,
    /// Examples that are JSON only after a repair; they are looked into like the others.
    pub repaired: usize,
    /// Values that do not fit, by page and line.
    pub misfits: Vec<Misfit<'a>>,
    /// Members that no table lists, by type and name.
    pub unlisted: BTreeMap<(&'a str, String), Shown<'a>>,
}

/// How often an example shows something.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// In all.
    pub times: usize,
    /// The page and line of the first.
    pub first: (&'a Utf8Path, u32),
}

/// A value of another kind than its type's.
#[derive(Debug)]
pub struct Misfit<'a> {
    /// The page of the example.
    pub page: &'a Utf8Path,
    /// The line of the value, or of the example where it was repaired.
    pub line: u32,
    /// `value[0].sender`; empty for the body itself.
    pub path: String,
    /// What the table says and what the example shows.
    pub cause: String,
    /// The row of the table.
    pub property: Option<&'a Property>,
}

impl<'a> Fit<'a> {
    /// Strict examples with a documented type.
    pub fn typed(&self) -> usize {
        self.fitting + self.contradicting
    }

    /// The misfits, those of the most frequent cause first.
    pub fn by_cause(&self) -> Vec<(&str, Vec<&Misfit<'a>>)> {
        let mut causes: BTreeMap<&str, Vec<&Misfit<'a>>> = BTreeMap::new();
        for misfit in &self.misfits {
            causes.entry(&misfit.cause).or_default().push(misfit);
        }
        let mut causes: Vec<_> = causes.into_iter().collect();
        causes.sort_by_key(|(_, misfits)| std::cmp::Reverse(misfits.len()));
        causes
    }
}

/// Looks into every example of the model.
pub fn fit(model: &Model) -> Fit<'_> {
    let types = Types::of(model);
    let mut fit = Fit::default();
    for operation in &model.operations {
        for example in &operation.examples {
            if example.status.is_none_or(|status| status < FIRST_ERROR) {
                look_into(example, operation, &types, &mut fit);
            }
        }
    }
    fit.misfits
        .sort_by(|a, b| (a.page, a.line, &a.path).cmp(&(b.page, b.line, &b.path)));
    // A page that lists several operations shows their examples once.
    fit.misfits
        .dedup_by(|a, b| (a.page, a.line, &a.path) == (b.page, b.line, &b.path));
    fit
}

fn look_into<'a>(
    example: &Example,
    operation: &'a Operation,
    types: &Types<'a>,
    fit: &mut Fit<'a>,
) {
    let Ok(json) = serde_json::from_str::<Value>(&example.json) else {
        return;
    };
    let mut reading = Reading {
        types,
        listed: match &operation.body {
            Body::Type { accepted, .. } if example.request => accepted,
            Body::Parameters { parameters } if example.request => parameters,
            _ => &[],
        },
        misfits: Vec::new(),
        unlisted: Vec::new(),
    };
    let known = reading.body(&json, example, &operation.body);
    let strict = example.repaired.is_none();
    fit.repaired += usize::from(!strict);
    match (strict, known, reading.misfits.is_empty()) {
        (false, ..) => {}
        (true, false, _) => fit.untyped += 1,
        (true, true, true) => fit.fitting += 1,
        (true, true, false) => fit.contradicting += 1,
    }
    let lines = match strict && !(reading.misfits.is_empty() && reading.unlisted.is_empty()) {
        true => json_lines(&example.json),
        false => BTreeMap::new(),
    };
    let line = |path: &str| {
        let below = lines.get(path).copied().unwrap_or_default();
        example.line.saturating_add(below)
    };
    for (path, cause, property) in reading.misfits {
        fit.misfits.push(Misfit {
            page: &operation.page,
            line: line(&path),
            path,
            cause,
            property,
        });
    }
    for (ty, name, path) in reading.unlisted {
        let first = (&*operation.page, line(&path));
        let shown = fit
            .unlisted
            .entry((ty, name))
            .or_insert(Shown { times: 0, first });
        shown.times += 1;
    }
}

/// All properties of every type, by name.
struct Types<'a> {
    model: &'a Model,
    properties: BTreeMap<&'a str, BTreeMap<&'a str, &'a Property>>,
}

impl<'a> Types<'a> {
    fn of(model: &'a Model) -> Self {
        let properties = model.types.keys().map(|name| {
            let all = model.properties(name).into_iter();
            (
                &*name.0,
                all.map(|property| (&*property.name, property)).collect(),
            )
        });
        Self {
            model,
            properties: properties.collect(),
        }
    }

    /// The type that an object names itself, or else the documented one.
    fn actual(
        &self,
        documented: &'a QualifiedName,
        object: &serde_json::Map<String, Value>,
    ) -> &'a QualifiedName {
        let named = object.get("@odata.type").and_then(Value::as_str);
        let named = named.map(|name| QualifiedName(name.trim_start_matches('#').to_owned()));
        named
            .and_then(|name| self.model.types.get_key_value(&name))
            .map_or(documented, |(name, _)| name)
    }
}

/// Path, cause, and row of the table.
type Found<'a> = (String, String, Option<&'a Property>);

/// One example that is looked into.
struct Reading<'a, 'b> {
    types: &'b Types<'a>,
    /// Properties that the operation's own table types.
    listed: &'a [Property],
    misfits: Vec<Found<'a>>,
    /// Type, member, path.
    unlisted: Vec<(&'a str, String, String)>,
}

impl<'a> Reading<'a, '_> {
    /// The whole body; whether the pages say its type.
    fn body(&mut self, json: &Value, example: &Example, body: &Body) -> bool {
        if let (true, Body::Parameters { .. }) = (example.request, body) {
            match json {
                Value::Object(members) => {
                    // Annotations belong to the protocol.
                    for (name, value) in members.iter().filter(|(name, _)| !name.contains('@')) {
                        if let Some(property) =
                            self.listed.iter().find(|listed| listed.name == *name)
                        {
                            self.value(value, &property.ty, name, Some(property));
                        }
                    }
                }
                _ => self.misfit(json, "parameters", "", None),
            }
            return true;
        }
        let ty = &example.ty;
        if matches!(ty.target, Target::Untyped | Target::Omitted(_)) {
            return false;
        }
        if ty.collection || !self.is_struct(&ty.target) {
            match json.get("value") {
                Some(value) => self.value(value, ty, "value", None),
                None => self.misfit(json, "an object with `value`", "", None),
            }
        } else {
            self.value(json, ty, "", None);
        }
        true
    }

    fn is_struct(&self, target: &Target) -> bool {
        matches!(target, Target::Named(name) if matches!(self.types.model.types.get(name), Some(Type::Struct(_))))
    }

    fn is_bare(&self, name: &QualifiedName) -> bool {
        let properties = self.types.properties.get(&*name.0);
        properties.is_none_or(BTreeMap::is_empty)
    }

    fn misfit(&mut self, json: &Value, expected: &str, path: &str, property: Option<&'a Property>) {
        let cause = format!("{expected} is shown as {}", kind(json));
        self.misfits.push((path.to_owned(), cause, property));
    }

    fn value(&mut self, json: &Value, ty: &TypeUse, path: &str, property: Option<&'a Property>) {
        match (json, ty.collection) {
            (Value::Null, _) => {}
            (_, false) => self.one(json, &ty.target, path, property),
            (Value::Array(items), true) => {
                for (number, value) in items.iter().enumerate() {
                    let mut path = path.to_owned();
                    item(&mut path, number);
                    self.one(value, &ty.target, &path, property);
                }
            }
            (_, true) => self.misfit(json, "a collection", path, property),
        }
    }

    fn one(&mut self, json: &Value, target: &Target, path: &str, property: Option<&'a Property>) {
        if json.is_null() {
            return;
        }
        match target {
            Target::Untyped | Target::Omitted(_) => {}
            Target::Scalar(scalar) => {
                if !fits(*scalar, json) {
                    self.misfit(json, scalar.edm(), path, property);
                }
            }
            Target::Named(name) => match (self.types.model.types.get_key_value(name), json) {
                (Some((name, Type::Struct(_))), Value::Object(members)) => {
                    self.members(members, name, path)
                }
                // Of which no page lists a property: it says nothing about values.
                (Some((name, Type::Struct(_))), _) if self.is_bare(name) => {}
                (Some((_, Type::Struct(_))), _) => {
                    self.misfit(json, "a type with properties", path, property)
                }
                (Some((_, Type::Enum(_))), Value::String(_)) | (None, _) => {}
                (Some((_, Type::Enum(_))), _) => {
                    self.misfit(json, "an enumeration", path, property)
                }
            },
        }
    }

    fn members(
        &mut self,
        members: &serde_json::Map<String, Value>,
        documented: &'a QualifiedName,
        path: &str,
    ) {
        let ty = self.types.actual(documented, members);
        let known = self.types.properties.get(&*ty.0);
        let open = matches!(self.types.model.types.get(ty), Some(Type::Struct(ty)) if ty.open);
        for (name, value) in members {
            // Annotations belong to the protocol.
            if name.contains('@') {
                continue;
            }
            let mut below = path.to_owned();
            member(&mut below, name);
            let listed = match path.is_empty() {
                true => self.listed.iter().find(|listed| listed.name == *name),
                false => None,
            };
            let property = listed.or_else(|| known?.get(&**name).copied());
            match property {
                Some(property) => self.value(value, &property.ty, &below, Some(property)),
                None if open => {}
                None => self.unlisted.push((&ty.0, name.clone(), below)),
            }
        }
    }
}

/// Whether the bindings read the value as this primitive type. The forms of dates and the like are not looked at: examples
/// are full of placeholders.
fn fits(scalar: Scalar, json: &Value) -> bool {
    let integer = || json.as_i64();
    match scalar {
        Scalar::Boolean => json.is_boolean(),
        Scalar::Byte => integer().is_some_and(|number| u8::try_from(number).is_ok()),
        Scalar::SByte => integer().is_some_and(|number| i8::try_from(number).is_ok()),
        Scalar::Int16 => integer().is_some_and(|number| i16::try_from(number).is_ok()),
        Scalar::Int32 => integer().is_some_and(|number| i32::try_from(number).is_ok()),
        Scalar::Int64 => integer().is_some(),
        Scalar::Single | Scalar::Double | Scalar::Decimal => {
            json.is_number() || matches!(json.as_str(), Some("INF" | "-INF" | "NaN"))
        }
        Scalar::String
        | Scalar::DateTimeOffset
        | Scalar::Date
        | Scalar::TimeOfDay
        | Scalar::Duration
        | Scalar::Guid
        | Scalar::Binary
        | Scalar::Stream => json.is_string(),
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
