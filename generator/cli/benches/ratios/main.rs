//! What docbind costs, as ratios of runs that take turns on one machine.
//!
//! ```sh
//! DOCBIND_CORPUS=docs cargo bench -p docbind-cli --bench ratios -- --write docs/performance.md
//! ```
//!
//! Every run is a process of its own, measured by the system: CPU is user and system time of the process and of all that it
//! starts, memory is the largest resident set among them. A ratio is that of the least times of several rounds.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a bench that looks in the wrong place ends"
)]

mod child;
mod compiling;
mod corpus;
mod derive;
mod diff;
mod generation;
mod growth;
mod machine;
mod process;
mod report;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Parser, ValueEnum};
use report::Report;
use std::error::Error;
use std::{env, fs};

/// What docbind costs, as ratios
#[derive(Debug, Parser)]
struct Arguments {
    /// Only these sections [default: all]
    #[arg(long, value_enum, num_args = 1..)]
    section: Vec<Section>,
    /// Prove that the benches run: one round, few pages
    #[arg(long)]
    quick: bool,
    /// Rounds of every comparison
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Put the tables between the marks in this file
    #[arg(long, value_name = "FILE")]
    write: Option<Utf8PathBuf>,
    /// Write the numbers to this file as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<Utf8PathBuf>,
    /// Where pages and packages are put while they are measured: a file system in memory leaves the disk out of it
    /// [default: cargo's folder for that]
    #[arg(long, value_name = "DIR")]
    scratch: Option<Utf8PathBuf>,
    /// What `cargo bench` adds.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Section {
    /// Reading, linking, emitting; nothing changed; one page changed; memory; threads
    Generation,
    /// More and fewer pages
    Growth,
    /// The changes from an older state of the pages
    Diff,
    /// 100,000 pages
    Large,
    /// Checking and building the bindings, and reading and writing with them
    Compiling,
}

/// What every section gets.
struct Setting {
    /// The folder of a version of real pages, where there is one.
    corpus: Option<Utf8PathBuf>,
    /// Scratch space.
    scratch: Utf8PathBuf,
    rounds: usize,
    quick: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().collect();
    if words.get(1).is_some_and(|word| word == child::COMMAND) {
        return child::run(&words[2..]);
    }
    let arguments = Arguments::parse();
    let scratch = tempfile::Builder::new()
        .prefix("ratios-")
        .tempdir_in(arguments.scratch.as_deref().unwrap_or(target()))?;
    let setting = Setting {
        corpus: corpus::real(),
        scratch: Utf8PathBuf::from_path_buf(scratch.path().to_owned())
            .map_err(|path| format!("{}: not UTF-8", path.display()))?,
        rounds: if arguments.quick { 1 } else { arguments.rounds },
        quick: arguments.quick,
    };
    let mut report = Report::default();
    let asked = |section| arguments.section.is_empty() || arguments.section.contains(&section);
    if asked(Section::Generation) {
        generation::run(&setting, &mut report)?;
    }
    if asked(Section::Growth) {
        growth::run(&setting, &mut report)?;
    }
    if asked(Section::Diff) {
        diff::run(&setting, &mut report)?;
    }
    if asked(Section::Large) {
        growth::large(&setting, &mut report)?;
    }
    if asked(Section::Compiling) {
        compiling::run(&setting, &mut report)?;
    }
    println!("{}", report.markdown());
    if let Some(file) = arguments.json {
        fs::write(file, format!("{:#}\n", report.json()))?;
    }
    if let Some(file) = arguments.write {
        // Cargo runs benches in the folder of their package; files are meant from that of the workspace.
        let workspace = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        report.put_into(&workspace.join(file))?;
    }
    Ok(())
}

/// Cargo's folder for what tests and benches write.
fn target() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_TARGET_TMPDIR"))
}
