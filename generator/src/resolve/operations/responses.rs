//! What success answers with.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    HttpMethod, OperationKind, QualifiedName, Response, ResponseBody, Scalar, Source, Target,
    TypeUse,
};
use crate::reader as reference;
use crate::reader::{Example, ExampleKind, TypeName};
use crate::resolve::names::link::FindingSink;
use crate::resolve::routes::typing::Request;
use crate::resolve::routes::vocabulary::is_delta;
use crate::resolve::types::json::{is_data, own_type};
use crate::resolve::types::structs::in_words;
use serde_json::{Map, Value};

/// One response per success status, in page order; at least one.
pub(crate) fn responses(request: &Request<'_>, findings: &mut FindingSink) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    for facts in &request.operation.responses {
        let status = facts.status.unwrap_or_else(|| usual_status(request));
        let success = (200..400).contains(&status);
        if success && responses.iter().all(|known| known.status != status) {
            responses.push(response(request, status, Some(facts), findings));
        }
    }
    if responses.is_empty() {
        let status = shown_status(request).unwrap_or_else(|| usual_status(request));
        responses.push(response(request, status, None, findings));
    }
    responses
}

/// The status that the examples show.
fn shown_status(request: &Request<'_>) -> Option<u16> {
    request
        .operation
        .examples
        .iter()
        .find_map(|example| match example.kind {
            ExampleKind::Response { status } if (200..400).contains(&status) => Some(status),
            _ => None,
        })
}

fn usual_status(request: &Request<'_>) -> u16 {
    shown_status(request).unwrap_or(match (request.operation.method, request.kind) {
        (HttpMethod::Delete, _) => 204,
        (HttpMethod::Post, OperationKind::Resource) => 201,
        _ => 200,
    })
}

/// A type that the page gives an answer, by which sources, and whether it is less than certain.
struct TypeEvidence {
    ty: TypeUse,
    sources: Vec<Source>,
    inferred: bool,
}

/// The type that the page's words give the first answer that has one.
pub(crate) fn stated(request: &Request<'_>) -> Option<TypeUse> {
    let facts = request.operation.responses.iter();
    let mut successes = facts.filter(|facts| {
        facts
            .status
            .is_none_or(|status| (200..400).contains(&status))
    });
    let said = successes.find_map(|facts| {
        let status = facts.status.unwrap_or_else(|| usual_status(request));
        said(request, status, Some(facts)).filter(|_| !has_nothing(status, Some(facts)))
    });
    if said.is_none() && request.operation.responses.is_empty() {
        return other_source(request, usual_status(request)).map(|(ty, _)| ty);
    }
    said.map(|said| said.ty)
}

fn has_nothing(status: u16, facts: Option<&reference::Response>) -> bool {
    facts.is_some_and(|facts| facts.empty) || matches!(status, 204 | 205 | 304)
}

fn response(
    request: &Request<'_>,
    status: u16,
    facts: Option<&reference::Response>,
    findings: &mut FindingSink,
) -> Response {
    let answer = |body, sources: &[Source], inferred| Response {
        status,
        content: content(request, status, &body),
        body,
        sources: sources.to_vec(),
        inferred,
    };
    if has_nothing(status, facts) {
        return answer(ResponseBody::None, &[Source::Prose], false);
    }
    let said = said(request, status, facts);
    let reads = request.operation.method == HttpMethod::Get;
    if let Some(led) = request
        .typing
        .answer
        .as_ref()
        .filter(|_| reads || said.is_some())
    {
        if let Some(said) = &said {
            findings
                .all
                .push(led_elsewhere(request, &said.ty, led, facts));
        }
        return answer(
            carried(request, led.clone()),
            &[Source::Route],
            said.is_some(),
        );
    }
    if let Some(said) = said {
        return answer(carried(request, said.ty), &said.sources, said.inferred);
    }
    if let Some(words) = facts.and_then(|facts| facts.ty.as_ref()) {
        let ty = request.linker.typed(words, request.scope, findings);
        return answer(carried(request, ty), &[Source::Prose], false);
    }
    if has_no_body(request, status) {
        return answer(ResponseBody::None, &[], true);
    }
    findings.all.push(unknown(request, status, facts));
    let ty = TypeUse {
        target: Target::Untyped,
        collection: false,
    };
    answer(carried(request, ty), &[], true)
}

