//! What an OpenAPI document says of a service that no page says.

/// Facts about the service, each with a default that claims nothing.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the API.
    pub title: String,
    /// The address that paths are appended to, with the version; `/` leaves it to who uses the document.
    pub server: String,
    /// Where a person reads a page: `{version}`, `{page}` and `{stem}` are replaced. Without it documents link to the page's path.
    pub page_link: Option<String>,
    /// Where the service's users sign in, for OAuth flows. Without it, permissions are roles of a bearer token.
    pub oauth: Option<OAuth>,
    /// Where errors have their parts.
    pub errors: Errors,
    /// How lists come.
    pub lists: Lists,
}

/// The addresses of an OAuth 2.0 service.
#[derive(Clone, Debug)]
pub struct OAuth {
    /// Where a user allows what an application asks for.
    pub authorization_url: String,
    /// Where tokens come from.
    pub token_url: String,
}

/// JSON pointers into an error response.
#[derive(Clone, Debug)]
pub struct Errors {
    /// The code that a program reads.
    pub code: String,
    /// The text that a person reads.
    pub message: String,
}

/// Names in a page of a list.
#[derive(Clone, Debug)]
pub struct Lists {
    /// The array of items.
    pub items: String,
    /// The address of the next page.
    pub next: String,
    /// The address to ask for later changes.
    pub delta: String,
}

impl Default for Settings {
    /// The forms of OData, at an address that is not known.
    fn default() -> Self {
        Self {
            title: "API described by its reference pages".to_owned(),
            server: "/".to_owned(),
            page_link: None,
            oauth: None,
            errors: Errors {
                code: "/error/code".to_owned(),
                message: "/error/message".to_owned(),
            },
            lists: Lists {
                items: "value".to_owned(),
                next: "@odata.nextLink".to_owned(),
                delta: "@odata.deltaLink".to_owned(),
            },
        }
    }
}
