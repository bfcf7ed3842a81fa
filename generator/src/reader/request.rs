//! What a page says about a request: method, routes, parameters, bodies, statuses.

use crate::diagnostic::{Span, Spanned};
use crate::model::{ExampleId, HttpMethod, Permissions};
use crate::reader::{Property, Route, TypeRef};
use serde_json::Value;

/// A request as a page documents it: one method, one or more routes.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The page's title, or the sub-heading where the page documents several operations.
    pub title: String,
    /// First paragraph below that heading.
    pub description: Option<String>,
    /// HTTP method.
    pub method: HttpMethod,
    /// In page order, no route twice.
    pub routes: Vec<Route>,
    /// By kind of account, for all routes together.
    pub permissions: Permissions,
    /// Query options the page names, or means by saying that OData's are supported: `$select` ... in lower case.
    pub query: Vec<Spanned<String>>,
    /// Rows of query parameter tables that are not OData options.
    pub query_parameters: Vec<Property>,
    /// Rows of the header tables.
    pub headers: Vec<Header>,
    /// Rows of path and function parameter tables.
    pub parameters: Vec<Property>,
    /// What the Request body section says.
    pub body: Body,
    /// What the Response section says, success statuses first mentioned first.
    pub responses: Vec<Response>,
    /// Requests and responses shown.
    pub examples: Vec<Example>,
    /// Where its first request line stands.
    pub span: Span,
}

/// A row of a header table.
#[derive(Clone, Debug)]
pub struct Header {
    /// `ConsistencyLevel`.
    pub name: Spanned<String>,
    /// As Markdown, the Value column included.
    pub description: Option<String>,
    /// By its description.
    pub required: bool,
}

/// What the Request body section says. Facts, not yet a decision.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The section exists.
    pub present: bool,
    /// `Do not supply a request body`.
    pub none: bool,
    /// The text speaks of parameters, or the table's first column is `Parameter`.
    pub parameters: bool,
    /// The text speaks of binary content.
    pub bytes: bool,
    /// The first linked or named type of the text.
    pub ty: Option<TypeRef>,
    /// Rows of the tables.
    pub fields: Vec<Property>,
    /// Where the section stands.
    pub span: Span,
}

/// One status of the Response section.
#[derive(Clone, Debug)]
pub struct Response {
    /// `None` where the section has text but no status.
    pub status: Option<u16>,
    /// The type that its sentence names.
    pub ty: Option<TypeRef>,
    /// The sentence says that there is no body.
    pub empty: bool,
    /// The sentence speaks of a stream, bytes, a file or its content.
    pub bytes: bool,
    /// Where the sentence stands.
    pub span: Span,
}

/// A fence that shows a request or a response.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub kind: ExampleKind,
    /// The nearest heading above it.
    pub title: String,
    /// Annotation `@odata.type` with `isCollection`.
    pub annotated: Option<TypeRef>,
    /// Its annotation says that the request can be composed, thus calls a function.
    pub composable: bool,
    /// `(name, value)` in order.
    pub headers: Vec<(String, String)>,
    /// The text below the headers, if any.
    pub body: Option<ExampleBody>,
    /// The fence.
    pub span: Span,
}

/// Request or response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleKind {
    /// `POST https://...`.
    Request {
        /// The method.
        method: HttpMethod,
        /// The URL as written.
        url: String,
    },
    /// `HTTP/1.1 200 OK`.
    Response {
        /// The status.
        status: u16,
    },
}

/// The body of an example.
#[derive(Clone, Debug)]
pub struct ExampleBody {
    /// As written.
    pub text: String,
    /// As JSON, when it is or could be repaired to be.
    pub json: Option<Value>,
    /// What was repaired: `trailing comma`.
    pub repaired: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl ExampleBody {
    /// Which of the page's fences it is, also where several operations of the page show it.
    pub fn id(&self) -> ExampleId {
        ExampleId(self.span.start)
    }
}
