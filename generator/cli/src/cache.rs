//! Where the command line remembers runs.

use camino::Utf8PathBuf;
use clap::Args;
use etcetera::{BaseStrategy, choose_base_strategy};

/// The folder of docbind among the caches of the user.
const FOLDER: &str = "docbind";

/// Whether and where runs are remembered.
#[derive(Debug, Args)]
pub(super) struct Cache {
    /// Folder in which runs are remembered, so that one that would change nothing is left out; may be deleted at any time
    /// [default: docbind in the user's folder of caches]
    #[arg(long, value_name = "DIR")]
    cache: Option<Utf8PathBuf>,
    /// Remember nothing, and do all the work again
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
}

impl Cache {
    /// The folder; `None` where nothing is to be remembered, or the user has no such folder.
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
