//! What docbind says about callers, checked against rustc and cargo-semver-checks.
//!
//! All cases become one crate, a module each, beside a crate in which every module is the bindings before the change.

use crate::case::{Case, cases, models, pages, write};
use camino::{Utf8Path, Utf8PathBuf};
use docbind::api::version_module;
use docbind::diff::{Bindings, Change, Kind, Verdict, Weight, compare};
use docbind::{Generator, output};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

/// Changes after which calls compile and do something else, which no compiler sees, or that are of the manifest, which all cases
/// share.
const SILENT: [Kind; 4] = [
    Kind::FeatureRemoved,
    Kind::MethodChanged,
    Kind::RouteChanged,
    Kind::PropertyRenamed,
];

/// The area that the caller has on.
const AREA: &str = "clips";

/// In which the bindings of a case are, whose pages are in a folder like that of a version.
fn module(case: &Case) -> String {
    version_module(&case.name)
}

/// A package with the bindings of every case, before or after its change.
fn package(name: &str, cases: &[Case], after: bool) -> Utf8PathBuf {
    let folder = Utf8Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("diff")
        .join(name);
    let docs = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(docs.path()).unwrap();
    let before = pages();
    for case in cases {
        write(
            if after { &case.pages } else { &before },
            &root.join(&case.name),
        );
    }
    let runtime = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let generation = Generator::new(root)
        .package(&folder, "notes", Some(runtime.to_string()))
        .generate()
        .unwrap();
    output::write(&generation.plan().unwrap(), &generation.files).unwrap();
    folder
}

fn changes(case: &Case) -> Vec<Change> {
    compare(&models(&pages()), &models(&case.pages), Bindings::Package)
}

/// Which cases a caller of all that was there before compiles with.
fn compiling(cases: &[Case]) -> BTreeSet<String> {
    let package = package("after", cases, true);
    let examples = package.join("examples");
    if examples.exists() {
        fs::remove_dir_all(&examples).unwrap();
    }
    fs::create_dir_all(&examples).unwrap();
    for case in cases {
        let module = module(case);
        let text = format!(
            "use notes::{module} as api;\n{}",
            include_str!("consumer.rs")
        );
        fs::write(examples.join(format!("{module}.rs")), text).unwrap();
    }
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--quiet",
            "--examples",
            "--keep-going",
            "--message-format=json",
            "--features",
            AREA,
        ])
        .args(["--manifest-path", package.join("Cargo.toml").as_str()])
        .env(
            "CARGO_TARGET_DIR",
            Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures/target"),
        )
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stdout);
    let compiled: BTreeSet<String> = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter_map(|message| Some(message["target"]["name"].as_str()?.to_owned()))
        .collect();
    assert!(
        compiled.contains("notes"),
        "the bindings do not compile:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    compiled
}

#[test]
fn callers_compile_where_docbind_says_so() {
    let cases = cases();
    let compiling = compiling(&cases);
    for case in &cases {
        let compiles = compiling.contains(&module(case));
        assert_eq!(compiles, case.compiles, "callers of {}", case.name);
        let changes = changes(case);
        let breaking: Vec<&Change> = changes
            .iter()
            .filter(|change| change.weight == Weight::Breaking)
            .collect();
        if compiles {
            assert!(
                breaking.iter().all(|change| SILENT.contains(&change.kind)),
                "{}: {breaking:?}",
                case.name
            );
        } else {
            assert!(
                breaking
                    .iter()
                    .any(|change| change.kind != Kind::MethodChanged),
                "{}: {changes:?}",
                case.name
            );
        }
    }
}

#[test]
fn the_verdict_agrees_with_cargo_semver_checks() {
    let available = Command::new("cargo-semver-checks")
        .arg("--version")
        .output();
    if !available.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: cargo-semver-checks is not installed");
        return;
    }
    let cases = cases();
    let before = package("before", &cases, false);
    let after = package("semver", &cases, true);
    let output = Command::new(env!("CARGO"))
        .args([
            "semver-checks",
            "--release-type",
            "minor",
            "--only-explicit-features",
            "--features",
            AREA,
        ])
        .args(["--manifest-path", after.join("Cargo.toml").as_str()])
        .args(["--baseline-root", before.as_str()])
        .env(
            "CARGO_TARGET_DIR",
            Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver"),
        )
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(
        log.contains("Checked ["),
        "cargo-semver-checks did not run:\n{log}"
    );
    let mut seen = 0;
    for case in &cases {
        // It names items by path or by the file that they stand in.
        let module = module(case);
        let marks = [format!("notes::{module}::"), format!("/{module}/")];
        let found: Vec<&str> = report
            .lines()
            .filter(|line| marks.iter().any(|mark| line.contains(&**mark)))
            .collect();
        seen += found.len();
        if !found.is_empty() {
            assert_eq!(
                Verdict::on(&changes(case)),
                Verdict::Breaking,
                "{}: {found:?}",
                case.name
            );
        }
        let gone = [
            "member-removed",
            "operation-removed",
            "property-removed",
            "route-removed",
            "type-removed",
        ];
        if gone.contains(&&*case.name) {
            assert!(
                !found.is_empty(),
                "cargo-semver-checks says nothing to {}:\n{report}",
                case.name
            );
        }
    }
    assert!(seen > 0, "no line of the report is about a case:\n{report}");
}
