//! What reading a part of a page needs to know of the whole.

use crate::dialect::{Dialect, PageKind};
use crate::page::Page;
use camino::Utf8Path;

/// What reading a part of a page needs to know of the whole.
#[derive(Clone, Copy)]
pub(crate) struct Context<'p, 'a> {
    pub(crate) path: &'p Utf8Path,
    pub(crate) page: &'p Page<'a>,
    pub(crate) dialect: &'p Dialect,
    /// The text of a page that is included, by its path relative to the version's folder.
    pub(crate) includes: &'p dyn Fn(&Utf8Path) -> Option<String>,
}

impl Context<'_, '_> {
    /// Whether the page is one of operations by its place.
    pub(crate) fn is_of_operations(&self) -> bool {
        self.dialect.places.kind(self.path) == Some(PageKind::Operations)
    }
}
