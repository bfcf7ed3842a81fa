//! `docbind generate`: what it writes, and what it says of it.

use crate::{OPERATION, RESOURCE, run, two_pages, write};
use std::fs;

#[test]
fn a_skipped_run_says_what_a_run_says() {
    let folder = two_pages();
    let odd = RESOURCE.replace("post", "odd").replace("String", "oddType");
    write(folder.path(), "docs/v1.0/resources/odd.md", &odd);
    let arguments = [
        "generate", "--docs", "docs", "--out", "out", "--cache", "runs",
    ];
    run(&folder, &arguments);
    let (status, stdout, stderr) = run(&folder, &arguments);
    let without = ["generate", "--docs", "docs", "--out", "out", "--no-cache"];
    assert_eq!((status, stdout, stderr), run(&folder, &without));
    let records = fs::read_dir(folder.path().join("runs")).unwrap();
    assert_eq!(records.count(), 1);
    assert!(
        !folder.path().join("caches").exists(),
        "another folder was named"
    );
    run(&folder, &without[..5]);
    let records = fs::read_dir(folder.path().join("caches/docbind")).unwrap();
    assert_eq!(records.count(), 1);
}

#[test]
fn generate_writes_a_package_once_and_accounts_for_every_page() {
    let folder = two_pages();
    let arguments = ["generate", "--docs", "docs", "--out", "bindings"];
    let (status, stdout, stderr) = run(&folder, &arguments);
    assert_eq!((status, &*stdout), (0, ""), "{stderr}");
    assert_eq!(
        stderr.lines().last(),
        Some("2 pages: 2 generated, 0 nothing to generate, 0 degraded, 0 refused")
    );
    let manifest = fs::read_to_string(folder.path().join("bindings/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"bindings\""), "{manifest}");
    assert!(
        folder
            .path()
            .join("bindings/src/v1_0/post/get.rs")
            .is_file()
    );

    let (status, _, stderr) = run(&folder, &arguments);
    assert_eq!(status, 0);
    assert!(
        stderr.starts_with("bindings: all ") && stderr.contains(" files are current\n"),
        "{stderr}"
    );
}

#[test]
fn generate_writes_a_report() {
    let folder = two_pages();
    write(folder.path(), "docs/v1.0/api/post get.md", OPERATION);
    let (status, _, stderr) = run(
        &folder,
        &[
            "generate",
            "--docs",
            "docs",
            "--out",
            "bindings",
            "--report",
            "report.json",
        ],
    );
    assert_eq!(status, 1, "{stderr}");
    assert!(stderr.contains("error[DB0109]"), "{stderr}");
    assert!(
        stderr.ends_with("3 pages: 2 generated, 0 nothing to generate, 0 degraded, 1 refused\n")
    );
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("report.json")).unwrap()).unwrap();
    assert_eq!(report["pages"][0]["page"], "api/post get.md");
    assert_eq!(report["pages"][0]["outcome"], "refused");
    assert_eq!(report["pages"].as_array().unwrap().len(), 3);
}

#[test]
fn the_sources_that_belong_to_the_pages_get_no_manifest() {
    let folder = two_pages();
    write(
        folder.path(),
        "docs/docbind.toml",
        "out = '../generated/src'",
    );
    assert_eq!(run(&folder, &["generate", "--docs", "docs"]).0, 0);
    assert!(folder.path().join("generated/src/lib.rs").is_file());
    assert!(!folder.path().join("generated/src/Cargo.toml").exists());
    let (_, _, stderr) = run(
        &folder,
        &["generate", "--docs", "docs", "--out", "generated/src"],
    );
    assert!(stderr.contains("files are current"), "{stderr}");
}

#[test]
fn include_keeps_the_types_that_are_reached() {
    let folder = two_pages();
    let unrelated = RESOURCE.replace("post", "calendar");
    write(folder.path(), "docs/v1.0/resources/calendar.md", &unrelated);
    let (_, stdout, stderr) = run(
        &folder,
        &["export", "--docs", "docs", "--include", "api/post-*"],
    );
    let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let names: Vec<_> = document["types"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ty| ty["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["microsoft.graph.post"]);
    assert!(stderr.starts_with("2 pages: "), "{stderr}");
}
