//! Bodies that refer to another object.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

/// The body of requests that add an object to a relationship (`$ref`): the address of the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    url: String,
}

impl Reference {
    /// A reference to the object at this address, such as `https://mail.example/v1.0/users/1`.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into() }
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("@odata.id", &self.url)?;
        map.end()
    }
}
