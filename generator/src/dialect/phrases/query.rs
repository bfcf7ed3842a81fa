//! What sentences say about query options.

use crate::dialect::Words;

/// What sentences say about query options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPhrases {
    /// Where a sentence turns from what is supported to what is not, or back.
    pub turns: Words,
    /// What is named is not supported.
    pub denials: Words,
    /// What follows a denial that holds for some objects or callers only.
    pub conditions: Words,
    /// What follows such a word where all is meant after all.
    pub whole: Words,
    /// A sentence with all of these speaks of options in general.
    pub general: Vec<String>,
    /// The sentence speaks of query options, so code in it may be one without its sign.
    pub query: Words,
    /// Options that are named are examples of all.
    pub including: Words,
    /// They are not.
    pub some: Words,
    /// Options are listed below.
    pub following: Words,
}

impl QueryPhrases {
    pub(super) fn graph() -> Self {
        Self {
            turns: Words::from([", but", " but ", "; ", " except", ", and does not"]),
            denials: Words::from([
                "not support",
                "n't support",
                "n\u{2019}t support",
                "no support",
                "not currently support",
                "unsupported",
                "not available",
                "except",
                "not apply",
                "cannot use",
                "can't use",
            ]),
            conditions: Words::from([
                " in ", " for ", " on ", " when ", " if ", " with ", " unless ", " until ",
            ]),
            whole: Words::from([
                "$", "this ", "these ", "the api", "any ", "v1.0", "beta", "get ", "list",
            ]),
            general: ["odata", "quer", "support"].map(str::to_owned).into(),
            query: Words::from(["quer"]),
            including: Words::from(["including"]),
            some: Words::from(["some of"]),
            following: Words::from(["following"]),
        }
    }
}
