//! What an example is read into.

use crate::api::{Api, BodyStruct, Definition, OperationItem, TypeItem};
use crate::model::{Example, Target, TypeUse};

/// What an example is read into.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'a, 'm> {
    /// Any JSON: the pages give no type.
    Json,
    /// The struct that only this operation sends, and the name of its type on the wire.
    Body(&'a BodyStruct<'m>, &'m str),
    /// An object.
    Object(&'a TypeItem<'m>),
    /// `{"value": [..]}`.
    List(&'m TypeUse),
    /// `{"value": ..}`.
    Single(&'m TypeUse),
}

impl<'a, 'm> Shape<'a, 'm> {
    /// That of an example of an operation.
    pub fn of(example: &'m Example, item: &'a OperationItem<'m>, api: &'a Api<'m>) -> Self {
        if let Some(own) = item.body.own.as_ref().filter(|_| example.request) {
            return Self::Body(own, item.body.wire_name());
        }
        if example.is_of_error() {
            return Self::Json;
        }
        let of = match &example.ty.target {
            Target::Named(name) => api.types.get(name),
            Target::Scalar(_) | Target::Untyped | Target::Omitted(_) => None,
        };
        let is_value = match of.map(|of| &of.definition) {
            Some(Definition::Enum(_)) => true,
            Some(Definition::Struct(_)) => false,
            // What is sent is the bare value.
            None => !example.request && matches!(example.ty.target, Target::Scalar(_)),
        };
        match of {
            _ if example.ty.collection => Self::List(&example.ty),
            _ if is_value => Self::Single(&example.ty),
            Some(item) => Self::Object(item),
            None => Self::Json,
        }
    }
}
