//! `docbind export`.

use crate::place::Pages;
use crate::progress::Bar;
use crate::{Failure, Outcome, print, tell};
use clap::{Args, ValueEnum};
use docbind::export::ir;
use docbind::model::Model;
use docbind::report::accounting::Accounting;

/// Print what the pages say as one document
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    pages: Pages,
    /// Which form
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Which version, where the docs folder has several
    #[arg(long = "version", value_name = "VERSION")]
    version: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  docbind export --docs api-reference --version v1.0 > v1.0.json
  docbind export --docs api-reference/beta | jq '.types | length'";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Types and operations as docbind sees them
    #[default]
    Ir,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let bar = Bar::new();
    let models = bar.watch(arguments.pages.generator()).models()?;
    bar.finish();
    let model = choose(&models, arguments.version.as_deref())?;
    let document = match arguments.format {
        Format::Ir => ir(model),
    };
    print(|out| {
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    })?;
    tell(Accounting::of(std::slice::from_ref(model)));
    Ok(Outcome::Done)
}

fn choose<'a>(models: &'a [Model], version: Option<&str>) -> Result<&'a Model, Failure> {
    let names: Vec<&str> = models.iter().map(|model| &*model.version).collect();
    let names = names.join(", ");
    match (version, models) {
        (None, [model]) => Ok(model),
        (None, _) => Err(Failure::new(format_args!(
            "there are several versions ({names}): choose one with --version"
        ))),
        (Some(version), _) => models
            .iter()
            .find(|model| model.version == version)
            .ok_or_else(|| {
                Failure::new(format_args!("there is no version {version}, but: {names}"))
            }),
    }
}
