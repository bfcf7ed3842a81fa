//! What emitted bindings stand on: how models are read and written, how operations become requests and how
//! answers are read.
//!
//! Emitted files import the [`prelude`]. Without the feature `client` nothing here is async and nothing sends: an operation
//! gives an [`http::Request`] and reads an [`http::Response`].

pub mod additional;
mod answer;
pub mod batch;
mod body;
pub mod call;
#[cfg(feature = "client")]
pub mod client;
pub mod delta;
pub mod enumeration;
pub mod error;
pub mod field;
pub mod filter;
mod functions;
pub mod link;
mod modules;
mod number;
pub mod object;
pub mod operation;
pub mod page;
pub mod permission;
pub mod prelude;
pub mod property;
pub mod raw;
mod redact;
pub mod reference;
pub mod response;
mod route;
pub mod scalar;
pub mod service;
#[cfg(feature = "testing")]
pub mod testing;
mod variant;
mod web_link;
pub mod wire;

pub use self::batch::Batch;
pub use self::error::Error;
pub use self::operation::{Operation, Paged};

// Macros share their names with modules. These names are those of the macros alone, so that the prelude brings no modules.
#[doc(inline)]
pub use crate::{__enumeration as enumeration, __object as object, __operation as operation};

/// For the macros alone.
#[doc(hidden)]
pub mod __private {
    pub use crate::enumeration::deserialize as deserialize_enumeration;
    pub use crate::enumeration::{deserialize_numbered, numbered, serialize_number};
    pub use crate::object::{debug, deserialize, equal, serialize};
    pub use crate::response::undocumented_status;
    pub use crate::variant::{convert, into_base};
    pub use bytes::Bytes;
    pub use http;
    pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
}
