//! Examples against the tables of the types that they show.

use super::json_place::{Step, place};
use super::lines::Sources;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Model, Property, QualifiedName, Scalar, Source, Struct, Target, Type, TypeUse};
use crate::reference::{Document, is_primitive};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Findings of one example that are told; more have one cause.
const MOST_OF_ONE: usize = 5;
/// Objects in objects that are looked into.
const DEEPEST: usize = 16;

/// Compares the JSON that operations show with the types of the model.
pub(super) fn check(
    documents: &[Document],
    model: &Model,
    sources: &Sources<'_>,
) -> Vec<Diagnostic> {
    let tables = Tables::of(model);
    let mut types: BTreeMap<(&str, u32), &TypeUse> = BTreeMap::new();
    for operation in &model.operations {
        for example in &operation.examples {
            types.insert((operation.page.as_str(), example.line), &example.ty);
        }
    }
    documents
        .par_iter()
        .flat_map_iter(|document| {
            let examples = document.operations.iter().flat_map(|found| &found.examples);
            let bodies = examples.filter_map(|example| example.body.as_ref());
            let mut found = Vec::new();
            let mut seen = BTreeSet::new();
            for body in bodies.filter(|body| seen.insert(body.span)) {
                let line = sources.line(&document.page, body.span.start);
                let line = u32::try_from(line).unwrap_or(u32::MAX);
                let (Some(json), Some(ty)) = (
                    body.json.as_ref(),
                    types.get(&(document.page.as_str(), line)),
                ) else {
                    continue;
                };
                let mut reading = Reading {
                    tables: &tables,
                    path: Vec::new(),
                    told: BTreeSet::new(),
                    found: Vec::new(),
                };
                reading.body(json, ty);
                found.extend(reading.found.into_iter().map(|contradiction| {
                    let span = place(&body.text, body.span.start, &contradiction.path);
                    contradiction.diagnostic(document, span, sources)
                }));
            }
            found
        })
        .collect()
}

/// The properties of all types, base types' included.
struct Tables<'a> {
    model: &'a Model,
    properties: BTreeMap<&'a QualifiedName, BTreeMap<&'a str, &'a Property>>,
    /// Names that some type derived from this one adds.
    added: BTreeMap<&'a QualifiedName, BTreeSet<&'a str>>,
    by_lower_name: BTreeMap<String, &'a QualifiedName>,
}

