//! What a request carries.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Body, HttpMethod, OperationKind, Property, Source, Target, TypeUse};
use crate::reader::{Example, ExampleKind, Operation, TypeName};
use crate::resolve::names::link::FindingSink;
use crate::resolve::routes::typing::Request;
use crate::resolve::routes::vocabulary::ends_in;
use crate::resolve::types::json::{is_data, own_type};
use crate::resolve::types::properties::{from_member, from_rows};
use serde_json::Value;

/// Decides the body. `answered`: the type that success answers with, the last source for the type of a resource.
pub(crate) fn body(
    request: &Request<'_>,
    answered: Option<&TypeUse>,
    findings: &mut FindingSink,
) -> Body {
    let operation = request.operation;
    let facts = &operation.body;
    let writes = matches!(
        operation.method,
        HttpMethod::Post | HttpMethod::Patch | HttpMethod::Put
    );
    if !writes || facts.none {
        return Body::None;
    }
    let to_reference = operation
        .routes
        .iter()
        .any(|route| ends_in(&route.segments, "$ref"));
    if to_reference {
        return Body::Reference;
    }
    let shown = shown_object(operation);
    // A type with a table of its properties is sent as JSON, whatever else may be sent instead.
    let as_json = facts.ty.is_some() && !facts.fields.is_empty();
    let silent = facts.ty.is_none() && facts.fields.is_empty();
    if facts.bytes && !as_json || silent && sends_bytes(operation) {
        return Body::Bytes;
    }
    if request.kind == OperationKind::Action {
        return action_body(request, shown, findings);
    }
    let said = facts
        .ty
        .as_ref()
        .map(|ty| request.linker.words(ty, request.scope));
    let rows = from_rows(&facts.fields, request.scope, request.linker, findings);
    let ty = match (&request.typing.body, &said) {
        (Some(led), Some(Ok(_))) => Some(led.clone()),
        (_, Some(Ok(ty))) if ty.target != Target::Untyped => Some(ty.clone()),
        _ => fallback_type(request, shown, answered),
    };
    if let Some(ty) = ty {
        return Body::Type { ty, accepted: rows };
    }
    if let (Some(Err(unknown)), Some(words)) = (&said, &facts.ty) {
        for name in unknown {
            findings.undefined(request.linker.index, request.scope, name, words.span);
        }
    }
    if !rows.is_empty() {
        return Body::Parameters { parameters: rows };
    }
    if !facts.present && shown.is_none() {
        return Body::None;
    }
    untyped(request, findings)
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
        && matches!(ty.target, Target::Named(_))
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
    members: &serde_json::Map<String, Value>,
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

/// The type of a resource that the page's own sentence does not give.
fn fallback_type(
    request: &Request<'_>,
    shown: Option<(&Example, &Value)>,
    answered: Option<&TypeUse>,
) -> Option<TypeUse> {
    let named = |target: &Target| matches!(target, Target::Named(_));
    let one = |target| TypeUse {
        target,
        collection: false,
    };
    if let Some((example, value)) = shown {
        let annotated = example
            .annotated
            .as_ref()
            .and_then(|ty| request.linker.words(ty, request.scope).ok());
        if let Some(annotated) = annotated.filter(|ty| named(&ty.target)) {
            return Some(one(annotated.target));
        }
        let own = own_type(value).and_then(|name| {
            let name = TypeName {
                text: name.to_owned(),
                target: None,
            };
            request.linker.name(&name, request.scope)
        });
        if let Some(own) = own.filter(named) {
            return Some(one(own));
        }
    }
    if let Some(led) = &request.typing.body {
        return Some(led.clone());
    }
    let listed = request
        .methods
        .returned(&request.document.page, request.linker);
    let answered = answered
        .filter(|ty| named(&ty.target))
        .map(|ty| ty.target.clone());
    let owner = || {
        request
            .methods
            .owner(&request.document.page)
            .map(Target::Named)
    };
    let replaces = matches!(
        request.operation.method,
        HttpMethod::Patch | HttpMethod::Put
    );
    let target = match replaces {
        true => answered.or_else(owner).or(listed.map(|ty| ty.target)),
        false => answered.or(listed.map(|ty| ty.target)),
    };
    target.filter(named).map(one)
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

/// The first JSON that a request example sends.
fn shown_object(operation: &Operation) -> Option<(&Example, &Value)> {
    operation
        .examples
        .iter()
        .filter(|example| matches!(example.kind, ExampleKind::Request { method, .. } if method == operation.method))
        .find_map(|example| Some((example, example.body.as_ref()?.json.as_ref()?)))
}

/// Whether a request example sends something that is no JSON.
fn sends_bytes(operation: &Operation) -> bool {
    let route = operation
        .routes
        .iter()
        .any(|route| ends_in(&route.segments, "content") || ends_in(&route.segments, "$value"));
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
