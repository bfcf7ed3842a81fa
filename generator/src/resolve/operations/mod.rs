//! Operations with their types decided.

mod accepted;
mod answer_evidence;
mod bodies;
mod body_evidence;
mod examples;
pub(crate) mod methods;
mod permissions;
mod request;
mod responses;
mod route_typing;

use crate::dialect::Dialect;
use crate::model::{self, Header, HttpMethod, Operation, Segment, Source};
use crate::reader::{self, Document};
use crate::resolve::evidence::Statement;
use crate::resolve::findings::FindingSink;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::naming::Naming;
use crate::resolve::names::type_id::{Property, Target, TypeId};
use crate::resolve::operations::bodies::body;
use crate::resolve::operations::examples::{Lines, examples};
use crate::resolve::operations::methods::Methods;
use crate::resolve::operations::request::{Request, RouteTyping};
use crate::resolve::operations::responses::responses;
use crate::resolve::operations::route_typing::type_route;
use crate::resolve::routes::collections::Collections;
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::routes::segments::route;
use crate::resolve::routes::vocabulary::{Hints, SegmentVocabulary, kind};
use crate::resolve::types::properties::from_rows;
use crate::resolve::types::structural_index::StructuralIndex;
use crate::resolve::types::type_table::TypeTable;
use std::collections::BTreeSet;

/// What the passes before found, for all operations to be decided with.
#[derive(Clone, Copy)]
pub(crate) struct OperationInputs<'a> {
    /// Finds types.
    pub linker: Linker<'a>,
    /// Methods tables.
    pub methods: &'a Methods<'a>,
    /// All documents, by page.
    pub documents: &'a [Document],
    /// All types.
    pub types: &'a TypeTable,
    /// Types by their properties.
    pub structural_index: &'a StructuralIndex,
    /// SegmentVocabulary of routes.
    pub vocabulary: &'a SegmentVocabulary<'a>,
    /// Where routes lead.
    pub resolver: &'a RouteResolver<'a>,
    /// Words of routes that name collections.
    pub collections: &'a Collections,
}

/// Reads one document and what the passes before found. Gives the operations of the page, no method and route twice.
pub(crate) fn operations(
    document: &Document,
    inputs: OperationInputs<'_>,
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
        for group in groups(document, found, &routes, inputs) {
            let operation = operation(&group, &lines, findings);
            match decided.iter_mut().find(|other| same(other, &operation)) {
                Some(other) if group.main => join(other, operation),
                Some(other) => other.routes.extend(operation.routes),
                None => decided.push(operation),
            }
        }
        operations.extend(decided);
    }
    operations.iter_mut().for_each(permissions::settle);
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
    routes: Vec<&'a reader::Route>,
    /// It has the routes that the page's own words fit.
    main: bool,
}

fn groups<'a>(
    document: &'a Document,
    found: &'a reader::Operation,
    routes: &[&'a reader::Route],
    inputs: OperationInputs<'a>,
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for route in routes {
        let mut request = request(document, found, &route.segments, inputs);
        request.typing = type_route(&request, route, inputs.resolver, inputs.collections);
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
    found: &'a reader::Operation,
    segments: &[Segment],
    inputs: OperationInputs<'a>,
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
            inputs.vocabulary,
            inputs.resolver,
            hints,
        ),
        scope: LookupScope::of(document),
        linker: inputs.linker,
        methods: inputs.methods,
        documents: inputs.documents,
        types: inputs.types,
        structural_index: inputs.structural_index,
        typing: RouteTyping::default(),
    }
}

fn operation(group: &Group<'_>, lines: &Lines, findings: &mut FindingSink) -> Operation {
    let request = &group.request;
    let (document, found) = (request.document, request.operation);
    let naming = Naming(request.linker.index);
    let responses = responses(request, findings);
    let (body, decision) = body(request, answered(request, &responses), findings);
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
        query_parameters: naming.properties(from_rows(
            &found.query_parameters,
            request.scope,
            request.linker,
            findings,
        )),
        headers: headers(found, request.linker.index.dialect),
        parameters: naming.properties(parameters(found, request.scope, request.linker, findings)),
        examples,
        body: naming.body(body),
        body_evidence: decision.map(|decision| naming.evidence(decision)),
        responses: responses
            .into_iter()
            .map(|response| naming.response(response))
            .collect(),
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
    let Target::Named(name) = ty.target else {
        return title.clone();
    };
    let name = group.request.linker.index.name(name).name();
    match ty.collection {
        true => format!("{title}: {name} collection"),
        false => format!("{title}: {name}"),
    }
}

/// Tables below the request line; for requests without a body also the rows of the Request body section, which can
/// only mean parameters of a function there.
fn parameters(
    found: &reader::Operation,
    scope: LookupScope<'_>,
    linker: Linker<'_>,
    findings: &mut FindingSink,
) -> Vec<Property> {
    let no_body = matches!(found.method, HttpMethod::Get | HttpMethod::Delete);
    let fields = found.body.fields.iter().filter(|_| no_body);
    from_rows(
        found.parameters.iter().chain(fields),
        scope,
        linker,
        findings,
    )
}

/// What the first response that carries a value says that it is.
fn answered<'a>(
    request: &Request<'a>,
    responses: &[model::Response<TypeId>],
) -> Option<Statement<'a>> {
    responses.iter().find_map(|response| match &response.body {
        model::ResponseBody::Value { ty } => Some(Statement {
            source: response.sources.first().copied().unwrap_or(Source::Prose),
            says: *ty,
            page: request.scope.page,
            span: request.operation.span,
        }),
        _ => None,
    })
}

fn query(found: &reader::Operation) -> Vec<String> {
    let names: BTreeSet<_> = found.query.iter().map(|name| name.value.clone()).collect();
    names.into_iter().collect()
}

fn headers(found: &reader::Operation, dialect: &Dialect) -> Vec<Header> {
    let mut seen = BTreeSet::new();
    let mut headers = Vec::new();
    for header in &found.headers {
        let name = Folded(&*header.name.value);
        let common = dialect.service.common_headers.is(name.0);
        if !common && seen.insert(name) {
            headers.push(Header {
                name: header.name.value.clone(),
                description: header.description.clone(),
                required: header.required,
            });
        }
    }
    headers
}
