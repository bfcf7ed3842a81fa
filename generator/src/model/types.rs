//! What a model's types are made of: structs with properties, enumerations with members, and uses of them.

use crate::diagnostic::Span;
use crate::model::QualifiedName;
use camino::Utf8PathBuf;
use serde::Serialize;

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
    /// The type it inherits from; always in [`Model::types`](super::Model::types).
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
    /// Its own and those of its base types that its pages repeat, by name. Base types' further ones: [`Model::properties`](super::Model::properties).
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
    /// A route that goes through it, or leads to it.
    Route,
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
    /// A type of [`Model::types`](super::Model::types), always present there.
    Named(QualifiedName),
    /// Any JSON: the pages give no type that is known.
    Untyped,
    /// Any JSON: this type is not among those to generate.
    Omitted(QualifiedName),
}

impl Serialize for Target {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Scalar(scalar) => serializer.serialize_str(scalar.edm()),
            Self::Named(name) => serializer.serialize_str(&name.0),
            Self::Untyped | Self::Omitted(_) => serializer.serialize_none(),
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
