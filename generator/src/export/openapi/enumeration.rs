//! Enumerations as schemas.

use super::document::Schema;
use super::text;
use crate::model::Enumeration;
use serde_json::{Value, json};

/// Any number, though the members are known. What they are called is what generators of clients read.
fn numbers(ty: &Enumeration) -> Schema {
    let values: Vec<i64> = ty
        .members
        .iter()
        .filter_map(|member| member.value)
        .collect();
    let names: Vec<&str> = ty.members.iter().map(|member| &*member.name).collect();
    let mut schema = json!({"title": ty.name.name()});
    schema["anyOf"] = json!([
        {"type": "integer", "enum": values, "x-enum-varnames": names},
        {"type": "integer"}
    ]);
    if let Some(text) = text::optional(ty.description.as_deref()) {
        schema["description"] = text.into();
    }
    schema
}

/// Any text, though the members are known: a service gets new ones, and flags are sent several at once.
pub(super) fn enumeration(ty: &Enumeration) -> Schema {
    if ty.numbers {
        return numbers(ty);
    }
    let mut names: Vec<&str> = Vec::new();
    for member in &ty.members {
        if !names.contains(&&*member.name) {
            names.push(&member.name);
        }
    }
    let mut schema = json!({"title": ty.name.name()});
    schema["anyOf"] = if names.is_empty() {
        json!([{"type": "string"}])
    } else {
        json!([{"type": "string", "enum": names}, {"type": "string"}])
    };
    if let Some(text) = text::optional(ty.description.as_deref()) {
        schema["description"] = text.into();
    }
    let described: Vec<Value> = ty
        .members
        .iter()
        .filter_map(|member| {
            let text = text::optional(member.description.as_deref())?;
            Some(json!({"value": member.name, "description": text}))
        })
        .collect();
    if !described.is_empty() {
        schema["x-ms-enum"] =
            json!({"name": ty.name.name(), "modelAsString": true, "values": described});
    }
    schema
}
