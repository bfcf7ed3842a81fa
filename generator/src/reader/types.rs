//! What a page says about types: those with properties, those with members, and words that name one.

use crate::diagnostic::{Span, Spanned};
use camino::Utf8PathBuf;
use serde_json::Value;

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
    /// A heading `x values` in the page of a resource or an operation.
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
