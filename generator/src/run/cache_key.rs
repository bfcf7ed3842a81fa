//! From what a run is made: what has to be equal for another run to give the same.

use crate::cache::{Fingerprint, fingerprint};
use crate::corpus::Version;
use crate::diagnostic::Diagnostic;
use crate::run::config::Config;
use crate::run::generator::{Generator, OutputMode};
use camino::Utf8Path;
use serde::Serialize;

/// Options, settings and the pages that were found. The contents of the pages are hashed beside it.
#[derive(Serialize)]
pub(crate) struct CacheKey<'a> {
    docs: &'a Utf8Path,
    output: &'a OutputMode,
    include: &'a [String],
    exclude: &'a [String],
    config: &'a Config,
    versions: Vec<VersionKey<'a>>,
}

#[derive(Serialize)]
struct VersionKey<'a> {
    name: &'a str,
    folder: &'a Utf8Path,
    refused: &'a [Diagnostic],
}

impl<'a> CacheKey<'a> {
    /// Of a run of `generator` over the versions it found.
    pub fn of(
        generator: &'a Generator,
        output: &'a OutputMode,
        config: &'a Config,
        versions: &'a [Version],
    ) -> Self {
        let version = |version: &'a Version| VersionKey {
            name: &version.name,
            folder: &version.folder,
            refused: &version.refused,
        };
        Self {
            docs: &generator.docs,
            output,
            include: &generator.include,
            exclude: &generator.exclude,
            config,
            versions: versions.iter().map(version).collect(),
        }
    }

    /// The key as bytes. `None` where it cannot be told from others; then there is no record.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_allocvec(self).ok()
    }
}

/// The hash of a key together with the contents of the pages of `versions`, in their order.
pub(crate) fn digest(
    key: &[u8],
    versions: &[Version],
    contents: impl IntoIterator<Item = Fingerprint>,
) -> Option<Fingerprint> {
    let pages = versions.iter().flat_map(|version| &version.pages);
    fingerprint(key, pages.zip(contents))
}
