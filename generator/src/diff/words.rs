//! What pages say, in few words, for the two sides of a change.

use crate::model::{HttpMethod, Operation, Property, Route, Target, TypeUse};

/// `Edm.String`, `Collection(microsoft.graph.recipient)`.
pub fn type_use(ty: &TypeUse) -> String {
    let one = target(&ty.target);
    if ty.collection {
        format!("Collection({one})")
    } else {
        one.to_owned()
    }
}

fn target(target: &Target) -> &str {
    match target {
        Target::Scalar(scalar) => scalar.edm(),
        Target::Named(name) => &name.0,
        Target::Untyped | Target::Omitted(_) => "any JSON",
    }
}

/// `subject: Edm.String`.
pub fn property(property: &Property) -> String {
    let kind = if property.navigation {
        " (relationship)"
    } else {
        ""
    };
    format!("{}: {}{kind}", property.name, type_use(&property.ty))
}

/// `GET /users/{id}/messages`.
pub fn route(method: HttpMethod, route: &Route) -> String {
    let method = method.as_str();
    match &route.query {
        Some(query) => format!("{method} {}?{query}", route.path),
        None => format!("{method} {}", route.path),
    }
}

/// All routes of an operation.
pub fn routes(operation: &Operation) -> String {
    let routes: Vec<String> = operation
        .routes
        .iter()
        .map(|one| route(operation.method, one))
        .collect();
    routes.join(", ")
}
