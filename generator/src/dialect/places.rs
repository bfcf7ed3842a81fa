//! Which pages document operations and which types, by where they are.

use camino::Utf8Path;
use globset::GlobSet;

/// What a page documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// Requests.
    Operations,
    /// Types.
    Types,
}

/// Which pages document operations and which types. What neither names is what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePlaces {
    /// Pages of operations. `None`: those in the folder `api`.
    pub operations: Option<Globs>,
    /// Pages of types. `None`: those in the folder `resources`.
    pub types: Option<Globs>,
}

/// Patterns of paths.
#[derive(Clone, Debug)]
pub struct Globs {
    /// As they are written.
    pub patterns: Vec<String>,
    /// The same, to match with.
    pub set: GlobSet,
}

impl PartialEq for Globs {
    fn eq(&self, other: &Self) -> bool {
        self.patterns == other.patterns
    }
}

impl Eq for Globs {}

impl PagePlaces {
    /// What the page at `page`, relative to the folder of its version, documents, as far as its place says so.
    pub fn kind(&self, page: &Utf8Path) -> Option<PageKind> {
        let named = |globs: &Option<Globs>| {
            let set = globs.as_ref().map(|globs| &globs.set);
            set.is_some_and(|set| set.is_match(page))
        };
        let usual = |globs: &Option<Globs>, folder| globs.is_none() && page.starts_with(folder);
        match () {
            () if named(&self.operations) => Some(PageKind::Operations),
            () if named(&self.types) => Some(PageKind::Types),
            () if usual(&self.operations, "api") => Some(PageKind::Operations),
            () if usual(&self.types, "resources") => Some(PageKind::Types),
            () => None,
        }
    }

    pub(super) fn graph() -> Self {
        Self {
            operations: None,
            types: None,
        }
    }
}
