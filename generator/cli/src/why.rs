//! `docbind why`.

use crate::place::Pages;
use crate::progress::Bar;
use crate::{Failure, Outcome, print};
use clap::Args;
use docbind::diagnostic::nearest;
use docbind::model::{Model, QualifiedName};
use docbind::selection::{Reachability, explain};
use std::io::{self, Write};

/// Say why a type is generated: what needs it, back to a page that was chosen
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Name of the type: `emailAddress`, or with its namespace
    #[arg(value_name = "TYPE")]
    name: String,
    #[command(flatten)]
    pages: Pages,
}

const EXAMPLES: &str = "\
Examples:
  docbind why emailAddress
  docbind why identitySet --docs api-reference/v1.0 --include area:outlook";

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let bar = Bar::new();
    let reading = bar.watch(arguments.pages.generator()).read()?;
    bar.finish();
    let mut found = false;
    for (model, kept) in reading.models.iter().zip(reading.reachability) {
        let kept = kept.unwrap_or_else(|| explain(model, &|_| true));
        for name in named(&arguments.name, &kept) {
            found = true;
            print(|out| show(name, model, &kept, out))?;
        }
    }
    if found {
        Ok(Outcome::Done)
    } else {
        Err(unknown(&arguments.name, &reading.models))
    }
}

/// The types that a person may mean.
fn named<'k>(word: &str, kept: &'k Reachability) -> impl Iterator<Item = &'k QualifiedName> {
    let word = word.to_owned();
    kept.reasons
        .keys()
        .chain(kept.left_out.keys())
        .filter(move |name| {
            name.0.eq_ignore_ascii_case(&word) || name.name().eq_ignore_ascii_case(&word)
        })
}

/// The way from the type back to a page, a line for each step.
fn show(
    name: &QualifiedName,
    model: &Model,
    kept: &Reachability,
    out: &mut dyn Write,
) -> io::Result<()> {
    if let Some(relationships) = kept.left_out.get(name) {
        writeln!(
            out,
            "{}: not generated\n  nothing that was chosen needs it",
            name.0
        )?;
        return match relationships {
            0 => Ok(()),
            _ => writeln!(out, "  {relationships} relationships to it hold JSON"),
        };
    }
    match page(name, model) {
        Some(page) => writeln!(out, "{}: from {page}", name.0)?,
        None => writeln!(out, "{}", name.0)?,
    }
    let mut next = Some(name);
    while let Some(reason) = next.and_then(|name| kept.reasons.get(name)) {
        match reason.because_of() {
            Some(owner) => writeln!(out, "  {reason}: {}", owner.0)?,
            None => writeln!(out, "  {reason}")?,
        }
        next = reason.because_of();
    }
    Ok(())
}

fn page<'m>(name: &QualifiedName, model: &'m Model) -> Option<&'m str> {
    let pages = model.types.get(name)?.pages();
    pages.first().map(|page| page.as_str())
}

fn unknown(word: &str, models: &[Model]) -> Failure {
    let names = models
        .iter()
        .flat_map(|model| model.types.keys())
        .map(QualifiedName::name);
    Failure::new(match nearest(word, names) {
        Some(near) => format!("no type `{word}` is generated; there is `{near}`"),
        None => format!("no type `{word}` is generated, and none of a like name"),
    })
}
