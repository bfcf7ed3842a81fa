//! The generator as a part of cargo: what a build script does with it.

use crate::diagnostic::{Findings, Severity};
use crate::output::{Contended, Plan};
use crate::run::config::{Config, resolve_from_docs};
use crate::run::error::Error;
use crate::run::generator::{Generator, OutputMode};
use crate::run::refresh::Refresh;
use camino::{Utf8Path, Utf8PathBuf};
use std::env;
use std::fmt::Display;
use std::time::SystemTime;

/// Stale files that a build names.
const SHOWN: usize = 20;
/// Findings of one code that a build shows.
const SHOWN_OF_ONE: usize = 5;
/// In this folder of `OUT_DIR` stand the sources of [`Generator::out_dir`].
const INCLUDED: &str = "docbind";
/// In this folder of `OUT_DIR` runs are recorded.
const RECORDS: &str = "docbind-runs";

/// Where a build script is, unless its package says otherwise.
const SCRIPT: &str = "build.rs";

/// What the environment variable `DOCBIND` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Write,
    Check,
    Off,
}

impl Mode {
    fn parse(value: &str) -> Result<Self, String> {
        match value {
            "" => Ok(Self::Write),
            "check" => Ok(Self::Check),
            "off" => Ok(Self::Off),
            other => Err(format!(
                "DOCBIND={other} means nothing: `check` fails if the bindings are stale, `off` leaves them alone, unset writes them"
            )),
        }
    }
}

impl Generator {
    /// Sources go below `OUT_DIR`, as cargo's guideline for build scripts has it, and are brought in by
    ///
    /// ```ignore
    /// pub mod graph {
    ///     include!(concat!(env!("OUT_DIR"), "/docbind/lib.rs"));
    /// }
    /// ```
    ///
    /// Nothing is checked in then, and no change of a page shows in a review. Outside of a build script this does nothing.
    #[must_use]
    pub fn out_dir(mut self) -> Self {
        if let Ok(folder) = env::var("OUT_DIR") {
            self.output = Some(OutputMode::Included(
                Utf8PathBuf::from(folder).join(INCLUDED),
            ));
        }
        self
    }

    /// What a build script does: writes the files that differ, and tells cargo what went wrong and when to run it again.
    ///
    /// Nothing happens where there is no docs folder (a published package), in a git checkout of cargo's, and in a vendored
    /// package. `DOCBIND=check` writes nothing and fails if a file is stale; `DOCBIND=off` does nothing. Errors on pages fail
    /// the build before anything is written; warnings are shown.
    pub fn run(self) {
        println!("cargo::rerun-if-env-changed=DOCBIND");
        let mode = match Mode::parse(&env::var("DOCBIND").unwrap_or_default()) {
            Ok(mode) => mode,
            Err(message) => return error(message),
        };
        if mode == Mode::Off || is_dependency(Utf8Path::new("")) {
            return;
        }
        if Utf8Path::new(SCRIPT).exists() {
            rerun_if_changed(SCRIPT.into());
        }
        // Also where it is missing: then cargo asks again, and finds it once it is there.
        rerun_if_changed(&self.docs);
        if !self.docs.is_dir() {
            return;
        }
        if let Err(failure) = self.build(mode) {
            error(failure);
        }
    }

    fn build(&self, mode: Mode) -> Result<(), Error> {
        for folder in self.folders_beside()? {
            rerun_if_changed(&folder);
        }
        let in_tree = !matches!(self.output, Some(OutputMode::Included(_)));
        let destination = match self.refresh_in(mode)? {
            Refresh::Unchanged(unchanged) => {
                show(&unchanged.findings);
                unchanged.destination
            }
            Refresh::Generated(generation) => {
                show(&generation.findings);
                if generation.findings.has_errors() {
                    return Ok(());
                }
                if mode == Mode::Check && in_tree {
                    refuse_stale(&generation.plan()?);
                } else {
                    let wait = Contended::Wait(&|_| ());
                    generation.write(&wait, start_of_script())?;
                }
                generation.destination
            }
        };
        if in_tree {
            // What a person changes there by hand does not stay.
            let folders = destination.folders();
            folders
                .filter(|folder| folder.is_dir())
                .for_each(rerun_if_changed);
        }
        Ok(())
    }

