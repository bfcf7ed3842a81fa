//! Why a run gives no bindings.

use crate::corpus::CorpusError;
use crate::diagnostic::LintError;
use crate::output::OutputError;
use crate::run::config::{ConfigError, ProfileError};
use camino::Utf8PathBuf;

/// Why there are no bindings. What is wrong with pages is not an error: see [`Findings`](crate::diagnostic::Findings).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The docs folder.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// `docbind.toml`.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The profile in `docbind.toml`.
    #[error("docbind.toml: {0}")]
    Profile(#[from] ProfileError),
    /// A glob.
    #[error(transparent)]
    Glob(#[from] LintError),
    /// The output folder.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Nobody said where to write.
    #[error("no output folder: say where with --out, or with `out` in {0}")]
    NoDestination(Utf8PathBuf),
    /// None of the pages is asked for.
    #[error("no page is left: of {0} pages, none matches --include or all match --exclude")]
    NothingSelected(usize),
}
