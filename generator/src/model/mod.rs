//! All references together: types linked, pages of one type merged, operations with their types decided. The IR.
//!
//! It knows nothing of Rust and opens no page. `docbind export --format ir` prints it and `docbind diff` compares it.

use crate::diagnostic::Span;
pub use crate::reference::{Argument, ArgumentValue, HttpMethod, Permissions, Segment};
use camino::Utf8PathBuf;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the pages of one version document together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Model {
    /// `v1.0`.
    pub version: String,
    /// By qualified name.
    pub types: BTreeMap<QualifiedName, Type>,
    /// By page, then in page order.
    pub operations: Vec<Operation>,
    /// Every page that was read, by path.
    pub pages: Vec<Page>,
}

/// `microsoft.graph.recipient`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct QualifiedName(pub String);

impl QualifiedName {
    /// `microsoft.graph`.
    pub fn namespace(&self) -> &str {
        self.0
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace)
    }

    /// `recipient`.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('.').map_or(&*self.0, |(_, name)| name)
    }
}

/// What became of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// `api/user-get.md`.
    pub path: Utf8PathBuf,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All it documents is in the model.
    Complete,
    /// In the model, with something left out or untyped; why, in a few words each.
    Degraded(Vec<String>),
    /// It documents no type and no operation; why.
    Nothing(String),
    /// It could not be used; why.
    Refused(String),
}

/// A type.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Type {
    /// With properties.
    Struct(Struct),
    /// With members.
    Enum(Enumeration),
}

/// A type with properties.
#[derive(Clone, Debug, Serialize)]
pub struct Struct {
    /// In the case of the resource page.
    pub name: QualifiedName,
    /// The type it inherits from; always in [`Model::types`].
    pub base: Option<QualifiedName>,
    /// Every page that defines it, the one its file is named after first. For a type that only operation pages or
    /// examples show, the first of those pages.
    pub pages: Vec<Utf8PathBuf>,
    /// `ms.subservice` or `ms.prod` of its first page.
    pub area: Option<String>,
    /// As Markdown.
    pub description: Option<String>,
    /// Instances are always of a derived type.
    #[serde(rename = "abstract")]
    pub is_abstract: bool,
    /// The service adds properties of its own.
    pub open: bool,
    /// In the page's words.
    pub deprecated: Option<String>,
    /// No resource page defines it: its properties are from tables and examples of operation pages.
    pub inferred: bool,
    /// Its own and those of its base types that its pages repeat, by name. Base types' further ones: [`Model::properties`].
    pub properties: Vec<Property>,
}

/// A property or relationship of a type, or a parameter of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Property {
    /// As on the wire.
    pub name: String,
    /// Its type.
    #[serde(flatten)]
    pub ty: TypeUse,
    /// Whether it is a relationship.
    pub navigation: bool,
    /// As Markdown.
    pub description: Option<String>,
    /// The service sets it.
    pub read_only: bool,
    /// The page says that a request must have it.
    pub required: bool,
    /// What the page says about null.
    pub nullable: Option<bool>,
    /// By the page.
    pub deprecated: bool,
    /// The type is not from a table, or sources disagreed about it.
    pub inferred: bool,
    /// Which parts of the pages speak of it.
    pub sources: Vec<Source>,
    /// The page that decided, for diagnostics and diffs.
    pub page: Utf8PathBuf,
    /// Where on it.
    #[serde(skip)]
    pub span: Span,
}

/// A part of a page that speaks of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A table.
    Table,
    /// A JSON representation.
    Json,
    /// An annotation.
    Annotation,
    /// A sentence.
    Prose,
    /// A Methods table.
    Methods,
    /// An example.
    Example,
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TypeUse {
    /// Which type.
    #[serde(rename = "type")]
    pub target: Target,
    /// Whether there are many.
    pub collection: bool,
}

/// What a type use leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A primitive type.
    Scalar(Scalar),
    /// A type of [`Model::types`], always present there.
    Named(QualifiedName),
    /// Any JSON: the pages give no type that is known.
    Untyped,
}

