//! Requests that two pages describe in ways that cannot both be true: the same status with bodies of unrelated types.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::lines::Sources;
use crate::lint::operation::shape;
use crate::model::{
    Body, Model, Operation, QualifiedName, ResponseBody, Route, Scalar, Target, Type, TypeUse,
};
use std::collections::{BTreeMap, BTreeSet};

/// Bases followed at most, should they run in a circle.
const LONGEST_CHAIN: usize = 64;

/// Compares each page's account of a request with that of the page with the fewest routes, which knows it best.
pub(crate) fn check(model: &Model, sources: &Sources<'_>) -> Vec<Diagnostic> {
    let mut requests: BTreeMap<_, Vec<(&Operation, &Route)>> = BTreeMap::new();
    for operation in &model.operations {
        for route in &operation.routes {
            let key = (shape(&route.segments), operation.method);
            requests.entry(key).or_default().push((operation, route));
        }
    }
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for accounts in requests.values_mut() {
        accounts.sort_by_key(|(operation, _)| (operation.routes.len(), &operation.page));
        let Some(((first, _), others)) = accounts.split_first() else {
            continue;
        };
        for (other, route) in others.iter().filter(|(other, _)| other.page != first.page) {
            // One finding for two pages, however many routes they share.
            if let Some((what, theirs, ours)) = contradiction(model, first, other)
                && told.insert((&first.page, &other.page, what))
            {
                let line = sources.line(&first.page, first.span.start);
                let message = format!(
                    "`{} {}` {what} {theirs} here and {ours} on line {line} of {}",
                    format!("{:?}", other.method).to_uppercase(),
                    route.path,
                    first.page
                );
                found.push(
                    Diagnostic::new(Code::PagesDisagree, &*other.page, other.span, message)
                        .done("each page became an operation of its own; an OpenAPI document has one that allows both")
                        .help("let both pages say the same, or document the request on one of them"),
                );
            }
        }
    }
    found
}

/// What is contradicted, what `other` says about it, and what `first` does.
fn contradiction(
    model: &Model,
    first: &Operation,
    other: &Operation,
) -> Option<(&'static str, String, String)> {
    for response in &first.responses {
        let same = |other: &&crate::model::Response| other.status == response.status;
        let Some(answer) = other.responses.iter().find(same) else {
            continue;
        };
        let (ours, theirs) = (answered(&response.body)?, answered(&answer.body)?);
        if ours.contradicts(&theirs, model) {
            return Some(("answers with", theirs.words(), ours.words()));
        }
    }
    let (ours, theirs) = (sent(&first.body)?, sent(&other.body)?);
    ours.contradicts(&theirs, model)
        .then(|| ("sends", theirs.words(), ours.words()))
}

/// What a body holds, as far as a page says it.
enum Content {
    One(Target),
    Many(Target),
    Parameters,
    Reference,
    Bytes,
}

fn of_use(ty: &TypeUse) -> Content {
    let target = ty.target.clone();
    if ty.collection {
        Content::Many(target)
    } else {
        Content::One(target)
    }
}

fn answered(body: &ResponseBody) -> Option<Content> {
    Some(match body {
        ResponseBody::None => return None,
        ResponseBody::Value { ty } => of_use(ty),
        ResponseBody::Page { item, .. } => Content::Many(item.clone()),
        ResponseBody::Bytes => Content::Bytes,
    })
}

fn sent(body: &Body) -> Option<Content> {
    Some(match body {
        Body::None | Body::Untyped => return None,
        Body::Type { ty, .. } => of_use(ty),
        Body::Parameters { .. } => Content::Parameters,
        Body::Reference => Content::Reference,
        Body::Bytes => Content::Bytes,
    })
}

impl Content {
    fn contradicts(&self, other: &Self, model: &Model) -> bool {
        match (self, other) {
            (Self::One(a), Self::One(b)) | (Self::Many(a), Self::Many(b)) => {
                !are_related(model, a, b)
            }
            (Self::One(any), _) | (_, Self::One(any)) if !is_known(any) => false,
            (Self::Parameters, Self::Parameters)
            | (Self::Reference, Self::Reference)
            | (Self::Bytes, Self::Bytes) => false,
            _ => true,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::One(target) => format!("`{}`", name(target)),
            Self::Many(target) => format!("many `{}`", name(target)),
            Self::Parameters => "parameters".to_owned(),
            Self::Reference => "a reference".to_owned(),
            Self::Bytes => "bytes".to_owned(),
        }
    }
}

fn is_known(target: &Target) -> bool {
    matches!(target, Target::Scalar(_) | Target::Named(_))
}

fn name(target: &Target) -> &str {
    match target {
        Target::Scalar(scalar) => scalar.edm(),
        Target::Named(name) => name.name(),
        Target::Untyped | Target::Omitted(_) => "any JSON",
    }
}

/// Whether a value may be of both types: one derives from the other, or both from a type that is more than the root of all.
fn are_related(model: &Model, a: &Target, b: &Target) -> bool {
    match (a, b) {
        (Target::Named(a), Target::Named(b)) => {
            let others = bases(model, b);
            bases(model, a).iter().any(|base| others.contains(base))
        }
        // What is text in one place is often told more exactly in another.
        (Target::Scalar(a), Target::Scalar(b)) => a == b || [a, b].contains(&&Scalar::String),
        (a, b) => !is_known(a) || !is_known(b),
    }
}

/// A type and its bases, without the root of all types.
fn bases<'a>(model: &'a Model, name: &'a QualifiedName) -> Vec<&'a QualifiedName> {
    let base = |name: &&'a QualifiedName| match model.types.get(name) {
        Some(Type::Struct(ty)) => ty.base.as_ref(),
        _ => None,
    };
    let mut chain: Vec<_> = std::iter::successors(Some(name), base)
        .take(LONGEST_CHAIN)
        .collect();
    if chain.len() > 1 {
        chain.pop();
    }
    chain
}
