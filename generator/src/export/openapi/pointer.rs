//! Parts of a value that JSON Pointers lead to.

use super::document::Schema;
use serde_json::{Value, json};

/// Says in `schema` that a value has `part` where a JSON Pointer leads.
pub(super) fn put(schema: &mut Schema, pointer: &str, part: Schema) {
    let mut place = schema;
    for name in pointer.split('/').skip(1) {
        let name = name.replace("~1", "/").replace("~0", "~");
        let inner = place
            .as_object_mut()
            .map(|object| object.entry("properties").or_insert_with(|| json!({})));
        let Some(Value::Object(properties)) = inner else {
            return;
        };
        place = properties
            .entry(name)
            .or_insert_with(|| json!({"type": "object"}));
    }
    *place = part;
}

/// The JSON Pointer to a member: a name that begins with a slash is one itself.
pub(super) fn pointer_to(member: &str) -> String {
    match member.starts_with('/') {
        true => member.to_owned(),
        false => format!("/{}", member.replace('~', "~0").replace('/', "~1")),
    }
}
