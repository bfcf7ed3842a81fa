//! What emitted bindings stand on: how models are read and written, how operations become requests and how
//! answers are read.
//!
//! Emitted files of models import [`model`], emitted files of operations import [`mod@operation`]. Nothing here is
//! async and nothing sends: an operation gives an [`http::Request`] and reads an [`http::Response`].

pub mod additional;
pub mod batch;
pub mod call;
#[cfg(feature = "client")]
pub mod client;
pub mod delta;
pub mod enumerations;
pub mod error;
pub mod example;
pub mod field;
pub mod link;
mod modules;
mod number;
pub mod objects;
pub mod operations;
pub mod page;
pub mod permission;
pub mod property;
pub mod reference;
pub mod response;
mod route;
pub mod scalar;
mod variant;
pub mod wire;

/// What files of models import.
pub mod model {
    pub use crate::additional::Additional;
    pub use crate::field::{Field, Slot};
    pub use crate::link::Link;
    pub use crate::objects::{Object, ReadMember, VisitMember};
    pub use crate::property::{Property, Relationship};
    pub use crate::scalar::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
    pub use crate::wire::{Json, Wire};
    pub use crate::{enumeration, modules, object, variants};
}

/// What files of operations import.
pub mod operation {
    pub use crate::call::Call;
    pub use crate::delta::DeltaToken;
    pub use crate::error::Error;
    pub use crate::model::*;
    pub use crate::operations::{Operation, Paged};
    pub use crate::page::Page;
    pub use crate::permission::Permissions;
    pub use crate::property::{Expand, Name, OrderBy};
    pub use crate::reference::Reference;
    pub use crate::response::{Accepted, Content, FromResponse, Scalar};
    pub use crate::{operation, responses};
    pub use bytes::Bytes;
}

pub use self::batch::Batch;
pub use self::error::Error;
pub use self::operations::{Operation, Paged};

/// For the macros alone.
#[doc(hidden)]
pub mod __private {
    pub use crate::enumerations::deserialize as deserialize_enumeration;
    pub use crate::objects::{debug, deserialize, equal, serialize};
    pub use crate::response::undocumented_status;
    pub use crate::variant::{convert, into_base};
    pub use bytes::Bytes;
    pub use http;
    pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
}
