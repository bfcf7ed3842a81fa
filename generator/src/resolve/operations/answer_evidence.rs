//! What the parts of the pages say about the type of an answer: the Response section, annotations, Methods tables, examples.

use crate::model::{HttpMethod, OperationKind, Scalar, Source};
use crate::reader::{self, Example, ExampleKind, TypeName};
use crate::resolve::evidence::{Decision, Statement};
use crate::resolve::names::type_id::{Target, TypeUse, one};
use crate::resolve::operations::request::Request;
use crate::resolve::types::json::{is_data, own_type};
use serde_json::{Map, Value};

/// The type that the page's words give the first answer that has one.
pub(crate) fn stated(request: &Request<'_>) -> Option<Decision> {
    let facts = request.operation.responses.iter();
    let mut successes = facts.filter(|facts| facts.status.is_none_or(is_success));
    let said = successes.find_map(|facts| {
        let status = facts.status.unwrap_or_else(|| usual_status(request));
        said(request, status, Some(facts)).filter(|_| !has_nothing(status, Some(facts)))
    });
    if said.is_none() && request.operation.responses.is_empty() {
        return other_source(request, usual_status(request));
    }
    said
}

/// Whether a status is one of success, redirects included.
pub(crate) fn is_success(status: u16) -> bool {
    (200..400).contains(&status)
}

/// The status that the examples show.
pub(crate) fn shown_status(request: &Request<'_>) -> Option<u16> {
    let mut examples = request.operation.examples.iter();
    examples.find_map(|example| match example.kind {
        ExampleKind::Response { status } if is_success(status) => Some(status),
        _ => None,
    })
}

/// The status of success where the page states none.
pub(crate) fn usual_status(request: &Request<'_>) -> u16 {
    shown_status(request).unwrap_or(match (request.operation.method, request.kind) {
        (HttpMethod::Delete, _) => 204,
        (HttpMethod::Post, OperationKind::Resource) => 201,
        _ => 200,
    })
}

/// Whether the page, or the status itself, says that there is no body.
pub(crate) fn has_nothing(status: u16, facts: Option<&reader::Response>) -> bool {
    facts.is_some_and(|facts| facts.empty) || matches!(status, 204 | 205 | 304)
}

/// The type of an answer: by its sentence, which the other parts support or contradict; else by the first of the others.
pub(crate) fn said(
    request: &Request<'_>,
    status: u16,
    facts: Option<&reader::Response>,
) -> Option<Decision> {
    let words = facts.and_then(|facts| facts.ty.as_ref());
    let linked = words.and_then(|words| request.linker.words(words, request.scope).ok());
    if let Some(ty) = linked.filter(|ty| ty.target != Target::Untyped) {
        let sentence = prose(request, facts, ty);
        return Decision::settle(
            std::iter::once(sentence).chain(corroborate(request, status)),
            |one, other| request.linker.related(one.target, other.target),
        );
    }
    if (300..400).contains(&status) || facts.is_some_and(|facts| facts.bytes) {
        let stream = one(Target::Scalar(Scalar::Stream));
        return Some(Decision::of(&prose(request, facts, stream)));
    }
    other_source(request, status)
}

/// What the Response section says.
fn prose<'a>(
    request: &Request<'a>,
    facts: Option<&reader::Response>,
    says: TypeUse,
) -> Statement<'a> {
    Statement {
        source: Source::Prose,
        says,
        page: request.scope.page,
        span: facts.map_or(request.operation.span, |facts| facts.span),
    }
}

/// What the parts beside the Response section say, in the order in which they are believed.
fn corroborate<'a>(request: &'a Request<'a>, status: u16) -> impl Iterator<Item = Statement<'a>> {
    let methods = request
        .methods
        .returned(&request.document.page, request.linker);
    [annotated(request, status), methods, own(request, status)]
        .into_iter()
        .flatten()
}

/// Where the prose gives no type: the annotation, the Methods tables, the body shown.
fn other_source(request: &Request<'_>, status: u16) -> Option<Decision> {
    let mut others = corroborate(request, status);
    let first = others.next().or_else(|| alike(request, status))?;
    Some(Decision::of(&first))
}

/// The responses of a status that the page shows.
fn shown<'a>(request: &'a Request<'a>, status: u16) -> impl Iterator<Item = &'a Example> {
    request
        .operation
        .examples
        .iter()
        .filter(move |example| example.kind == ExampleKind::Response { status })
}

fn statement<'a>(
    request: &Request<'a>,
    example: &Example,
    source: Source,
    says: TypeUse,
) -> Statement<'a> {
    Statement {
        source,
        says,
        page: request.scope.page,
        span: example.span,
    }
}

/// What the annotation of a shown response says.
pub(crate) fn annotated<'a>(request: &Request<'a>, status: u16) -> Option<Statement<'a>> {
    shown(request, status).find_map(|example| {
        let words = example.annotated.as_ref()?;
        let mut ty = request.linker.words(words, request.scope).ok()?;
        ty.collection |= shows_many(example, request);
        let known = ty.target != Target::Untyped;
        known.then(|| statement(request, example, Source::Annotation, ty))
    })
}

fn shows_many(example: &Example, request: &Request<'_>) -> bool {
    let json = example.body.as_ref().and_then(|body| body.json.as_ref());
    let lists = &request.linker.index.dialect.service.lists;
    json.and_then(|json| lists.items_of(json))
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
fn own<'a>(request: &Request<'a>, status: u16) -> Option<Statement<'a>> {
    shown(request, status).find_map(|example| {
        let json = example.body.as_ref()?.json.as_ref()?;
        let ty = type_of_body(request, json)?;
        Some(statement(request, example, Source::Example, ty))
    })
}

fn type_of_body(request: &Request<'_>, json: &Value) -> Option<TypeUse> {
    let dialect = request.linker.index.dialect;
    let items = dialect.service.lists.items_of(json);
    let items = items.filter(|_| own_type(json, dialect).is_none());
    if let Some(scalar) = items.and_then(plain_value).filter(|_| wraps_value(json)) {
        return Some(one(Target::Scalar(scalar)));
    }
    let collection = items.is_some_and(Value::is_array);
    let item = items.map(|items| {
        let first = items.as_array().and_then(|items| items.first());
        first.unwrap_or(items)
    });
    let name = TypeName {
        text: own_type(item.unwrap_or(json), dialect)?.to_owned(),
        target: None,
    };
    let target = request.linker.name(&name, request.scope)?;
    Some(TypeUse { target, collection })
}

/// The type that alone has the properties of a shown body.
fn alike<'a>(request: &Request<'a>, status: u16) -> Option<Statement<'a>> {
    shown(request, status).find_map(|example| {
        let json = example.body.as_ref()?.json.as_ref()?;
        let lists = &request.linker.index.dialect.service.lists;
        let items = lists.items_of(json).and_then(Value::as_array);
        let object = items.map_or(Some(json), |items| items.first())?;
        let ty = TypeUse {
            target: Target::Named(request.structural_index.find(object)?),
            collection: items.is_some(),
        };
        Some(statement(request, example, Source::Example, ty))
    })
}

/// Nothing on the page speaks of a body.
pub(crate) fn has_no_body(request: &Request<'_>, status: u16) -> bool {
    let mut shown = shown(request, status).peekable();
    let shows_none = shown.peek().is_some() && shown.all(|example| example.body.is_none());
    let reads = request.operation.method == HttpMethod::Get;
    let listed_as_none = request.methods.returns_nothing(&request.document.page);
    status == 202 || shows_none || listed_as_none || !reads
}
