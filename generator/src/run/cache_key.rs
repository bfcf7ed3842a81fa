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
    /// As JSON: what is not set is no part of it, and without the names of keys one could not be told from another.
    config: String,
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
    ) -> Option<Self> {
        let version = |version: &'a Version| VersionKey {
            name: &version.name,
            folder: &version.folder,
            refused: &version.refused,
        };
        Some(Self {
            docs: &generator.docs,
            output,
            include: &generator.include,
            exclude: &generator.exclude,
            config: serde_json::to_string(config).ok()?,
            versions: versions.iter().map(version).collect(),
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8PathBuf;

    #[test]
    fn settings_that_differ_only_in_the_name_of_a_key_differ() {
        let generator = Generator::new("docs");
        let output = OutputMode::Sources(Utf8PathBuf::from("src"));
        let key = |text: &str| {
            let config: Config = toml::from_str(text).unwrap();
            CacheKey::of(&generator, &output, &config, &[])?.to_bytes()
        };
        let request = key("[headings]\nrequest = ['x']");
        assert!(request.is_some());
        assert_ne!(request, key("[headings]\nresponse = ['x']"));
        assert_eq!(request, key("[headings]\nrequest = ['x']"));
    }
}
