//! Examples against the tables of the types that they show.

use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::dialect::Dialect;
use crate::lint::incomplete;
use crate::lint::json_place::{Step, place};
use crate::lint::lines::Sources;
use crate::lint::tables::Tables;
use crate::model::{
    Enumeration, Model, Property, QualifiedName, Scalar, Source, Struct, Target, Type, TypeUse,
};
use crate::reader::{Document, ExampleBody, ExampleKind};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Findings of one example that are told; more have one cause.
const MOST_OF_ONE: usize = 5;
/// Words of one value that are looked up.
const MOST_WORDS: usize = 64;
/// Objects in objects that are looked into.
const DEEPEST: usize = 16;

/// Compares the JSON that operations show with the types of the model.
pub(crate) fn check(
    documents: &[Document],
    model: &Model,
    dialect: &Dialect,
    sources: &Sources<'_>,
) -> Vec<Diagnostic> {
    let comparison = Comparison::of(model, dialect, sources);
    documents
        .par_iter()
        .flat_map_iter(|document| comparison.document(document))
        .collect()
}

/// What examples are compared with.
struct Comparison<'a> {
    tables: Tables<'a>,
    /// The type of each body, by its page and first line.
    types: BTreeMap<(&'a str, u32), &'a TypeUse>,
    sources: &'a Sources<'a>,
}

impl<'a> Comparison<'a> {
    fn of(model: &'a Model, dialect: &'a Dialect, sources: &'a Sources<'a>) -> Self {
        let types = model.operations.iter().flat_map(|operation| {
            let page = operation.page.as_str();
            let examples = operation.examples.iter();
            examples.map(move |example| ((page, example.line), &example.ty))
        });
        Self {
            tables: Tables::of(model, dialect),
            types: types.collect(),
            sources,
        }
    }

    fn document(&self, document: &Document) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        // The request that the next response answers.
        let mut asked = "";
        let examples = document.operations.iter().flat_map(|found| &found.examples);
        for example in examples {
            if let ExampleKind::Request { url, .. } = &example.kind {
                asked = url;
            }
            let Some(body) = example.body.as_ref().filter(|body| seen.insert(body.span)) else {
                continue;
            };
            let line = self.sources.line(&document.page, body.span.start);
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            let ty = self.types.get(&(document.page.as_str(), line));
            let (Some(json), Some(ty)) = (&body.json, ty) else {
                continue;
            };
            found.extend(self.contradictions(document, body, json, ty));
            if matches!(example.kind, ExampleKind::Response { .. }) {
                let left_out = incomplete::check(json, ty, asked, &self.tables);
                found.extend(left_out.map(|left_out| left_out.diagnostic(document, body.span)));
            }
        }
        found
    }

    fn contradictions(
        &self,
        document: &Document,
        body: &ExampleBody,
        json: &Value,
        ty: &TypeUse,
    ) -> impl Iterator<Item = Diagnostic> {
        let mut reading = Reading {
            tables: &self.tables,
            path: Vec::new(),
            told: BTreeSet::new(),
            found: Vec::new(),
        };
        reading.body(json, ty);
        reading.found.into_iter().map(|contradiction| {
            let span = place(&body.text, body.span.start, &contradiction.path);
            contradiction.diagnostic(document, span, self.sources)
        })
    }
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
    /// No table of this type has the name; a near one that it has.
    Extra(&'a Struct, Option<&'a str>),
    /// No member of the enumeration has this name.
    Member(&'a Enumeration, String),
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
            Wrong::Extra(ty, near) => {
                let page = ty.pages.first().map_or("its page", |page| page.as_str());
                (
                    format!(
                        "{shown} on line {line}, but no table has it for `{}`",
                        ty.name.name()
                    ),
                    near.map_or_else(
                        || {
                            format!(
                                "add a row to the table of {page}, or take it out of the example"
                            )
                        },
                        |near| format!("did you mean `{near}`?"),
                    ),
                )
            }
            Wrong::Member(enumeration, value) => (
                format!(
                    "{shown} `{value}` on line {line}, which is no member of `{}`",
                    enumeration.name.name()
                ),
                near_member(enumeration, &value),
            ),
        };
        Diagnostic::new(Code::ExampleContradicts, &*document.page, span, message).help(help)
    }
}

