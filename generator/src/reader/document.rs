//! What a page documents.

use crate::diagnostic::Spanned;
use crate::page::FrontMatter;
use crate::reader::{Enumeration, Operation, Resource};
use camino::Utf8PathBuf;

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
    /// What the page says of itself in front of its text.
    pub front_matter: FrontMatter,
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
    /// Why the page could not be read at all, when it could not: `not UTF-8`.
    pub refused: Option<String>,
    /// Text of the page, for diagnostics.
    pub source: std::sync::Arc<str>,
}
