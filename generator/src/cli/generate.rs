//! `docbind generate`.

use super::place::{Output, Pages};
use super::progress::Bar;
use super::report::Report;
use super::watch::watch;
use super::{Failure, Outcome, tell};
use crate::accounting::Accounting;
use crate::diagnostic::{Findings, Severity, human};
use crate::output::{ChangeKind, Plan, write};
use crate::report::Contents;
use clap::Args;

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
    /// Write again whenever a page is saved, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

const EXAMPLES: &str = "\
Examples:
  docbind generate
  docbind generate --watch                           while pages are being written
  docbind generate --docs api-reference/v1.0 --out graph-v1 --package graph-v1
  docbind generate --docs api-reference --out mail --include 'api/user-*message*.md' --include 'api/message-*.md'";

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
    let generation = generator.generate()?;
    let plan = generation.plan()?;
    write(&plan, &generation.files)?;
    bar.finish();
    show(&generation.findings)?;
    arguments.report.write(Contents {
        models: &generation.models,
        texts: &generation.texts,
        findings: &generation.findings,
        metadata: metadata.as_ref(),
    })?;
    tell(written(&plan));
    tell(Accounting::of(&generation.models));
    Ok(if generation.findings.has_errors() {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

fn show(findings: &Findings) -> Result<(), Failure> {
    let weighty = findings.at_least(Severity::Warning);
    human(&weighty, Some(SHOWN), &mut anstream::stderr().lock())?;
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

fn written(plan: &Plan) -> String {
    let root = plan.root();
    if plan.is_current() {
        return format!("{root}: all {} files are current", plan.unchanged);
    }
    format!(
        "{root}: {} files created, {} updated, {} removed, {} unchanged",
        plan.count(ChangeKind::Create),
        plan.count(ChangeKind::Update),
        plan.count(ChangeKind::Remove),
        plan.unchanged
    )
}
