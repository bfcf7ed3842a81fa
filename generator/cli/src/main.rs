//! The command line of docbind. Results go to stdout; summaries, progress and errors to stderr.
#![forbid(unsafe_code)]

mod cache;
mod check;
mod diff;
mod explain;
mod export;
mod generate;
mod init;
mod lock;
mod place;
mod progress;
mod report;
mod revision;
mod watch;
mod why;

use clap::{Parser, Subcommand};
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// Reading and emission make many small values on every thread; the allocators of most systems are slow at that.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Done,
    /// There are errors on pages, or stale files.
    Findings,
}

/// Why a command could not do its work: what to tell the user.
struct Failure(String);

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl Failure {
    fn new(message: impl Display) -> Self {
        Self(message.to_string())
    }
}

/// Reads API reference pages and writes typed Rust bindings.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES, after_long_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  docbind generate                                   docs-input/ to generated/src, as `cargo build` does
  docbind generate --docs api-reference --out graph  a whole package from a docs repository
  docbind check --format github                      lint pages in a CI job
  docbind diff --base origin/main                    what a docs change means for callers
  docbind export --docs api-reference/v1.0           what the pages say, as JSON
  docbind explain DB0301                             what a finding means
  docbind why user --include area:outlook            what brings a type along
  docbind init my-bindings                           a package of bindings of your own

Exit status: 0 done, 1 findings (errors on pages, stale files, changes as heavy as asked), 2 usage or input and output.";

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    Export(export::Arguments),
    Explain(explain::Arguments),
    Init(init::Arguments),
    Why(why::Arguments),
}

/// Runs the command that the process was called with.
fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Why(arguments) => why::run(&arguments),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(message)) => {
            tell(format_args!("error: {message}"));
            ExitCode::from(2)
        }
    }
}

/// A line for the person who watches. There is nothing to do if stderr is closed.
fn tell(line: impl Display) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Writes a result to stdout. A reader that closes the pipe, as `head` does, has what it wanted.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format_args!("stdout: {error}")))
        }
        _ => Ok(()),
    }
}
