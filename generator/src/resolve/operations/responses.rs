//! What success answers with.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, HttpMethod, Scalar, Segment, Source};
use crate::reader;
use crate::resolve::evidence::{Decision, Statement};
use crate::resolve::findings::FindingSink;
use crate::resolve::names::type_id::{Target, TypeId, TypeUse, UNTYPED};
use crate::resolve::operations::answer_evidence::{
    annotated, has_no_body, has_nothing, is_success, said, shown_status, usual_status,
};
use crate::resolve::operations::request::Request;
use crate::resolve::routes::segments::is_delta;

type Response = model::Response<TypeId>;
type ResponseBody = model::ResponseBody<TypeId>;

/// One response per success status, in page order; at least one.
pub(crate) fn responses(request: &Request<'_>, findings: &mut FindingSink) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    for facts in &request.operation.responses {
        let status = facts.status.unwrap_or_else(|| usual_status(request));
        if is_success(status) && responses.iter().all(|known| known.status != status) {
            responses.push(response(request, status, Some(facts), findings));
        }
    }
    if responses.is_empty() {
        let status = shown_status(request).unwrap_or_else(|| usual_status(request));
        responses.push(response(request, status, None, findings));
    }
    responses
}

fn response(
    request: &Request<'_>,
    status: u16,
    facts: Option<&reader::Response>,
    findings: &mut FindingSink,
) -> Response {
    let without_type = |body, sources: &[Source], inferred| Response {
        status,
        content: content(request, status, &body),
        body,
        sources: sources.to_vec(),
        contradictions: Vec::new(),
        inferred,
    };
    if has_nothing(status, facts) {
        return without_type(ResponseBody::None, &[Source::Prose], false);
    }
    let said = said(request, status, facts);
    let decision = match route_statement(request, said.is_some()) {
        Some(route) => Some(overrule(request, route, said, facts, findings)),
        None => said,
    };
    if let Some(decision) = decision {
        let body = carried(request, decision.value);
        return Response {
            status,
            content: content(request, status, &body),
            body,
            sources: decision.sources,
            contradictions: decision.contradictions,
            inferred: decision.inferred,
        };
    }
    if let Some(words) = facts.and_then(|facts| facts.ty.as_ref()) {
        let ty = request.linker.typed(words, request.scope, findings);
        return without_type(carried(request, ty), &[Source::Prose], false);
    }
    if reads_content(request) {
        return without_type(ResponseBody::Bytes, &[Source::Route], true);
    }
    if has_no_body(request, status) {
        return without_type(ResponseBody::None, &[], true);
    }
    findings.all.push(unknown(request, status, facts));
    without_type(carried(request, UNTYPED), &[], true)
}

/// What the routes say the answer is, where they are believed before the words of the page. Writing may answer with nothing: there a
/// route says what comes back only if the page says that something does.
fn route_statement<'a>(request: &Request<'a>, answers: bool) -> Option<Statement<'a>> {
    let reads = request.operation.method == HttpMethod::Get;
    let says = request.typing.answer.filter(|_| reads || answers)?;
    Some(Statement {
        source: Source::Route,
        says,
        page: request.scope.page,
        span: request.operation.span,
    })
}

/// Believes the route; what the page says about the answer is about other routes of it.
fn overrule(
    request: &Request<'_>,
    route: Statement<'_>,
    said: Option<Decision>,
    facts: Option<&reader::Response>,
    findings: &mut FindingSink,
) -> Decision {
    let mut decision = Decision::of(&route);
    if let Some(said) = said {
        let span = facts.map_or(request.operation.span, |facts| facts.span);
        decision.contradict(&Statement {
            source: said.sources.first().copied().unwrap_or(Source::Prose),
            says: said.value,
            page: request.scope.page,
            span,
        });
    }
    // A page that calls the type by the word of the collection speaks of the collection.
    let by_word = facts.is_some_and(|facts| says_word_of_route(request, facts));
    let one_of_many = |contradiction: &&model::Contradiction<TypeId>| {
        contradiction.says.target == decision.value.target && by_word
    };
    let told = decision.contradictions.iter();
    for contradiction in told.filter(|contradiction| !one_of_many(contradiction)) {
        findings
            .all
            .push(led_elsewhere(request, &decision, contradiction));
    }
    decision
}

/// Whether the type of an answer is called like the last word of a route.
fn says_word_of_route(request: &Request<'_>, facts: &reader::Response) -> bool {
    let names = || facts.ty.iter().flat_map(|ty| &ty.names);
    let mut routes = request.operation.routes.iter();
    routes.any(|route| match route.segments.last() {
        Some(Segment::Literal(word)) => names().any(|name| word.eq_ignore_ascii_case(&name.text)),
        _ => false,
    })
}

fn led_elsewhere(
    request: &Request<'_>,
    decision: &Decision,
    contradiction: &model::Contradiction<TypeId>,
) -> Diagnostic {
    let message = format!(
        "the page says that it answers with {}, but a route of it leads to {}",
        request.linker.in_words(&contradiction.says),
        request.linker.in_words(&decision.value)
    );
    Diagnostic::new(
        Code::PartsDisagree,
        &*contradiction.page,
        contradiction.span,
        message,
    )
    .done("the route was believed")
    .help("describe what the other routes answer with below a heading of their own")
}

/// Whether every route leads to the content of something, which is answered as it is.
fn reads_content(request: &Request<'_>) -> bool {
    let content = &request.linker.index.dialect.service.content;
    let routes = &request.operation.routes;
    request.operation.method == HttpMethod::Get
        && !routes.is_empty()
        && routes.iter().all(|route| {
            matches!(route.segments.last(), Some(Segment::Literal(word)) if content.is(word))
        })
}

/// What an annotation calls the bytes of an answer: a report that a redirect leads to.
fn content(request: &Request<'_>, status: u16, body: &ResponseBody) -> Option<TypeId> {
    if *body != ResponseBody::Bytes {
        return None;
    }
    match annotated(request, status)?.says.target {
        Target::Named(ty) => Some(ty),
        _ => None,
    }
}

fn unknown(request: &Request<'_>, status: u16, facts: Option<&reader::Response>) -> Diagnostic {
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
        .any(|route| is_delta(&route.segments, request.linker.index.dialect));
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
