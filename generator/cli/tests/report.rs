//! `check --report` and `--metadata` from outside: what stands in the page, and what is refused.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that looks in the wrong place fails"
)]

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A shelf of books, as its pages and its service describe it.
const BOOK: &str = "---\ntitle: \"book resource type\"\n---\n\n# book resource type\n\nNamespace: microsoft.graph\n\nA book.\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|pages|String|How many.|\n|title|String|On its back.|\n|shelf|String|Where it stands.|\n\n## JSON representation\n\n<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.book\" } -->\n```json\n{ \"pages\": 1024, \"title\": \"String\", \"shelf\": \"String\" }\n```\n";
const GET_BOOK: &str = "---\ntitle: \"Get book\"\n---\n\n# Get book\n\nNamespace: microsoft.graph\n\nRead a book.\n\n## HTTP request\n\n```http\nGET /books/{id}\n```\n\n## Response\n\nOn success, there is `200 OK` and a [book](../resources/book.md) object in the body.\n\n## Example\n\n### Response\n\n```http\nHTTP/1.1 200 OK\n\nBODY\n```\n";
const METADATA: &str = "<?xml version=\"1.0\"?>\n<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n<Schema Namespace=\"microsoft.graph\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n<ComplexType Name=\"book\"><Property Name=\"pages\" Type=\"Edm.Int32\"/><Property Name=\"title\" Type=\"Edm.String\"/><Property Name=\"weight\" Type=\"Edm.Double\"/></ComplexType>\n</Schema></edmx:DataServices></edmx:Edmx>\n";

fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Two pages, the second with this body in its example.
fn shelf(body: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "docs/v1.0/resources/book.md", BOOK);
    write(
        folder.path(),
        "docs/v1.0/api/book-get.md",
        GET_BOOK.replace("BODY", body),
    );
    folder
}

/// Exit status, stderr and the report.
fn check(folder: &TempDir, metadata: Option<&[u8]>) -> (i32, String, String) {
    let mut arguments = vec!["check", "--docs", "docs/v1.0", "--report", "report.md"];
    if let Some(bytes) = metadata {
        write(folder.path(), "metadata.xml", bytes);
        arguments.extend(["--metadata", "metadata.xml"]);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_docbind"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let report = fs::read_to_string(folder.path().join("report.md")).unwrap_or_default();
    (output.status.code().unwrap(), stdout + &stderr, report)
}

const GOOD: &str = "{ \"pages\": \"12\", \"title\": \"a\" }";

#[test]
fn the_report_compares_the_pages_with_the_metadata() {
    let (status, stderr, report) = check(&shelf(GOOD), Some(METADATA.as_bytes()));
    assert_eq!(status, 0, "{stderr}");
    let line = |needle: &str| {
        let found = report.lines().find(|line| line.contains(needle));
        found
            .unwrap_or_else(|| panic!("no {needle} in:\n{report}"))
            .to_owned()
    };
    assert!(line("| properties that the metadata has").contains("| 2 | 3 |"));
    assert!(line("| properties with the same type").contains("| 1 | 2 |"));
    let pages = line("`microsoft.graph.book.pages`");
    assert!(
        pages.contains("Edm.Int32") && pages.contains("book.md"),
        "{pages}"
    );
    assert!(
        report.contains("shelf") && report.contains("weight"),
        "{report}"
    );
}

#[test]
fn an_example_that_contradicts_its_table_is_told_with_both_lines() {
    let (status, _, report) = check(&shelf("{ \"pages\": 12, \"title\": \"a\" }"), None);
    assert_eq!(status, 0);
    let told = report
        .lines()
        .find(|line| {
            line.contains("book-get.md") && line.contains("book.md") && line.contains("pages")
        })
        .unwrap_or_else(|| panic!("{report}"));
    assert!(told.contains("book-get.md#L28"), "the example: {told}");
    assert!(told.contains("book.md#L15"), "the row: {told}");
}

#[test]
fn a_document_that_is_no_csdl_ends_the_run_before_the_pages_are_read() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><Schema Namespace=\"&b;\"/>";
    let utf16: Vec<u8> = format!("\u{feff}{METADATA}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let cases: [(&[u8], &str); 9] = [
        (b"", "is not XML"),
        (b"just some words", "is not XML"),
        (b"{\"value\": []}", "is not XML"),
        (b"<html><body><p>Sign in</p></body></html>", "must be CSDL"),
        (&METADATA.as_bytes()[..METADATA.len() - 40], "is not XML"),
        (bomb.as_bytes(), "is not XML"),
        (&utf16, "not UTF-8"),
        (b"<Schema Namespace=\"caf\xe9\"/>", "not UTF-8"),
        (&b"<a>".repeat(100_000), "nest deeper"),
    ];
    for (bytes, why) in cases {
        let (status, stderr, report) = check(&shelf(GOOD), Some(bytes));
        assert_eq!((status, &*report), (2, ""), "{stderr}");
        assert!(
            stderr.contains("--metadata metadata.xml: ") && stderr.contains(why),
            "{why}: {stderr}"
        );
    }
}

#[test]
fn long_documents_are_read_up_to_a_bound() {
    // Fifty megabytes that say nothing take their time, no more memory than a few copies of them.
    let long = METADATA.replace(
        "<Schema ",
        &format!("<!--{}-->\n<Schema ", " ".repeat(50_000_000)),
    );
    let (status, stderr, report) = check(&shelf(GOOD), Some(long.as_bytes()));
    assert_eq!(status, 0, "{stderr}");
    assert!(report.contains("properties that the metadata has"));
    let folder = shelf(GOOD);
    let (status, stderr, _) = check(&folder, Some(&vec![b' '; (64 << 20) + 1]));
    assert_eq!(status, 2);
    assert!(stderr.contains("longer than"), "{stderr}");
}

#[test]
fn metadata_needs_a_report_to_stand_in() {
    let folder = shelf(GOOD);
    write(folder.path(), "metadata.xml", METADATA);
    let output = Command::new(env!("CARGO_BIN_EXE_docbind"))
        .args(["check", "--docs", "docs/v1.0", "--metadata", "metadata.xml"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("--report")
    );
}

#[test]
fn examples_too_long_or_too_deep_are_findings() {
    let long = format!("{{ \"pages\": [{}1] }}", "1, ".repeat(400_000));
    let deep = format!(
        "{{ \"pages\": {}{} }}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    for body in [long, deep] {
        let (status, told, report) = check(&shelf(&body), None);
        assert!(
            status <= 1 && told.contains("DB0207"),
            "{status}: {}",
            &told[..told.len().min(2000)]
        );
        assert!(report.len() < 100_000 && report.contains("book-get.md"));
    }
}

#[test]
fn pages_in_another_encoding_are_refused_and_the_others_read() {
    let folder = shelf(GOOD);
    let text = GET_BOOK.replace("BODY", GOOD);
    let utf16: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    write(folder.path(), "docs/v1.0/api/book-list.md", utf16);
    let latin: Vec<u8> = text
        .replace("Read", "R\u{e9}ad")
        .chars()
        .map(|c| u8::try_from(c).unwrap())
        .collect();
    write(folder.path(), "docs/v1.0/api/book-read.md", latin);
    let (status, told, report) = check(&folder, None);
    assert_eq!(status, 1, "{told}");
    assert!(
        told.contains("the page is UTF-16") && told.contains("is not UTF-8"),
        "{told}"
    );
    assert!(
        told.contains("4 pages: 2 generated, 0 nothing to generate, 0 degraded, 2 refused"),
        "{told}"
    );
    assert!(report.contains("book-list.md") && report.contains("book-read.md"));
}
