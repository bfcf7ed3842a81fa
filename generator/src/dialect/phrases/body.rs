//! What sentences say about the request body.

use crate::dialect::Words;

/// What sentences say about the request body. Nothing is sent where a negation, a verb, an article perhaps, and an
/// object stand in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyPhrases {
    /// Whole texts: nothing is sent.
    pub none: Words,
    /// Parts of texts: nothing is sent.
    pub denials: Words,
    /// `do not`.
    pub negations: Words,
    /// `supply`.
    pub verbs: Words,
    /// `a`.
    pub articles: Words,
    /// `request body`.
    pub objects: Words,
    /// The text speaks of parameters.
    pub parameters: Words,
    /// What is sent is no JSON.
    pub bytes: Words,
}

impl BodyPhrases {
    pub(super) fn graph() -> Self {
        Self {
            none: Words::from(["none", "empty", "no request body", "not applicable", "n/a"]),
            denials: Words::from([
                "no request body",
                "no request content",
                "request body is not required",
                "request body is not necessary",
                "request body is not needed",
                "request body is empty",
                "empty request body",
                "request body should be empty",
            ]),
            negations: Words::from([
                "do not ",
                "don't ",
                "don\u{2019}t ",
                "does not ",
                "doesn't ",
                "doesn\u{2019}t ",
                "not necessary to ",
                "no need to ",
            ]),
            verbs: Words::from([
                "supply", "provide", "specify", "send", "include", "require", "need", "have",
                "take", "contain", "use",
            ]),
            articles: Words::from(["a ", "any ", "the ", "anything in the ", "content in the "]),
            objects: Words::from(["request body", "body", "content in"]),
            parameters: Words::from(["parameter"]),
            bytes: Words::from([
                "binary",
                "zip ",
                "bytes",
                "stream",
                "content of the file",
                "contents of the file",
            ]),
        }
    }
}
