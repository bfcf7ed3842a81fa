//! The files of a docs tree, as links see them.

use camino::Utf8Path;

/// The files of a docs tree, by their paths relative to the folder of the version.
pub(crate) trait Tree: Sync {
    /// Whether there is a file of this name; `None` where the tree holds nothing of the kind and cannot tell.
    fn holds(&self, path: &Utf8Path) -> Option<bool>;

    /// Whether there is a file of this name, but outside the docs folder.
    fn leads_out(&self, path: &Utf8Path) -> bool;
}
