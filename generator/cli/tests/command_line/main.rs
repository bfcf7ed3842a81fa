//! The command line from outside: exit status, and what goes to stdout and to stderr.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that looks in the wrong place fails"
)]

mod check;
mod generate;
mod init;
mod other;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
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
