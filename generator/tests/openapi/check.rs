//! What must be true of every OpenAPI document.

use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const SPECIFICATION: &str = include_str!("oas-3.1.json");

/// Where a document is not what the specification's schema asks for.
pub fn schema_errors(document: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(SPECIFICATION).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// All that can be told without the pages.
pub fn check(document: &Value) {
    let errors = schema_errors(document);
    assert!(errors.is_empty(), "{errors:#?}");
    references_lead_somewhere(document, document);
    schemas_are_schemas(document);
    operations_are_unique(document);
    paths_declare_their_parameters(document);
    security_is_declared(document);
}

fn references_lead_somewhere(document: &Value, part: &Value) {
    match part {
        Value::Object(members) => {
            // Examples are data.
            let is_example = members.contains_key("summary") && members.contains_key("value");
            if let Some(Value::String(place)) = members.get("$ref") {
                let pointer = place
                    .strip_prefix('#')
                    .expect("a reference into the document");
                assert!(document.pointer(pointer).is_some(), "{place} leads nowhere");
            }
            if let Some(mapping) = members.get("mapping").and_then(Value::as_object) {
                for place in mapping.values().filter_map(Value::as_str) {
                    let pointer = place.strip_prefix('#').expect("a place in the document");
                    assert!(document.pointer(pointer).is_some(), "{place} leads nowhere");
                }
            }
            if !is_example {
                members
                    .values()
                    .for_each(|part| references_lead_somewhere(document, part));
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|part| references_lead_somewhere(document, part)),
        _ => {}
    }
}

fn schemas_are_schemas(document: &Value) {
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        let checked = jsonschema::draft202012::meta::validate(schema);
        assert!(checked.is_ok(), "{name}: {}", checked.unwrap_err());
    }
}

/// Method, path and the operation.
pub fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods
            .filter(|(key, _)| *key != "parameters")
            .map(move |(method, operation)| (&**method, &**path, operation))
    })
}

fn operations_are_unique(document: &Value) {
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(document) {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{method} {path}: {id} is not the only one");
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        assert!(id.chars().all(plain), "{id}");
    }
    let mut shapes = BTreeMap::new();
    for path in document["paths"].as_object().unwrap().keys() {
        let shape: String = path
            .split(['{', '}'])
            .step_by(2)
            .collect::<Vec<_>>()
            .join("{}");
        let other = shapes.insert(shape, path);
        assert!(other.is_none(), "{path} is {other:?} in other words");
    }
}

fn paths_declare_their_parameters(document: &Value) {
    for (path, item) in document["paths"].as_object().unwrap() {
        let in_path: Vec<&str> = path.split(['{', '}']).skip(1).step_by(2).collect();
        let declared: Vec<&str> = item["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|parameter| {
                assert_eq!(parameter["in"], "path");
                parameter["name"].as_str().unwrap()
            })
            .collect();
        assert_eq!(in_path, declared, "{path}");
        let unique: BTreeSet<_> = in_path.iter().collect();
        assert_eq!(unique.len(), in_path.len(), "{path}");
    }
    for (method, path, operation) in operations(document) {
        let mut seen = BTreeSet::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let parameter = resolved(document, parameter);
            let key = (parameter["in"].as_str(), parameter["name"].as_str());
            assert!(
                seen.insert(key),
                "{method} {path}: {key:?} is not the only one"
            );
        }
    }
}

fn security_is_declared(document: &Value) {
    let schemes = document["components"]["securitySchemes"]
        .as_object()
        .unwrap();
    let of_operations = operations(document).map(|(_, _, operation)| operation);
    for holder in of_operations.chain([document]) {
        for requirement in holder["security"].as_array().into_iter().flatten() {
            for scheme in requirement.as_object().unwrap().keys() {
                assert!(schemes.contains_key(scheme), "{scheme} is not declared");
            }
        }
    }
}

fn resolved<'a>(document: &'a Value, part: &'a Value) -> &'a Value {
    match part["$ref"]
        .as_str()
        .and_then(|place| place.strip_prefix('#'))
    {
        Some(pointer) => document.pointer(pointer).unwrap(),
        None => part,
    }
}

/// How many examples fit the schemas of the bodies that they are shown for, and what is wrong with the others.
pub fn examples(document: &Value) -> (usize, Vec<String>) {
    let mut fitting = 0;
    let mut wrong = Vec::new();
    let mut validators: BTreeMap<String, Validator> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (_, _, operation) in operations(document) {
        let responses = operation["responses"].as_object().unwrap().values();
        for body in responses.chain([&operation["requestBody"]]) {
            let media = &body["content"]["application/json"];
            let schema = &media["schema"];
            for (name, example) in media["examples"].as_object().into_iter().flatten() {
                if !seen.insert((name, schema.to_string())) {
                    continue;
                }
                let validator = validators
                    .entry(schema.to_string())
                    .or_insert_with(|| validator(document, schema));
                let value = &resolved(document, example)["value"];
                match validator.validate(value) {
                    Ok(()) => fitting += 1,
                    Err(error) => {
                        let place = error.instance_path().to_string();
                        wrong.push(format!("{name} {place}: {error:.300}"));
                    }
                }
            }
        }
    }
    (fitting, wrong)
}

/// `schema` with the components of the document at hand.
fn validator(document: &Value, schema: &Value) -> Validator {
    let schema =
        json!({"allOf": [schema], "components": {"schemas": document["components"]["schemas"]}});
    jsonschema::draft202012::new(&schema).unwrap()
}
