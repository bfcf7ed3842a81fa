//! Page to reference: what one page documents, as the page says it.
//!
//! Nothing here looks at another page. Types are still words with an optional link ([`TypeRef`]); the model links them.

use crate::diagnostic::{Span, Spanned};
use camino::Utf8PathBuf;
use serde_json::Value;

/// Everything one page documents.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Relative to the folder of the version: `api/user-get.md`.
    pub page: Utf8PathBuf,
    /// The first heading, markup removed.
    pub title: String,
    /// First paragraph below the title, else the front matter's description, as Markdown. Placeholders are absent.
    pub description: Option<String>,
    /// The `Namespace:` line.
    pub namespace: Option<Spanned<String>>,
    /// `ms.subservice`, else `ms.prod`, of the front matter.
    pub area: Option<String>,
    /// The page says that what it documents is deprecated, in these words.
    pub deprecated: Option<String>,
    /// Types with properties.
    pub resources: Vec<Resource>,
    /// Types with members.
    pub enumerations: Vec<Enumeration>,
    /// Requests. Several when a page documents several methods, or several operations under sub-headings.
    pub operations: Vec<Operation>,
    /// Why the page documents nothing, when it does: `conceptual page`.
    pub nothing: Option<String>,
    /// Text of the page, for diagnostics.
    pub source: std::sync::Arc<str>,
}

/// A type as a cell, a sentence or an annotation names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The names, usually one; several where the page says `[a](a.md) or [b](b.md)`.
    pub names: Vec<TypeName>,
    /// Whether the words say that there are many.
    pub collection: bool,
    /// Where it stands.
    pub span: Span,
}

/// One name of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// The word, markup removed: `recipient`, `microsoft.graph.recipient`, `Edm.String`, `String`.
    pub text: String,
    /// Where its link leads, if it is one.
    pub target: Option<Target>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The page relative to the version's folder, lower case: `resources/recipient.md`. `None` for this page.
    pub page: Option<Utf8PathBuf>,
    /// The part after `#`, lower case.
    pub anchor: Option<String>,
}

/// A resource page, or one resource of several on a page.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The name, qualified where the annotation says so: `microsoft.graph.recipient`.
    pub name: Spanned<String>,
    /// The type it inherits from by its annotation. `Some(None)` where the annotation says `null`.
    pub annotated_base: Option<Option<Spanned<String>>>,
    /// The type it inherits from by its prose.
    pub prose_base: Option<TypeRef>,
    /// Types the page names as derived from it (`Base type of [a] and [b]`, `## Derived types`).
    pub derived: Vec<TypeName>,
    /// By annotation or prose.
    pub is_abstract: bool,
    /// By annotation or prose.
    pub open: bool,
    /// Annotation `keyProperty`.
    pub key: Option<String>,
    /// First paragraph.
    pub description: Option<String>,
    /// Rows of the property tables.
    pub properties: Vec<Property>,
    /// Rows of the relationship tables.
    pub relationships: Vec<Property>,
    /// Rows of the Methods table.
    pub methods: Vec<Method>,
    /// The JSON representation, an object.
    pub json: Option<Spanned<Value>>,
}

/// A row of a property, relationship or parameter table.
#[derive(Clone, Debug)]
pub struct Property {
    /// As on the wire.
    pub name: Spanned<String>,
    /// `None` where the cell is empty or unreadable.
    pub ty: Option<TypeRef>,
    /// As Markdown. Placeholders are absent.
    pub description: Option<String>,
    /// `Read-only` in the description.
    pub read_only: bool,
    /// `Required` in the description or a Required column.
    pub required: bool,
    /// `Some(true)` for `Nullable`, `Some(false)` for `Not nullable`.
    pub nullable: Option<bool>,
    /// In the name cell or the description.
    pub deprecated: bool,
    /// `Inherited from [entity](entity.md)`.
    pub inherited_from: Option<TypeName>,
    /// Values in backticks after `Possible values are:`.
    pub values: Vec<String>,
}

/// A row of a Methods table.
#[derive(Clone, Debug)]
pub struct Method {
    /// The operation page it links to.
    pub page: Option<Utf8PathBuf>,
    /// Its return type; `None` for `None`.
    pub returns: Option<TypeRef>,
    /// Where the row stands.
    pub span: Span,
}

/// A type with members.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// As written; qualified where the page says so.
    pub name: Spanned<String>,
    /// How it is carried.
    pub carrier: Carrier,
    /// First paragraph below the heading.
    pub description: Option<String>,
    /// In page order, no name twice.
    pub members: Vec<Member>,
}

/// Which page form carries an enumeration. The order is the order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carrier {
    /// Its own page: `# x enum type`.
    Page,
    /// A heading `x values` in a resource page.
    Resource,
    /// A heading `x values` in a collection page such as `enums.md`.
    Collection,
}

/// A member of an enumeration.
#[derive(Clone, Debug)]
pub struct Member {
    /// As on the wire.
    pub name: Spanned<String>,
    /// The number, for documentation only.
    pub value: Option<i64>,
    /// As Markdown.
    pub description: Option<String>,
}

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
    /// By kind of account.
    pub permissions: Permissions,
    /// Query options the page names: `$select` ... in lower case.
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

/// HTTP methods of the dialect.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// Read.
    Get,
    /// Create or act.
    Post,
    /// Change some properties.
    Patch,
    /// Replace or upload.
    Put,
    /// Remove.
    Delete,
}

/// A request line without its method and query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Normalised: leading slash, no host, no version, no query, parameters as written.
    pub text: String,
    /// The parts between slashes.
    pub segments: Vec<Segment>,
    /// After `?`, as written.
    pub query: Option<String>,
    /// The request line.
    pub span: Span,
}

/// A part of a route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// `users`, `$ref`, `microsoft.graph.windowsDomainJoinConfiguration`.
    Literal(String),
    /// `{id | userPrincipalName}`: the alternatives, markup and braces removed. Concrete ids become one too.
    Parameter(Vec<String>),
    /// `getActivities(period='{period_value}')`, `applications(uniqueName='{uniqueName}')`.
    Function {
        /// Before the parenthesis; empty for a key such as `(id='{id}')` alone.
        name: String,
        /// In order.
        arguments: Vec<Argument>,
    },
    /// `:/{item-path}:` behind the part before it; `closed` when the second colon is there.
    Path {
        /// The parameter's name.
        parameter: String,
        /// Whether a colon follows.
        closed: bool,
    },
}

/// An argument of a function segment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Argument {
    /// `None` for a lone key: `items('{id}')`.
    pub name: Option<String>,
    /// Whether the value is in single quotes, thus a string.
    pub quoted: bool,
    /// A placeholder's name, or a literal.
    pub value: ArgumentValue,
}

/// What an argument stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArgumentValue {
    /// `{period_value}`.
    Parameter(String),
    /// `640`, `reviewer`.
    Literal(String),
}

/// Who may call, from least to most privileged. `None`: the page does not say; empty: not supported.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Permissions {
    /// Delegated, work or school account.
    pub delegated: Option<Vec<String>>,
    /// Delegated, personal account.
    pub personal: Option<Vec<String>>,
    /// Application.
    pub application: Option<Vec<String>>,
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
