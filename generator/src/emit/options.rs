//! What emission may be told.

use crate::dialect::Service;
use std::collections::BTreeMap;

/// What emission may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where a person reads a page: `{version}`, `{page}` and `{stem}` are replaced.
    pub page_link: Option<String>,
    /// First line of the crate's documentation.
    pub title: Option<String>,
    /// Whether each area of the API is a feature.
    pub areas: bool,
    /// Name of the crate, for tests of the pages' examples; none are made without it.
    pub tested_crate: Option<String>,
    /// The service of each version, by the version's name.
    pub services: BTreeMap<String, Service>,
}
