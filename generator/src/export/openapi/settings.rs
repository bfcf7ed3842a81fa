//! What an OpenAPI document says of a service that no page says.

use crate::dialect::{Dialect, ErrorForm, ListForm, Service};

/// Facts about the service, and what a document is for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the API.
    pub title: String,
    /// The address that paths are appended to; `{version}` is replaced. Without it, whoever uses the document says.
    pub server: Option<String>,
    /// Where a person reads a page: `{version}`, `{page}` and `{stem}` are replaced. Without it documents link to the page's path.
    pub page_link: Option<String>,
    /// Where the service's users sign in, for OAuth flows. Without it, permissions are roles of a bearer token.
    pub oauth: Option<OAuth>,
    /// How errors are answered.
    pub errors: ErrorForm,
    /// How lists are answered.
    pub lists: ListForm,
    /// Whether relationships have their types. Without, they hold any JSON, for tools that do not come back from types that lead to
    /// themselves.
    pub relationships: bool,
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
    /// What is known of a service.
    pub fn of(service: &Service) -> Self {
        Self {
            title: "API described by its reference pages".to_owned(),
            server: service.base_url.clone(),
            page_link: None,
            oauth: None,
            errors: service.errors.clone(),
            lists: service.lists.clone(),
            relationships: true,
        }
    }
}

impl Default for Settings {
    /// The service of the default dialect.
    fn default() -> Self {
        Self::of(&Dialect::default().service)
    }
}
