//! What cargo makes of the workspace, tried on a copy of it.
//!
//! One test, since its steps build on each other and cargo lets one build at a time into a folder anyway. The copy and what is
//! built of it stay below `target/`, so that a second run takes seconds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the copy needs of the workspace.
const PARTS: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    "README.md",
    "CHANGELOG.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "docs-input",
    "examples",
    "generated",
    "generator",
    "runtime",
];
const PAGE: &str = "docs-input/v1.0/resources/conversation.md";

struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

/// How a run of cargo ended.
struct Run {
    success: bool,
    stderr: String,
}

impl Run {
    /// Whether cargo found nothing to do.
    fn was_idle(&self) -> bool {
        self.success && !self.stderr.contains("Running `") && !self.stderr.contains("Compiling ")
    }

    #[track_caller]
    fn succeeded(self) -> Self {
        assert!(self.success, "{}", self.stderr);
        self
    }

    #[track_caller]
    fn failed(self) -> Self {
        assert!(!self.success, "{}", self.stderr);
        self
    }
}

impl Workspace {
    fn copy() -> Self {
        let wiring = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wiring");
        let root = wiring.join("workspace");
        fs::create_dir_all(&root).unwrap();
        for part in PARTS {
            copy(
                &Path::new(env!("CARGO_MANIFEST_DIR")).join(part),
                &root.join(part),
            );
        }
        Self {
            root,
            target: wiring.join("target"),
        }
    }

    fn cargo(&self, folder: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .arg("--offline")
            .current_dir(self.root.join(folder));
        command
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("DOCBIND")
            .envs(environment.iter().copied());
        // Set for the test by the cargo that runs it; an inner cargo would take them for its own.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG_")) {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        Run {
            success: output.status.success(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn build(&self) -> Run {
        self.cargo("", &["build", "--verbose"], &[])
    }

    fn append(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::write(&path, fs::read_to_string(&path).unwrap() + text).unwrap();
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let path = self.root.join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{} has no {from:?}", path.display());
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    fn generated(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        collect(&self.root.join("generated"), &mut files);
        files
    }
}

/// Makes `to` equal to `from`; what is equal keeps its time, so that cargo does not build it again.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in to.read_dir().unwrap() {
            let entry = entry.unwrap();
            if !from.join(entry.file_name()).exists() {
                remove(&entry.path());
            }
        }
        for entry in from.read_dir().unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        let bytes = fs::read(from).unwrap();
        if fs::read(to).ok().as_ref() != Some(&bytes) {
            fs::write(to, bytes).unwrap();
        }
    }
}

fn remove(path: &Path) {
    if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    }
    .unwrap();
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), fs::read_to_string(path).unwrap());
        }
    }
}

fn changed(before: &BTreeMap<PathBuf, String>, after: &BTreeMap<PathBuf, String>) -> Vec<String> {
    let paths = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path));
    let names: std::collections::BTreeSet<_> = paths
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.into_iter().collect()
}

#[test]
fn cargo_regenerates_and_builds() {
    let workspace = Workspace::copy();
    let before = workspace.generated();
    // Another value than the last one: the build script runs, whatever an earlier test left.
    workspace
        .cargo("", &["build"], &[("DOCBIND", "off")])
        .succeeded();
    workspace.build().succeeded();
    assert!(
        changed(&before, &workspace.generated()).is_empty(),
        "what is checked in is current"
    );
    let second = workspace.build();
    assert!(second.was_idle(), "{}", second.stderr);

    a_row_is_compiled_against_in_the_same_build(&workspace, &before);
    a_bad_page_fails_the_build_and_changes_nothing(&workspace);
    stale_files_fail_a_check(&workspace);
    nothing_is_written_where_the_package_is_a_dependency(&workspace);
    who_depends_on_the_package_never_builds_the_generator(&workspace);
    bindings_can_be_included_from_out_dir(&workspace);
}

fn a_row_is_compiled_against_in_the_same_build(
    workspace: &Workspace,
    before: &BTreeMap<PathBuf, String>,
) {
    fs::create_dir_all(workspace.root.join("src/bin")).unwrap();
    let program = "//! Uses the new property.\nfn main() {\n    let c = graph_bindings::v1_0::models::Conversation { mood: Some(\"merry\".into()), ..Default::default() };\n    assert!(c.mood.is_some());\n}\n";
    fs::write(workspace.root.join("src/bin/probe.rs"), program).unwrap();
    let header = "## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n";
    workspace.replace(
        PAGE,
        header,
        &format!("{header}|mood|String|How it feels.|\n"),
    );

    workspace
        .cargo("", &["build", "--bin", "probe"], &[])
        .succeeded();
    assert_eq!(changed(before, &workspace.generated()), ["conversation.rs"]);
    workspace.build().succeeded();
    let idle = workspace.build();
    assert!(idle.was_idle(), "{}", idle.stderr);
    remove(&workspace.root.join("src"));
}

