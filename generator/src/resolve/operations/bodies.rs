//! What a request carries.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Dialect;
use crate::model::{self, HttpMethod, OperationKind, Segment, Source};
use crate::reader::{Example, ExampleKind, Operation};
use crate::resolve::evidence::{Decision, Statement};
use crate::resolve::findings::FindingSink;
use crate::resolve::names::type_id::{Property, Target, TypeId};
use crate::resolve::operations::accepted::compare_accepted;
use crate::resolve::operations::body_evidence::{body_type, is_named};
use crate::resolve::operations::request::Request;
use crate::resolve::routes::segments::ends_in;
use crate::resolve::types::json::is_data;
use crate::resolve::types::properties::{from_member, from_rows};
use serde_json::{Map, Value};

type Body = model::Body<TypeId>;

/// Decides the body, and what its type rests on if it has one. `answered`: the type that success answers with, one of the last
/// sources for the type of a resource.
pub(crate) fn body(
    request: &Request<'_>,
    answered: Option<Statement<'_>>,
    findings: &mut FindingSink,
) -> (Body, Option<Decision>) {
    let plain = |body| (body, None);
    let operation = request.operation;
    let facts = &operation.body;
    let writes = operation.method.writes();
    if !writes || facts.none {
        return plain(Body::None);
    }
    let to_reference = operation
        .routes
        .iter()
        .any(|route| ends_in(&route.segments, "$ref"));
    if to_reference {
        return plain(Body::Reference);
    }
    compare_methods(request, findings);
    let shown = shown_object(operation);
    // A type with a table of its properties is sent as JSON, whatever else may be sent instead.
    let as_json = facts.ty.is_some() && !facts.fields.is_empty();
    let silent = facts.ty.is_none() && facts.fields.is_empty();
    if facts.bytes && !as_json || silent && sends_bytes(operation, request.linker.index.dialect) {
        return plain(Body::Bytes);
    }
    if request.kind == OperationKind::Action {
        return plain(action_body(request, shown, findings));
    }
    let mut rows = from_rows(&facts.fields, request.scope, request.linker, findings);
    if let Some(decision) = body_type(request, shown, answered) {
        if let Target::Named(sent) = decision.value.target {
            if !rows.is_empty() && lists_parameters(request, &rows, sent, &decision) {
                return plain(Body::Parameters { parameters: rows });
            }
            compare_accepted(request, sent, &mut rows, findings);
        }
        let body = Body::Type {
            ty: decision.value,
            accepted: rows,
        };
        return (body, Some(decision));
    }
    if let Some(words) = &facts.ty
        && let Err(unknown) = request.linker.words(words, request.scope)
    {
        for name in &unknown {
            findings.undefined(request.linker.index, request.scope, name, words.span);
        }
    }
    if !rows.is_empty() {
        return plain(Body::Parameters { parameters: rows });
    }
    if !facts.present && shown.is_none() {
        return plain(Body::None);
    }
    plain(untyped(request, findings))
}

/// Whether a table lists parameters rather than properties of what is sent: only the answer tells the type, and it has none of them.
fn lists_parameters(
    request: &Request<'_>,
    rows: &[Property],
    sent: TypeId,
    decision: &Decision,
) -> bool {
    let told = request.operation.body.ty.is_some()
        || request.typing.body.is_some()
        || decision
            .sources
            .iter()
            .any(|source| matches!(source, Source::Annotation | Source::Example | Source::Route));
    let named = request.operation.method == HttpMethod::Post
        && request
            .operation
            .routes
            .iter()
            .all(|route| matches!(route.segments.last(), Some(Segment::Literal(_))));
    named
        && !told
        && rows
            .iter()
            .all(|row| request.property(sent, &row.name).is_none())
}

