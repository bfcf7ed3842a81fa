//! The model as one JSON object for other tools, in stable order.
//!
//! Where several pages document the same method and route, as the pages of derived types do with the route of their
//! base type, they share one entry: a request has one answer, whoever describes it. `pages` says which pages those
//! are, and `variants` what each of them says.

use crate::model::{
    Body, Enumeration, HttpMethod, Model, Operation, Property, QualifiedName, Response,
    ResponseBody, Route, Scalar, Struct, Target, Type,
};
use camino::Utf8Path;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Version of the layout.
const LAYOUT: u32 = 1;
/// Bases followed at most, should they run in a circle.
const LONGEST_CHAIN: usize = 64;

/// One entry per type, by name, and one per method and route, in page order.
pub fn ir(model: &Model) -> Value {
    let types: Vec<Value> = model.types.values().map(type_entry).collect();
    let operations: Vec<Value> = requests(model)
        .iter()
        .map(|found| operation_entry(model, found))
        .collect();
    json!({
        "docbind": LAYOUT,
        "version": model.version,
        "types": types,
        "operations": operations,
        "pages": model.pages,
    })
}

/// A method and route with every operation that documents it, the one of the page with the fewest routes of the method
/// first: a page about one route knows it better than one that lists many.
type Documented<'a> = Vec<(&'a Operation, &'a Route)>;

fn requests(model: &Model) -> Vec<Documented<'_>> {
    let mut places: BTreeMap<(HttpMethod, &str), usize> = BTreeMap::new();
    let mut requests: Vec<Documented<'_>> = Vec::new();
    for operation in &model.operations {
        for route in &operation.routes {
            let place = *places
                .entry((operation.method, &*route.path))
                .or_insert(requests.len());
            match requests.get_mut(place) {
                Some(known) => known.push((operation, route)),
                None => requests.push(vec![(operation, route)]),
            }
        }
    }
    let listed = listed(model);
    for documented in &mut requests {
        documented.sort_by_key(|(operation, _)| {
            let count = listed.get(&(&*operation.page, operation.method));
            (count, operation.routes.len(), &operation.page)
        });
    }
    requests
}

/// How many routes a page lists for a method, in however many operations.
fn listed(model: &Model) -> BTreeMap<(&Utf8Path, HttpMethod), usize> {
    let mut listed = BTreeMap::new();
    for operation in &model.operations {
        *listed
            .entry((&*operation.page, operation.method))
            .or_default() += operation.routes.len();
    }
    listed
}

fn type_entry(ty: &Type) -> Value {
    match ty {
        Type::Struct(ty) => struct_entry(ty),
        Type::Enum(ty) => enum_entry(ty),
    }
}

fn struct_entry(ty: &Struct) -> Value {
    json!({
        "kind": "struct",
        "name": ty.name,
        "base": ty.base,
        "abstract": ty.is_abstract,
        "open": ty.open,
        "inferred": ty.inferred,
        "deprecated": ty.deprecated,
        "description": ty.description,
        "area": ty.area,
        "pages": ty.pages,
        "properties": ty.properties.iter().map(property_entry).collect::<Vec<_>>(),
        "members": [],
    })
}

fn enum_entry(ty: &Enumeration) -> Value {
    let mut entry = json!({
        "kind": "enum",
        "name": ty.name,
        "base": null,
        "description": ty.description,
        "area": ty.area,
        "pages": ty.pages,
        "properties": [],
        "members": ty.members,
    });
    if ty.numbers {
        entry["numbers"] = true.into();
    }
    entry
}

fn property_entry(property: &Property) -> Value {
    json!({
        "name": property.name,
        "type": property.ty.target,
        "collection": property.ty.collection,
        "navigation": property.navigation,
        "nullable": property.nullable,
        "read_only": property.read_only,
        "required": property.required,
        "deprecated": property.deprecated,
        "description": property.description,
        "inferred": property.inferred,
        "sources": property.sources,
        "page": property.page,
    })
}

