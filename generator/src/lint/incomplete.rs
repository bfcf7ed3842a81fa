//! Responses of examples that leave out what the tables list. Many are shortened on purpose, so nobody is told who did not ask.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::lint::tables::Tables;
use crate::model::{QualifiedName, Scalar, Source, Target, TypeUse};
use crate::reader::Document;
use serde_json::Value;
use std::collections::BTreeSet;

/// Names that a message spells out.
const NAMED: usize = 5;

/// What one example leaves out.
pub(crate) struct LeftOut<'a> {
    ty: &'a QualifiedName,
    listed: usize,
    names: Vec<&'a str>,
}

/// Compares the response to a request of `url` with the tables; of a collection, its first item.
pub(crate) fn check<'a>(
    json: &Value,
    ty: &TypeUse,
    url: &str,
    tables: &Tables<'a>,
) -> Option<LeftOut<'a>> {
    let Target::Named(name) = &ty.target else {
        return None;
    };
    // Who selects properties is answered with these.
    if url.contains("$select") || url.contains("%24select") {
        return None;
    }
    let object = match tables.wrapped(json, ty) {
        Some(Value::Array(items)) => items.first()?,
        Some(value) => value,
        None if ty.collection => return None,
        None => json,
    };
    let members = object.as_object().filter(|members| !members.is_empty())?;
    let (name, _) = tables.model.types.get_key_value(name)?;
    let name = tables.own_type(members).unwrap_or(name);
    let listed: Vec<&str> = tables
        .of_type(name)?
        .values()
        .filter(|property| {
            let stream = property.ty.target == Target::Scalar(Scalar::Stream);
            property.sources.contains(&Source::Table) && !property.navigation && !stream
        })
        .map(|property| &*property.name)
        .collect();
    let shown: BTreeSet<String> = members.keys().map(|key| key.to_lowercase()).collect();
    let left_out = |name: &&str| !shown.contains(&name.to_lowercase());
    let names: Vec<&str> = listed.iter().copied().filter(left_out).collect();
    (!names.is_empty()).then_some(LeftOut {
        ty: name,
        listed: listed.len(),
        names,
    })
}

impl LeftOut<'_> {
    /// The finding for the example at `span`.
    pub fn diagnostic(&self, document: &Document, span: Span) -> Diagnostic {
        let quoted: Vec<String> = self
            .names
            .iter()
            .take(NAMED)
            .map(|name| format!("`{name}`"))
            .collect();
        let more = match self.names.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!(
            "the example leaves out {} of the {} properties of `{}`: {}{more}",
            self.names.len(),
            self.listed,
            self.ty.name(),
            quoted.join(", ")
        );
        Diagnostic::new(Code::ExampleIncomplete, &*document.page, span, message)
            .help("show a value of each, or ask for fewer with `$select` in the request")
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, operation, resource};

    #[test]
    fn examples_show_all_that_is_listed() {
        let all = "the example leaves out 2 of the 3 properties of `post`: `size`, `topic`";
        for (query, json, wanted) in [
            ("", "{\"id\": \"1\", \"size\": 1, \"topic\": null}", None),
            ("", "{\"id\": \"1\"}", Some(all)),
            ("", "{\"value\": [{\"id\": \"1\"}, {}]}", Some(all)),
            ("", "{\"value\": []}", None),
            ("?$select=id", "{\"id\": \"1\"}", None),
        ] {
            let example = format!(
                "## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/posts/1{query}\n```\n\n```http\nHTTP/1.1 200 OK\n\n{json}\n```\n"
            );
            let (path, text) = operation("post-get", "GET /posts/{id}", &example);
            let text = text.replace(
                "`204 No Content`",
                "`200 OK` and a [post](../resources/post.md) object in the body",
            );
            let post = resource(
                "post",
                "|id|String|An id.|\n|size|Int32|Bytes.|\n|topic|String|About.|\n|content|Stream|Bytes.|",
            );
            expect(&[(path, text), post], Code::ExampleIncomplete, wanted);
        }
    }
}
