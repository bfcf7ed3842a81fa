//! What an OpenAPI document says of a service that no page says.

use crate::dialect::{Dialect, ErrorForm, ListForm, Service};

/// Facts about the service, and what a document is for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the API.
    pub title: String,
    /// Where the service is reached. Without any, whoever uses the document says.
    pub servers: Vec<Address>,
    /// Where a person reads a page: `{version}`, `{page}` and `{stem}` are replaced. Without it documents link to the page's path.
    pub page_link: Option<String>,
    /// Where the service's users sign in, for OAuth flows. Without it, permissions are roles of a bearer token.
    pub oauth: Option<OAuth>,
    /// The member of a JSON object that names its type.
    pub type_member: String,
    /// The member of a reference that holds the address of an object.
    pub id_member: String,
    /// How errors are answered.
    pub errors: ErrorForm,
    /// How lists are answered.
    pub lists: ListForm,
    /// Whether relationships have their types. Without, they hold any JSON, for tools that do not come back from types that lead to
    /// themselves.
    pub relationships: bool,
}

/// A place where the service is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// What paths are appended to; `{version}` is replaced.
    pub url: String,
    /// What the place is called.
    pub name: Option<String>,
}

/// The addresses of an OAuth 2.0 service.
#[derive(Clone, Debug)]
pub struct OAuth {
    /// Where a user allows what an application asks for.
    pub authorization_url: String,
    /// Where tokens come from.
    pub token_url: String,
}

impl Settings {
    /// What is known of the service behind pages of a family.
    pub fn of(dialect: &Dialect) -> Self {
        let service = &dialect.service;
        Self {
            title: service
                .name
                .clone()
                .unwrap_or_else(|| "API described by its reference pages".to_owned()),
            servers: servers(service),
            page_link: None,
            oauth: None,
            type_member: dialect.annotations.type_of.clone(),
            id_member: dialect.annotations.id_of.clone(),
            errors: service.errors.clone(),
            lists: service.lists.clone(),
            relationships: true,
        }
    }
}

impl Default for Settings {
    /// The service of the default dialect.
    fn default() -> Self {
        Self::of(&Dialect::default())
    }
}

/// The base URL first, with the name of the cloud that has it; then the other clouds.
fn servers(service: &Service) -> Vec<Address> {
    let (mut servers, others): (Vec<Address>, Vec<Address>) = service
        .clouds
        .iter()
        .map(|cloud| Address {
            url: cloud.base_url.clone(),
            name: Some(cloud.name.clone()),
        })
        .partition(|cloud| Some(&cloud.url) == service.base_url.as_ref());
    if servers.is_empty() {
        let base = service.base_url.iter().cloned();
        servers.extend(base.map(|url| Address { url, name: None }));
    }
    servers.extend(others);
    servers
}