fn operation_entry(model: &Model, documented: &Documented<'_>) -> Value {
    let Some((operation, route)) = documented.first() else {
        return Value::Null;
    };
    let answer = primary(&operation.responses);
    let asked = documented
        .iter()
        .map(|(operation, _)| request_type(&operation.body));
    let answered = documented
        .iter()
        .map(|(operation, _)| response_type(&operation.responses));
    let (response_type, collection) = shared(model, answered.collect());
    let mut pages: Vec<_> = documented
        .iter()
        .map(|(operation, _)| &operation.page)
        .collect();
    pages.dedup();
    json!({
        "page": operation.page,
        "pages": pages,
        "method": operation.method,
        "path": route.path,
        "query": route.query,
        "kind": operation.kind,
        "title": operation.title,
        "area": operation.area,
        "deprecated": operation.deprecated,
        "request_type": shared(model, asked.collect()).0,
        "request": operation.body,
        "response_type": response_type,
        "response_collection": collection,
        "status": answer.map(|response| response.status),
        "inferred": answer.is_some_and(|response| response.inferred),
        "sources": answer.map(|response| &response.sources),
        "responses": operation.responses,
        "permissions": operation.permissions_of(route),
        "parameters": operation.parameters,
        "headers": operation.headers,
        "options": operation.query,
        "variants": variants(documented),
    })
}

fn variants(documented: &Documented<'_>) -> Vec<Value> {
    if documented.len() < 2 {
        return Vec::new();
    }
    let variant = |(operation, _): &(&Operation, &Route)| {
        let (response_type, collection) = response_type(&operation.responses);
        json!({
            "page": operation.page,
            "request_type": request_type(&operation.body).0,
            "response_type": response_type,
            "response_collection": collection,
        })
    };
    documented.iter().map(variant).collect()
}

/// The response that a caller wants: the first with a body, else the first.
fn primary(responses: &[Response]) -> Option<&Response> {
    let full = responses
        .iter()
        .find(|response| response.body != ResponseBody::None);
    full.or(responses.first())
}

/// A name of a type, if there is one, and whether there are many.
type Named<'a> = (Option<&'a str>, bool);

fn response_type(responses: &[Response]) -> Named<'_> {
    let Some(response) = primary(responses) else {
        return (None, false);
    };
    match &response.body {
        ResponseBody::None => (None, false),
        ResponseBody::Bytes => {
            let content = response.content.as_ref().map(|name| &*name.0);
            (content.or(Some(Scalar::Stream.edm())), false)
        }
        ResponseBody::Value { ty } => (name(&ty.target), ty.collection),
        ResponseBody::Page { item, .. } => (name(item), true),
    }
}

fn request_type(body: &Body) -> Named<'_> {
    match body {
        Body::Type { ty, .. } => (name(&ty.target), ty.collection),
        _ => (None, false),
    }
}

fn name(target: &Target) -> Option<&str> {
    match target {
        Target::Scalar(scalar) => Some(scalar.edm()),
        Target::Named(name) => Some(&name.0),
        Target::Untyped | Target::Omitted(_) => None,
    }
}

/// What several pages say together: what the first says, or the type that it shares with those pages whose type has a
/// base in common with it. The root of all types is no such base.
fn shared<'a>(model: &'a Model, said: Vec<Named<'a>>) -> Named<'a> {
    let Some((Some(name), collection)) = said.first().copied() else {
        return (None, false);
    };
    let bases = bases(model, name);
    let others: Vec<_> = said
        .iter()
        .filter_map(|(other, _)| Some(crate::export::ir::bases(model, (*other)?)))
        .filter(|other| other.iter().any(|base| bases.contains(base)))
        .collect();
    let common = bases
        .iter()
        .find(|base| others.iter().all(|other| other.contains(base)));
    (common.copied().or(Some(name)), collection)
}

/// A type and its bases, without the root of all types.
fn bases<'a>(model: &'a Model, name: &'a str) -> Vec<&'a str> {
    let mut chain = chain(model, name);
    if chain.len() > 1 {
        chain.pop();
    }
    chain
}

fn base_of<'a>(model: &'a Model, name: &str) -> Option<&'a str> {
    match model.types.get(&QualifiedName(name.to_owned()))? {
        Type::Struct(ty) => ty.base.as_ref().map(|base| &*base.0),
        Type::Enum(_) => None,
    }
}

/// A type, its base, the base's base ...
fn chain<'a>(model: &'a Model, name: &'a str) -> Vec<&'a str> {
    std::iter::successors(Some(name), |name| base_of(model, name))
        .take(LONGEST_CHAIN)
        .collect()
}
