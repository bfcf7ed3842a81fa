//! Bodies of requests and responses.

use super::document::{
    Components, Header, MediaType, OrReference, RequestBody, Response, Schema, component,
};
use super::examples::{Shown, component_name};
use super::pointer::put;
use super::schemas::Schemas;
use super::settings::Settings;
use super::template::unique;
use crate::dialect::{ErrorForm, NextPage};
use crate::model::{self, Body, HttpMethod, Operation, ResponseBody, TypeUse};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";
const BYTES: &str = "application/octet-stream";
const REFERENCE: &str = "reference";
const ERROR: &str = "error";
const LOCATION: &str = "Location";
const LINK: &str = "Link";

/// What one operation of the model sends and answers with; the components that it needs are among the others.
pub(super) struct Messages {
    request: Option<(Content, bool)>,
    responses: Vec<(u16, Answer)>,
}

/// A media type and its schema.
type Content = (&'static str, Schema);

struct Answer {
    content: Option<Content>,
    /// Among the components.
    header: Option<&'static str>,
}

impl Messages {
    /// Adds to `components` what the operation refers to.
    pub fn of(
        operation: &Operation,
        schemas: &Schemas<'_>,
        settings: &Settings,
        components: &mut Components,
    ) -> Self {
        let responses = operation.responses.iter();
        Self {
            request: request(operation, schemas, settings, components),
            responses: responses
                .map(|response| {
                    let answer = answer(response, schemas, settings, components);
                    (response.status, answer)
                })
                .collect(),
        }
    }
}

/// The body of a request that several operations describe.
pub(super) fn request_body(documented: &[(&Messages, &[Shown<'_>])]) -> Option<RequestBody> {
    let bodies: Vec<_> = documented
        .iter()
        .filter_map(|(messages, _)| messages.request.as_ref())
        .collect();
    if bodies.is_empty() {
        return None;
    }
    let mut body = RequestBody {
        required: bodies.len() == documented.len() && bodies.iter().all(|(_, required)| *required),
        content: content(bodies.into_iter().map(|(content, _)| content)),
    };
    if let Some(json) = body.content.get_mut(JSON) {
        let shown = documented.iter().flat_map(|(_, examples)| *examples);
        json.examples = references(shown.filter(|example| example.is_request));
    }
    Some(body)
}

/// The responses that several operations give to one request, and errors.
pub(super) fn responses(
    documented: &[(&Messages, &[Shown<'_>])],
) -> BTreeMap<String, OrReference<Response>> {
    let mut by_status: BTreeMap<u16, Vec<&Answer>> = BTreeMap::new();
    for (status, answer) in documented
        .iter()
        .flat_map(|(messages, _)| &messages.responses)
    {
        by_status.entry(*status).or_default().push(answer);
    }
    let mut responses: BTreeMap<String, OrReference<Response>> = by_status
        .into_iter()
        .map(|(status, answers)| {
            let mut response = Response {
                description: status_words(status).to_owned(),
                content: content(answers.iter().filter_map(|answer| answer.content.as_ref())),
                ..Response::default()
            };
            for name in answers.iter().filter_map(|answer| answer.header) {
                let header = OrReference::to("headers", name);
                response.headers.insert(name, header);
            }
            if let Some(json) = response.content.get_mut(JSON) {
                let shown = documented.iter().flat_map(|(_, examples)| *examples);
                let of_status = |example: &&Shown<'_>| example.status == Some(status);
                json.examples = references(shown.filter(of_status));
            }
            (status.to_string(), OrReference::Here(response))
        })
        .collect();
    for class in ["4XX", "5XX"] {
        responses.insert(class.to_owned(), OrReference::to("responses", ERROR));
    }
    responses
}

/// What every document has: errors, and where else to look.
pub(super) fn common(errors: &ErrorForm, components: &mut Components) {
    let media = match errors {
        ErrorForm::Problem => PROBLEM,
        ErrorForm::Member(_) | ErrorForm::Pointers { .. } => JSON,
    };
    let mut schema = error(errors);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), json!("An error"));
    }
    components.schemas.insert(ERROR.to_owned(), schema);
    let content = MediaType {
        schema: json!({"$ref": component("schemas", ERROR)}),
        ..MediaType::default()
    };
    let response = Response {
        description: "The request failed.".to_owned(),
        content: BTreeMap::from([(media, content)]),
        ..Response::default()
    };
    components.responses.insert(ERROR, response);
}

/// The body of an error.
fn error(form: &ErrorForm) -> Schema {
    let text = |words: &str| json!({"type": "string", "description": words});
    let (code, message) = (text("What a program reads."), text("What a person reads."));
    match form {
        ErrorForm::Member(member) => {
            let error = json!({"type": "object", "properties": {"code": code, "message": message}});
            json!({"type": "object", "properties": {member: error}})
        }
        ErrorForm::Problem => json!({"type": "object", "properties": {
            "type": {"type": "string", "format": "uri-reference", "description": "What kind of problem it is."},
            "title": text("The kind of problem, for a person."),
            "status": {"type": "integer", "description": "The status of the response."},
            "detail": text("What happened this time, for a person."),
            "instance": {"type": "string", "format": "uri-reference", "description": "Which time it happened."},
        }}),
        ErrorForm::Pointers {
            code: to_code,
            message: to_message,
        } => {
            let mut schema = json!({"type": "object"});
            for (pointer, part) in [(to_code, code), (to_message, message)] {
                if let Some(pointer) = pointer {
                    put(&mut schema, pointer, part);
                }
            }
            schema
        }
    }
}

fn request(
    operation: &Operation,
    schemas: &Schemas<'_>,
    settings: &Settings,
    components: &mut Components,
) -> Option<(Content, bool)> {
    Some(match &operation.body {
        Body::None => return None,
        Body::Type { ty, accepted } => {
            // A change may leave out whatever stays as it is.
            let demanded = operation.method != HttpMethod::Patch;
            let schema = match schemas.sent(ty, accepted, demanded) {
                Some(schema) => named(operation, schema, components),
                None => schemas.of_use(ty),
            };
            ((JSON, schema), true)
        }
        Body::Parameters { parameters } => {
            let required = parameters.iter().any(|parameter| parameter.required);
            let schema = named(operation, schemas.parameters(parameters), components);
            ((JSON, schema), required)
        }
        Body::Reference => {
            let address = &settings.id_member;
            let schema = json!({
                "type": "object",
                "title": "A reference to an object",
                "properties": {address: {"type": "string", "description": "The address of the object."}},
                "required": [address],
            });
            components.schemas.insert(REFERENCE.to_owned(), schema);
            (
                (JSON, json!({"$ref": component("schemas", REFERENCE)})),
                true,
            )
        }
        Body::Bytes => ((BYTES, json!({})), true),
        Body::Untyped => ((JSON, json!({})), false),
    })
}

/// A schema that one operation needs, as a component: its routes share it, and generators name it.
fn named(operation: &Operation, schema: Schema, components: &mut Components) -> Schema {
    let stem = operation.page.file_stem().unwrap_or_default();
    let wanted = component_name(&format!("{stem}-request"));
    let name = unique(wanted, "-", |name| components.schemas.contains_key(name));
    let place = json!({"$ref": component("schemas", &name)});
    components.schemas.insert(name, schema);
    place
}

fn answer(
    response: &model::Response,
    schemas: &Schemas<'_>,
    settings: &Settings,
    components: &mut Components,
) -> Answer {
    let elsewhere = response.status == 202 || (300..400).contains(&response.status);
    let content = match &response.body {
        ResponseBody::None => None,
        // The bytes are where the location leads.
        ResponseBody::Bytes if elsewhere => None,
        ResponseBody::Bytes => Some((BYTES, json!({}))),
        ResponseBody::Value { ty } => Some((JSON, value(ty, schemas))),
        ResponseBody::Page { item, delta } => {
            let (name, schema) = schemas.page(item, *delta, &settings.lists);
            let place = json!({"$ref": component("schemas", &name)});
            components.schemas.entry(name).or_insert(schema);
            Some((JSON, place))
        }
    };
    let is_page = matches!(response.body, ResponseBody::Page { .. });
    let header = if elsewhere {
        Some((LOCATION, "Where to look next."))
    } else if is_page && settings.lists.next == Some(NextPage::LinkHeader) {
        let words =
            "Address of the next page, as the link with `rel=\"next\"`; the last page has none.";
        Some((LINK, words))
    } else {
        None
    };
    if let Some((name, words)) = header {
        let header = || Header {
            description: words.to_owned(),
            schema: json!({"type": "string"}),
        };
        components.headers.entry(name).or_insert_with(header);
    }
    Answer {
        content,
        header: header.map(|(name, _)| name),
    }
}

/// An object as it is; anything else in an object that has it as its only property.
fn value(ty: &TypeUse, schemas: &Schemas<'_>) -> Schema {
    let schema = schemas.of_use(ty);
    if !ty.collection && schemas.is_object(&ty.target) {
        return schema;
    }
    json!({"type": "object", "properties": {"value": schema}})
}

/// By media type: the schema, or a choice among the different ones.
fn content<'a>(all: impl Iterator<Item = &'a Content>) -> BTreeMap<&'static str, MediaType> {
    let mut schemas: BTreeMap<&'static str, Vec<&Schema>> = BTreeMap::new();
    for (media, schema) in all {
        let known = schemas.entry(media).or_default();
        if !known.contains(&schema) {
            known.push(schema);
        }
    }
    let media = |mut schemas: Vec<&Schema>| {
        // Any JSON is what a page says that does not know better.
        if schemas.len() > 1 {
            schemas.retain(|schema| **schema != json!({}));
        }
        MediaType {
            schema: match &schemas[..] {
                [one] => Value::clone(one),
                _ => json!({"anyOf": schemas}),
            },
            ..MediaType::default()
        }
    };
    schemas
        .into_iter()
        .map(|(name, schemas)| (name, media(schemas)))
        .collect()
}

fn references<'a, T>(
    examples: impl Iterator<Item = &'a Shown<'a>>,
) -> BTreeMap<String, OrReference<T>> {
    examples
        .map(|example| {
            let place = OrReference::to("examples", &example.name);
            (example.name.clone(), place)
        })
        .collect()
}

fn status_words(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted; the work goes on, and the location tells how it is",
        204 => "Done; there is nothing to say",
        206 => "A part of the content",
        207 => "The results of several changes",
        300..400 => "The content is where the location leads",
        _ => "Done",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_the_form_that_the_service_gives_them() {
        let pointers = ErrorForm::Pointers {
            code: Some("/fault/code".to_owned()),
            message: Some("/fault/a~1b".to_owned()),
        };
        let schema = error(&pointers);
        let inner = schema.pointer("/properties/fault/properties").unwrap();
        assert_eq!(inner["code"]["type"], "string");
        assert_eq!(inner["a/b"]["type"], "string");
        let mut components = Components::default();
        common(&ErrorForm::Problem, &mut components);
        let content = &components.responses[ERROR].content;
        assert!(content.contains_key(PROBLEM), "{content:?}");
        let schema = &components.schemas[ERROR];
        assert_eq!(
            schema.pointer("/properties/status/type"),
            Some(&json!("integer"))
        );
    }
}
