//! A run as bytes.

use crate::cache::snapshot::OutputSnapshot;
use crate::cache::{Fingerprint, hash};
use crate::diagnostic::Diagnostic;
use crate::report::accounting::Accounting;
use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

/// Begins every record; another number means another form.
const MAGIC: &[u8] = b"docbind run 1\n";
/// Bytes of the hash behind it.
const HASH: usize = 16;

/// One run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Of what it was made.
    pub made_from: Fingerprint,
    /// Files beside the pages that were looked up, one list for each version.
    pub dependencies: Vec<Vec<Dependency>>,
    /// What it left on disk.
    pub snapshot: OutputSnapshot,
    /// What it found on pages, one list for each version.
    pub diagnostics: Vec<Vec<Diagnostic>>,
    /// What became of the pages.
    pub accounting: Accounting,
}

/// A file that is no page, but that reading or checking a page looked up, and what was there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Dependency {
    /// The hash of the text to include.
    Include(Utf8PathBuf, Option<Fingerprint>),
    /// Whether there is such a file.
    File(Utf8PathBuf, Option<bool>),
}

impl Record {
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let body = postcard::to_allocvec(self).ok()?;
        let sum = hash(&body).0.to_le_bytes();
        Some([MAGIC, &sum, &body].concat())
    }

    /// `None` where a single bit is not as it was written.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (sum, body) = bytes.strip_prefix(MAGIC)?.split_at_checked(HASH)?;
        if hash(body).0.to_le_bytes() != sum {
            return None;
        }
        match postcard::take_from_bytes(body) {
            Ok((record, [])) => Some(record),
            _ => None,
        }
    }
}
