//! Tracking of changes over time.

use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::redact;

/// The state of a delta query, from which a later one resumes. Opaque; serialise it to keep it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DeltaToken(Box<str>);

impl DeltaToken {
    pub(crate) fn new(link: &str) -> Self {
        Self(link.into())
    }

    pub(crate) fn link(&self) -> &str {
        &self.0
    }
}

/// Says where the token is from, not what it is.
impl fmt::Debug for DeltaToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DeltaToken")
            .field(&redact::link(&self.0))
            .finish()
    }
}

impl Serialize for DeltaToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DeltaToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<str>::deserialize(deserializer).map(Self)
    }
}