impl<'a> Tables<'a> {
    fn of(model: &'a Model) -> Self {
        let mut tables = Self {
            model,
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

    fn structure(&self, name: &QualifiedName) -> Option<&'a Struct> {
        match self.model.types.get(name)? {
            Type::Struct(ty) => Some(ty),
            Type::Enum(_) => None,
        }
    }

    /// Whether the tables are meant to name everything that objects of a type have.
    fn is_closed(&self, ty: &Struct) -> bool {
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

/// A value of an example and what a table says about it.
struct Contradiction<'a> {
    path: Vec<Step>,
    /// `` `size` is a string ``.
    shown: String,
    /// What is wrong with it.
    wrong: Wrong<'a>,
}

enum Wrong<'a> {
    /// The table has another type.
    Type(&'a Property),
    /// The table says that it is never null.
    Null(&'a Property),
    /// No table of this type has the name; the page that should.
    Extra(&'a Struct),
}

impl Contradiction<'_> {
    fn diagnostic(self, document: &Document, span: Span, sources: &Sources<'_>) -> Diagnostic {
        let line = sources.line(&document.page, span.start);
        let row = |property: &Property| {
            let line = sources.line(&property.page, property.span.start);
            format!("in the table on line {line} of {}", property.page)
        };
        let shown = self.shown;
        let (message, help) = match self.wrong {
            Wrong::Type(property) => (
                format!(
                    "{shown} on line {line}, and {} {}",
                    words(&property.ty),
                    row(property)
                ),
                "let the example show a value of the type in the table, or mend the table"
                    .to_owned(),
            ),
            Wrong::Null(property) => (
                format!("{shown} on line {line}, and never null {}", row(property)),
                "show a value".to_owned(),
            ),
            Wrong::Extra(ty) => {
                let page = ty.pages.first().map_or("its page", |page| page.as_str());
                (
                    format!(
                        "{shown} on line {line}, but no table has it for `{}`",
                        ty.name.name()
                    ),
                    format!("add a row to the table of {page}, or take it out of the example"),
                )
            }
        };
        Diagnostic::new(Code::ExampleContradicts, &*document.page, span, message).help(help)
    }
}

/// Walks through the JSON of an example.
struct Reading<'a> {
    tables: &'a Tables<'a>,
    path: Vec<Step>,
    told: BTreeSet<(&'a QualifiedName, String)>,
    found: Vec<Contradiction<'a>>,
}

impl<'a> Reading<'a> {
    /// A body of this type. Collections come in `value`, and what some services answer with, too.
    fn body(&mut self, json: &Value, ty: &TypeUse) {
        let Target::Named(name) = &ty.target else {
            return;
        };
        let is_property = self
            .tables
            .properties
            .get(name)
            .is_some_and(|known| known.contains_key("value"));
        let wrapped = json.get("value").filter(|_| ty.collection || !is_property);
        match wrapped {
            Some(Value::Array(items)) => self.inside(Step::Name("value".to_owned()), |reading| {
                reading.items(items, name);
            }),
            Some(value @ Value::Object(_)) => {
                self.inside(Step::Name("value".to_owned()), |reading| {
                    reading.object(value, name);
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
            self.inside(Step::Item(number), |reading| reading.object(item, name));
        }
    }

    fn object(&mut self, json: &Value, name: &QualifiedName) {
        let Some(members) = json.as_object() else {
            return;
        };
        let own = members.get("@odata.type").and_then(Value::as_str);
        let own = own.and_then(|own| {
            let own = own.trim_start_matches('#').to_lowercase();
            self.tables.by_lower_name.get(&own).copied()
        });
        let tables = self.tables;
        let name = own.unwrap_or(name);
        let (Some(ty), Some(properties)) = (tables.structure(name), tables.properties.get(name))
        else {
            return;
        };
        // Another type whose page could not be made out may be meant.
        let foreign = own.is_none() && members.contains_key("@odata.type");
        let closed = tables.is_closed(ty) && !foreign;
        for (key, value) in members.iter().filter(|(key, _)| is_data(key)) {
            match properties.get(&**key) {
                Some(property) => self.inside(Step::Name(key.clone()), |reading| {
                    reading.property(value, property, ty);
                }),
                None if closed && !self.is_added(ty, key) => {
                    self.inside(Step::Name(key.clone()), |reading| {
                        reading.tell(ty, key, "is shown", Wrong::Extra(ty));
                    });
                }
                None => {}
            }
        }
    }

    /// Whether a derived type has the name: the example may show one.
    fn is_added(&self, ty: &Struct, key: &str) -> bool {
        let added = self.tables.added.get(&ty.name);
        added.is_some_and(|names| names.contains(key))
    }

    fn property(&mut self, value: &Value, property: &'a Property, owner: &'a Struct) {
        let believed = property.sources.contains(&Source::Table) && !property.inferred;
        if believed && let Some(wrong) = contradiction(value, property, self.tables) {
            self.tell(owner, &property.name, kind(value), wrong);
            return;
        }
        if let Target::Named(name) = &property.ty.target {
            match value {
                Value::Array(items) => self.items(items, name),
                value => self.object(value, name),
            }
        }
    }

    fn tell(&mut self, owner: &'a Struct, name: &str, shown: &str, wrong: Wrong<'a>) {
        let new = self.told.insert((&owner.name, name.to_owned()));
        if new && self.found.len() < MOST_OF_ONE {
            self.found.push(Contradiction {
                path: self.path.clone(),
                shown: format!("`{name}` {shown}"),
                wrong,
            });
        }
    }
}

/// Whether a name is that of a property: no annotation, no ellipsis.
pub(super) fn is_data(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn contradiction<'a>(
    value: &Value,
    property: &'a Property,
    tables: &Tables<'_>,
) -> Option<Wrong<'a>> {
    match value {
        Value::Null if property.nullable == Some(false) => Some(Wrong::Null(property)),
        Value::Null => None,
        value if property.ty.target == Target::Untyped => {
            (property.ty.collection && !value.is_array()).then_some(Wrong::Type(property))
        }
        Value::Array(items) => {
            let one = TypeUse {
                collection: false,
                ..property.ty.clone()
            };
            let fits = property.ty.collection && items.iter().all(|item| fits(item, &one, tables));
            (!fits).then_some(Wrong::Type(property))
        }
        value => {
            let fits = !property.ty.collection && fits(value, &property.ty, tables);
            (!fits).then_some(Wrong::Type(property))
        }
    }
}

/// Whether a value can be one of the type, leaving aside how many there are.
fn fits(value: &Value, ty: &TypeUse, tables: &Tables<'_>) -> bool {
    match (&ty.target, value) {
        (_, Value::Null) | (Target::Untyped, _) => true,
        (Target::Named(name), value) => match tables.model.types.get(name) {
            Some(Type::Enum(_)) => value.is_string(),
            // A type such as `Json` stands for any value.
            Some(Type::Struct(ty)) => value.is_object() || is_primitive(ty.name.name()),
            None => true,
        },
        (Target::Scalar(scalar), value) => match scalar {
            Scalar::Boolean => value.is_boolean(),
            Scalar::Byte | Scalar::SByte | Scalar::Int16 | Scalar::Int32 => value.is_i64(),
            Scalar::Int64 => value.is_i64() || value.is_u64() || is_number(value),
            Scalar::Single | Scalar::Double | Scalar::Decimal => {
                value.is_number() || is_number(value)
            }
            _ => value.is_string(),
        },
    }
}

/// Numbers that JSON cannot hold exactly come as text.
fn is_number(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| matches!(text, "INF" | "-INF" | "NaN") || text.parse::<f64>().is_ok())
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "is null",
        Value::Bool(_) => "is a Boolean",
        Value::Number(_) => "is a number",
        Value::String(_) => "is a string",
        Value::Array(_) => "is an array",
        Value::Object(_) => "is an object",
    }
}

/// A type as a table may write it.
pub(super) fn words(ty: &TypeUse) -> String {
    let word = match &ty.target {
        Target::Scalar(scalar) => scalar.edm().trim_start_matches("Edm."),
        Target::Named(name) => name.name(),
        Target::Untyped => "any JSON",
    };
    if ty.collection {
        format!("`{word} collection`")
    } else {
        format!("`{word}`")
    }
}

/// Names that an object shows, without annotations.
pub(super) fn names(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    members.iter().filter(|(key, _)| is_data(key))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, operation, resource};

    #[test]
    fn examples_show_what_the_tables_say() {
        let post = || {
            resource(
                "post",
                "|topic|String|What it is about. Not nullable.|\n|size|Int32|Bytes.|\n|tags|String collection|Words.|\n|sender|[recipient](recipient.md)|Who.|",
            )
        };
        let recipient = || resource("recipient", "|name|String|Whom to address.|");
        for (json, wanted) in [
            (
                "{\"topic\": \"a\", \"size\": 1, \"tags\": [\"b\"], \"sender\": {\"name\": \"c\"}, \"@odata.etag\": 1}",
                None,
            ),
            (
                "{\"size\": \"1\"}",
                Some(
                    "`size` is a string on line 27, and `Int32` in the table on line 17 of resources/post.md",
                ),
            ),
            (
                "{\n\"tags\": \"b\"\n}",
                Some(
                    "`tags` is a string on line 28, and `String collection` in the table on line 18 of resources/post.md",
                ),
            ),
            (
                "{\"tags\": [1]}",
                Some(
                    "`tags` is an array on line 27, and `String collection` in the table on line 18 of resources/post.md",
                ),
            ),
            (
                "{\"topic\": null}",
                Some(
                    "`topic` is null on line 27, and never null in the table on line 16 of resources/post.md",
                ),
            ),
            ("{\"size\": null}", None),
            (
                "{\"sender\": {\"name\": 1}}",
                Some(
                    "`name` is a number on line 27, and `String` in the table on line 16 of resources/recipient.md",
                ),
            ),
            (
                "{\"colour\": 1}",
                Some("`colour` is shown on line 27, but no table has it for `post`"),
            ),
        ] {
            let example = format!("## Example\n\n```http\nHTTP/1.1 200 OK\n\n{json}\n```\n");
            let get = operation("post-get", "GET /posts/{id}", &example);
            let get = (
                get.0,
                get.1.replace(
                    "`204 No Content`",
                    "`200 OK` and a [post](../resources/post.md) object in the body",
                ),
            );
            expect(
                &[get, post(), recipient()],
                Code::ExampleContradicts,
                wanted,
            );
        }
    }
}
