//! `docbind check`.

use crate::place::{Output, Pages};
use crate::progress::Bar;
use crate::report::Report;
use crate::watch::watch;
use crate::{Failure, Outcome, print, tell};
use clap::{Args, ValueEnum};
use docbind::diagnostic::{Findings, SCREENFUL, Severity, github, human, json, sarif};
use docbind::report::Contents;
use docbind::report::accounting::Accounting;
use std::io::{IsTerminal, stdout};

/// Show what is wrong with pages, and whether the bindings are current
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    output: Output,
    /// How findings are shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Show every finding, on a terminal too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    report: Report,
    /// Check again whenever a page is saved, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

const EXAMPLES: &str = "\
Examples:
  docbind check                                   pages and bindings of this workspace
  docbind check --docs api-reference              pages only
  docbind check --watch                           while pages are being written
  docbind check --format sarif > docbind.sarif    for code scanning
  docbind check --report report.md                a page about the pages, to read
  docbind check --docs api-reference/v1.0 --metadata metadata.xml --report report.md";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the source of each place
    #[default]
    Human,
    /// One JSON object per line
    Json,
    /// Annotations of a GitHub job
    Github,
    /// SARIF 2.1.0
    Sarif,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if arguments.watch {
        return watch(arguments.pages.docs(), || check(arguments));
    }
    check(arguments)
}

fn check(arguments: &Arguments) -> Result<Outcome, Failure> {
    let metadata = arguments.report.metadata()?;
    let bar = Bar::new();
    let generator = bar.watch(arguments.pages.generator());
    let (models, findings, texts, stale) =
        match arguments.output.of(&arguments.pages, &generator)? {
            Some(generator) => {
                let generation = generator.generate()?;
                let stale: Vec<String> = generation.plan()?.stale().collect();
                (
                    generation.models,
                    generation.findings,
                    generation.texts,
                    stale,
                )
            }
            None => {
                let reading = generator.read()?;
                (reading.models, reading.findings, reading.texts, Vec::new())
            }
        };
    bar.finish();
    show(arguments, &findings)?;
    arguments.report.write(Contents {
        models: &models,
        texts: &texts,
        findings: &findings,
        metadata: metadata.as_ref(),
    })?;
    for line in &stale {
        tell(line);
    }
    if !stale.is_empty() {
        tell(format_args!(
            "{} files are stale; `docbind generate` brings them in line with the pages",
            stale.len()
        ));
    }
    tell(format_args!(
        "{} errors, {} warnings, {} notes",
        findings.count(Severity::Error),
        findings.count(Severity::Warning),
        findings.count(Severity::Note)
    ));
    tell(Accounting::of(&models));
    Ok(if findings.has_errors() || !stale.is_empty() {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

fn show(arguments: &Arguments, findings: &Findings) -> Result<(), Failure> {
    let limit = (!arguments.all && stdout().is_terminal()).then_some(SCREENFUL);
    print(|out| match arguments.format {
        Format::Human => human(findings, limit, out),
        Format::Json => json(findings, out),
        Format::Github => github(findings, out),
        Format::Sarif => sarif(findings, out),
    })
}
