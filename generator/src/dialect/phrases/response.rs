//! What sentences say about the response.

use crate::dialect::Words;

/// What sentences say about the response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsePhrases {
    /// Words behind a number that make it a status: `200 OK`.
    pub status: Words,
    /// There is no body.
    pub empty: Words,
    /// The body is no JSON.
    pub bytes: Words,
    /// Speaks of what a body could be.
    pub body: Words,
    /// A sentence behind the one with the status that still says what is answered.
    pub continued: Words,
    /// A sentence that speaks of headers instead.
    pub headers: Words,
    /// A sentence without a status that says what is answered.
    pub answers: Words,
    /// A sentence about requests that fail.
    pub failure: Words,
    /// Where a sentence about work to be done elsewhere turns to headers and links.
    pub turns: Words,
    /// Words that a sentence about many has.
    pub many: Words,
    /// The same, where no letter stands before it: `thingcollection` is a name.
    pub collection: Words,
}

impl ResponsePhrases {
    pub(super) fn graph() -> Self {
        Self {
            status: Words::from([
                "accepted",
                "code",
                "created",
                "found",
                "http",
                "multi",
                "no",
                "nocontent",
                "ok",
                "partial",
                "response",
                "status",
                "success",
            ]),
            empty: Words::from([
                "not return anything",
                "n't return anything",
                "not return any",
                "n't return any",
                "not return a response body",
                "n't return a response body",
                "no object",
                "no response body",
                "empty response body",
                "empty body",
                "empty object",
                "returns nothing",
                "no content in the response body",
                "no body",
                "returns no ",
                "body is empty",
            ]),
            bytes: Words::from([
                "stream",
                "bytes",
                "binary",
                "the file",
                "a file",
                "the content",
                "contents",
                "csv",
                "download",
                "raw ",
                "image",
                "photo",
            ]),
            body: Words::from([
                "body",
                "object",
                "collection",
                "return value",
                "stream",
                "content of",
            ]),
            continued: Words::from(["body", "returns", "contains", "includes", "response is"]),
            headers: Words::from(["header"]),
            answers: Words::from(["return", "respon"]),
            failure: Words::from(["error", "fail", "unsuccessful", "400", "404"]),
            turns: Words::from([
                "header",
                "link to",
                "pointing to",
                "points to",
                "url ",
                "redirect",
            ]),
            many: Words::from(["list of", "lists of", "array", "set of"]),
            collection: Words::from(["collection"]),
        }
    }
}