/// The type of an answer: by the prose, else by the other sources.
fn said(
    request: &Request<'_>,
    status: u16,
    facts: Option<&reference::Response>,
) -> Option<TypeEvidence> {
    let words = facts.and_then(|facts| facts.ty.as_ref());
    let linked = words.and_then(|words| request.linker.words(words, request.scope).ok());
    if let Some(ty) = linked.filter(|ty| ty.target != Target::Untyped) {
        let (sources, inferred) = corroborate(request, status, &ty);
        return Some(TypeEvidence {
            ty,
            sources,
            inferred,
        });
    }
    if (300..400).contains(&status) || facts.is_some_and(|facts| facts.bytes) {
        let ty = TypeUse {
            target: Target::Scalar(Scalar::Stream),
            collection: false,
        };
        return Some(TypeEvidence {
            ty,
            sources: vec![Source::Prose],
            inferred: false,
        });
    }
    let (ty, source) = other_source(request, status)?;
    Some(TypeEvidence {
        ty,
        sources: vec![source],
        inferred: source == Source::Example,
    })
}

fn led_elsewhere(
    request: &Request<'_>,
    said: &TypeUse,
    led: &TypeUse,
    facts: Option<&reference::Response>,
) -> Diagnostic {
    let span = facts.map_or(request.operation.span, |facts| facts.span);
    let message = format!(
        "the page says that it answers with {}, but a route of it leads to {}",
        in_words(said),
        in_words(led)
    );
    Diagnostic::new(Code::PartsDisagree, request.scope.page, span, message)
        .done("the route was believed")
        .help("describe what the other routes answer with below a heading of their own")
}

/// What an annotation calls the bytes of an answer: a report that a redirect leads to.
fn content(request: &Request<'_>, status: u16, body: &ResponseBody) -> Option<QualifiedName> {
    match annotated(request, status)?.target {
        Target::Named(name) if *body == ResponseBody::Bytes => Some(name),
        _ => None,
    }
}

fn unknown(request: &Request<'_>, status: u16, facts: Option<&reference::Response>) -> Diagnostic {
    let span = facts.map_or(request.operation.span, |facts| facts.span);
    let message = format!(
        "the page does not say what `{}` answers with",
        request.operation.title
    );
    Diagnostic::new(Code::ResponseTypeUnknown, request.scope.page, span, message)
        .done(format!("the body of {status} is any JSON"))
        .help("name the type in the Response section, with a link to its page")
}

/// A collection comes in pages, a stream as bytes, all else as one value.
fn carried(request: &Request<'_>, ty: TypeUse) -> ResponseBody {
    let delta = request
        .operation
        .routes
        .iter()
        .any(|route| is_delta(&route.segments));
    if ty.target == Target::Scalar(Scalar::Stream) {
        return ResponseBody::Bytes;
    }
    if ty.collection || delta {
        return ResponseBody::Page {
            item: ty.target,
            delta,
        };
    }
    ResponseBody::Value { ty }
}

/// The responses of a status that the page shows, with JSON.
fn shown<'a>(request: &'a Request<'a>, status: u16) -> impl Iterator<Item = &'a Example> {
    request
        .operation
        .examples
        .iter()
        .filter(move |example| example.kind == ExampleKind::Response { status })
}

/// What the annotation of a shown response says.
fn annotated(request: &Request<'_>, status: u16) -> Option<TypeUse> {
    shown(request, status).find_map(|example| {
        let mut ty = request
            .linker
            .words(example.annotated.as_ref()?, request.scope)
            .ok()?;
        ty.collection |= shows_many(example);
        (ty.target != Target::Untyped).then_some(ty)
    })
}

