//! The types of a service.

use std::collections::{BTreeMap, BTreeSet};

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

impl Metadata {
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
