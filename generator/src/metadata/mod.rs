//! What a service says of itself: the types of a CSDL `$metadata` document.
//!
//! For comparing pages with it, and for nothing else: nothing is generated from it.

mod csdl;
mod error;
mod types;

pub use csdl::read;
pub use error::{MAX_DEPTH, MAX_METADATA_BYTES, MetadataError};
pub use types::{Metadata, MetadataProperty, MetadataStruct, MetadataType};

use camino::Utf8Path;
use std::fs::File;
use std::io::Read;

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
}
