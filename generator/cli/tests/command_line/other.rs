//! `export`, `explain`, `init`, `why`, and what every command has in common.

use crate::{RESOURCE, folder, run, two_pages, write};
use std::fs;
use std::process::{Command, Stdio};

#[test]
fn export_prints_one_version() {
    let folder = two_pages();
    let (status, stdout, _) = run(&folder, &["export", "--docs", "docs"]);
    assert_eq!(status, 0);
    let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(document["docbind"], 1);
    assert_eq!(document["operations"][0]["path"], "/posts/{id}");

    write(folder.path(), "docs/beta/resources/post.md", RESOURCE);
    let (status, stdout, stderr) = run(&folder, &["export", "--docs", "docs"]);
    assert_eq!((status, &*stdout), (2, ""));
    assert_eq!(
        stderr,
        "error: there are several versions (beta, v1.0): choose one with --version\n"
    );
    let (_, stdout, _) = run(&folder, &["export", "--docs", "docs", "--version", "beta"]);
    assert!(
        serde_json::from_str::<serde_json::Value>(&stdout).unwrap()["operations"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        run(&folder, &["export", "--docs", "docs", "--version", "v2"]).0,
        2
    );
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let folder = two_pages();
    let mut child = Command::new(env!("CARGO_BIN_EXE_docbind"))
        .args(["export", "--docs", "docs"])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn explain_has_a_page_that_raises_the_finding() {
    let folder = folder(&[]);
    let (status, stdout, _) = run(&folder, &["explain", "db0301"]);
    assert_eq!(status, 0);
    assert!(
        stdout.starts_with("DB0301: no page defines this type\n\nSeverity: warning\n")
            && stdout.contains("~~~md bad "),
        "{stdout}"
    );
    let (_, list, _) = run(&folder, &["explain"]);
    assert!(
        list.contains("DB0101  error    page is not UTF-8\n"),
        "{list}"
    );
    let (status, _, stderr) = run(&folder, &["explain", "DB301"]);
    assert_eq!(
        (status, &*stderr),
        (
            2,
            "error: there is no code `DB301`, did you mean `DB0301`?\n"
        )
    );
}

#[test]
fn init_makes_a_package_and_overwrites_nothing() {
    let folder = folder(&[]);
    let (status, stdout, stderr) = run(&folder, &["init", "greetings"]);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("greetings/build.rs\n"), "{stdout}");
    assert!(stderr.contains("2 pages: 2 generated,"), "{stderr}");
    assert!(
        folder
            .path()
            .join("greetings/generated/src/v1_0/greeting/get.rs")
            .is_file()
    );
    let manifest = fs::read_to_string(folder.path().join("greetings/Cargo.toml")).unwrap();
    assert_eq!(
        manifest.parse::<toml::Table>().unwrap()["package"]["name"].as_str(),
        Some("greetings")
    );

    let (status, _, stderr) = run(&folder, &["init", "greetings"]);
    assert_eq!(status, 2);
    assert!(
        stderr.contains("Cargo.toml is there already; nothing was written"),
        "{stderr}"
    );
}

#[test]
fn what_cannot_be_done_is_said_and_ends_with_2() {
    let folder = two_pages();
    write(folder.path(), "hand/Cargo.toml", "[package]\n");
    let cases: [(&[&str], &str); 8] = [
        (&["generate"], "error: docs-input: there is no such folder"),
        (
            &["check", "--docs", "none"],
            "error: none: there is no such folder",
        ),
        (&["check", "--docs", "hand"], "error: hand: found no pages"),
        (
            &["generate", "--docs", "docs"],
            "error: no output folder: say where with --out",
        ),
        (
            &["generate", "--docs", "docs", "--out", "1st"],
            "error: `1st` cannot be the name of a package",
        ),
        (
            &["generate", "--docs", "docs", "--out", "hand"],
            "error: hand/Cargo.toml: this file is in the way",
        ),
        (
            &["export", "--docs", "docs", "--include", "api/["],
            "error: `api/[` is not a glob",
        ),
        (
            &["export", "--docs", "docs", "--include", "api/x*"],
            "error: no page is left: of 2 pages",
        ),
    ];
    for (arguments, message) in cases {
        let (status, stdout, stderr) = run(&folder, arguments);
        assert_eq!((status, &*stdout), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.starts_with(message), "{arguments:?}: {stderr}");
    }
    assert_eq!(run(&folder, &["generat"]).0, 2);
    assert_eq!(
        fs::read_dir(folder.path().join("hand")).unwrap().count(),
        1,
        "nothing was written"
    );
}

#[test]
fn why_goes_back_to_a_page() {
    let folder = two_pages();
    let (status, stdout, _) = run(&folder, &["why", "Post", "--docs", "docs"]);
    assert_eq!(
        (status, &*stdout),
        (
            0,
            "microsoft.graph.post: from resources/post.md\n  its page is among those to generate from\n"
        )
    );
    let unrelated = RESOURCE.replace("post", "calendar");
    write(folder.path(), "docs/v1.0/resources/calendar.md", &unrelated);
    let chosen = ["why", "calendar", "--docs", "docs", "--include", "post-*"];
    let (status, stdout, _) = run(&folder, &chosen);
    assert_eq!(
        (status, &*stdout),
        (
            0,
            "microsoft.graph.calendar: not generated\n  nothing that was chosen needs it\n"
        )
    );
    let (status, _, stderr) = run(&folder, &["why", "posst", "--docs", "docs"]);
    assert_eq!(
        (status, &*stderr),
        (2, "error: no type `posst` is generated; there is `post`\n")
    );
}

#[test]
fn help_shows_examples() {
    let folder = folder(&[]);
    for command in [
        "generate", "check", "diff", "export", "explain", "init", "why",
    ] {
        let (status, stdout, _) = run(&folder, &[command, "--help"]);
        assert!(status == 0 && stdout.contains("\nExample"), "{stdout}");
    }
}
