//! What emitted files import, and what applications need to use them.

pub use crate::additional::Additional;
pub use crate::call::Call;
pub use crate::delta::DeltaToken;
pub use crate::enumeration::Enumeration;
pub use crate::error::Error;
pub use crate::field::{Field, Slot};
pub use crate::link::Link;
pub use crate::object::{Object, ReadMember, VisitMember};
pub use crate::operation::{Operation, Paged};
pub use crate::page::Page;
pub use crate::permission::Permissions;
pub use crate::property::{Expand, Name, OrderBy, Property, Relationship};
pub use crate::reference::Reference;
pub use crate::response::{Accepted, Content, FromResponse, Scalar};
pub use crate::scalar::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
pub use crate::wire::{Json, Wire};
pub use crate::{__enumeration as enumeration, __object as object, __operation as operation};
pub use crate::{modules, responses, variants};
pub use bytes::Bytes;
