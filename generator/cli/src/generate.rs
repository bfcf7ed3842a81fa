//! `docbind generate`.

use crate::cache::Cache;
use crate::lock::Lock;
use crate::place::{Output, Pages};
use crate::progress::Bar;
use crate::report::Report;
use crate::watch::watch;
use crate::{Failure, Outcome, tell};
use anstream::AutoStream;
use clap::Args;
use docbind::Refresh;
use docbind::diagnostic::{Findings, Severity, human};
use docbind::output::{ChangeKind, Plan};
use docbind::report::Contents;
use docbind::report::accounting::Accounting;
use docbind::selection::Reachability;
use std::fmt::Write as _;
use std::io::{Write, stderr};

/// Findings of each code that are shown; `docbind check` shows all.
const SHOWN: usize = 3;

/// Write bindings: the sources of this workspace, or a whole package
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    report: Report,
    #[command(flatten)]
    cache: Cache,
    #[command(flatten)]
    lock: Lock,
    /// Write again whenever a page is saved, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

const EXAMPLES: &str = "\
Examples:
  docbind generate
  docbind generate --watch                           while pages are being written
  docbind generate --docs api-reference/v1.0 --out graph-v1 --package graph-v1
  docbind generate --docs api-reference --out mail --include '/me/messages/**' 'message-*'
  docbind generate --docs api-reference --out mail --include area:outlook --exclude 'calendar*'";

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if arguments.watch {
        return watch(arguments.pages.docs(), || generate(arguments));
    }
    generate(arguments)
}

fn generate(arguments: &Arguments) -> Result<Outcome, Failure> {
    let metadata = arguments.report.metadata()?;
    let bar = Bar::new();
    let generator = bar.watch(arguments.pages.generator());
    let Some(generator) = arguments.output.of(&arguments.pages, &generator)? else {
        return Err(Failure::new(
            "no output folder: say where with --out, or with `out` in docbind.toml",
        ));
    };
    // A report shows what only a run has.
    let refreshed = match (arguments.cache.folder(), arguments.report.is_asked_for()) {
        (Some(folder), false) => generator.cache(folder).refresh()?,
        _ => Refresh::Generated(Box::new(generator.generate()?)),
    };
    let generation = match refreshed {
        Refresh::Generated(generation) => generation,
        Refresh::Unchanged(unchanged) => {
            bar.finish();
            show(&unchanged.findings)?;
            let root = unchanged.destination.root();
            tell(format_args!("{root}: {}", current(unchanged.files)));
            tell(unchanged.accounting);
            return Ok(outcome(&unchanged.findings));
        }
    };
    let plan = arguments.lock.write(&generation)?;
    bar.finish();
    show(&generation.findings)?;
    arguments.report.write(Contents {
        models: &generation.models,
        texts: &generation.texts,
        findings: &generation.findings,
        metadata: metadata.as_ref(),
    })?;
    tell(written(&plan));
    if let Some(line) = came_along(&generation.reachability) {
        tell(line);
    }
    tell(Accounting::of(&generation.models));
    let outcome = outcome(&generation.findings);
    if !arguments.watch {
        // The process ends now: nobody needs its memory back piece by piece.
        std::mem::forget(generation);
    }
    Ok(outcome)
}

fn outcome(findings: &Findings) -> Outcome {
    if findings.has_errors() {
        Outcome::Findings
    } else {
        Outcome::Done
    }
}

fn current(files: usize) -> String {
    format!("all {files} files are current")
}

fn show(findings: &Findings) -> Result<(), Failure> {
    let weighty = findings.at_least(Severity::Warning);
    // In one piece: a terminal's stream is written to word by word.
    let mut out = AutoStream::new(Vec::new(), AutoStream::choice(&stderr()));
    human(&weighty, Some(SHOWN), &mut out)?;
    stderr().write_all(&out.into_inner())?;
    let (errors, warnings) = (
        findings.count(Severity::Error),
        findings.count(Severity::Warning),
    );
    if errors + warnings > 0 {
        tell(format_args!(
            "{errors} errors, {warnings} warnings; `docbind check` shows all"
        ));
    }
    Ok(())
}

/// What a choice of pages brought with it.
fn came_along(reachability: &[Option<Reachability>]) -> Option<String> {
    let selected: Vec<&Reachability> = reachability.iter().flatten().collect();
    if selected.is_empty() {
        return None;
    }
    let (chosen, needed) = selected
        .iter()
        .map(|of| of.count())
        .fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    let left_out = selected
        .iter()
        .flat_map(|of| of.left_out.values())
        .filter(|relationships| **relationships > 0)
        .count();
    let mut line = format!(
        "{chosen} types by their own pages, {needed} that these and the operations need; `docbind why TYPE` says why"
    );
    if left_out > 0 {
        let _ = write!(
            line,
            "\nrelationships to {left_out} further types hold JSON; --include their pages to have them typed"
        );
    }
    Some(line)
}

fn written(plan: &Plan) -> String {
    let root = plan.root();
    if plan.is_current() {
        return format!("{root}: {}", current(plan.unchanged));
    }
    format!(
        "{root}: {} files created, {} updated, {} removed, {} unchanged",
        plan.count(ChangeKind::Create),
        plan.count(ChangeKind::Update),
        plan.count(ChangeKind::Remove),
        plan.unchanged
    )
}
