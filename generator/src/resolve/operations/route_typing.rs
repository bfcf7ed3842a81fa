//! Where the routes of an operation lead, compared with what its page says of its request and answer.

use crate::model::{HttpMethod, OperationKind, Scalar, Segment};
use crate::resolve::names::type_id::{Target, TypeUse, one};
use crate::resolve::operations::answer_evidence::stated;
use crate::resolve::operations::request::{Request, RouteTyping};
use crate::resolve::routes::resolver::RouteResolver;

/// Compares the words of a page with where one of its routes leads. A route is believed against words that name an
/// unrelated type: pages that list the routes of several resources describe only one of them.
pub(crate) fn type_route(
    request: &Request<'_>,
    segments: &[Segment],
    resolver: &RouteResolver<'_>,
) -> RouteTyping {
    let end = resolver
        .resolve(segments)
        .filter(|_| request.kind == OperationKind::Resource);
    let Some(end) = end.filter(|end| tells(request.operation.method, end.target)) else {
        return RouteTyping::default();
    };
    let keyed = matches!(segments.last(), Some(Segment::Parameter(_)));
    let single = one(end.target);
    let differs = |said: Target| !request.linker.related(said, end.target);
    let written = || RouteTyping {
        answer: stated(request)
            .filter(|said| differs(said.value.target))
            .map(|_| single),
        body: sent(request).is_none_or(differs).then_some(single),
    };
    match request.operation.method {
        HttpMethod::Get => RouteTyping {
            answer: read(request, end, keyed),
            body: None,
        },
        // Also where a table forgets that the relationship is of many: there is no other way to add to it.
        HttpMethod::Post if !keyed => written(),
        HttpMethod::Patch | HttpMethod::Put if !end.collection => written(),
        _ => RouteTyping::default(),
    }
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
