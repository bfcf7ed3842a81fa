//! What a service says of itself: the types of a CSDL `$metadata` document.
//!
//! For comparing pages with it, and for nothing else: nothing is generated from it.

mod csdl;

pub use csdl::{MAX_DEPTH, read};

use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};

/// A longer document is refused.
pub const MAX_METADATA_BYTES: u64 = 64 << 20;

/// The types of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// By qualified name; aliases of namespaces are resolved.
    pub types: BTreeMap<String, MetadataType>,
    /// Names of actions and functions, without their namespaces.
    pub operations: BTreeSet<String>,
}

/// A type of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadataType {
    /// An entity type or a complex type.
    Struct(MetadataStruct),
    /// The names of an enumeration's members.
    Enum(Vec<String>),
}

/// An entity type or a complex type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetadataStruct {
    /// Qualified.
    pub base: Option<String>,
    /// Its own, in the order of the document.
    pub properties: Vec<MetadataProperty>,
}

/// A property or navigation property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataProperty {
    /// As on the wire.
    pub name: String,
    /// `Edm.String`, or a qualified name; of one item where there are many.
    pub ty: String,
    /// Whether there are many.
    pub collection: bool,
}

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

impl Metadata {
    /// Reads the document in `file`.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no CSDL document in UTF-8.
    pub fn load(file: &Utf8Path) -> Result<Self, MetadataError> {
        let mut bytes = Vec::new();
        File::open(file)?
            .take(MAX_METADATA_BYTES + 1)
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_METADATA_BYTES {
            return Err(MetadataError::TooLarge);
        }
        let text = String::from_utf8(bytes).map_err(|_| MetadataError::NotUtf8)?;
        read(&text)
    }

    /// The type and its base types, nearest first; a circle ends where it would begin again.
    pub fn chain<'a>(&'a self, name: &'a str) -> Vec<(&'a str, &'a MetadataStruct)> {
        let mut chain: Vec<(&str, &MetadataStruct)> = Vec::new();
        let mut next = Some(name);
        while let Some(name) = next {
            let Some(MetadataType::Struct(ty)) = self.types.get(name) else {
                break;
            };
            if chain.iter().any(|(seen, _)| *seen == name) {
                break;
            }
            chain.push((name, ty));
            next = ty.base.as_deref();
        }
        chain
    }
}
