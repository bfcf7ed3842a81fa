//! Operations with their types decided.

use super::bodies::{Request, body};
use super::examples::{Lines, examples};
use super::index::{DEFAULT_NAMESPACE, Scope};
use super::link::{Findings, Linker};
use super::methods::Methods;
use super::properties::from_rows;
use super::responses::responses;
use super::routes::{Hints, Members, kind, routes};
use crate::model::{Header, HttpMethod, Operation, Response, ResponseBody, Route, TypeUse};
use crate::reference::{self, Document};
use std::collections::BTreeSet;

/// Headers that say nothing about one operation.
const COMMON_HEADERS: [&str; 4] = ["authorization", "accept", "content-type", "content-length"];

/// What all operations are decided with.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// Finds types.
    pub linker: Linker<'a>,
    /// Methods tables.
    pub methods: &'a Methods,
    /// Words of routes that are resources.
    pub members: &'a Members,
}

/// The operations of one page, no method and route twice.
pub(super) fn operations(
    document: &Document,
    context: Context<'_>,
    findings: &mut Findings,
) -> Vec<Operation> {
    let lines = Lines::of(&document.source);
    let mut taken = BTreeSet::new();
    let mut operations = Vec::new();
    for found in &document.operations {
        let mut routes = routes(&found.routes);
        routes
            .retain(|route| taken.insert((found.method, route.path.clone(), route.query.clone())));
        if !routes.is_empty() {
            operations.push(operation(
                document, found, routes, &lines, context, findings,
            ));
        }
    }
    operations
}

fn operation(
    document: &Document,
    found: &reference::Operation,
    routes: Vec<Route>,
    lines: &Lines,
    context: Context<'_>,
    findings: &mut Findings,
) -> Operation {
    let namespace = document
        .namespace
        .as_ref()
        .map_or(DEFAULT_NAMESPACE, |line| &line.value);
    let scope = Scope {
        page: &document.page,
        namespace,
    };
    let hints = Hints {
        parameters: found.body.parameters,
        creates: found
            .responses
            .iter()
            .any(|response| response.status == Some(201)),
    };
    let first = routes.first().map_or(&[][..], |route| &route.segments);
    let request = Request {
        document,
        operation: found,
        kind: kind(found.method, first, context.members, hints),
        scope,
        linker: context.linker,
        methods: context.methods,
    };
    let responses = responses(request, findings);
    let body = body(request, answered(&responses), findings);
    let parameters = parameters(found, scope, context.linker, findings);
    Operation {
        page: document.page.clone(),
        area: document.area.clone(),
        title: found.title.clone(),
        description: found.description.clone(),
        deprecated: document.deprecated.clone(),
        method: found.method,
        kind: request.kind,
        query: query(found),
        query_parameters: from_rows(&found.query_parameters, scope, context.linker, findings),
        headers: headers(found),
        parameters,
        examples: examples(request, &body, &responses, lines),
        body,
        responses,
        routes,
        permissions: found.permissions.clone(),
        span: found.span,
    }
}

/// Tables below the request line; for requests without a body also the rows of the Request body section, which can
/// only mean parameters of a function there.
fn parameters(
    found: &reference::Operation,
    scope: Scope<'_>,
    linker: Linker<'_>,
    findings: &mut Findings,
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
