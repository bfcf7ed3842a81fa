//! `docbind diff`.

use crate::place::Pages;
use crate::progress::Bar;
use crate::revision::Revision;
use crate::{Failure, Outcome, print, tell};
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueEnum};
use docbind::config::Config;
use docbind::diff::{self, Bindings, Change, Weight};
use docbind::model::Model;

/// Show what a change of pages means for callers of the bindings
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Folder of the pages as they were
    #[arg(value_name = "OLD", required_unless_present = "base", requires = "new")]
    old: Option<Utf8PathBuf>,
    /// Folder of the pages as they are
    #[arg(value_name = "NEW", conflicts_with = "docs")]
    new: Option<Utf8PathBuf>,
    /// Compare with the pages at this revision of their git repository instead: a branch, tag or commit
    #[arg(long, value_name = "REV", conflicts_with_all = ["old", "new"])]
    base: Option<String>,
    #[command(flatten)]
    pages: Pages,
    /// How changes are shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Exit with 1 if a change is as heavy as this, or heavier
    #[arg(long, value_enum, value_name = "WEIGHT")]
    fail_on: Option<FailOn>,
}

const EXAMPLES: &str = "\
Examples:
  docbind diff old/api-reference new/api-reference
  docbind diff --base origin/main --fail-on breaking            in a CI job
  docbind diff --base HEAD~1 --docs api-reference/v1.0
  docbind diff --base origin/main --format markdown > diff.md   a comment for the pull request

Weights, heaviest first: breaking, permission, additive, documentation.";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each change, and the verdict
    #[default]
    Human,
    /// A comment on a pull request
    Markdown,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Code that compiled does not, or sends something else
    Breaking,
    /// Also where other permissions let a call run
    Permission,
    /// Also where something is new or deprecated
    Additive,
    /// Also where only documentation differs
    Documentation,
}

impl FailOn {
    fn weight(self) -> Weight {
        match self {
            Self::Breaking => Weight::Breaking,
            Self::Permission => Weight::Permission,
            Self::Additive => Weight::Additive,
            Self::Documentation => Weight::Documentation,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let bar = Bar::new();
    let (before, after) = models(arguments, &bar)?;
    let changes = diff::compare(&before, &after, bindings(arguments)?);
    bar.finish();
    print(|out| match arguments.format {
        Format::Human => diff::human(&changes, out),
        Format::Markdown => diff::markdown(&changes, out),
        Format::Json => diff::json(&changes, out),
    })?;
    Ok(if fails(&changes, arguments.fail_on) {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

fn fails(changes: &[Change], on: Option<FailOn>) -> bool {
    on.is_some_and(|on| changes.iter().any(|change| change.weight <= on.weight()))
}

/// Pages that do not say where their sources belong become a whole package.
fn bindings(arguments: &Arguments) -> Result<Bindings, Failure> {
    let has_sources = match &arguments.new {
        Some(new) => Config::load(new)?.out.is_some(),
        None => arguments.pages.sources()?.is_some(),
    };
    Ok(if has_sources {
        Bindings::Sources
    } else {
        Bindings::Package
    })
}

/// The models of both sides.
fn models(arguments: &Arguments, bar: &Bar) -> Result<(Vec<Model>, Vec<Model>), Failure> {
    let read = |docs: &Utf8Path| -> Result<Vec<Model>, Failure> {
        let generator = bar.watch(arguments.pages.generator_in(docs));
        Ok(generator.models()?)
    };
    let (before, after) = match (&arguments.base, &arguments.old, &arguments.new) {
        (Some(name), ..) => {
            let docs = arguments.pages.docs();
            rayon::join(|| read_at(name, docs, &read), || read(docs))
        }
        (None, Some(old), Some(new)) => rayon::join(|| read(old), || read(new)),
        _ => {
            return Err(Failure::new(
                "name two folders of pages, or a revision with --base",
            ));
        }
    };
    // What is wrong with the pages as they are comes first: they are at hand.
    let after = after?;
    Ok((before?, after))
}

/// The models of `docs` at a revision.
fn read_at(
    revision: &str,
    docs: &Utf8Path,
    read: &(dyn Fn(&Utf8Path) -> Result<Vec<Model>, Failure> + Sync),
) -> Result<Vec<Model>, Failure> {
    let pages = Revision::of(docs, revision)?;
    let Some(folder) = pages.folder() else {
        tell(format_args!(
            "{revision} has no pages in {docs}: all are new"
        ));
        return Ok(Vec::new());
    };
    read(folder).map_err(|Failure(words)| Failure(format!("--base {revision}: {words}")))
}
