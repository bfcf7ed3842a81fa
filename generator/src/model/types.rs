//! What a model's types are made of: structs with properties, enumerations with members, and uses of them.

use crate::diagnostic::Span;
use crate::model::name::QualifiedName;
use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

/// A type. `N` is how types are referred to: by their qualified names, or by numbers while pages are brought together.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Type<N = QualifiedName> {
    /// With properties.
    Struct(Struct<N>),
    /// With members.
    Enum(Enumeration<N>),
}

impl<N> Type<N> {
    /// The pages that document it, the one that defines it first.
    pub fn pages(&self) -> &[Utf8PathBuf] {
        match self {
            Self::Struct(ty) => &ty.pages,
            Self::Enum(ty) => &ty.pages,
        }
    }

    /// The page whose file holds it.
    pub fn home(&self) -> &Utf8Path {
        self.pages()
            .first()
            .map_or(Utf8Path::new("resources/unknown.md"), |page| page)
    }

    /// Its name.
    pub fn name(&self) -> &N {
        match self {
            Self::Struct(ty) => &ty.name,
            Self::Enum(ty) => &ty.name,
        }
    }
}

/// A type with properties.
#[derive(Clone, Debug, Serialize)]
pub struct Struct<N = QualifiedName> {
    /// In the case of the resource page.
    pub name: N,
    /// The type it inherits from; always in [`Model::types`](super::Model::types).
    pub base: Option<N>,
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
    pub properties: Vec<Property<N>>,
}

/// A property or relationship of a type, or a parameter of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Property<N = QualifiedName> {
    /// As on the wire.
    pub name: String,
    /// Its type.
    #[serde(flatten)]
    pub ty: TypeUse<N>,
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
    /// What parts of pages say about its type that was not believed.
    #[serde(skip)]
    pub contradictions: Vec<Contradiction<N>>,
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

/// What a part of a page says about a type that another part was believed about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction<N = QualifiedName> {
    /// Which part.
    pub source: Source,
    /// What it says.
    pub says: TypeUse<N>,
    /// The page.
    pub page: Utf8PathBuf,
    /// Where on it.
    pub span: Span,
}

/// What a decision about a type rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence<N = QualifiedName> {
    /// Which parts of the pages speak of it; the one that was believed first.
    pub sources: Vec<Source>,
    /// It is a guess: parts contradict each other, or only an example shows it.
    pub inferred: bool,
    /// What was not believed.
    pub contradictions: Vec<Contradiction<N>>,
}

/// A use of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TypeUse<N = QualifiedName> {
    /// Which type.
    #[serde(rename = "type")]
    pub target: Target<N>,
    /// Whether there are many.
    pub collection: bool,
}

/// What a type use leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target<N = QualifiedName> {
    /// A primitive type.
    Scalar(Scalar),
    /// A type of [`Model::types`](super::Model::types), always present there.
    Named(N),
    /// Any JSON: the pages give no type that is known.
    Untyped,
    /// Any JSON: this type is not among those to generate.
    Omitted(N),
}

impl<N: Serialize> Serialize for Target<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Scalar(scalar) => serializer.serialize_str(scalar.edm()),
            Self::Named(name) => name.serialize(serializer),
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
pub struct Enumeration<N = QualifiedName> {
    /// In the case of its page.
    pub name: N,
    /// Every page that defines it, the one that decided first.
    pub pages: Vec<Utf8PathBuf>,
    /// `ms.subservice` or `ms.prod` of its first page.
    pub area: Option<String>,
    /// As Markdown.
    pub description: Option<String>,
    /// In page order.
    pub members: Vec<Member>,
    /// The numbers of the members are on the wire, not their names; each has one.
    pub numbers: bool,
}

/// A member of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// As on the wire.
    pub name: String,
    /// For documentation only, unless numbers are on the wire.
    pub value: Option<i64>,
    /// As Markdown.
    pub description: Option<String>,
}
