//! OpenAPI documents: valid by the schema of the specification, whole in themselves, and true to the pages.

#[path = "openapi/check.rs"]
mod check;
#[path = "openapi/pages.rs"]
mod pages;

use check::{check, schema_errors};
use docbind::Generator;
use docbind::export::openapi::{Export, Settings, openapi};
use serde_json::{Value, json};
use std::env;
use std::path::Path;

fn export_from(generator: &Generator) -> (Export, Value) {
    let models = generator.models().unwrap();
    let [model] = &models[..] else {
        panic!("one version is expected");
    };
    let export = openapi(model, &Settings::default());
    let value = serde_json::to_value(&export.document).unwrap();
    (export, value)
}

fn docs_input() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../docs-input").to_owned()
}

#[test]
fn the_document_of_docs_input_is_valid_and_whole() {
    let (export, document) = export_from(&Generator::new(docs_input()));
    check(&document);
    assert!(export.operations > 200, "{}", export.operations);
}

#[test]
fn every_example_of_docs_input_fits_its_schema() {
    let (_, document) = export_from(&Generator::new(docs_input()));
    let (fitting, wrong) = check::examples(&document);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(fitting > 80, "{fitting}");
}

#[test]
fn the_document_of_a_whole_reference_is_valid_and_whole() {
    let Ok(corpus) = env::var("DOCBIND_CORPUS") else {
        eprintln!("skipped: DOCBIND_CORPUS is not set");
        return;
    };
    let docs = Path::new(&corpus).join("v1.0");
    let generator = Generator::new(docs.to_str().unwrap());
    let (export, document) = export_from(&generator);
    check(&document);
    eprintln!(
        "{} requests, {} operations",
        export.requests, export.operations
    );
}

/// Takes minutes, and says how good the examples of pages are rather than whether the document is.
#[test]
#[ignore = "reads DOCBIND_CORPUS for minutes; run with -- --ignored --nocapture"]
fn examples_of_a_whole_reference_fit_their_schemas() {
    let docs = Path::new(&env::var("DOCBIND_CORPUS").unwrap()).join("v1.0");
    let (_, document) = export_from(&Generator::new(docs.to_str().unwrap()));
    let (fitting, wrong) = check::examples(&document);
    eprintln!("{fitting} examples fit, {} do not:", wrong.len());
    wrong.iter().for_each(|line| eprintln!("{line}"));
    assert!(fitting > 20 * wrong.len());
}

#[test]
fn json_and_yaml_say_the_same() {
    let (export, document) = export_from(&Generator::new(docs_input()));
    let (mut json, mut yaml) = (Vec::new(), Vec::new());
    export.document.write_json(&mut json).unwrap();
    export.document.write_yaml(&mut yaml).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&json).unwrap(), document);
    assert_eq!(serde_yaml::from_slice::<Value>(&yaml).unwrap(), document);
    let (again, _) = export_from(&Generator::new(docs_input()));
    let mut bytes = Vec::new();
    again.document.write_json(&mut bytes).unwrap();
    assert_eq!(json, bytes);
}

#[test]
fn a_selection_brings_the_types_that_it_needs_and_no_others() {
    let all = Generator::new(docs_input());
    let (_, document) = export_from(&all.include("api/conversation-*"));
    check(&document);
    let has = |name: &str| document["components"]["schemas"].get(name).is_some();
    assert!(has("microsoft.graph.conversationThread") && has("microsoft.graph.recipient"));
    assert!(!has("microsoft.graph.drive") && !has("microsoft.graph.drive-page"));
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.keys().all(|path| path.contains("conversations")));
}

#[test]
fn the_schema_of_the_specification_refuses_what_is_no_document() {
    let mut document = export_from(&Generator::new(docs_input())).1;
    document["info"].as_object_mut().unwrap().remove("title");
    document["paths"]["/me/messages"]["get"]["responses"] = json!({"200": {}});
    assert_eq!(schema_errors(&document).len(), 2);
}
