//! Findings as SARIF 2.1.0, the format that code scanning services and editors read.

use crate::diagnostic::{Code, Finding, Findings};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one SARIF log with one run.
///
/// # Errors
///
/// Those of `out`.
pub fn sarif(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &log(findings))?;
    out.write_all(b"\n")
}

fn log(findings: &Findings) -> Value {
    let codes: Vec<Code> = findings
        .iter()
        .map(|finding| finding.diagnostic.code)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "docbind",
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().copied().map(rule).collect::<Vec<_>>(),
            }},
            // Columns are counted in characters, not in UTF-16 units.
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|finding| result(finding, &codes)).collect::<Vec<_>>(),
        }],
    })
}

fn rule(code: Code) -> Value {
    let configuration = match code.severity() {
        Some(severity) => json!({ "level": severity.word() }),
        None => json!({ "enabled": false }),
    };
    json!({
        "id": code.id(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": crate::diagnostic::explanation(code) },
        "defaultConfiguration": configuration,
    })
}

fn result(finding: &Finding, codes: &[Code]) -> Value {
    let code = finding.diagnostic.code;
    json!({
        "ruleId": code.id(),
        "ruleIndex": codes.binary_search(&code).ok(),
        "level": finding.severity.word(),
        "message": { "text": finding.diagnostic.sentence() },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(finding.file.as_str()) },
            "region": {
                "startLine": finding.start.line,
                "startColumn": finding.start.column,
                "endLine": finding.end.line,
                "endColumn": finding.end.column,
            },
        }}],
    })
}

/// A file as a reference relative to the folder docbind was called in.
fn uri(file: &str) -> String {
    // Not `/`, which parts it, and not what a reference may hold as it is.
    const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(&file.replace('\\', "/"), ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostic, Lints, Span};
    use super::*;
    use std::collections::BTreeMap;

    fn written(diagnostics: Vec<Diagnostic>) -> Value {
        let sources = BTreeMap::from([("api/a.md".into(), "one\ntwo, thrée\n".into())]);
        let findings = Findings::new("docs/v1.0".into(), diagnostics, &sources, &Lints::default());
        let mut out = Vec::new();
        sarif(&findings, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn rules_and_results_refer_to_each_other() {
        let log = written(vec![
            Diagnostic::new(
                Code::RowRagged,
                "api/a.md",
                Span { start: 9, end: 15 },
                "odd",
            )
            .help("add a cell"),
            Diagnostic::new(Code::NotUtf8, "api/b.md", Span::default(), "byte 3"),
        ]);
        let run = &log["runs"][0];
        let result = &run["results"][0];
        assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "DB0108");
        assert_eq!(
            (&result["ruleId"], &result["ruleIndex"]),
            (&json!("DB0108"), &json!(1))
        );
        assert_eq!(result["message"]["text"], "odd; help: add a cell");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/v1.0/api/a.md");
        assert_eq!(
            place["region"],
            json!({"startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 11})
        );
    }
}
