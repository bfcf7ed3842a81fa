//! Whether the formats for programs are what they say they are, for every code and for strange pages.

use crate::diagnostic::explain::tests::findings;
use crate::diagnostic::{Code, Diagnostic, Findings, Lints, Span, json, sarif};
use camino::Utf8Path;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

/// The findings of the bad pages of each code, and one with all that could break a format.
fn all() -> Vec<Findings> {
    let page = "a%b:c,d \u{202e}\"é\r\n.md";
    let strange = Diagnostic::new(
        Code::RowRagged,
        page,
        Span { start: 4, end: 9 },
        "\u{0}\r\n::error::%0A \"\\ \u{2028}",
    );
    let sources = BTreeMap::from([(page.into(), "one\ntwö\r\n".into())]);
    let strange = Findings::new("..".into(), vec![strange], &sources, &Lints::default());
    let of_codes = Code::ALL.iter().map(|code| findings(*code, false));
    of_codes.chain([Findings::default(), strange]).collect()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
        .unwrap()
}

fn check(validator: &Validator, instance: &Value) {
    let errors: Vec<String> = validator
        .iter_errors(instance)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{instance:#}");
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The schema of SARIF 2.1.0, which stands among the sources of serde-sarif.
fn sarif_schema() -> Value {
    let version = output("rustc", &["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    // Of other systems' packages, sources may not be here.
    let filter = ["--offline", "--filter-platform", host.unwrap()];
    let arguments = [&["metadata", "--format-version", "1"][..], &filter].concat();
    let metadata: Value = serde_json::from_str(&output(env!("CARGO"), &arguments)).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .unwrap();
    let manifest = Utf8Path::new(package["manifest_path"].as_str().unwrap());
    let schema = fs::read(manifest.with_file_name("src/schema.json")).unwrap();
    let mut schema: Value = serde_json::from_slice(&schema).unwrap();
    // A pattern that is none, because it closes a bracket twice. No log of ours has a language.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern");
    }
    schema
}

#[test]
fn sarif_is_valid() {
    let validator = validator(&sarif_schema());
    for findings in all() {
        let mut log = Vec::new();
        sarif(&findings, &mut log).unwrap();
        let log: Value = serde_json::from_slice(&log).unwrap();
        check(&validator, &log);
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), findings.iter().count());
    }
}

#[test]
fn a_broken_log_is_not_valid() {
    let validator = validator(&sarif_schema());
    let mut log = Vec::new();
    sarif(&findings(Code::RowRagged, false), &mut log).unwrap();
    let mut log: Value = serde_json::from_slice(&log).unwrap();
    log["runs"][0]["results"][0]["level"] = "bad".into();
    assert!(!validator.is_valid(&log));
}

/// `docs/finding.schema.json` describes every key, and the lines have no other.
#[test]
fn lines_are_as_their_schema_says() {
    let path = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/finding.schema.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    // Readers must bear new keys; here there must be none that the schema does not know.
    schema["additionalProperties"] = false.into();
    let validator = validator(&schema);
    for findings in all() {
        let mut lines = Vec::new();
        json(&findings, &mut lines).unwrap();
        let lines = String::from_utf8(lines).unwrap();
        assert_eq!(lines.lines().count(), findings.iter().count());
        for line in lines.lines() {
            check(&validator, &serde_json::from_str(line).unwrap());
        }
    }
}
