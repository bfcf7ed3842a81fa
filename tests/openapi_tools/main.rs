//! Tools that people have for OpenAPI, at the document of `docs-input`: a client that a generator wrote sends what these bindings send, and
//! these bindings read what a mock server answers.
//!
//! docs/openapi.md says where the tools come from. The tests are ignored, since they take a minute:
//! `cargo test --features client --test openapi_tools -- --ignored --nocapture`. Where a tool is missing they say so and skip.

mod client;
mod mock;
#[expect(dead_code, reason = "examples talk to another server")]
#[path = "../../examples/support/mod.rs"]
mod support;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The programs, if all are in `PATH`.
fn programs<const N: usize>(names: [&str; N]) -> Option<[PathBuf; N]> {
    let path = env::var_os("PATH").unwrap_or_default();
    let find = |name: &str| {
        let found = env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file());
        if found.is_none() {
            eprintln!("skipped: {name} is not in PATH");
        }
        found
    };
    let found: Option<Vec<PathBuf>> = names.into_iter().map(find).collect();
    found?.try_into().ok()
}

/// A folder for what tools write, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("openapi")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes the document of `docs-input` into a folder.
fn export(folder: &Path, arguments: &[&str]) -> PathBuf {
    let mut command = Command::new(env!("CARGO"));
    let docbind = ["run", "--quiet", "--package", "docbind-cli", "--", "export"];
    command.args(docbind);
    command.args(["--docs", "docs-input", "--format", "openapi"]);
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    // Set for the test by the cargo that runs it; an inner cargo would take them for its own.
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG_")) {
        command.env_remove(name);
    }
    let file = folder.join("openapi.json");
    fs::write(&file, run(&mut command)).unwrap();
    file
}

/// What a program says.
#[track_caller]
fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    output.stdout
}
