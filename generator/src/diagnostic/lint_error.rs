//! What may be wrong with settings of lints, and with globs.

/// Why a `[lints]` table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LintError {
    /// There is no such code.
    #[error("there is no code `{code}`{hint}; `docbind explain` lists all")]
    UnknownCode {
        /// As written.
        code: String,
        /// A near one.
        hint: String,
    },
    /// One code, two weights.
    #[error("`{0}` stands in two of `allow`, `warn` and `deny`; keep one")]
    Twice(&'static str),
    /// A glob that does not parse.
    #[error("`{glob}` is not a glob: {reason}")]
    Glob {
        /// As written.
        glob: String,
        /// Why.
        reason: String,
    },
}
