//! Why nothing was written.

use crate::output::mark::MARK;
use camino::Utf8PathBuf;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// A file or folder could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: Utf8PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A path that would leave the destination, or two files of one path.
    #[error(
        "{0}: not a path that can be written below the output folder, or there twice; nothing was written"
    )]
    Path(Utf8PathBuf),
    /// A file stands in the way that docbind did not write.
    #[error(
        "{0}: this file is in the way: its first line is not `// {MARK} from .... Do not edit.`; move it, delete it, or choose another output folder"
    )]
    Foreign(Utf8PathBuf),
    /// Another run writes to the same folder.
    #[error(
        "{folder}: {holder} is writing to this folder; wait until it is done, or let this run wait"
    )]
    Locked {
        /// The output folder.
        folder: Utf8PathBuf,
        /// Who holds the lock, as it says itself.
        holder: String,
    },
}

impl OutputError {
    pub(super) fn io(path: impl Into<Utf8PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
