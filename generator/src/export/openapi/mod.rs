//! The model as an OpenAPI 3.1 document.
//!
//! Every method and route of the pages is an operation of the document. Where pages describe the same request, or requests whose
//! paths differ only in the names of their parameters, they share one: OpenAPI has no place for two.

mod document;
mod enumeration;
mod examples;
mod families;
mod ids;
mod messages;
mod nulls;
mod parameters;
mod paths;
mod pointer;
mod scalar;
mod schemas;
mod security;
mod settings;
mod template;
mod text;
mod variants;

pub use document::Document;
pub use settings::{Address, OAuth, Settings};

use crate::model::Model;
use document::{Components, Info, Server, Tag};
use messages::Messages;
use nulls::Nulls;
use schemas::Schemas;
use std::collections::BTreeSet;

/// An OpenAPI document, and how it relates to the pages.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Export {
    /// The document.
    pub document: Document,
    /// Methods of pages with a route each. All are in the document.
    pub requests: usize,
    /// Operations of the document: requests that are told apart by method and path.
    pub operations: usize,
}

/// The OpenAPI document of a model.
pub fn openapi(model: &Model, settings: &Settings) -> Export {
    let shown = examples::examples(model);
    let schemas = Schemas::of(model, Nulls::of(model, &shown, settings), settings);
    let mut components = Components {
        schemas: schemas.all(),
        security_schemes: security::schemes(model, settings.oauth.as_ref()),
        ..Components::default()
    };
    messages::common(&settings.errors, &mut components);
    let messages: Vec<Messages> = model
        .operations
        .iter()
        .map(|operation| Messages::of(operation, &schemas, settings, &mut components))
        .collect();
    let requests = paths::requests(model, &messages, &shown);
    let operations = requests.len();
    let paths = paths::paths(model, requests, &schemas, settings, &mut components);
    let tags: BTreeSet<&String> = paths
        .values()
        .flat_map(|path| path.operations.values())
        .flat_map(|operation| &operation.tags)
        .collect();
    let tags = tags.into_iter().cloned();
    let tags = tags.map(|name| Tag { name }).collect();
    let used = paths::examples(&paths);
    components.examples = shown
        .into_iter()
        .filter(|example| used.contains(&example.name))
        .map(|example| example.component(model))
        .collect();
    let document = Document {
        openapi: "3.1.0",
        info: Info {
            title: settings.title.clone(),
            version: model.version.clone(),
        },
        servers: servers(model, settings),
        tags,
        security: security::default(&components.security_schemes),
        paths,
        components,
    };
    Export {
        document,
        requests: model
            .operations
            .iter()
            .map(|operation| operation.routes.len())
            .sum(),
        operations,
    }
}

fn servers(model: &Model, settings: &Settings) -> Vec<Server> {
    let server = |url: &str, name: Option<&String>| Server {
        url: url.replace("{version}", &model.version),
        description: name.cloned(),
    };
    if settings.servers.is_empty() {
        return vec![server("/", None)];
    }
    let servers = settings.servers.iter();
    servers
        .map(|address| server(&address.url, address.name.as_ref()))
        .collect()
}

impl Document {
    /// As JSON, indented.
    ///
    /// # Errors
    ///
    /// `out` takes no more.
    pub fn write_json(&self, out: impl std::io::Write) -> std::io::Result<()> {
        serde_json::to_writer_pretty(out, self).map_err(Into::into)
    }

    /// As YAML.
    ///
    /// # Errors
    ///
    /// `out` takes no more.
    pub fn write_yaml(&self, mut out: impl std::io::Write) -> std::io::Result<()> {
        // Written as a whole, because the errors of the crate do not tell a closed pipe from others.
        let text = serde_yaml::to_string(self).map_err(std::io::Error::other)?;
        out.write_all(text.as_bytes())
    }
}
