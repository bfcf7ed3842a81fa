//! Operations with their types decided.

mod bodies;
mod examples;
pub(crate) mod methods;
pub(crate) mod responses;

use crate::model::{
    Header, HttpMethod, Operation, Response, ResponseBody, Segment, Target, TypeUse,
};
use crate::reader as reference;
use crate::reader::Document;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::link::{FindingSink, Linker};
use crate::resolve::operations::bodies::body;
use crate::resolve::operations::examples::{Lines, examples};
use crate::resolve::operations::methods::Methods;
use crate::resolve::operations::responses::responses;
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::routes::typing::{Request, RouteTyping, type_route};
use crate::resolve::routes::vocabulary::{Hints, SegmentVocabulary, kind, route};
use crate::resolve::types::properties::from_rows;
use crate::resolve::types::structural_index::StructuralIndex;
use std::collections::BTreeSet;

/// Headers that say nothing about one operation.
const COMMON_HEADERS: [&str; 4] = ["authorization", "accept", "content-type", "content-length"];

/// What all operations are decided with.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// Finds types.
    pub linker: Linker<'a>,
    /// Methods tables.
    pub methods: &'a Methods,
    /// Types by their properties.
    pub structural_index: &'a StructuralIndex,
    /// SegmentVocabulary of routes.
    pub vocabulary: &'a SegmentVocabulary,
    /// Where routes lead.
    pub resolver: &'a RouteResolver<'a>,
}

/// The operations of one page, no method and route twice.
pub(crate) fn operations(
    document: &Document,
    context: Context<'_>,
    findings: &mut FindingSink,
) -> Vec<Operation> {
    let lines = Lines::of(&document.source);
    let mut taken = BTreeSet::new();
    let mut operations = Vec::new();
    for found in &document.operations {
        let routes: Vec<_> = found
            .routes
            .iter()
            .filter(|route| taken.insert((found.method, route.text.clone(), route.query.clone())))
            .collect();
        let mut decided: Vec<Operation> = Vec::new();
        for group in groups(document, found, &routes, context) {
            let operation = operation(&group, &lines, findings);
            match decided.iter_mut().find(|other| same(other, &operation)) {
                Some(other) if group.main => join(other, operation),
                Some(other) => other.routes.extend(operation.routes),
                None => decided.push(operation),
            }
        }
        operations.extend(decided);
    }
    operations
}

/// Whether two groups of routes carry and answer the same after all: their typing differed, what was decided does not.
fn same(a: &Operation, b: &Operation) -> bool {
    let answers = |operation: &Operation| -> Vec<_> {
        let responses = operation.responses.iter();
        responses
            .map(|response| (response.status, response.body.clone()))
            .collect()
    };
    a.body == b.body && answers(a) == answers(b)
}

/// Puts the routes of `other` behind those of the group that the page's own words fit, which takes its place.
fn join(other: &mut Operation, main: Operation) {
    let before = std::mem::replace(other, main);
    other.routes.splice(0..0, before.routes);
}

/// Routes of one operation that carry and answer the same, with what there is to decide it.
struct Group<'a> {
    request: Request<'a>,
    routes: Vec<&'a reference::Route>,
    /// It has the routes that the page's own words fit.
    main: bool,
}

fn groups<'a>(
    document: &'a Document,
    found: &'a reference::Operation,
    routes: &[&'a reference::Route],
    context: Context<'a>,
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for route in routes {
        let mut request = request(document, found, &route.segments, context);
        request.typing = type_route(&request, &route.segments, context.resolver);
        match groups
            .iter_mut()
            .find(|group| group.request.typing == request.typing)
        {
            Some(group) => group.routes.push(route),
            None => groups.push(Group {
                request,
                routes: vec![route],
                main: false,
            }),
        }
    }
    let fitting = groups
        .iter()
        .position(|group| group.request.typing == RouteTyping::default());
    if let Some(main) = groups.get_mut(fitting.unwrap_or(0)) {
        main.main = true;
    }
    groups
}

fn request<'a>(
    document: &'a Document,
    found: &'a reference::Operation,
    segments: &[Segment],
    context: Context<'a>,
) -> Request<'a> {
    let creates = found
        .responses
        .iter()
        .any(|response| response.status == Some(201));
    let hints = Hints {
        parameters: found.body.parameters,
        creates,
    };
    Request {
        document,
        operation: found,
        kind: kind(
            found.method,
            segments,
            context.vocabulary,
            context.resolver,
            hints,
        ),
        scope: LookupScope::of(document),
        linker: context.linker,
        methods: context.methods,
        structural_index: context.structural_index,
        typing: RouteTyping::default(),
    }
}

fn operation(group: &Group<'_>, lines: &Lines, findings: &mut FindingSink) -> Operation {
    let request = &group.request;
    let (document, found) = (request.document, request.operation);
    let responses = responses(request, findings);
    let body = body(request, answered(&responses), findings);
    let examples = match group.main {
        true => examples(request, &body, &responses, lines),
        false => Vec::new(),
    };
    Operation {
        page: document.page.clone(),
        area: document.area.clone(),
        title: title(group),
        description: found.description.clone(),
        deprecated: document.deprecated.clone(),
        method: found.method,
        kind: request.kind,
        query: query(found),
        query_parameters: from_rows(
            &found.query_parameters,
            request.scope,
            request.linker,
            findings,
        ),
        headers: headers(found),
        parameters: parameters(found, request.scope, request.linker, findings),
        examples,
        body,
        responses,
        routes: group.routes.iter().map(|found| route(found)).collect(),
        permissions: found.permissions.clone(),
        span: found.span,
    }
}

/// The page's title; for routes that lead elsewhere than its words, with what they lead to.
fn title(group: &Group<'_>) -> String {
    let title = &group.request.operation.title;
    let typing = &group.request.typing;
    let Some(ty) = typing
        .answer
        .as_ref()
        .or(typing.body.as_ref())
        .filter(|_| !group.main)
    else {
        return title.clone();
    };
    match &ty.target {
        Target::Named(name) if ty.collection => format!("{title}: {} collection", name.name()),
        Target::Named(name) => format!("{title}: {}", name.name()),
        _ => title.clone(),
    }
}

/// Tables below the request line; for requests without a body also the rows of the Request body section, which can
/// only mean parameters of a function there.
fn parameters(
    found: &reference::Operation,
    scope: LookupScope<'_>,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) -> Vec<crate::model::Property> {
    let mut rows = found.parameters.clone();
    if matches!(found.method, HttpMethod::Get | HttpMethod::Delete) {
        rows.extend(found.body.fields.iter().cloned());
    }
    from_rows(&rows, scope, linker, findings)
}

/// The value that the first response with one carries.
fn answered(responses: &[Response]) -> Option<&TypeUse> {
    responses.iter().find_map(|response| match &response.body {
        ResponseBody::Value { ty } => Some(ty),
        _ => None,
    })
}

fn query(found: &reference::Operation) -> Vec<String> {
    let names: BTreeSet<_> = found.query.iter().map(|name| name.value.clone()).collect();
    names.into_iter().collect()
}

fn headers(found: &reference::Operation) -> Vec<Header> {
    let mut seen = BTreeSet::new();
    let mut headers = Vec::new();
    for header in &found.headers {
        let lower = header.name.value.to_lowercase();
        if !COMMON_HEADERS.contains(&&*lower) && seen.insert(lower) {
            headers.push(Header {
                name: header.name.value.clone(),
                description: header.description.clone(),
                required: header.required,
            });
        }
    }
    headers
}
