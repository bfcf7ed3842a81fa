//! Pages beside the files they become: `fixtures/NAME/docs` and `fixtures/NAME/expected`.
//!
//! `UPDATE_EXPECT=1 cargo test -p docbind --test fixtures` writes the files anew; without it nothing is written.

use camino::{Utf8Path, Utf8PathBuf};
use docbind::{Generator, output};
use std::env;
use std::process::Command;

fn fixtures() -> Vec<Utf8PathBuf> {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut fixtures: Vec<Utf8PathBuf> = folder
        .read_dir_utf8()
        .unwrap()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.join("docs").is_dir())
        .collect();
    fixtures.sort();
    assert!(!fixtures.is_empty(), "no fixtures in {folder}");
    fixtures
}

#[test]
fn emitted_files_are_as_expected() {
    let mut stale = Vec::new();
    for fixture in fixtures() {
        let generation = Generator::new(fixture.join("docs"))
            .out(fixture.join("expected"))
            .generate()
            .unwrap();
        let plan = generation.plan().unwrap();
        if !plan.is_current() {
            stale.extend(plan.stale().map(|line| format!("{fixture}: {line}")));
        }
        if env::var_os("UPDATE_EXPECT").is_some() {
            output::write(&plan, &generation.files).unwrap();
        }
    }
    assert!(
        stale.is_empty() || env::var_os("UPDATE_EXPECT").is_some(),
        "these files are not as expected; `UPDATE_EXPECT=1 cargo test -p docbind --test fixtures` writes them:\n{}",
        stale.join("\n")
    );
}

/// Every fixture is a package of its own that compiles without a warning, also as documentation.
#[test]
fn emitted_files_compile_without_a_warning() {
    let target = Utf8Path::new(env!("CARGO_TARGET_TMPDIR"));
    let runtime = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    for fixture in fixtures() {
        let name = fixture.file_name().unwrap();
        let package = target.join("fixtures").join(name);
        let generation = Generator::new(fixture.join("docs"))
            .package(
                &package,
                format!("fixture-{name}"),
                Some(runtime.to_string()),
            )
            .generate()
            .unwrap();
        output::write(&generation.plan().unwrap(), &generation.files).unwrap();
        formatted(&package);
        for command in ["check", "doc"] {
            let mut cargo = Command::new(env!("CARGO"));
            cargo
                .arg(command)
                .args(["--quiet", "--features", "full", "--manifest-path"]);
            cargo.arg(package.join("Cargo.toml"));
            cargo.arg(match command {
                "doc" => "--no-deps",
                _ => "--all-targets",
            });
            let output = cargo
                .env("CARGO_TARGET_DIR", target.join("fixtures/target"))
                .env("RUSTFLAGS", "-D warnings -D missing_docs")
                .env("RUSTDOCFLAGS", "-D warnings")
                .output()
                .unwrap();
            assert!(
                output.status.success(),
                "cargo {command} of the fixture `{name}`:\n{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}

/// `cargo fmt` finds nothing to do, whichever style its user has.
fn formatted(package: &Utf8Path) {
    for config in [
        "max_width=100",
        "max_width=60,style_edition=2015,tab_spaces=2",
    ] {
        let output = Command::new(env!("CARGO"))
            .args(["fmt", "--check", "--manifest-path"])
            .arg(package.join("Cargo.toml"))
            .args(["--", "--config", config])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "cargo fmt of {package}:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
