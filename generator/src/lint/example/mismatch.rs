//! What an example shows and a table does not say, in words.

use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::lint::json_place::Step;
use crate::lint::lines::Sources;
use crate::model::{Enumeration, Property, Struct, Target, TypeUse};
use crate::reader::Document;
use serde_json::Value;

/// A value of an example and what a table says about it.
pub(super) struct Contradiction<'a> {
    pub path: Vec<Step>,
    /// `` `size` is a string ``.
    pub shown: String,
    pub mismatch: Mismatch<'a>,
}

/// In what an example and a table differ.
pub(super) enum Mismatch<'a> {
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
    /// The finding for it, at `span` of the page.
    pub fn diagnostic(self, document: &Document, span: Span, sources: &Sources<'_>) -> Diagnostic {
        let line = sources.line(&document.page, span.start);
        let row = |property: &Property| {
            let line = sources.line(&property.page, property.span.start);
            format!("in the table on line {line} of {}", property.page)
        };
        let shown = self.shown;
        let (message, help) = match self.mismatch {
            Mismatch::Type(property) => (
                format!(
                    "{shown} on line {line}, and {} {}",
                    words(&property.ty),
                    row(property)
                ),
                "let the example show a value of the type in the table, or mend the table"
                    .to_owned(),
            ),
            Mismatch::Null(property) => (
                format!("{shown} on line {line}, and never null {}", row(property)),
                "show a value".to_owned(),
            ),
            Mismatch::Extra(ty, near) => {
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
            Mismatch::Member(enumeration, value) => (
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

/// What a value is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
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
