//! `--watch` from outside: pages are saved, moved and removed, and docbind follows.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// A run that takes longer will not come.
const LONGEST: Duration = Duration::from_secs(30);
/// Time in which a run that nobody asked for would come.
const QUIET: Duration = Duration::from_millis(700);

const POST: &str = "---\ntitle: \"post resource type\"\ndoc_type: resourcePageType\n---\n\n# post resource type\n\nNamespace: microsoft.graph\n\nA post.\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|sender|String|Who wrote it.|\n";

/// A docbind that watches, and what it says.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_docbind"))
            .args(arguments)
            .current_dir(folder)
            .env("XDG_CACHE_HOME", folder.join("caches"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in stderr.lines() {
                if line.is_err() || sender.send(line.unwrap_or_default()).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// What one run says.
    fn run(&self) -> String {
        let mut text = String::new();
        loop {
            let line = self.lines.recv_timeout(LONGEST);
            let line = line.unwrap_or_else(|error| panic!("{error} after:\n{text}"));
            if line.starts_with("watching docs;") {
                return text;
            }
            text.push_str(&line);
            text.push('\n');
        }
    }

    fn rests(&self) {
        if let Ok(line) = self.lines.recv_timeout(QUIET) {
            panic!("nobody saved a page, and yet: {line}");
        }
    }

    fn interrupt(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It has ended already, unless a test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Saves as editors do: beside the page, then in its place.
fn save(docs: &Path, page: &str, text: &str) {
    let page = docs.join(page);
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    let beside = page.with_extension("md~");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, page).unwrap();
}

#[test]
fn bindings_follow_the_pages() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    save(&docs, "v1.0/resources/post.md", POST);
    let watch = Watch::start(
        folder.path(),
        &["generate", "--docs", "docs", "--out", "bindings", "--watch"],
    );
    assert!(watch.run().contains("1 page: 1 generated"));
    let post = || fs::read_to_string(folder.path().join("bindings/src/v1_0/models/post.rs"));

    save(
        &docs,
        "v1.0/resources/post.md",
        &POST.replace("sender", "author"),
    );
    assert!(watch.run().contains("1 updated"));
    assert!(post().unwrap().contains("author"));

    // In place, and with something to say about it.
    let undefined = POST.replace("|String|", "|recipients|");
    fs::write(docs.join("v1.0/resources/post.md"), undefined).unwrap();
    let said = watch.run();
    assert!(said.contains("warning[DB0301]"), "{said}");
    assert!(said.contains("|sender|recipients|"), "{said}");

    // A folder that was not there.
    let mail = POST.replace("post", "mail");
    save(&docs, "v1.0/resources/more/mail.md", &mail);
    assert!(watch.run().contains("2 pages: "));
    save(
        &docs,
        "v1.0/resources/more/mail.md",
        &mail.replace("sender", "author"),
    );
    assert!(watch.run().contains("1 updated"));

    // Settings count, and mistakes in them are said and outlived.
    save(&docs, "docbind.toml", "[lints]\ndenny = []");
    let said = watch.run();
    assert!(said.contains("error: docs/docbind.toml"), "{said}");
    save(&docs, "docbind.toml", "[lints]\nallow = ['DB0301']");
    let said = watch.run();
    assert!(
        !said.contains("DB0301") && said.contains("2 pages: "),
        "{said}"
    );

    // Nothing that counts.
    save(&docs, "v1.0/notes.txt", "A note.");
    watch.rests();
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn folders_may_go_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    save(&docs, "v1.0/resources/post.md", POST);
    save(
        &docs,
        "v1.0/api/more/mail.md",
        &POST.replace("post", "mail"),
    );
    let watch = Watch::start(
        folder.path(),
        &["generate", "--docs", "docs", "--out", "bindings", "--watch"],
    );
    assert!(watch.run().contains("2 pages: "));

    fs::rename(docs.join("v1.0/api"), docs.join("v1.0/moved")).unwrap();
    assert!(watch.run().contains("1 page: "));
    fs::rename(docs.join("v1.0/moved"), docs.join("v1.0/api")).unwrap();
    assert!(watch.run().contains("2 pages: "));
    fs::remove_dir_all(docs.join("v1.0/api")).unwrap();
    assert!(watch.run().contains("1 page: "));

    fs::rename(&docs, folder.path().join("away")).unwrap();
    let said = watch.run();
    assert!(
        said.contains("error: docs: there is no such folder"),
        "{said}"
    );
    fs::rename(folder.path().join("away"), &docs).unwrap();
    assert!(watch.run().contains("1 page: "));
    save(
        &docs,
        "v1.0/resources/post.md",
        &POST.replace("sender", "author"),
    );
    assert!(watch.run().contains("1 updated"));
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn what_docbind_writes_is_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    save(&docs, "v1.0/resources/post.md", POST);
    let watch = Watch::start(
        folder.path(),
        &[
            "generate",
            "--docs",
            "docs",
            "--out",
            "docs/bindings",
            "--report",
            "docs/report.md",
            "--watch",
        ],
    );
    assert!(watch.run().contains("1 page: "));
    watch.rests();
    save(
        &docs,
        "v1.0/resources/post.md",
        &POST.replace("sender", "author"),
    );
    assert!(watch.run().contains("1 updated"));
    watch.rests();
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn findings_follow_the_pages() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    save(&docs, "v1.0/resources/post.md", POST);
    let watch = Watch::start(folder.path(), &["check", "--docs", "docs", "--watch"]);
    assert!(watch.run().contains("0 errors, 0 warnings"));
    save(
        &docs,
        "v1.0/resources/post.md",
        &POST.replace("|String|", "|recipients|"),
    );
    assert!(watch.run().contains("0 errors, 1 warnings"));
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn a_folder_that_is_not_there_is_not_watched() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_docbind"))
        .args(["check", "--docs", "docs", "--watch"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("error: docs: there is no such folder"),
        "{said}"
    );
}
