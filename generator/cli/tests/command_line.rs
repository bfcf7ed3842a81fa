//! The command line from outside: exit status, and what goes to stdout and to stderr.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const RESOURCE: &str = "---\ntitle: \"post resource type\"\ndoc_type: resourcePageType\n---\n\n# post resource type\n\nNamespace: microsoft.graph\n\nA post.\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|sender|String|Who wrote it.|\n";
const OPERATION: &str = "---\ntitle: \"Get post\"\ndoc_type: apiPageType\n---\n\n# Get post\n\nNamespace: microsoft.graph\n\nRead a post.\n\n## HTTP request\n\n```http\nGET /posts/{id}\n```\n\n## Response\n\nOn success, the service answers with `200 OK` and a [post](../resources/post.md) object in the body.\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn two_pages() -> TempDir {
    folder(&[
        ("docs/v1.0/resources/post.md", RESOURCE),
        ("docs/v1.0/api/post-get.md", OPERATION),
    ])
}

fn docbind(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docbind"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.path().join("caches"))
        .output()
        .unwrap()
}

/// Exit status, stdout, stderr.
fn run(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let output = docbind(folder, arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn a_run_that_is_left_out_says_what_a_run_says() {
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
fn check_finds_stale_files() {
    let folder = two_pages();
    write(
        folder.path(),
        "docs/docbind.toml",
        "out = '../generated/src'",
    );
    let (status, _, stderr) = run(&folder, &["check", "--docs", "docs"]);
    assert_eq!(status, 1);
    assert!(stderr.contains("lib.rs: missing\n"), "{stderr}");
    run(&folder, &["generate", "--docs", "docs"]);
    assert_eq!(run(&folder, &["check", "--docs", "docs"]).0, 0);
    fs::write(
        folder.path().join("docs/v1.0/resources/post.md"),
        RESOURCE.replace("sender", "author"),
    )
    .unwrap();
    let (status, _, stderr) = run(&folder, &["check", "--docs", "docs"]);
    assert_eq!(status, 1);
    assert!(stderr.contains("post.rs: out of date\n"), "{stderr}");
    assert!(
        stderr.contains("1 files are stale; `docbind generate`"),
        "{stderr}"
    );
}

#[test]
fn check_reports_findings_in_every_format() {
    let folder = folder(&[(
        "docs/v1.0/resources/post.md",
        &RESOURCE.replace("|String|", "|[recipients](recipients.md)|"),
    )]);
    let (status, human, stderr) = run(&folder, &["check", "--docs", "docs"]);
    assert_eq!(status, 0, "warnings are not errors");
    assert!(human.contains("warning[DB0301]"), "{human}");
    assert!(human.contains("docs/v1.0/resources/post.md:"), "{human}");
    assert!(stderr.contains("0 errors, 2 warnings"), "{stderr}");

    let (_, json, _) = run(&folder, &["check", "--docs", "docs", "--format", "json"]);
    let line: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(line["code"], "DB0301");
    let (_, github, _) = run(&folder, &["check", "--docs", "docs", "--format", "github"]);
    assert!(
        github.starts_with("::warning file=docs/v1.0/resources/post.md,line="),
        "{github}"
    );
    let (_, sarif, _) = run(&folder, &["check", "--docs", "docs", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "DB0301");

    write(
        folder.path(),
        "docs/docbind.toml",
        "[lints]\ndeny = ['DB0301']",
    );
    assert_eq!(run(&folder, &["check", "--docs", "docs"]).0, 1);
    write(
        folder.path(),
        "docs/docbind.toml",
        "[lints]\nallow = ['DB0301', 'DB0310']",
    );
    assert_eq!(run(&folder, &["check", "--docs", "docs"]).1, "");
}

#[test]
fn docbind_toml_says_what_findings_weigh() {
    let undefined = RESOURCE.replace("|String|", "|recipients|");
    let other = undefined.replace("post", "mail");
    let folder = folder(&[
        ("docs/v1.0/resources/post.md", &undefined),
        ("docs/v1.0/resources/mail.md", &other),
    ]);
    let check = |settings: &str| {
        write(folder.path(), "docs/docbind.toml", settings);
        let (status, json, _) = run(&folder, &["check", "--docs", "docs", "--format", "json"]);
        let found = json.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| line[key].as_str().unwrap().to_owned();
            (text("page"), text("code"), text("severity"))
        });
        (status, found.collect::<Vec<_>>())
    };
    let found = |page: &str, severity: &str| {
        let page = format!("resources/{page}.md");
        (page, "DB0301".to_owned(), severity.to_owned())
    };
    let both = |severity| vec![found("mail", severity), found("post", severity)];
    assert_eq!(check(""), (0, both("warning")));
    assert_eq!(check("[lints]\ndeny = ['DB0301']"), (1, both("error")));
    assert_eq!(check("[lints]\nallow = ['DB0301']"), (0, vec![]));
    let on = "\n[[lints.on]]\npages = ['resources/m*.md']\n";
    assert_eq!(
        check(&format!("[lints]\ndeny = ['DB0301']{on}allow = ['DB0301']")),
        (1, vec![found("post", "error")])
    );
    assert_eq!(
        check(&format!("[lints]\nallow = ['DB0301']{on}warn = ['DB0301']")),
        (0, vec![found("mail", "warning")])
    );
}

#[test]
fn a_slip_in_docbind_toml_is_told_with_what_was_meant() {
    let folder = two_pages();
    for (settings, parts) in [
        (
            "[lints]\ndenny = []",
            &[
                "docs/docbind.toml: ",
                "2 | denny = []",
                "help: did you mean `deny`?",
            ][..],
        ),
        (
            "[lints]\ndeny = ['DB031']",
            &["docs/docbind.toml: there is no code `DB031`, did you mean `DB0301`?"],
        ),
        (
            "[[lints.on]]\npages = ['api/[']\nallow = ['DB0301']",
            &["docs/docbind.toml: `api/[` is not a glob"],
        ),
        (
            "[lints]\nallow = ['DB0301']\ndeny = ['DB0301']",
            &["`DB0301` stands in two of `allow`, `warn` and `deny`; keep one"],
        ),
    ] {
        write(folder.path(), "docs/docbind.toml", settings);
        let (status, stdout, stderr) = run(&folder, &["check", "--docs", "docs"]);
        assert_eq!((status, &*stdout), (2, ""), "{stderr}");
        for part in parts {
            assert!(stderr.contains(part), "{part}: {stderr}");
        }
    }
}

#[test]
fn many_findings_of_one_code_are_counted() {
    let rows: String = (1..=5)
        .map(|row| format!("|p{row}|nothing{row}|A row.|\n"))
        .collect();
    let page = RESOURCE.replace("|sender|String|Who wrote it.|\n", &rows);
    let folder = folder(&[("docs/v1.0/resources/post.md", &page)]);
    let (_, _, said) = run(
        &folder,
        &["generate", "--docs", "docs", "--out", "bindings"],
    );
    assert_eq!(said.matches("warning[DB0301]").count(), 3, "{said}");
    assert!(
        said.contains("... and 2 more of DB0301: no page defines this type\n"),
        "{said}"
    );
    assert!(
        said.contains("0 errors, 5 warnings; `docbind check` shows all"),
        "{said}"
    );
    // Nobody watches: all are for a program or a file.
    let (_, all, _) = run(&folder, &["check", "--docs", "docs"]);
    assert_eq!(all.matches("warning[DB0301]").count(), 5, "{all}");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let folder = folder(&[(
        "docs/v1.0/api/post.md",
        "# Post\n\n## HTTP request\n\nNone.\n",
    )]);
    let check = |variables: &[(&str, &str)]| {
        let output = Command::new(env!("CARGO_BIN_EXE_docbind"))
            .args(["check", "--docs", "docs"])
            .current_dir(&folder)
            .env_remove("NO_COLOR")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("DB0201"), "{text}");
        text.contains('\u{1b}')
    };
    assert!(check(&[("CLICOLOR_FORCE", "1")]));
    assert!(!check(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!check(&[]), "no terminal reads this");
}

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
