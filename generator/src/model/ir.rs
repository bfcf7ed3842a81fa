//! The model as one JSON object for other tools, in stable order.

use super::{
    Body, Enumeration, Model, Operation, Property, Response, ResponseBody, Route, Struct, Target,
    Type, TypeUse,
};
use serde_json::{Value, json};

/// Version of the layout.
const LAYOUT: u32 = 1;

/// One entry per type, by name, and one per page, method and route, in page order.
pub fn ir(model: &Model) -> Value {
    let types: Vec<Value> = model.types.values().map(type_entry).collect();
    let operations: Vec<Value> = model
        .operations
        .iter()
        .flat_map(operation_entries)
        .collect();
    json!({
        "docbind": LAYOUT,
        "version": model.version,
        "types": types,
        "operations": operations,
        "pages": model.pages,
    })
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
    json!({
        "kind": "enum",
        "name": ty.name,
        "base": null,
        "description": ty.description,
        "area": ty.area,
        "pages": ty.pages,
        "properties": [],
        "members": ty.members,
    })
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

fn operation_entries(operation: &Operation) -> Vec<Value> {
    operation
        .routes
        .iter()
        .map(|route| operation_entry(operation, route))
        .collect()
}

fn operation_entry(operation: &Operation, route: &Route) -> Value {
    let answer = primary(&operation.responses);
    let answered = answer.and_then(|response| answered(&response.body));
    json!({
        "page": operation.page,
        "method": operation.method,
        "path": route.path,
        "query": route.query,
        "kind": operation.kind,
        "title": operation.title,
        "area": operation.area,
        "deprecated": operation.deprecated,
        "request_type": request_type(&operation.body),
        "request": operation.body,
        "response_type": answered.as_ref().map(|(target, _)| target),
        "response_collection": answered.as_ref().is_some_and(|(_, collection)| *collection),
        "status": answer.map(|response| response.status),
        "inferred": answer.is_some_and(|response| response.inferred),
        "sources": answer.map(|response| &response.sources),
        "responses": operation.responses,
        "permissions": operation.permissions,
        "parameters": operation.parameters,
        "headers": operation.headers,
        "options": operation.query,
    })
}

/// The response that a caller wants: the first with a body, else the first.
fn primary(responses: &[Response]) -> Option<&Response> {
    let full = responses
        .iter()
        .find(|response| response.body != ResponseBody::None);
    full.or(responses.first())
}

fn answered(body: &ResponseBody) -> Option<(Value, bool)> {
    let (target, collection) = match body {
        ResponseBody::None => return None,
        ResponseBody::Bytes => return Some((json!("Edm.Stream"), false)),
        ResponseBody::Value { ty } => (&ty.target, ty.collection),
        ResponseBody::Page { item, .. } => (item, true),
    };
    Some((json!(target), collection))
}

fn request_type(body: &Body) -> Option<&Target> {
    match body {
        Body::Type {
            ty: TypeUse { target, .. },
            ..
        } => Some(target),
        _ => None,
    }
}
