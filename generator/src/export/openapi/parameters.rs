//! Parameters of paths, queries and headers.

use super::document::{In, OrReference, Parameter, Schema};
use super::schemas::Schemas;
use super::template::Slot;
use super::text;
use crate::dialect::NextPage;
use crate::model::{Operation, Property, Route};
use serde_json::json;
use std::collections::BTreeMap;

/// The parameters of a path, with what the first page that describes one says about it.
pub(super) fn of_path(
    slots: &[Vec<&Slot>],
    operations: &[&Operation],
    schemas: &Schemas<'_>,
) -> Vec<Parameter> {
    let parameter = |written: &Vec<&Slot>| {
        let slot = written.first()?;
        let names = || written.iter().flat_map(|slot| &slot.written);
        let described = operations.iter().find_map(|operation| {
            let mut known = operation.parameters.iter();
            known.find(|property| names().any(|name| property.name.eq_ignore_ascii_case(name)))
        });
        let mut words =
            text::optional(described.and_then(|property| property.description.as_deref()));
        let alternatives = slot.written.join("`, `");
        let what = match (slot.is_path, slot.written.len()) {
            (true, _) => Some("A path, whose slashes stay as they are.".to_owned()),
            (false, 2..) if !slot.written.contains(&slot.name) => {
                Some(format!("One of `{alternatives}`."))
            }
            _ => None,
        };
        if let Some(what) = what {
            words = Some(words.map_or(what.clone(), |words| format!("{words}\n\n{what}")));
        }
        Some(Parameter {
            name: slot.name.clone(),
            place: In::Path,
            description: words,
            required: true,
            deprecated: false,
            explode: None,
            schema: described.map_or_else(text_schema, |property| schemas.of_use(&property.ty)),
        })
    };
    slots.iter().filter_map(parameter).collect()
}

/// Parameters of queries and headers that several pages say of one request.
pub(super) struct Parameters(BTreeMap<(In, String), Parameter>);

impl Parameters {
    /// Those of all pages; required is what every route demands.
    pub fn of(documented: &[(&Operation, &Route)], schemas: &Schemas<'_>) -> Self {
        let mut all = Self(BTreeMap::new());
        for (operation, route) in documented {
            for property in &operation.query_parameters {
                all.add(described(property, In::Query, schemas));
            }
            for (name, value) in pairs(route) {
                let mut known = operation
                    .parameters
                    .iter()
                    .chain(&operation.query_parameters);
                let known = known.find(|property| property.name.eq_ignore_ascii_case(name));
                let mut parameter = known.map_or_else(
                    || plain(name, In::Query, text_schema()),
                    |property| described(property, In::Query, schemas),
                );
                name.clone_into(&mut parameter.name);
                parameter.required = documented
                    .iter()
                    .all(|(_, route)| pairs(route).any(|(other, _)| other == name));
                if !value.contains('{') {
                    parameter.schema = json!({"const": value});
                }
                all.0.insert((In::Query, name.to_owned()), parameter);
            }
            for header in &operation.headers {
                let mut parameter = plain(&header.name, In::Header, text_schema());
                parameter.description = text::optional(header.description.as_deref());
                parameter.required = header.required;
                all.add(parameter);
            }
        }
        all
    }

    /// The parameter that asks for a page behind the first, where lists have one.
    pub fn with_page(mut self, next: Option<&NextPage>) -> Self {
        let (query, schema, words) = match next {
            Some(NextPage::Cursor { member, query }) => (
                query,
                text_schema(),
                format!("Where the page starts: `{member}` of the page before."),
            ),
            Some(NextPage::Number { query }) => (
                query,
                json!({"type": "integer", "format": "int32"}),
                "The number of the page.".to_owned(),
            ),
            Some(NextPage::Member(_) | NextPage::LinkHeader) | None => return self,
        };
        let mut parameter = plain(query, In::Query, schema);
        parameter.description = Some(words);
        self.add(parameter);
        self
    }

    /// In order of place and name.
    pub fn into_list(self) -> impl Iterator<Item = OrReference<Parameter>> {
        self.0.into_values().map(OrReference::Here)
    }

    /// The first page that says it is heard. Names of headers have no case.
    fn add(&mut self, parameter: Parameter) {
        let key = match parameter.place {
            In::Header => parameter.name.to_ascii_lowercase(),
            In::Query | In::Path => parameter.name.clone(),
        };
        if !key.is_empty() {
            self.0.entry((parameter.place, key)).or_insert(parameter);
        }
    }
}

/// The pairs of a route's query that are no options of OData.
fn pairs(route: &Route) -> impl Iterator<Item = (&str, &str)> {
    let query = route.query.as_deref().unwrap_or_default();
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(name, _)| !name.is_empty() && !name.starts_with('$'))
}

/// The options of OData that an operation takes: those that its page names, and those that its routes show.
pub(super) fn options<'a>(
    operation: &'a Operation,
    route: &'a Route,
) -> impl Iterator<Item = &'a str> {
    let query = route.query.as_deref().unwrap_or_default();
    let shown = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, _)| name.trim());
    let named = operation.query.iter().map(String::as_str);
    named.chain(shown).filter(|name| {
        name.strip_prefix('$')
            .is_some_and(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic()))
    })
}

/// An option of OData, with the name that it has among the components.
pub(super) fn option(name: &str) -> (String, Parameter) {
    let list = || json!({"type": "array", "items": {"type": "string"}});
    let count = || json!({"type": "integer", "format": "int32", "minimum": 0});
    let (schema, words) = match name {
        "$select" => (list(), "Properties to answer with."),
        "$expand" => (list(), "Relationships to answer with."),
        "$orderby" => (
            list(),
            "Properties to sort by, each with ` desc` where the greatest comes first.",
        ),
        "$filter" => (text_schema(), "A condition that items have to meet."),
        "$search" => (text_schema(), "Words to search for."),
        "$top" => (count(), "How many items a page has at most."),
        "$skip" => (count(), "How many items to leave out at the start."),
        "$count" => (json!({"type": "boolean"}), "Whether to count all items."),
        "$skiptoken" => (
            text_schema(),
            "Where the next page starts, from the address of that page.",
        ),
        "$deltatoken" => (
            text_schema(),
            "Where changes start, from the address of an earlier answer.",
        ),
        "$format" => (text_schema(), "The media type of the response."),
        _ => (text_schema(), "An option of the query."),
    };
    let is_list = schema.get("items").is_some();
    let parameter = Parameter {
        description: Some(words.to_owned()),
        explode: is_list.then_some(false),
        ..plain(name, In::Query, schema)
    };
    (name.trim_start_matches('$').to_owned(), parameter)
}

fn described(property: &Property, place: In, schemas: &Schemas<'_>) -> Parameter {
    Parameter {
        description: text::optional(property.description.as_deref()),
        required: property.required,
        deprecated: property.deprecated,
        ..plain(&property.name, place, schemas.of_use(&property.ty))
    }
}

fn plain(name: &str, place: In, schema: Schema) -> Parameter {
    Parameter {
        name: name.to_owned(),
        place,
        description: None,
        required: false,
        deprecated: false,
        explode: None,
        schema,
    }
}

fn text_schema() -> Schema {
    json!({"type": "string"})
}