/// How to mend a value that is no member of an enumeration.
fn near_member(enumeration: &Enumeration, value: &str) -> String {
    let members = enumeration.members.iter().map(|member| &*member.name);
    match nearest(value, members) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let page = enumeration.pages.first();
            let page = page.map_or("its page", |page| page.as_str());
            format!("show one of its members, or add it to the table of {page}")
        }
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
        match self.tables.wrapped(json, ty) {
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
                Some(property) => self.inside(Step::Name(key.clone()), |reading| {
                    reading.property(value, property, ty);
                }),
                None if closed && !self.is_added(ty, key) => {
                    self.inside(Step::Name(key.clone()), |reading| {
                        if reading.found.len() == MOST_OF_ONE {
                            return;
                        }
                        let known = properties.keys().copied();
                        // Who shows the near one too means this one.
                        let near = nearest(key, known).filter(|near| !members.contains_key(*near));
                        reading.tell(ty, key, "is shown", Wrong::Extra(ty, near));
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
        if believed && let Some(wrong) = contradiction(value, property, self.tables) {
            let shown = match wrong {
                Wrong::Member(..) => "is",
                _ => kind(value),
            };
            self.tell(owner, &property.name, shown, wrong);
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
pub(crate) fn is_data(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn contradiction<'a>(
    value: &Value,
    property: &'a Property,
    tables: &Tables<'a>,
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
            if !fits {
                return Some(Wrong::Type(property));
            }
            let mut items = items.iter();
            items.find_map(|item| strange_member(item, &one, tables))
        }
        value => {
            let fits = !property.ty.collection && fits(value, &property.ty, tables);
            if !fits {
                return Some(Wrong::Type(property));
            }
            strange_member(value, &property.ty, tables)
        }
    }
}

/// A word of a value that is none of the members of the enumeration that the table names. Values of several members are
/// joined by commas.
fn strange_member<'a>(value: &Value, ty: &TypeUse, tables: &Tables<'a>) -> Option<Wrong<'a>> {
    let Target::Named(name) = &ty.target else {
        return None;
    };
    let Some(Type::Enum(enumeration)) = tables.model.types.get(name) else {
        return None;
    };
    let is_member = |word: &&str| {
        let mut members = enumeration.members.iter();
        members.any(|member| member.name == *word)
    };
    let mut words = value.as_str()?.split(',').take(MOST_WORDS).map(str::trim);
    // Nothing at all is a gap to be filled, not another member.
    let word = words.find(|word| !word.is_empty() && !is_member(word))?;
    (!enumeration.members.is_empty()).then(|| Wrong::Member(enumeration, word.to_owned()))
}

/// Whether a value can be one of the type, leaving aside how many there are.
fn fits(value: &Value, ty: &TypeUse, tables: &Tables<'_>) -> bool {
    match (&ty.target, value) {
        (_, Value::Null) | (Target::Untyped | Target::Omitted(_), _) => true,
        (Target::Named(name), value) => match tables.model.types.get(name) {
            Some(Type::Enum(_)) => value.is_string(),
            // A type such as `Json` stands for any value.
            Some(Type::Struct(ty)) => {
                value.is_object() || tables.dialect.primitives.get(ty.name.name()).is_some()
            }
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
pub(crate) fn words(ty: &TypeUse) -> String {
    let word = match &ty.target {
        Target::Scalar(scalar) => scalar.edm().trim_start_matches("Edm."),
        Target::Named(name) | Target::Omitted(name) => name.name(),
        Target::Untyped => "any JSON",
    };
    if ty.collection {
        format!("`{word} collection`")
    } else {
        format!("`{word}`")
    }
}

/// Names that an object shows, without annotations.
pub(crate) fn names(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
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