/// An action takes an object of parameters; a type where its page names one and lists no parameters.
fn action_body(
    request: &Request<'_>,
    shown: Option<(&Example, &Value)>,
    findings: &mut FindingSink,
) -> Body {
    let facts = &request.operation.body;
    let rows = from_rows(&facts.fields, request.scope, request.linker, findings);
    if !rows.is_empty() {
        return Body::Parameters { parameters: rows };
    }
    let said = facts
        .ty
        .as_ref()
        .map(|ty| request.linker.words(ty, request.scope));
    if let Some(Ok(ty)) = said
        && is_named(ty.target)
        && !facts.parameters
    {
        return Body::Type {
            ty,
            accepted: Vec::new(),
        };
    }
    match shown {
        Some((example, Value::Object(members))) if !members.is_empty() => {
            let parameters = from_members(request, example, members);
            if parameters.is_empty() {
                Body::Untyped
            } else {
                Body::Parameters { parameters }
            }
        }
        Some(_) => untyped(request, findings),
        None => Body::None,
    }
}

fn from_members(
    request: &Request<'_>,
    example: &Example,
    members: &Map<String, Value>,
) -> Vec<Property> {
    let mut parameters: Vec<_> = members
        .iter()
        .filter(|(name, _)| is_data(name))
        .map(|(name, value)| {
            let mut parameter = from_member(
                name,
                value,
                Source::Example,
                request.scope,
                example.span,
                request.linker,
            );
            // One sample of a number says little about its width.
            if matches!(value, Value::Number(_)) {
                parameter.ty.target = Target::Untyped;
            }
            parameter
        })
        .collect();
    parameters.sort_by(|a, b| a.name.cmp(&b.name));
    parameters
}

fn untyped(request: &Request<'_>, findings: &mut FindingSink) -> Body {
    let message = format!(
        "the page does not say what `{}` carries",
        request.operation.title
    );
    findings.all.push(
        Diagnostic::new(
            Code::BodyTypeUnknown,
            request.scope.page,
            request.operation.body.span,
            message,
        )
        .done("the body is any JSON")
        .help("name the type in the Request body section, or list its properties"),
    );
    Body::Untyped
}

/// The first JSON that a request example sends, by preference one with the method of the operation.
fn shown_object(operation: &Operation) -> Option<(&Example, &Value)> {
    let requests = || operation.examples.iter().filter_map(request_example);
    let own = requests().filter(|(_, method)| *method == operation.method);
    own.chain(requests())
        .find_map(|(example, _)| Some((example, example.body.as_ref()?.json.as_ref()?)))
}

fn request_example(example: &Example) -> Option<(&Example, HttpMethod)> {
    match example.kind {
        ExampleKind::Request { method, .. } => Some((example, method)),
        ExampleKind::Response { .. } => None,
    }
}

/// Says of request examples that they show another method than the request line.
fn compare_methods(request: &Request<'_>, findings: &mut FindingSink) {
    let documented = request.operation.method;
    let requests = request
        .operation
        .examples
        .iter()
        .filter_map(request_example);
    for (example, shown) in requests.filter(|(_, shown)| *shown != documented) {
        let message = format!(
            "the request line says {}, the example {}",
            documented.as_str(),
            shown.as_str()
        );
        findings.all.push(
            Diagnostic::new(
                Code::PartsDisagree,
                request.scope.page,
                example.span,
                message,
            )
            .done("the request line was believed, and the example compared with it")
            .help("let both show the same method and path"),
        );
    }
}

/// Whether a request example sends something that is no JSON.
fn sends_bytes(operation: &Operation, dialect: &Dialect) -> bool {
    let route = operation
        .routes
        .iter()
        .any(|route| matches!(route.segments.last(), Some(Segment::Literal(word)) if dialect.service.content.is(word)));
    route
        || operation.examples.iter().any(|example| {
            let request = matches!(example.kind, ExampleKind::Request { .. });
            let media = example
                .headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
            request
                && media.is_some_and(|(_, media)| {
                    media.starts_with("image/") || media.contains("octet-stream")
                })
        })
}
