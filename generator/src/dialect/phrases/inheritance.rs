//! What sentences say about inheritance.

use crate::dialect::Words;

/// What sentences say about inheritance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InheritancePhrases {
    /// Before the type that the page's type inherits from.
    pub inherits: Words,
    /// Before the types that inherit from the page's type.
    pub base_of: Words,
    /// Instances are always of a derived type.
    pub is_abstract: Words,
    /// The service adds properties of its own.
    pub is_open: Words,
}

impl InheritancePhrases {
    pub(super) fn graph() -> Self {
        Self {
            inherits: Words::from([
                "subclass of ",
                "subtype of ",
                "inherits from ",
                "inherited from ",
                "derived from ",
                "derives from ",
                "inherits properties from ",
                "extends the ",
            ]),
            base_of: Words::from([
                "base type of ",
                "base type for ",
                "base class of ",
                "base class for ",
            ]),
            is_abstract: Words::from([
                "abstract type",
                "abstract base",
                "abstract class",
                "abstract resource",
                "is abstract",
            ]),
            is_open: Words::from(["is an open type", "open type that"]),
        }
    }
}
