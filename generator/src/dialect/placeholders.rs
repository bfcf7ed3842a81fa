//! Texts that stand where somebody should have written one.

use crate::dialect::Words;

/// Texts that stand where somebody should have written one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholders {
    /// Texts that are a placeholder as a whole, markup and stops aside.
    pub whole: Words,
    /// How a placeholder begins that reaches to the next `**`.
    pub marked: String,
    /// How a text begins that is a placeholder as a whole. Case matters.
    pub prefix: String,
    /// Values of arguments in request lines that only say that one is needed.
    pub argument: Words,
    /// Texts that say nothing.
    pub blank: Words,
}

impl Placeholders {
    pub(super) fn graph() -> Self {
        Self {
            whole: Words::from(["not yet documented", "tbd"]),
            marked: "**TODO".to_owned(),
            prefix: "TODO".to_owned(),
            argument: Words::from(["parameterValue"]),
            blank: Words::from(["\"\"", "''", "-", "--", ".", "*", "**"]),
        }
    }
}
