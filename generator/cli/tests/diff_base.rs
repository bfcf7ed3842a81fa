//! `docbind diff --base`: pages against a revision of the git repository that holds them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A folder whose name a shell or git would have to quote.
const DOCS: &str = "die Seiten/für alle";

/// A page of a type with a property for each name.
fn page(properties: &[&str]) -> String {
    let rows: String = properties
        .iter()
        .map(|name| format!("|{name}|String|What it says.|\n"))
        .collect();
    format!(
        "---\ntitle: \"post resource type\"\ndoc_type: resourcePageType\n---\n\n# post resource type\n\nNamespace: microsoft.graph\n\nA post.\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n{rows}"
    )
}

/// A repository whose first commit has pages, or none where there is no git.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: git is not installed");
            return None;
        }
        let repository = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.write(&page(&["sender", "topic"]));
        repository.commit("pages");
        Some(repository)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn page(&self) -> PathBuf {
        self.path().join(DOCS).join("v1.0/resources/post.md")
    }

    fn write(&self, text: &str) {
        fs::create_dir_all(self.page().parent().unwrap()).unwrap();
        fs::write(self.page(), text).unwrap();
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// `docbind diff` with the pages of this repository.
    fn diff(&self, arguments: &[&str]) -> Run {
        run(self.path(), &[arguments, &["--docs", DOCS]].concat())
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=A writer",
            "-c",
            "user.email=writer@example.com",
        ])
        .args([
            "-c",
            "protocol.file.allow=always",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {text}");
    String::from_utf8(output.stdout).unwrap()
}

#[derive(Debug, PartialEq, Eq)]
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    end(&mut command(folder, arguments))
}

fn end(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    command.arg("diff").args(arguments).current_dir(folder);
    command
}

const TOPIC_REMOVED: &str = "breaking      v1_0::models::Post::topic: property removed: topic: Edm.String (resources/post.md)\nbreaking: 1 breaking\n";

#[test]
fn what_is_not_committed_is_compared_and_nothing_is_touched() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.write(&page(&["sender"]));
    let state = || {
        repository.git(&["status", "--porcelain", "--branch"]) + &repository.git(&["stash", "list"])
    };
    let before = state();
    let run = repository.diff(&["--base", "HEAD"]);
    assert_eq!(
        (run.status, &*run.stdout, &*run.stderr),
        (0, TOPIC_REMOVED, "")
    );
    assert_eq!(state(), before);
    let version = format!("{DOCS}/v1.0");
    let of_version = self::run(repository.path(), &["--base", "main", "--docs", &version]);
    assert_eq!(
        of_version, run,
        "the folder of a version is a docs folder too"
    );
}

#[test]
fn every_name_of_a_commit_is_a_revision() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.git(&["tag", "--annotate", "--message", "first", "v1"]);
    repository.git(&["branch", "feature/pages"]);
    let commit = repository.git(&["rev-parse", "HEAD"]);
    repository.write(&page(&["sender"]));
    repository.commit("one property less");
    for revision in ["HEAD~1", "v1", "feature/pages", commit.trim(), "main^"] {
        let run = repository.diff(&["--base", revision]);
        assert_eq!((run.status, &*run.stdout), (0, TOPIC_REMOVED), "{revision}");
    }
    assert_eq!(
        repository.diff(&["--base", "HEAD"]).stdout,
        "no API change: what is generated stays as it is\n"
    );
}

#[test]
fn the_exit_status_is_1_where_a_change_is_as_heavy_as_asked() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let weights = ["breaking", "permission", "additive", "documentation"];
    let same = page(&["sender", "topic"]);
    let cases = [
        (same.clone(), 4),
        (same.replace("A post.", "A letter."), 3),
        (page(&["sender", "topic", "body"]), 2),
        (page(&["sender"]), 0),
    ];
    for (text, first) in cases {
        repository.write(&text);
        assert_eq!(repository.diff(&["--base", "HEAD"]).status, 0);
        for (place, weight) in weights.iter().enumerate() {
            let run = repository.diff(&["--base", "HEAD", "--fail-on", weight]);
            assert_eq!(
                run.status,
                i32::from(place >= first),
                "{weight}: {}",
                run.stdout
            );
        }
    }
}

