//! The JSON representation of a type against its tables.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::lint::example::{names, words};
use crate::lint::json_place::{Step, place};
use crate::lint::names::Names;
use crate::lint::placeholder::contradicts;
use crate::model::{Model, Property, Source, Struct, Type};
use crate::reader::{Document, Resource};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Members of one representation that are told; more have one cause.
const MOST: usize = 100;

/// Compares the representations of a page with what the model has from tables.
pub(crate) fn check(
    document: &Document,
    model: &Model,
    types: &Names<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for resource in &document.resources {
        let Some(json) = &resource.json else { continue };
        let Some(members) = json.value.as_object() else {
            continue;
        };
        let ty = types
            .named_on(&document.page, &resource.name.value)
            .and_then(|name| model.types.get(name));
        let Some(Type::Struct(ty)) = ty else { continue };
        if resource.properties.is_empty() && resource.relationships.is_empty() {
            continue;
        }
        let page = Page { document, resource };
        page.missing(members, found);
        let known = Known { ty, model, types };
        page.shown(members, json.span, &known, found);
    }
}

/// What the model has.
struct Known<'a> {
    ty: &'a Struct,
    model: &'a Model,
    types: &'a Names<'a>,
}

struct Page<'a> {
    document: &'a Document,
    resource: &'a Resource,
}

impl Page<'_> {
    fn diagnostic(&self, span: Span, message: String) -> Diagnostic {
        Diagnostic::new(
            Code::RepresentationContradicts,
            &*self.document.page,
            span,
            message,
        )
    }

    /// Rows that the representation leaves out. A representation without data is a stub.
    fn missing(&self, members: &Map<String, Value>, found: &mut Vec<Diagnostic>) {
        if names(members).next().is_none() {
            return;
        }
        let shown: BTreeSet<String> = members.keys().map(|key| key.to_lowercase()).collect();
        for row in &self.resource.properties {
            let name = &row.name.value;
            if shown.contains(&name.to_lowercase()) || name.contains('@') {
                continue;
            }
            found.push(
                self.diagnostic(
                    row.name.span,
                    format!("the JSON representation leaves out `{name}`"),
                )
                .help(format!("add `\"{name}\"` to the JSON representation")),
            );
        }
    }

    /// The names in the tables, by their small letters.
    fn rows(&self) -> BTreeMap<String, Vec<&str>> {
        let relationships = self.resource.relationships.iter();
        let mut rows: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for row in self.resource.properties.iter().chain(relationships) {
            let name = row.name.value.as_str();
            rows.entry(name.to_lowercase()).or_default().push(name);
        }
        rows
    }

    /// What the representation shows and tables do not, or otherwise.
    fn shown(
        &self,
        members: &Map<String, Value>,
        span: Span,
        known: &Known<'_>,
        found: &mut Vec<Diagnostic>,
    ) {
        let source = self
            .document
            .source
            .get(span.start as usize..span.end as usize);
        let at = |name: &str| {
            place(
                source.unwrap_or_default(),
                span.start,
                &[Step::Name(name.to_owned())],
            )
        };
        let Known { ty, model, types } = known;
        let known: BTreeMap<String, &Property> = model
            .properties(&ty.name)
            .into_iter()
            .map(|property| (property.name.to_lowercase(), property))
            .collect();
        let rows = self.rows();
        let end = found.len() + MOST;
        for (name, value) in names(members) {
            if found.len() == end {
                return;
            }
            let lower = name.to_lowercase();
            let property = known.get(&lower).copied();
            let rows = rows
                .get(&lower)
                .filter(|rows| !rows.contains(&name.as_str()));
            // In another case than in every row.
            if let Some(row) = rows.and_then(|rows| rows.first()) {
                let used = property.map_or(*row, |known| &known.name);
                found.push(
                    self.diagnostic(
                        at(name),
                        format!("the table calls it `{row}`, the JSON representation `{name}`"),
                    )
                    .done(format!("it is `{used}`"))
                    .help("write it alike"),
                );
                continue;
            }
            match property.filter(|known| known.sources.contains(&Source::Table)) {
                Some(known) if !known.inferred && contradicts(value, &known.ty, types, model) => {
                    found.push(
                        self.diagnostic(
                            at(name),
                            format!(
                                "`{name}` is {} in the table, which `{}` is not",
                                words(&known.ty),
                                shortened(value)
                            ),
                        )
                        .done("the table was believed")
                        .help("let the JSON representation show the type of the table"),
                    );
                }
                None if !ty.open => found.push(
                    self.diagnostic(at(name), format!("no table has `{name}`"))
                        .help("add a row to the table of properties"),
                ),
                _ => {}
            }
        }
    }
}

/// A value for a message.
fn shortened(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}...", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, resource};

    #[test]
    fn representations_show_what_the_tables_say() {
        for (json, wanted) in [
            ("{\"topic\": \"String\", \"size\": 1024}", None),
            (
                "{\"topic\": \"String\"}",
                Some("the JSON representation leaves out `size`"),
            ),
            (
                "{\"topic\": \"String\", \"size\": 1, \"colour\": \"String\"}",
                Some("no table has `colour`"),
            ),
            (
                "{\"topic\": \"String\", \"Size\": 1}",
                Some("the table calls it `size`, the JSON representation `Size`"),
            ),
            (
                "{\"topic\": true, \"size\": 1}",
                Some("`topic` is `String` in the table, which `true` is not"),
            ),
        ] {
            let (path, mut text) = resource("post", "|topic|String|About.|\n|size|Int32|Bytes.|");
            text.push_str(&format!(
                "\n## JSON representation\n\n<!-- {{\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.post\"}} -->\n```json\n{json}\n```\n"
            ));
            expect(&[(path, text)], Code::RepresentationContradicts, wanted);
        }
    }
}