fn a_bad_page_fails_the_build_and_changes_nothing(workspace: &Workspace) {
    let page = workspace.root.join(PAGE);
    let text = fs::read(&page).unwrap();
    let before = workspace.generated();
    let line = text.iter().filter(|byte| **byte == b'\n').count() + 1;
    fs::write(&page, [&text[..], b"caf\xe9"].concat()).unwrap();
    let run = workspace.build().failed();
    let place = format!("{PAGE}:{line}:4: DB0101: ");
    assert!(run.stderr.contains(&place), "{place} in {}", run.stderr);
    assert!(changed(&before, &workspace.generated()).is_empty());
    fs::write(&page, text).unwrap();
    workspace.build().succeeded();
}

fn stale_files_fail_a_check(workspace: &Workspace) {
    let check = |value| workspace.cargo("", &["build"], &[("DOCBIND", value)]);
    check("check").succeeded();
    workspace.append("generated/src/lib.rs", "// by hand\n");
    let run = check("check").failed();
    assert!(
        run.stderr.contains("generated/src/lib.rs: out of date"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("`cargo build` without DOCBIND=check"),
        "{}",
        run.stderr
    );
    let edited = workspace.generated();
    check("off").succeeded();
    assert!(changed(&edited, &workspace.generated()).is_empty());
    workspace.build().succeeded();
    assert_eq!(changed(&edited, &workspace.generated()), ["lib.rs"]);
}

fn nothing_is_written_where_the_package_is_a_dependency(workspace: &Workspace) {
    let before = workspace.generated();
    for mark in [".cargo-ok", ".cargo-checksum.json"] {
        fs::write(workspace.root.join(mark), "{}").unwrap();
        workspace.append("generated/src/lib.rs", "// by hand\n");
        workspace.build().succeeded();
        assert_eq!(
            changed(&before, &workspace.generated()),
            ["lib.rs"],
            "{mark}"
        );
        remove(&workspace.root.join(mark));
        workspace.replace("generated/src/lib.rs", "// by hand\n", "");
    }
}

fn who_depends_on_the_package_never_builds_the_generator(workspace: &Workspace) {
    let package = ["package", "--workspace", "--no-verify", "--allow-dirty"];
    workspace.cargo("", &package, &[]).succeeded();
    let version = env!("CARGO_PKG_VERSION");
    let unpacked = workspace.root.join("unpacked");
    let _ = fs::remove_dir_all(&unpacked);
    fs::create_dir_all(unpacked.join("src")).unwrap();
    for name in ["graph-bindings", "docbind-runtime", "docbind"] {
        let archive = workspace
            .target
            .join("package")
            .join(format!("{name}-{version}.crate"));
        let status = Command::new("tar")
            .arg("xzf")
            .arg(archive)
            .arg("-C")
            .arg(&unpacked)
            .status()
            .unwrap();
        assert!(status.success());
    }
    assert!(
        !unpacked
            .join(format!("graph-bindings-{version}/build.rs"))
            .exists()
    );

    let manifest = format!(
        "[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
         [dependencies]\ngraph-bindings = {{ path = \"graph-bindings-{version}\" }}\n\
         [patch.crates-io]\ndocbind = {{ path = \"docbind-{version}\" }}\n\
         docbind-runtime = {{ path = \"docbind-runtime-{version}\" }}\n"
    );
    fs::write(unpacked.join("Cargo.toml"), manifest).unwrap();
    fs::write(
        unpacked.join("src/lib.rs"),
        "pub use graph_bindings::v1_0::models::Conversation;\n",
    )
    .unwrap();
    fs::copy(
        workspace.root.join("Cargo.lock"),
        unpacked.join("Cargo.lock"),
    )
    .unwrap();
    let run = workspace
        .cargo("unpacked", &["check", "--verbose"], &[])
        .succeeded();
    assert!(run.stderr.contains("graph-bindings v"), "{}", run.stderr);
    assert!(
        !run.stderr.contains("docbind v"),
        "the generator was compiled:\n{}",
        run.stderr
    );
}

fn bindings_can_be_included_from_out_dir(workspace: &Workspace) {
    let package = workspace.root.join("included");
    fs::create_dir_all(package.join("src")).unwrap();
    let manifest = "[package]\nname = \"included\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
        [features]\nclient = []\ntime = []\njiff = []\nchrono = []\nuuid = []\n\
        [dependencies]\ndocbind-runtime = { path = \"../runtime\" }\n\
        [build-dependencies]\ndocbind = { path = \"../generator\" }\n";
    let script = "fn main() { docbind::Generator::new(\"../docs-input\").out_dir().run(); }\n";
    let library = "//! Bindings from OUT_DIR.\n\
        #![deny(warnings)]\n\
        /// The bindings.\n\
        pub mod graph {\n    include!(concat!(env!(\"OUT_DIR\"), \"/docbind/lib.rs\"));\n}\n\
        pub use graph::v1_0::models::Conversation;\n";
    for (path, text) in [
        ("Cargo.toml", manifest),
        ("build.rs", script),
        ("src/lib.rs", library),
    ] {
        let path = package.join(path);
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(path, text).unwrap();
        }
    }
    fs::copy(
        workspace.root.join("Cargo.lock"),
        package.join("Cargo.lock"),
    )
    .unwrap();
    workspace
        .cargo("included", &["check", "--verbose"], &[])
        .succeeded();
    let idle = workspace.cargo("included", &["check", "--verbose"], &[]);
    assert!(idle.was_idle(), "{}", idle.stderr);
}
