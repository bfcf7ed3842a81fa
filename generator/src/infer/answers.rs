//! How lists and errors are answered, as examples show it.

use crate::dialect::{Dialect, ErrorForm};
use crate::infer::InferredKey;
use crate::reader::{Document, ExampleKind};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// From this status on, an answer is an error.
const FIRST_ERROR: u16 = 400;
/// What members are called that lead to the next page, apart from the dialect's own.
const NEXT: [&str; 4] = ["nextLink", "next_link", "nextPage", "next"];

/// The keys of `[lists]` and `[errors]`, where they are not those of the dialect.
pub(super) fn keys(documents: &[Document], dialect: &Dialect) -> Vec<InferredKey> {
    let mut forms: BTreeMap<Form, usize> = BTreeMap::new();
    let mut errors: BTreeMap<(String, String), usize> = BTreeMap::new();
    let examples = documents.iter().flat_map(|document| &document.operations);
    for example in examples.flat_map(|operation| &operation.examples) {
        let ExampleKind::Response { status, .. } = &example.kind else {
            continue;
        };
        let Some(json) = example.body.as_ref().and_then(|body| body.json.as_ref()) else {
            continue;
        };
        if *status >= FIRST_ERROR {
            if let Some(found) = error(json) {
                *errors.entry(found).or_default() += 1;
            }
        } else if let Some(form) = form(json, dialect) {
            *forms.entry(form).or_default() += 1;
        }
    }
    let mut keys = Vec::new();
    let total: usize = forms.values().sum();
    let most = forms.into_iter().max_by_key(|(_, times)| *times);
    if let Some((form, times)) = most
        && form != Form::Usual
    {
        let reason = format!("{times} of {total} examples of lists are so");
        keys.push(InferredKey::value("lists", "form", &form.value(), reason));
    }
    let usual = match &dialect.service.errors {
        ErrorForm::Member(name) => format!("/{name}/code"),
        ErrorForm::Problem | ErrorForm::Pointers { .. } => String::new(),
    };
    let most = errors.into_iter().max_by_key(|(_, times)| *times);
    if let Some(((code, message), times)) = most
        && code != usual
    {
        let reason = format!("{times} examples of errors are so");
        keys.push(InferredKey::text("errors", "code", &code, reason.clone()));
        keys.push(InferredKey::text("errors", "message", &message, reason));
    }
    keys
}

/// How a list is answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// As the dialect has it.
    Usual,
    /// A JSON array.
    Array,
    /// Items in another member, and where the next page is.
    Member(String, String),
}

impl Form {
    fn value(&self) -> toml::Value {
        let text = |text: &str| toml::Value::String(text.to_owned());
        match self {
            Self::Usual => text("odata"),
            Self::Array => text("array"),
            Self::Member(items, next) => {
                let parts = [
                    ("items".to_owned(), text(items)),
                    ("next".to_owned(), text(next)),
                ];
                toml::Value::Table(parts.into_iter().collect())
            }
        }
    }
}

fn form(json: &Value, dialect: &Dialect) -> Option<Form> {
    let lists = &dialect.service.lists;
    let object = match json {
        Value::Array(items) => return items.first()?.is_object().then_some(Form::Array),
        Value::Object(object) => object,
        _ => return None,
    };
    if lists.items_of(json).is_some_and(Value::is_array) {
        return Some(Form::Usual);
    }
    // An object with one array of objects is a list only where it says where the next page is.
    let next = NEXT.iter().find(|name| object.contains_key(**name))?;
    let mut arrays = object.iter().filter(|(_, value)| is_items(value));
    let (items, _) = arrays.next()?;
    arrays
        .next()
        .is_none()
        .then(|| Form::Member(items.clone(), (*next).to_owned()))
}

fn is_items(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.iter().all(Value::is_object))
}

/// Where an error has its code and message, as JSON Pointers.
fn error(json: &Value) -> Option<(String, String)> {
    let object = json.as_object()?;
    let parts = |object: &Map<String, Value>, above: &str| -> Option<(String, String)> {
        let named = |names: &'static [&'static str]| {
            let mut names = names.iter().copied();
            names.find(|name| object.contains_key(*name))
        };
        let code = named(&["code", "type", "errorCode", "error_code"])?;
        let message = named(&[
            "message",
            "detail",
            "title",
            "errorMessage",
            "error_description",
        ])?;
        Some((format!("{above}/{code}"), format!("{above}/{message}")))
    };
    let inner = object
        .iter()
        .find_map(|(name, value)| parts(value.as_object()?, &format!("/{name}")));
    parts(object, "").or(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::graph;
    use serde_json::json;

    #[test]
    fn lists_are_told_from_other_answers() {
        let of = |json: Value| form(&json, graph());
        assert_eq!(of(json!({"value": []})), Some(Form::Usual));
        assert_eq!(of(json!([{"id": 1}])), Some(Form::Array));
        assert_eq!(of(json!({"id": 1, "parts": [{}]})), None);
        let found = of(json!({"items": [{}], "next": "/x"}));
        assert_eq!(
            found,
            Some(Form::Member("items".to_owned(), "next".to_owned()))
        );
    }

    #[test]
    fn errors_are_told_by_their_members() {
        let of = |json: Value| error(&json).map(|(code, message)| format!("{code} {message}"));
        let graph = of(json!({"error": {"code": "x", "message": "y"}}));
        assert_eq!(graph.as_deref(), Some("/error/code /error/message"));
        let problem = of(json!({"type": "x", "title": "y", "detail": "z"}));
        assert_eq!(problem.as_deref(), Some("/type /detail"));
        assert_eq!(of(json!({"id": 1})), None);
    }
}
