//! OpenAPI documents: valid by the schema of the specification, whole in themselves, and true to the pages.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that looks in the wrong place fails"
)]

#[path = "openapi/check.rs"]
mod check;
#[path = "openapi/pages.rs"]
mod pages;

use camino::Utf8Path;
use check::{check, schema_errors};
use docbind::config::{Config, resolve_from_docs};
use docbind::export::openapi::{Export, Settings, openapi};
use docbind::{Generator, InferredKey, to_toml};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// The document of the pages in a docs folder, and of what its `docbind.toml` says of their service.
fn document(docs: &str) -> (Export, Value) {
    let config = Config::load(Utf8Path::new(docs)).unwrap();
    export_from(&Generator::new(docs), &config)
}

fn export_from(generator: &Generator, config: &Config) -> (Export, Value) {
    let models = generator.models().unwrap();
    let [model] = &models[..] else {
        panic!("one version is expected");
    };
    let dialect = config.profile(&model.version).dialect().unwrap();
    let export = openapi(model, &Settings::of(&dialect));
    let value = serde_json::to_value(&export.document).unwrap();
    (export, value)
}

fn docs_input() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../docs-input").to_owned()
}

#[test]
fn the_document_of_docs_input_is_valid_and_whole() {
    let (export, document) = document(&docs_input());
    check(&document);
    assert!(export.operations > 200, "{}", export.operations);
}

#[test]
fn every_example_of_docs_input_fits_its_schema() {
    let (_, document) = document(&docs_input());
    let (fitting, wrong) = check::examples(&document);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(fitting > 80, "{fitting}");
}

#[test]
fn the_document_of_a_whole_reference_is_valid_and_whole() {
    let Ok(corpus) = env::var("DOCBIND_CORPUS") else {
        skipped("DOCBIND_CORPUS is not set");
        return;
    };
    let docs = Path::new(&corpus).join("v1.0");
    checked(docs.to_str().unwrap());
}

/// Each with the profile that its pages suggest.
#[test]
fn the_documents_of_other_references_are_valid_and_whole() {
    let Some(trees) = env::var_os("DOCBIND_CORPUS_OTHERS") else {
        skipped("DOCBIND_CORPUS_OTHERS is not set");
        return;
    };
    for tree in env::split_paths(&trees) {
        let tree = tree.canonicalize().unwrap();
        let tree = Utf8Path::from_path(&tree).unwrap();
        let mut keys = Generator::new(tree).infer().unwrap();
        for key in keys.iter_mut().filter(|key| key.section == "pages") {
            let place = key.value.trim_matches('"');
            key.value = toml_text(&resolve_from_docs(tree, Utf8Path::new(place)));
        }
        keys.insert(
            0,
            InferredKey::new("pages", "root", toml_text(tree), "Where the pages are"),
        );
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("docbind.toml"), to_toml(&keys)).unwrap();
        checked(folder.path().to_str().unwrap());
    }
}

fn toml_text(path: &Utf8Path) -> String {
    toml::Value::String(path.to_string()).to_string()
}

/// Every method and route of a page is in the document: those that share an operation are fewer.
fn checked(docs: &str) {
    let (export, document) = document(docs);
    check(&document);
    eprintln!(
        "{docs}: {} requests, {} operations",
        export.requests, export.operations
    );
    assert_eq!(check::operations(&document).count(), export.operations);
    assert!(export.operations <= export.requests);
}

#[test]
fn the_document_of_two_pages_alone_is_valid_and_whole() {
    let folder = tempfile::tempdir().unwrap();
    let api = folder.path().join("v1.0/api");
    fs::create_dir_all(&api).unwrap();
    for page in [
        "conversation-post-threads.md",
        "group-post-conversations.md",
    ] {
        let from = Path::new(&docs_input()).join("v1.0/api").join(page);
        fs::copy(from, api.join(page)).unwrap();
    }
    checked(folder.path().to_str().unwrap());
}

/// Takes minutes, and says how good the examples of pages are rather than whether the document is.
#[test]
#[ignore = "reads DOCBIND_CORPUS for minutes; run with -- --ignored --nocapture"]
fn examples_of_a_whole_reference_fit_their_schemas() {
    let docs = Path::new(&env::var("DOCBIND_CORPUS").unwrap()).join("v1.0");
    let (_, document) = document(docs.to_str().unwrap());
    let (fitting, wrong) = check::examples(&document);
    eprintln!("{fitting} examples fit, {} do not:", wrong.len());
    wrong.iter().for_each(|line| eprintln!("{line}"));
    assert!(fitting > 20 * wrong.len());
}

#[test]
fn json_and_yaml_say_the_same() {
    let (again, _) = document(&docs_input());
    let (export, document) = document(&docs_input());
    let (mut json, mut yaml) = (Vec::new(), Vec::new());
    export.document.write_json(&mut json).unwrap();
    export.document.write_yaml(&mut yaml).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&json).unwrap(), document);
    assert_eq!(serde_yaml::from_slice::<Value>(&yaml).unwrap(), document);
    let mut bytes = Vec::new();
    again.document.write_json(&mut bytes).unwrap();
    assert_eq!(json, bytes);
}

#[test]
fn a_selection_brings_the_types_that_it_needs_and_no_others() {
    let all = Generator::new(docs_input());
    let (_, document) = export_from(&all.include("api/conversation-*"), &Config::default());
    check(&document);
    let has = |name: &str| document["components"]["schemas"].get(name).is_some();
    assert!(has("microsoft.graph.conversationThread") && has("microsoft.graph.recipient"));
    assert!(!has("microsoft.graph.drive") && !has("microsoft.graph.drive-page"));
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.keys().all(|path| path.contains("conversations")));
}

#[test]
fn the_schema_of_the_specification_refuses_what_is_no_document() {
    let mut document = document(&docs_input()).1;
    document["info"].as_object_mut().unwrap().remove("title");
    document["paths"]["/me/messages"]["get"]["responses"] = json!({"200": {}});
    assert_eq!(schema_errors(&document).len(), 2);
}

/// Says why a test does nothing. What `eprintln!` says is shown of failing tests alone.
fn skipped(why: &str) {
    let _ = writeln!(io::stderr(), "skipped: {why}");
}
