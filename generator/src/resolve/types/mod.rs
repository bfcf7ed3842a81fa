//! The types of the model: their bases, properties and members.

pub(crate) mod bases;
pub(crate) mod definitions;
pub(crate) mod enumerations;
pub(crate) mod inheritance;
pub(crate) mod json;
pub(crate) mod properties;
pub(crate) mod relationships;
mod representation;
pub(crate) mod request_properties;
pub(crate) mod structs;
pub(crate) mod structural_index;
pub(crate) mod type_table;
pub(crate) mod undeclared;
pub(crate) mod undeclared_enumerations;