    /// Folders of pages and included files that lie outside of the docs folder.
    fn folders_beside(&self) -> Result<Vec<Utf8PathBuf>, Error> {
        let config = Config::load(&self.docs)?;
        let profiles = config.versions.values().map(|profile| &profile.pages);
        let pages = profiles.chain([&config.pages]);
        let named = pages.flat_map(|pages| pages.root.iter().chain(&pages.includes));
        Ok(named
            .map(|folder| resolve_from_docs(&self.docs, folder))
            .collect())
    }

    /// A check never trusts a record: it generates again.
    fn refresh_in(&self, mode: Mode) -> Result<Refresh, Error> {
        match env::var("OUT_DIR") {
            Ok(folder) if mode == Mode::Write => {
                let folder = Utf8Path::new(&folder).join(RECORDS);
                self.clone().cache(folder).refresh()
            }
            _ => Ok(Refresh::Generated(Box::new(self.generate()?))),
        }
    }
}

/// Cargo marks its git checkouts and vendored packages; their sources are not ours to change.
fn is_dependency(package: &Utf8Path) -> bool {
    [".cargo-ok", ".cargo-checksum.json"]
        .iter()
        .any(|name| package.join(name).exists())
}

/// As a folder: cargo looks through it itself, which costs less than a line for each file.
fn rerun_if_changed(path: &Utf8Path) {
    println!("cargo::rerun-if-changed={path}");
}

/// Cargo runs a build script again if anything it watches is newer than the script's start, and so what the script itself
/// wrote there. Files that carry this time are not.
fn start_of_script() -> Option<SystemTime> {
    let out = env::var("OUT_DIR").ok()?;
    let stamp = Utf8Path::new(&out).parent()?.join("invoked.timestamp");
    stamp.metadata().ok()?.modified().ok()
}

fn refuse_stale(plan: &Plan) {
    if plan.is_current() {
        return;
    }
    for line in plan.stale().take(SHOWN) {
        error(line);
    }
    error(format!(
        "{} files are stale; `cargo build` without DOCBIND=check brings them in line with the pages",
        plan.changes.len()
    ));
}

fn show(findings: &Findings) {
    let weighty = findings.at_least(Severity::Warning);
    let (shown, rest) = weighty.bounded(SHOWN_OF_ONE);
    for finding in shown {
        let diagnostic = &finding.diagnostic;
        let line = format!(
            "{}:{}:{}: {}: {}",
            finding.file,
            finding.start.line,
            finding.start.column,
            diagnostic.code.id(),
            diagnostic.sentence()
        );
        match finding.severity {
            Severity::Error => error(line),
            _ => warning(line),
        }
    }
    for (code, count) in rest {
        warning(format!(
            "... and {count} more of {}: {}; `docbind check` lists all",
            code.id(),
            code.title()
        ));
    }
}

fn error(message: impl Display) {
    println!("cargo::error={}", one_line(&message.to_string()));
}

fn warning(message: String) {
    println!("cargo::warning={}", one_line(&message));
}

/// A line break would begin another instruction to cargo.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_says_what_to_do() {
        assert_eq!(Mode::parse(""), Ok(Mode::Write));
        assert_eq!(Mode::parse("check"), Ok(Mode::Check));
        assert_eq!(Mode::parse("off"), Ok(Mode::Off));
        assert!(
            Mode::parse("0")
                .unwrap_err()
                .starts_with("DOCBIND=0 means nothing")
        );
    }

    #[test]
    fn packages_that_cargo_fetched_are_told_by_its_marks() {
        let folder = tempfile::tempdir().unwrap();
        let package = Utf8Path::from_path(folder.path()).unwrap();
        assert!(!is_dependency(package));
        for mark in [".cargo-ok", ".cargo-checksum.json"] {
            std::fs::write(package.join(mark), "").unwrap();
            assert!(is_dependency(package), "{mark}");
            std::fs::remove_file(package.join(mark)).unwrap();
        }
    }

    #[test]
    fn a_message_cannot_give_cargo_orders() {
        assert_eq!(
            one_line("a\ncargo::rustc-link-lib=b\r"),
            "a cargo::rustc-link-lib=b "
        );
    }
}
