//! The job that `docs/review.md` offers: its rights, and its steps in a repository with a pull request.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that looks in the wrong place fails"
)]
#![cfg(unix)]

use serde_yaml::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = include_str!("../../../docs/review.md");
const PAGE: &str = "docs-input/v1.0/resources/post.md";

fn workflow() -> Value {
    let (_, rest) = DOCUMENT.split_once("```yaml\n").unwrap();
    let (yaml, _) = rest.split_once("```").unwrap();
    serde_yaml::from_str(yaml).unwrap()
}

fn steps(workflow: &Value) -> &[Value] {
    workflow["jobs"]["review"]["steps"].as_sequence().unwrap()
}

fn page(rows: &str) -> String {
    format!(
        "---\ntitle: \"post resource type\"\ndoc_type: resourcePageType\n---\n\n# post resource type\n\nNamespace: microsoft.graph\n\nA post.\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|sender|String|Who wrote it.|\n{rows}"
    )
}

#[test]
fn it_has_no_more_rights_than_it_needs() {
    let workflow = workflow();
    let on = workflow["on"].as_mapping().unwrap();
    assert_eq!(on.len(), 1);
    assert!(on.contains_key("pull_request"));
    assert_eq!(workflow["permissions"].as_mapping().unwrap().len(), 0);
    let rights: Value = serde_yaml::from_str("{contents: read, pull-requests: write}").unwrap();
    assert_eq!(workflow["jobs"]["review"]["permissions"], rights);
    for step in steps(&workflow) {
        if let Some(action) = step["uses"].as_str() {
            let (name, version) = action.split_once("@v").unwrap();
            assert!(name.starts_with("actions/"), "{action}");
            assert!(
                version.parse::<u32>().is_ok(),
                "{action} is not a major version"
            );
        }
        // Words of a pull request reach a shell through the environment only.
        assert!(
            !step["run"].as_str().unwrap_or_default().contains("${{"),
            "{step:?}"
        );
    }
}

/// A step in a shell, as the runner calls it. Programs of the runner are stand-ins that write down what they are given.
fn run(step: &Value, folder: &Path) -> Output {
    let programs = folder.join("programs");
    let docbind = Path::new(env!("CARGO_BIN_EXE_docbind")).parent().unwrap();
    let path = std::env::join_paths([&programs, docbind, Path::new("/usr/bin"), Path::new("/bin")]);
    Command::new("bash")
        .args(["-e", "-c", step["run"].as_str().unwrap()])
        .env("PATH", path.unwrap())
        .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"))
        .env("GH_TOKEN", "token")
        .env("NUMBER", "7")
        .current_dir(folder.join("clone"))
        .output()
        .unwrap()
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=A writer",
            "-c",
            "user.email=writer@example.com",
        ])
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {text}");
}

/// A clone as actions/checkout makes it: the merge of a pull request and its parents.
fn clone(folder: &Path) {
    let origin = folder.join("origin");
    let write = |text: &str| {
        fs::create_dir_all(origin.join(PAGE).parent().unwrap()).unwrap();
        fs::write(origin.join(PAGE), text).unwrap();
        let generated = Command::new(env!("CARGO_BIN_EXE_docbind"))
            .arg("generate")
            .current_dir(&origin)
            .output();
        assert!(generated.unwrap().status.success());
        git(&origin, &["add", "--all"]);
        git(&origin, &["commit", "--quiet", "--message", "pages"]);
    };
    fs::create_dir(&origin).unwrap();
    git(&origin, &["init", "--quiet", "--initial-branch=main"]);
    write(&page("|topic|String|What it is about.|\n"));
    git(&origin, &["checkout", "--quiet", "-b", "change"]);
    write(&page(""));
    git(&origin, &["checkout", "--quiet", "main"]);
    git(
        &origin,
        &[
            "commit",
            "--quiet",
            "--allow-empty",
            "--message",
            "other work",
        ],
    );
    git(
        &origin,
        &[
            "merge",
            "--quiet",
            "--no-ff",
            "--message",
            "merge",
            "change",
        ],
    );
    let url = format!("file://{}", origin.display());
    git(folder, &["clone", "--quiet", "--depth", "2", &url, "clone"]);
}

#[test]
fn its_steps_check_compare_and_comment() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    clone(folder);
    fs::create_dir(folder.join("programs")).unwrap();
    for program in ["cargo", "gh"] {
        let path = folder.join("programs").join(program);
        fs::write(&path, format!("#!/bin/sh\necho {program} \"$@\"\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let workflow = workflow();
    let runs = steps(&workflow)
        .iter()
        .filter(|step| step["run"].is_string());
    let ended: Vec<(i32, String)> = runs
        .map(|step| {
            let output = run(step, folder);
            let text = String::from_utf8(output.stdout).unwrap();
            (output.status.code().unwrap(), text)
        })
        .collect();
    let removed = "breaking      v1_0::models::Post::topic: property removed: topic: Edm.String (resources/post.md)\nbreaking: 1 breaking\n";
    let expected = [
        (0, "cargo install docbind-cli --locked\n"),
        (0, ""),
        (0, ""),
        (
            0,
            "gh pr comment 7 --edit-last --create-if-none --body-file diff.md\n",
        ),
        (1, removed),
    ];
    let found: Vec<(i32, &str)> = ended
        .iter()
        .map(|(status, text)| (*status, &**text))
        .collect();
    assert_eq!(found, expected);
    let comment = fs::read_to_string(folder.join("clone/diff.md")).unwrap();
    assert!(
        comment.starts_with("### Breaking change of the API\n"),
        "{comment}"
    );
    assert_eq!(
        fs::read_to_string(folder.join("summary.md")).unwrap(),
        comment
    );
}