impl Serialize for Target {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Scalar(scalar) => serializer.serialize_str(scalar.edm()),
            Self::Named(name) => serializer.serialize_str(&name.0),
            Self::Untyped => serializer.serialize_none(),
        }
    }
}

macro_rules! scalars {
    ($($name:ident $edm:literal,)*) => {
        /// The primitive types of OData (Edm) that the dialect uses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scalar { $(#[doc = $edm] $name,)* }

        impl Scalar {
            /// The name in OData: `Edm.String`.
            pub fn edm(self) -> &'static str { match self { $(Self::$name => $edm),* } }
        }
    };
}

scalars! {
    String "Edm.String",
    Boolean "Edm.Boolean",
    Byte "Edm.Byte",
    SByte "Edm.SByte",
    Int16 "Edm.Int16",
    Int32 "Edm.Int32",
    Int64 "Edm.Int64",
    Single "Edm.Single",
    Double "Edm.Double",
    Decimal "Edm.Decimal",
    DateTimeOffset "Edm.DateTimeOffset",
    Date "Edm.Date",
    TimeOfDay "Edm.TimeOfDay",
    Duration "Edm.Duration",
    Guid "Edm.Guid",
    Binary "Edm.Binary",
    Stream "Edm.Stream",
}

/// A type with members. Always open: the service may send others.
#[derive(Clone, Debug, Serialize)]
pub struct Enumeration {
    /// In the case of its page.
    pub name: QualifiedName,
    /// Every page that defines it, the one that decided first.
    pub pages: Vec<Utf8PathBuf>,
    /// `ms.subservice` or `ms.prod` of its first page.
    pub area: Option<String>,
    /// As Markdown.
    pub description: Option<String>,
    /// In page order.
    pub members: Vec<Member>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// As on the wire.
    pub name: String,
    /// For documentation only.
    pub value: Option<i64>,
    /// As Markdown.
    pub description: Option<String>,
}

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
    /// What success answers with, at least one.
    pub responses: Vec<Response>,
    /// Who may call.
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
pub enum Body {
    /// Nothing.
    None,
    /// A value of a type; `accepted` are the properties the page lists for this request, by name.
    Type {
        /// The type.
        #[serde(flatten)]
        ty: TypeUse,
        /// What the page lists.
        accepted: Vec<Property>,
    },
    /// An object of parameters, by name.
    Parameters {
        /// At least one.
        parameters: Vec<Property>,
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
pub struct Response {
    /// 2xx or 3xx.
    pub status: u16,
    /// Its body.
    pub body: ResponseBody,
    /// Where the type is from.
    pub sources: Vec<Source>,
    /// Sources disagreed, or only an example shows it.
    pub inferred: bool,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResponseBody {
    /// No body. A 202 has a Location.
    None,
    /// One value; a scalar or enumeration comes as `{"value": ..}`.
    Value {
        /// The type.
        #[serde(flatten)]
        ty: TypeUse,
    },
    /// `{"value": [..], "@odata.nextLink": ..}`.
    Page {
        /// The type of an item.
        item: Target,
        /// The operation tracks changes: the last page has a delta link.
        delta: bool,
    },
    /// Bytes, or a redirect to them.
    Bytes,
}

/// A JSON body that the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
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

impl Model {
    /// All properties of a type, its base types' included, by name; the most derived definition wins.
    pub fn properties(&self, name: &QualifiedName) -> Vec<&Property> {
        let mut all = BTreeMap::new();
        let mut next = Some(name);
        let mut seen = Vec::new();
        while let Some(name) = next {
            if seen.contains(&name) {
                break;
            }
            seen.push(name);
            let Some(Type::Struct(ty)) = self.types.get(name) else {
                break;
            };
            for property in &ty.properties {
                all.entry(&*property.name).or_insert(property);
            }
            next = ty.base.as_ref();
        }
        all.into_values().collect()
    }
}
