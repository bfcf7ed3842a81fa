//! Where the routes of an operation lead, compared with what its page says of its request and answer.

use crate::model::{HttpMethod, OperationKind, Scalar, Segment};
use crate::reader::{ExampleKind, Route};
use crate::resolve::names::type_id::{Target, TypeUse, one};
use crate::resolve::operations::answer_evidence::stated;
use crate::resolve::operations::request::{Request, RouteTyping};
use crate::resolve::routes::collections::Collections;
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::routes::segments::word_and_key;

/// Compares the words of a page with where one of its routes leads. A route is believed against words that name an
/// unrelated type: pages that list the routes of several resources describe only one of them.
pub(crate) fn type_route(
    request: &Request<'_>,
    route: &Route,
    resolver: &RouteResolver<'_>,
    collections: &Collections,
) -> RouteTyping {
    if request.kind != OperationKind::Resource {
        return RouteTyping::default();
    }
    let reads = request.operation.method == HttpMethod::Get;
    let segments = &route.segments;
    let keyed = ends_with_key(segments);
    let many = collections.end(segments) || asks_for_list(request, route);
    let listed = reads && !keyed && many;
    let end = resolver.resolve(segments);
    let Some(end) = end.filter(|end| tells(request.operation.method, end.target)) else {
        let answer = listed.then(|| stated_as_many(request)).flatten();
        return RouteTyping { answer, body: None };
    };
    let single = one(end.target);
    let differs = |said: Target| !request.linker.related(said, end.target);
    let written = || RouteTyping {
        answer: match stated(request) {
            Some(said) => differs(said.value.target).then_some(single),
            None => speaks_of_body(request).then_some(single),
        },
        body: sent(request).is_none_or(differs).then_some(single),
    };
    match request.operation.method {
        HttpMethod::Get => {
            let collection = end.collection || listed;
            RouteTyping {
                answer: read(request, TypeUse { collection, ..end }, keyed),
                body: None,
            }
        }
        // Also where a table forgets that the relationship is of many: there is no other way to add to it.
        HttpMethod::Post if !keyed => written(),
        HttpMethod::Patch | HttpMethod::Put if !end.collection => written(),
        _ => RouteTyping::default(),
    }
}

fn ends_with_key(segments: &[Segment]) -> bool {
    let last = segments.last();
    matches!(last, Some(Segment::Parameter(_)))
        || last.and_then(word_and_key).is_some_and(|(_, keyed)| keyed)
}

/// Whether only a list can be asked so: the query of the route filters or orders, or that of an example of a page with one route.
fn asks_for_list(request: &Request<'_>, route: &Route) -> bool {
    let query = &request.linker.index.dialect.query;
    let in_route = route.query.as_deref();
    let alone = request.operation.routes.len() == 1;
    let examples = request.operation.examples.iter().filter(|_| alone);
    let in_examples = examples.filter_map(|example| match &example.kind {
        ExampleKind::Request { url, .. } => Some(url.split_once('?')?.1),
        ExampleKind::Response { .. } => None,
    });
    in_route
        .into_iter()
        .chain(in_examples)
        .any(|text| query.asks_for_list(text))
}

/// Whether the page says that success answers with something, without a word for what.
fn speaks_of_body(request: &Request<'_>) -> bool {
    let mut answers = request.operation.responses.iter();
    answers.any(|answer| {
        let open = answer.ty.is_none() && !answer.empty && !answer.bytes;
        matches!(answer.status, Some(200 | 201)) && open
    })
}

/// What the page's words say that it answers with, as many.
fn stated_as_many(request: &Request<'_>) -> Option<TypeUse> {
    let said = stated(request)?.value;
    let named = matches!(said.target, Target::Named(_));
    (named && !said.collection).then_some(TypeUse {
        collection: true,
        ..said
    })
}

/// A text or number that a route leads to says little: its page may answer with an object around it. A stream is what
/// reading it answers with, but writing it answers with the resource that has it.
fn tells(method: HttpMethod, target: Target) -> bool {
    match target {
        Target::Named(_) => true,
        Target::Scalar(Scalar::Stream) => method == HttpMethod::Get,
        _ => false,
    }
}

fn read(request: &Request<'_>, end: TypeUse, keyed: bool) -> Option<TypeUse> {
    let Some(said) = stated(request).map(|said| said.value) else {
        return Some(end);
    };
    if !request.linker.related(said.target, end.target) {
        return Some(end);
    }
    let one = said.collection && keyed && !end.collection;
    let many = !said.collection && end.collection;
    (one || many).then_some(TypeUse {
        target: said.target,
        collection: end.collection,
    })
}

/// The type that the page's words give the request.
fn sent(request: &Request<'_>) -> Option<Target> {
    let words = request.operation.body.ty.as_ref()?;
    let linked = request.linker.words(words, request.scope).ok()?;
    Some(linked.target)
}
