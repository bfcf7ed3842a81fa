//! `docbind export`.

use crate::place::Pages;
use crate::progress::Bar;
use crate::{Failure, Outcome, print, tell};
use clap::{Args, ValueEnum};
use docbind::config::Config;
use docbind::export::ir;
use docbind::export::openapi::{Address, Document, Settings, openapi};
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
    /// Name of the API in an OpenAPI document
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Address of the service in an OpenAPI document, where `[service]` in docbind.toml names none or another; `{version}` is replaced
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Leave relationships of an OpenAPI document without types, for tools that cannot follow types that lead to themselves
    #[arg(long)]
    no_relationships: bool,
}

const EXAMPLES: &str = "\
Examples:
  docbind export --docs api-reference --version v1.0 > v1.0.json
  docbind export --docs api-reference/beta | jq '.types | length'
  docbind export --docs api-reference/v1.0 --format openapi > openapi.json
  docbind export --include 'api/user-*' --format openapi-yaml";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Types and operations as docbind sees them
    #[default]
    Ir,
    /// An OpenAPI 3.1 document, as JSON
    #[value(name = "openapi")]
    OpenApi,
    /// The same as YAML
    #[value(name = "openapi-yaml")]
    OpenApiYaml,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let bar = Bar::new();
    let models = bar.watch(arguments.pages.generator()).models()?;
    bar.finish();
    let model = choose(&models, arguments.version.as_deref())?;
    match arguments.format {
        Format::Ir => print(|out| {
            serde_json::to_writer_pretty(&mut *out, &ir(model))?;
            writeln!(out)
        })?,
        Format::OpenApi => {
            let document = document(arguments, model)?;
            print(|out| {
                document.write_json(&mut *out)?;
                writeln!(out)
            })?;
        }
        Format::OpenApiYaml => {
            let document = document(arguments, model)?;
            print(|out| document.write_yaml(out))?;
        }
    }
    tell(Accounting::of(std::slice::from_ref(model)));
    Ok(Outcome::Done)
}

fn document(arguments: &Arguments, model: &Model) -> Result<Document, Failure> {
    let config = Config::load(arguments.pages.docs())?;
    let dialect = config.profile(&model.version).dialect()?;
    let mut settings = Settings::of(&dialect);
    settings.page_link = config.page_link;
    settings.relationships = !arguments.no_relationships;
    if let Some(title) = &arguments.title {
        settings.title.clone_from(title);
    }
    if let Some(server) = &arguments.server {
        let url = server.clone();
        settings.servers = vec![Address { url, name: None }];
    }
    let export = openapi(model, &settings);
    tell(format_args!(
        "{} requests of pages became {} operations",
        export.requests, export.operations
    ));
    Ok(export.document)
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
