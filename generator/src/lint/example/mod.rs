//! Examples against the tables of the types that they show.

mod mismatch;
mod timestamp;
mod value;
mod walk;

pub(crate) use mismatch::words;
pub(crate) use walk::names;

use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::lint::incomplete;
use crate::lint::json_place::place;
use crate::lint::lines::Sources;
use crate::lint::tables::Tables;
use crate::model::{ExampleId, Model, TypeUse};
use crate::reader::{Document, ExampleBody, ExampleKind};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use walk::Walk;

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
    /// The type of each example.
    types: BTreeMap<(&'a str, ExampleId), &'a TypeUse>,
    sources: &'a Sources<'a>,
}

impl<'a> Comparison<'a> {
    fn of(model: &'a Model, dialect: &'a Dialect, sources: &'a Sources<'a>) -> Self {
        let types = model.operations.iter().flat_map(|operation| {
            let page = operation.page.as_str();
            let examples = operation.examples.iter();
            examples.map(move |example| ((page, example.id), &example.ty))
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
            let ty = self.types.get(&(document.page.as_str(), body.id()));
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
        let found = Walk::of(json, ty, &self.tables);
        found.into_iter().map(|contradiction| {
            let span = place(&body.text, body.span.start, &contradiction.path);
            contradiction.diagnostic(document, span, self.sources)
        })
    }
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
                "|topic|String|What it is about. Not nullable.|\n|size|Int32|Bytes.|\n|tags|String collection|Words.|\n|sender|[recipient](recipient.md)|Who.|\n|sent|DateTimeOffset|When.|\n|total|Int64|Bytes of all.|",
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
                "{\"sent\": \"2024-13-01T00:00:00Z\"}",
                Some(
                    "`sent` is no moment on line 27, and `DateTimeOffset` in the table on line 20 of resources/post.md",
                ),
            ),
            (
                "{\"total\": \"5\"}",
                Some(
                    "`total` is a string on line 27, and `Int64` in the table on line 21 of resources/post.md",
                ),
            ),
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
