//! A workspace of its own, in the folder for what tests build.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

pub struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    pub fn new(name: &str, members: &[&str]) -> Self {
        let workspace = Self {
            folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name),
        };
        workspace.write(
            "Cargo.toml",
            &format!("[workspace]\nmembers = {members:?}\nresolver = \"3\"\n"),
        );
        // The versions that this test was compiled with are there without a network.
        if let Ok(lock) = fs::read_to_string(runtime().join("../Cargo.lock")) {
            workspace.write("Cargo.lock", &lock);
        }
        workspace
    }

    pub fn member(&self, name: &str, dependencies: &str) {
        let runtime = runtime();
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n\
             docbind-runtime = {{ path = {runtime:?} }}\n{dependencies}\n"
        );
        self.write(&format!("{name}/Cargo.toml"), &manifest);
    }

    /// Leaves a file alone that is as it should be, so that cargo builds it once.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|present| present == text) {
            return;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
            .args(arguments)
            .args(["--quiet", "--offline"])
            .current_dir(&self.folder)
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer"),
            )
            .output()
            .unwrap()
    }
}

fn runtime() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