#[test]
fn other_words_are_no_change_of_the_api() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.write(&page(&["sender", "topic"]).replace("What it says.", "What it tells."));
    let run = repository.diff(&["--base", "HEAD", "--fail-on", "additive"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stdout.ends_with("\nno API change: 2 documentation\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_is_no_revision_is_refused_with_a_remedy() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let blob = format!("HEAD:{DOCS}/v1.0/resources/post.md");
    for revision in [
        "none",
        "-x",
        "--output=stolen",
        "",
        "main..main",
        "HEAD:",
        &blob,
    ] {
        let run = repository.diff(&[&format!("--base={revision}")]);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{revision}");
        let words = format!("error: --base {revision}: git knows no such commit in ");
        assert!(run.stderr.starts_with(&words), "{}", run.stderr);
        assert!(
            run.stderr.contains("; name a branch, a tag or a commit"),
            "{}",
            run.stderr
        );
    }
    assert!(!repository.path().join("stolen").exists());
}

#[test]
fn a_shallow_clone_is_told_to_fetch() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.write(&page(&["sender"]));
    repository.commit("one property less");
    let place = tempfile::tempdir().unwrap();
    let url = format!("file://{}", repository.path().display());
    git(
        place.path(),
        &["clone", "--quiet", "--depth", "1", &url, "clone"],
    );
    let run = run(
        &place.path().join("clone"),
        &["--base", "HEAD~1", "--docs", DOCS],
    );
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("git fetch --unshallow"),
        "{}",
        run.stderr
    );
}

#[test]
fn pages_outside_of_a_repository_are_refused_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("docs/v1.0/resources")).unwrap();
    fs::write(
        folder.path().join("docs/v1.0/resources/post.md"),
        page(&["sender"]),
    )
    .unwrap();
    let arguments = ["--base", "HEAD", "--docs", "docs"];
    let refused = |run: Run, words: &str| {
        assert_eq!((run.status, &*run.stdout), (2, ""));
        assert!(
            run.stderr.starts_with(&format!("error: {words}")),
            "{}",
            run.stderr
        );
        assert!(
            run.stderr
                .contains("compare two folders: docbind diff OLD NEW"),
            "{}",
            run.stderr
        );
    };
    if Command::new("git").arg("--version").output().is_ok() {
        // Wherever the temporary folder is, no repository above it is looked for.
        let above = folder.path().parent().unwrap();
        let mut command = command(folder.path(), &arguments);
        let run = end(command.env("GIT_CEILING_DIRECTORIES", above));
        refused(run, "--base needs pages in a git repository: ");
    }
    let run = end(command(folder.path(), &arguments).env("PATH", ""));
    refused(run, "--base needs the program git: ");
}

#[test]
fn pages_that_the_revision_does_not_have_are_new() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let other = repository.path().join("other/v1.0/resources/post.md");
    fs::create_dir_all(other.parent().unwrap()).unwrap();
    fs::write(&other, page(&["sender"])).unwrap();
    let run = run(repository.path(), &["--base", "HEAD", "--docs", "other"]);
    assert_eq!(
        (run.status, &*run.stdout, &*run.stderr),
        (
            0,
            "additive      v1_0: version added: v1.0\nadditive: 1 additive\n",
            "HEAD has no pages in other: all are new\n"
        )
    );
}

#[test]
fn line_ends_that_git_converts_are_no_change() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.git(&["config", "core.autocrlf", "true"]);
    fs::remove_file(repository.page()).unwrap();
    repository.git(&["checkout", "--quiet", "--", "."]);
    let text = fs::read_to_string(repository.page()).unwrap();
    assert!(text.contains("\r\n"), "git converts");
    assert_eq!(
        repository.diff(&["--base", "HEAD"]).stdout,
        "no API change: what is generated stays as it is\n"
    );
}

#[test]
fn worktrees_and_submodules_have_revisions_of_their_own() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let place = tempfile::tempdir().unwrap();
    let worktree = place.path().join("worktree");
    repository.git(&[
        "worktree",
        "add",
        "--quiet",
        "--detach",
        worktree.to_str().unwrap(),
    ]);
    let below = PathBuf::from(DOCS).join("v1.0/resources/post.md");
    fs::write(worktree.join(&below), page(&["sender"])).unwrap();
    let of_worktree = run(&worktree, &["--base", "main", "--docs", DOCS]);
    assert_eq!(
        (of_worktree.status, &*of_worktree.stdout),
        (0, TOPIC_REMOVED)
    );

    let outer = place.path().join("outer");
    fs::create_dir(&outer).unwrap();
    git(&outer, &["init", "--quiet"]);
    git(
        &outer,
        &[
            "submodule",
            "--quiet",
            "add",
            repository.path().to_str().unwrap(),
            "pages",
        ],
    );
    fs::write(outer.join("pages").join(&below), page(&["sender"])).unwrap();
    let docs = format!("pages/{DOCS}");
    let of_submodule = run(&outer, &["--base", "origin/main", "--docs", &docs]);
    assert_eq!(
        (of_submodule.status, &*of_submodule.stdout),
        (0, TOPIC_REMOVED)
    );
}

#[test]
#[cfg(unix)]
fn a_page_that_is_a_link_is_the_page_that_it_leads_to() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let text = page(&["sender", "topic"]).replace("post", "letter");
    fs::write(repository.path().join(DOCS).join("letter.md"), text).unwrap();
    let link = repository.page().with_file_name("letter.md");
    std::os::unix::fs::symlink("../../letter.md", link).unwrap();
    repository.commit("a link");
    assert_eq!(
        repository.diff(&["--base", "HEAD"]).stdout,
        "no API change: what is generated stays as it is\n"
    );
}
