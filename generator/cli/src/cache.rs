//! Where the command line records its runs.

use camino::Utf8PathBuf;
use clap::Args;
use etcetera::{BaseStrategy, choose_base_strategy};

/// The folder of docbind among the caches of the user.
const FOLDER: &str = "docbind";

/// Whether and where runs are recorded.
#[derive(Debug, Args)]
pub(super) struct Cache {
    /// Folder in which runs are recorded: a run whose inputs and outputs match its record is skipped. May be deleted at any time
    /// [default: docbind in the user's folder of caches]
    #[arg(long, value_name = "DIR")]
    cache: Option<Utf8PathBuf>,
    /// Record nothing, and skip nothing
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
}

impl Cache {
    /// The folder; `None` where nothing is to be recorded, or the user has no such folder.
    pub(super) fn folder(&self) -> Option<Utf8PathBuf> {
        if self.no_cache {
            return None;
        }
        self.cache.clone().or_else(|| {
            let caches = choose_base_strategy().ok()?.cache_dir();
            Some(Utf8PathBuf::from_path_buf(caches).ok()?.join(FOLDER))
        })
    }
}
