//! Documents made by hand, and what they resolve to.

mod guesses;
mod operations;
mod other_trees;
mod pages;
mod routes;
mod types;

use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::model::{
    Body, Model, OperationKind, Outcome, QualifiedName, ResponseBody, Struct, Target, Type,
};
use crate::reader as reference;
use crate::reader::{
    Carrier, Document, Enumeration, Example, ExampleBody, ExampleKind, HttpMethod, Member,
    Operation, Permissions, Property, Resource, Response, Route, Segment, TypeName, TypeRef,
};
use crate::resolve::resolve;
use serde_json::{Value, json};

pub(super) fn spanned<T>(value: T) -> Spanned<T> {
    Spanned {
        value,
        span: Span::default(),
    }
}

/// `[recipient](resources/recipient.md) collection` as a cell.
pub(super) fn words(text: &str) -> TypeRef {
    let (name, collection) = match text.strip_suffix(" collection") {
        Some(name) => (name, true),
        None => (text, false),
    };
    let target = name
        .starts_with(char::is_lowercase)
        .then(|| reference::Target {
            page: Some(format!("resources/{}.md", name.to_lowercase()).into()),
            anchor: None,
        });
    let names = vec![TypeName {
        text: name.to_owned(),
        target,
    }];
    TypeRef {
        names,
        collection,
        span: Span::default(),
    }
}

pub(super) fn row(name: &str, ty: &str) -> Property {
    Property {
        name: spanned(name.to_owned()),
        ty: Some(words(ty)),
        description: None,
        read_only: false,
        required: false,
        nullable: None,
        deprecated: false,
        inherited_from: None,
        values: Vec::new(),
    }
}

pub(super) fn resource(name: &str, rows: &[(&str, &str)]) -> Resource {
    Resource {
        name: spanned(format!("microsoft.graph.{name}")),
        annotated_base: None,
        prose_base: None,
        derived: Vec::new(),
        is_abstract: false,
        open: false,
        key: None,
        description: None,
        properties: rows.iter().map(|(name, ty)| row(name, ty)).collect(),
        relationships: Vec::new(),
        methods: Vec::new(),
        json: None,
    }
}

pub(super) fn page(path: &str) -> Document {
    Document {
        page: path.into(),
        ..Document::default()
    }
}

pub(super) fn resource_page(path: &str, resource: Resource) -> Document {
    Document {
        resources: vec![resource],
        ..page(path)
    }
}

pub(super) fn based(mut resource: Resource, base: &str) -> Resource {
    resource.prose_base = Some(words(base));
    resource
}

pub(super) fn route(text: &str) -> Route {
    let segment = |word: &str| match word.strip_prefix('{') {
        Some(name) => Segment::Parameter(vec![name.trim_end_matches('}').to_owned()]),
        None => Segment::Literal(word.to_owned()),
    };
    Route {
        text: text.to_owned(),
        segments: text
            .split('/')
            .filter(|word| !word.is_empty())
            .map(segment)
            .collect(),
        query: None,
        permissions: None,
        span: Span::default(),
    }
}

pub(super) fn operation(
    method: HttpMethod,
    routes: &[&str],
    status: u16,
    ty: Option<&str>,
) -> Operation {
    Operation {
        title: "An operation".to_owned(),
        description: None,
        method,
        routes: routes.iter().map(|text| route(text)).collect(),
        permissions: Permissions::default(),
        query: Vec::new(),
        query_parameters: Vec::new(),
        headers: Vec::new(),
        parameters: Vec::new(),
        body: reference::Body::default(),
        responses: vec![Response {
            status: Some(status),
            ty: ty.map(words),
            empty: false,
            bytes: false,
            span: Span::default(),
        }],
        examples: Vec::new(),
        span: Span::default(),
    }
}

pub(super) fn sent(method: HttpMethod, json: Value) -> Example {
    let kind = ExampleKind::Request {
        method,
        url: "https://graph.microsoft.com/v1.0/".to_owned(),
    };
    Example {
        kind,
        title: String::new(),
        annotated: None,
        composable: false,
        headers: Vec::new(),
        body: Some(ExampleBody {
            text: json.to_string(),
            json: Some(json),
            repaired: None,
            span: Span::default(),
        }),
        span: Span::default(),
    }
}

pub(super) fn built(mut documents: Vec<Document>) -> (Model, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let model = resolve(
        "v1.0",
        &mut documents,
        crate::dialect::graph(),
        &mut diagnostics,
    );
    (model, diagnostics)
}

pub(super) fn named(short: &str) -> QualifiedName {
    QualifiedName(format!("microsoft.graph.{short}"))
}

pub(super) fn structure<'a>(model: &'a Model, short: &str) -> &'a Struct {
    match model.types.get(&named(short)) {
        Some(Type::Struct(found)) => found,
        other => panic!("{short} is {other:?}"),
    }
}

pub(super) fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics.iter().map(|found| found.code).collect()
}

/// A user, an event and a file, and how users are read.
pub(super) fn mailbox() -> Vec<Document> {
    let mut user = resource("user", &[("id", "String")]);
    user.relationships = vec![row("events", "event collection")];
    let read = |path: &str, route: &str, ty: &str| Document {
        operations: vec![operation(HttpMethod::Get, &[route], 200, Some(ty))],
        ..page(path)
    };
    vec![
        resource_page("resources/user.md", user),
        resource_page("resources/event.md", resource("event", &[("id", "String")])),
        resource_page("resources/file.md", resource("file", &[("id", "String")])),
        read("api/user-get.md", "/users/{id}", "user"),
        read("api/user-list.md", "/users", "user collection"),
    ]
}
