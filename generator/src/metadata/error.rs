//! Why a document cannot be used.

use std::io;

/// Deeper elements are refused.
pub const MAX_DEPTH: usize = 64;
/// A longer document is refused.
pub const MAX_METADATA_BYTES: u64 = 64 << 20;

/// Why a document cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataError {
    /// The file.
    #[error(transparent)]
    File(#[from] io::Error),
    /// The size.
    #[error("it is longer than {MAX_METADATA_BYTES} bytes: no $metadata document is")]
    TooLarge,
    /// The encoding.
    #[error("it is not UTF-8: save the bytes of the $metadata document as the service sends them")]
    NotUtf8,
    /// The text.
    #[error("line {line} is not XML: {message}")]
    NotXml {
        /// From 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The nesting.
    #[error("line {line}: elements nest deeper than {MAX_DEPTH}, which CSDL never does")]
    TooDeep {
        /// From 1.
        line: usize,
    },
    /// The content.
    #[error(
        "the document is XML but describes no types: it must be CSDL, `<edmx:Edmx>` with a `<Schema>`, as a service answers at `$metadata`"
    )]
    NotCsdl,
}