fn shows_many(example: &Example) -> bool {
    let json = example.body.as_ref().and_then(|body| body.json.as_ref());
    json.and_then(|json| json.get("value"))
        .is_some_and(Value::is_array)
}

/// The type of a plain value. A sample of a number says too little.
fn plain_value(value: &Value) -> Option<Scalar> {
    match value {
        Value::Bool(_) => Some(Scalar::Boolean),
        Value::String(_) => Some(Scalar::String),
        _ => None,
    }
}

/// `{"@odata.context": .., "value": ..}` with nothing else.
fn wraps_value(json: &Value) -> bool {
    let data = |object: &Map<String, Value>| object.keys().filter(|key| is_data(key)).count();
    json.as_object().is_some_and(|object| data(object) == 1)
}

/// The type that a shown body names itself, or that its only value has.
fn own(request: &Request<'_>, status: u16) -> Option<TypeUse> {
    shown(request, status).find_map(|example| {
        let json = example.body.as_ref()?.json.as_ref()?;
        let items = json.get("value").filter(|_| own_type(json).is_none());
        if let Some(scalar) = items.and_then(plain_value).filter(|_| wraps_value(json)) {
            let target = Target::Scalar(scalar);
            return Some(TypeUse {
                target,
                collection: false,
            });
        }
        let collection = items.is_some_and(Value::is_array);
        let item = items.map(|items| {
            items
                .as_array()
                .and_then(|items| items.first())
                .unwrap_or(items)
        });
        let name = TypeName {
            text: own_type(item.unwrap_or(json))?.to_owned(),
            target: None,
        };
        let target = request.linker.name(&name, request.scope)?;
        Some(TypeUse { target, collection })
    })
}

/// The type that alone has the properties of a shown body.
fn alike(request: &Request<'_>, status: u16) -> Option<TypeUse> {
    shown(request, status).find_map(|example| {
        let json = example.body.as_ref()?.json.as_ref()?;
        let items = json.get("value").and_then(Value::as_array);
        let object = items.map_or(Some(json), |items| items.first())?;
        Some(TypeUse {
            target: Target::Named(request.structural_index.find(object)?.clone()),
            collection: items.is_some(),
        })
    })
}

/// Where the prose gives no type: the annotation, the Methods tables, the body shown.
fn other_source(request: &Request<'_>, status: u16) -> Option<(TypeUse, Source)> {
    if let Some(ty) = annotated(request, status) {
        return Some((ty, Source::Annotation));
    }
    if let Some(ty) = request
        .methods
        .returned(&request.document.page, request.linker)
    {
        return Some((ty, Source::Methods));
    }
    let shown = own(request, status).or_else(|| alike(request, status));
    Some((shown?, Source::Example))
}

/// Which sources speak of the type that the prose gives, and whether one of them disagrees.
fn corroborate(request: &Request<'_>, status: u16, ty: &TypeUse) -> (Vec<Source>, bool) {
    let mut sources = vec![Source::Prose];
    let mut disagree = false;
    let others = [
        (Source::Annotation, annotated(request, status)),
        (
            Source::Methods,
            request
                .methods
                .returned(&request.document.page, request.linker),
        ),
        (Source::Example, own(request, status)),
    ];
    for (source, other) in others {
        let Some(other) = other else { continue };
        disagree |= !request.linker.related(&ty.target, &other.target);
        sources.push(source);
    }
    (sources, disagree)
}

/// Nothing on the page speaks of a body.
fn has_no_body(request: &Request<'_>, status: u16) -> bool {
    let mut shown = shown(request, status).peekable();
    let shows_none = shown.peek().is_some() && shown.all(|example| example.body.is_none());
    let reads = request.operation.method == HttpMethod::Get;
    let listed_as_none = request.methods.returns_nothing(&request.document.page);
    status == 202 || shows_none || listed_as_none || !reads
}
