//! What can be wrong in a profile, beyond its syntax.

use crate::diagnostic::{LintError, nearest};

/// A profile that says something that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// A spelling of a type that is none.
    #[error("`spellings` in `[types]`: `{ty}` is no primitive type{hint}")]
    Primitive {
        /// As written.
        ty: String,
        /// A near one.
        hint: String,
    },
    /// A query option that does not exist.
    #[error("`always` in `[query]`: `{option}` is no query option{hint}")]
    Query {
        /// As written.
        option: String,
        /// A near one.
        hint: String,
    },
    /// A glob that is none.
    #[error("`{key}` in `[pages]`: {error}")]
    Pages {
        /// The key.
        key: &'static str,
        /// Which, and why.
        error: Box<LintError>,
    },
    /// A separator that is none.
    #[error("`separator` in `[stems]`: `{0}` stands between words; use one of `-`, `_` and `.`")]
    Separator(String),
    /// A text that is not of the form that its key asks for.
    #[error("`{key}` in `[{section}]`: `{value}` is no {expected}{hint}")]
    Value {
        /// The table.
        section: Box<str>,
        /// The key.
        key: &'static str,
        /// As written.
        value: Box<str>,
        /// What was expected, with an example.
        expected: &'static str,
        /// What may have been meant.
        hint: Box<str>,
    },
    /// A key that is missing.
    #[error("`[{section}]` needs `{key}`: {why}")]
    Missing {
        /// The table.
        section: Box<str>,
        /// The key.
        key: &'static str,
        /// What it is for.
        why: &'static str,
    },
    /// Two keys of which one is enough.
    #[error("`[{section}]`: {keys} say the same thing twice; leave one out")]
    Twice {
        /// The table.
        section: &'static str,
        /// The keys.
        keys: Box<str>,
    },
}

impl ProfileError {
    /// A text that is not of the form that its key asks for.
    pub(super) fn value(
        section: impl Into<Box<str>>,
        key: &'static str,
        value: &str,
        expected: &'static str,
    ) -> Self {
        Self::Value {
            section: section.into(),
            key,
            value: value.into(),
            expected,
            hint: Box::default(),
        }
    }
}

/// The end of a message that says what may have been meant.
pub(super) fn near_hint<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!(", did you mean `{near}`?"))
}
