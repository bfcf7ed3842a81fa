//! Line numbers for messages that name two places.

use crate::reader::Document;
use camino::Utf8Path;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The texts of all pages, with the places of their lines where somebody asked for them.
pub(crate) struct Sources<'a> {
    pages: BTreeMap<&'a Utf8Path, (&'a str, OnceLock<Vec<usize>>)>,
}

impl<'a> Sources<'a> {
    /// Of these pages.
    pub fn of(documents: &'a [Document]) -> Self {
        let page = |document: &'a Document| {
            let text: &str = &document.source;
            (document.page.as_path(), (text, OnceLock::new()))
        };
        Self {
            pages: documents.iter().map(page).collect(),
        }
    }

    /// The line of a byte of a page, from 1.
    pub fn line(&self, page: &Utf8Path, byte: u32) -> usize {
        let Some((text, breaks)) = self.pages.get(page) else {
            return 1;
        };
        let breaks = breaks.get_or_init(|| text.match_indices('\n').map(|(at, _)| at).collect());
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        breaks.partition_point(|at| *at < byte) + 1
    }
}
