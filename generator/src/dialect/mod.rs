//! What the pages of a family look like: all that ties docbind to one reference and its English.
//!
//! A [`Dialect`] is data and nothing else. The reader and the stages behind it know the forms that pages have (tables, sentences,
//! request lines); which words and names fill them stands here, each in one place. [`Dialect::graph`] is the dialect of
//! the Microsoft Graph reference.

mod annotations;
mod answers;
mod columns;
mod front_matter;
mod headings;
mod permissions;
mod phrases;
mod placeholders;
mod places;
mod primitives;
mod query;
mod service;
mod words;

pub use annotations::{Annotations, BlockType, Field};
pub use answers::{ErrorForm, Items, ListForm, NextPage};
pub use columns::Columns;
pub use front_matter::{FrontMatterKeys, PageKinds};
pub use headings::{HeadingRule, Headings, Role};
pub use permissions::PermissionTables;
pub use phrases::{
    BodyPhrases, InheritancePhrases, Phrases, QueryPhrases, Remark, RemarkPhrases, ResponsePhrases,
    TypePhrases,
};
pub use placeholders::Placeholders;
pub use places::{Globs, PageKind, PagePlaces};
pub use primitives::{Primitive, Primitives};
pub use query::QueryOptions;
pub use service::{Cloud, Service};
pub use words::Words;

use crate::model::Stems;

/// What the pages of a family look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// What headings announce.
    pub headings: Headings,
    /// What the columns of tables are called.
    pub columns: Columns,
    /// How primitive types are spelt.
    pub primitives: Primitives,
    /// The English of the pages.
    pub phrases: Phrases,
    /// Names in annotations.
    pub annotations: Annotations,
    /// How tables of permissions are written.
    pub permissions: PermissionTables,
    /// Texts that stand where somebody should have written one.
    pub placeholders: Placeholders,
    /// The query options of the service.
    pub query: QueryOptions,
    /// The service behind the pages.
    pub service: Service,
    /// Keys of the metadata at the head of a page.
    pub front_matter: FrontMatterKeys,
    /// How the stems of pages are written.
    pub stems: Stems,
    /// Which pages document what, by where they are.
    pub places: PagePlaces,
}

impl Dialect {
    /// The dialect of the Microsoft Graph reference.
    pub fn graph() -> Self {
        Self {
            headings: Headings::graph(),
            columns: Columns::graph(),
            primitives: Primitives::graph(),
            phrases: Phrases::graph(),
            annotations: Annotations::graph(),
            permissions: PermissionTables::graph(),
            placeholders: Placeholders::graph(),
            query: QueryOptions::graph(),
            service: Service::graph(),
            front_matter: FrontMatterKeys::graph(),
            stems: Stems::default(),
            places: PagePlaces::graph(),
        }
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::graph()
    }
}

/// The dialect of the Microsoft Graph reference, for tests.
#[cfg(test)]
pub(crate) fn graph() -> &'static Dialect {
    static GRAPH: std::sync::LazyLock<Dialect> = std::sync::LazyLock::new(Dialect::graph);
    &GRAPH
}
