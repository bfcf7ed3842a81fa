//! `docbind check`: findings, their weights and their forms.

use crate::{RESOURCE, folder, run, two_pages, write};
use std::fs;
use std::process::Command;

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
