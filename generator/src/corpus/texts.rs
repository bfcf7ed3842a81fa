//! The texts of pages, for places in them.

use crate::diagnostic::{Place, Span};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The texts of a version's pages.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct PageTexts {
    /// The version's folder, as seen from where docbind was called.
    pub folder: Utf8PathBuf,
    /// By path below the folder; those that could be read.
    pub pages: BTreeMap<Utf8PathBuf, Arc<str>>,
}

impl PageTexts {
    /// The file of a page.
    pub fn file(&self, page: &Utf8Path) -> Utf8PathBuf {
        self.folder.join(page)
    }

    /// The line a span begins on, from 1.
    pub fn line(&self, page: &Utf8Path, span: Span) -> u32 {
        let text = self.pages.get(page).map_or("", |text| &**text);
        Place::of(text, span.start as usize).line
    }
}
