//! What a model's operations are made of: routes, bodies, responses, examples.

use crate::diagnostic::Span;
use crate::model::name::QualifiedName;
use crate::model::permission::Permissions;
use crate::model::route::{HttpMethod, Segment};
use crate::model::types::{Contradiction, Evidence, Property, Source, Target, TypeUse};
use camino::Utf8PathBuf;
use serde::Serialize;

/// A request: one method of one page.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// `api/user-sendmail.md`.
    pub page: Utf8PathBuf,
    /// `ms.subservice` or `ms.prod` of its page.
    pub area: Option<String>,
    /// The page's title, or the sub-heading where the page documents several operations.
    pub title: String,
    /// As Markdown.
    pub description: Option<String>,
    /// In the page's words.
    pub deprecated: Option<String>,
    /// HTTP method.
    pub method: HttpMethod,
    /// In page order, at least one.
    pub routes: Vec<Route>,
    /// The last segment is an action or function rather than a resource.
    pub kind: OperationKind,
    /// OData query options the page names, such as `$select`, sorted.
    pub query: Vec<String>,
    /// Other query parameters.
    pub query_parameters: Vec<Property>,
    /// Documented headers that mean something: not Authorization, Accept, Content-Type, Content-Length.
    pub headers: Vec<Header>,
    /// Path and function parameters that the page types.
    pub parameters: Vec<Property>,
    /// What is sent.
    pub body: Body,
    /// What the type of the body rests on, where it has one.
    #[serde(skip)]
    pub body_evidence: Option<Evidence>,
    /// What success answers with, at least one.
    pub responses: Vec<Response>,
    /// Who may call: what the page says about all routes together.
    pub permissions: Permissions,
    /// JSON bodies shown on the page.
    pub examples: Vec<Example>,
    /// Where its first request line stands.
    #[serde(skip)]
    pub span: Span,
}

/// What a request does to the resource its path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OperationKind {
    /// Reads, creates, changes or removes what the path names.
    Resource,
    /// A POST whose last segment is a verb.
    Action,
    /// A GET whose last segment is a function.
    Function,
}

/// A path an operation can be sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// `/users/{id | userPrincipalName}/sendMail`, as on the page, normalised.
    pub path: String,
    /// Its parts.
    pub segments: Vec<Segment>,
    /// A query that belongs to the route, after `?`.
    pub query: Option<String>,
    /// Who may call, where the page says other things about other routes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Permissions>,
}

impl Operation {
    /// Who may call one of its routes.
    pub fn permissions_of<'a>(&'a self, route: &'a Route) -> &'a Permissions {
        route.permissions.as_ref().unwrap_or(&self.permissions)
    }
}

/// A header that a caller may set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Header {
    /// As written.
    pub name: String,
    /// As Markdown.
    pub description: Option<String>,
    /// By its description.
    pub required: bool,
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body<N = QualifiedName> {
    /// Nothing.
    None,
    /// A value of a type; `accepted` are the properties the page lists for this request, by name.
    Type {
        /// The type.
        #[serde(flatten)]
        ty: TypeUse<N>,
        /// What the page lists.
        accepted: Vec<Property<N>>,
    },
    /// An object of parameters, by name.
    Parameters {
        /// At least one.
        parameters: Vec<Property<N>>,
    },
    /// `{"@odata.id": "https://..."}`, for `$ref`.
    Reference,
    /// Bytes of some media type.
    Bytes,
    /// Some JSON.
    Untyped,
}

/// What one success status answers with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Response<N = QualifiedName> {
    /// 2xx or 3xx.
    pub status: u16,
    /// Its body.
    pub body: ResponseBody<N>,
    /// Where the body comes as bytes: the type that an annotation gives to what they say.
    pub content: Option<N>,
    /// Where the type is from.
    pub sources: Vec<Source>,
    /// What other parts of the page say about the type.
    #[serde(skip)]
    pub contradictions: Vec<Contradiction<N>>,
    /// Sources disagreed, or only an example shows it.
    pub inferred: bool,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResponseBody<N = QualifiedName> {
    /// No body. A 202 has a Location.
    None,
    /// One value; a scalar or enumeration comes as `{"value": ..}`.
    Value {
        /// The type.
        #[serde(flatten)]
        ty: TypeUse<N>,
    },
    /// `{"value": [..], "@odata.nextLink": ..}`.
    Page {
        /// The type of an item.
        item: Target<N>,
        /// The operation tracks changes: the last page has a delta link.
        delta: bool,
    },
    /// Bytes, or a redirect to them.
    Bytes,
}

impl<N> ResponseBody<N> {
    /// The type of the value, or of an item, if there is one.
    pub fn target(&self) -> Option<&Target<N>> {
        match self {
            Self::Value { ty } => Some(&ty.target),
            Self::Page { item, .. } => Some(item),
            Self::None | Self::Bytes => None,
        }
    }
}

/// The identity of a fence on its page: of all parts of a run that speak of an example, the same one has the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExampleId(pub u32);

/// From this status on, answers are errors: their form is the protocol's.
pub const FIRST_ERROR: u16 = 400;

/// A JSON body that the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// Which of the page's fences it is.
    #[serde(skip)]
    pub id: ExampleId,
    /// Whether it is sent or answered.
    pub request: bool,
    /// Of a response.
    pub status: Option<u16>,
    /// The type the annotation names, or else the operation's documented one.
    #[serde(flatten)]
    pub ty: TypeUse,
    /// The JSON text, repaired where needed.
    pub json: String,
    /// What was repaired.
    pub repaired: Option<String>,
    /// First line of the body on the page, from 1.
    pub line: u32,
}

impl Example {
    /// Whether it is the answer of a request that failed.
    pub fn is_of_error(&self) -> bool {
        self.status.is_some_and(|status| status >= FIRST_ERROR)
    }
}
