//! Both sides of a comparison: a model, and what it becomes.

use crate::api::{Api, Fields};
use crate::diff::rename::Renames;
use crate::model::{Model, QualifiedName};
use camino::{Utf8Path, Utf8PathBuf};

/// What pages become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bindings {
    /// Sources of a package: every item is always there.
    Sources,
    /// A whole package: an item is there where the feature of its area is on.
    Package,
}

/// A model and what it becomes.
pub(super) struct Side<'a> {
    pub(super) model: &'a Model,
    pub(super) api: Api<'a>,
}

impl<'a> Side<'a> {
    /// The fields of a type.
    pub(super) fn fields(&self, name: &QualifiedName) -> Option<&Fields<'a>> {
        self.api.types.get(name)?.fields()
    }
}

/// Both sides of a version.
pub(super) struct Sides<'a> {
    pub(super) bindings: Bindings,
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) renames: Renames<'a>,
}

/// The first page of a list, or none.
pub(super) fn first(pages: &[Utf8PathBuf]) -> &Utf8Path {
    pages.first().map_or(Utf8Path::new(""), |page| page)
}
