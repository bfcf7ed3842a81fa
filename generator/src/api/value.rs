//! The types of fields, arguments and responses, before anything spells them out.

use crate::api::place::Places;
use crate::model::{QualifiedName, Scalar, Target, TypeUse};
use std::fmt;

/// The type of one value: a type of the model, or one that Rust or the runtime has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element<'m> {
    /// `String`, `DateTimeOffset`, `Json`.
    BuiltIn(&'static str),
    /// A type of [`Api::types`](super::Api::types).
    Model(&'m QualifiedName),
}

impl<'m> Element<'m> {
    /// Any JSON: what a value is whose type the pages do not give.
    pub const JSON: Self = Self::BuiltIn("Json");

    /// The type of one value of the model.
    pub(super) fn of(target: &'m Target, places: &Places) -> Self {
        match target {
            Target::Scalar(scalar) => Self::BuiltIn(scalar_name(*scalar)),
            Target::Named(name) if places.get(name).is_some() => Self::Model(name),
            Target::Named(_) | Target::Untyped | Target::Omitted(_) => Self::JSON,
        }
    }
}

/// A type of the model stands under its own name, so that one that moves to another module stays the same.
impl fmt::Display for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::BuiltIn(name) => f.write_str(name),
            Self::Model(name) => f.write_str(&name.0),
        }
    }
}

/// The type of a value or of several, without the `Option` or `Field` that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueType<'m> {
    /// The type of one.
    pub element: Element<'m>,
    /// Whether it is a `Vec`.
    pub many: bool,
    /// Whether it is behind a `Link`.
    pub linked: bool,
}

impl<'m> ValueType<'m> {
    /// A use of a type, not behind a link.
    pub(super) fn of(ty: &'m TypeUse, places: &Places) -> Self {
        Self {
            element: Element::of(&ty.target, places),
            many: ty.collection,
            linked: false,
        }
    }

    /// Any JSON.
    pub const JSON: Self = Self {
        element: Element::JSON,
        many: false,
        linked: false,
    };
}

impl fmt::Display for ValueType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let one = &self.element;
        match (self.linked, self.many) {
            (false, false) => write!(f, "{one}"),
            (false, true) => write!(f, "Vec<{one}>"),
            (true, false) => write!(f, "Link<{one}>"),
            (true, true) => write!(f, "Link<Vec<{one}>>"),
        }
    }
}

/// How an argument that becomes text is taken from a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentType {
    /// `&str`.
    Text,
    /// By value, turned into text with `to_string`: `i32`.
    Copied(&'static str),
    /// By reference, read with `as_str`: `&Guid`.
    Borrowed(&'static str),
}

impl ArgumentType {
    /// The argument for a documented primitive type.
    pub(super) fn of(scalar: Scalar) -> Self {
        match scalar {
            Scalar::String | Scalar::Binary | Scalar::Stream => Self::Text,
            Scalar::Boolean
            | Scalar::Byte
            | Scalar::SByte
            | Scalar::Int16
            | Scalar::Int32
            | Scalar::Int64
            | Scalar::Single
            | Scalar::Double => Self::Copied(scalar_name(scalar)),
            Scalar::Decimal
            | Scalar::DateTimeOffset
            | Scalar::Date
            | Scalar::TimeOfDay
            | Scalar::Duration
            | Scalar::Guid => Self::Borrowed(scalar_name(scalar)),
        }
    }
}

impl fmt::Display for ArgumentType {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Text => f.write_str("&str"),
            Self::Copied(name) => f.write_str(name),
            Self::Borrowed(name) => write!(f, "&{name}"),
        }
    }
}

/// The Rust type of a primitive.
fn scalar_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "String",
        Scalar::Boolean => "bool",
        Scalar::Byte => "u8",
        Scalar::SByte => "i8",
        Scalar::Int16 => "i16",
        Scalar::Int32 => "i32",
        Scalar::Int64 => "i64",
        // A value that was read into an `f32` would not be written back as it was.
        Scalar::Single | Scalar::Double => "f64",
        Scalar::Decimal => "Decimal",
        Scalar::DateTimeOffset => "DateTimeOffset",
        Scalar::Date => "Date",
        Scalar::TimeOfDay => "TimeOfDay",
        Scalar::Duration => "Duration",
        Scalar::Guid => "Guid",
        Scalar::Binary => "Binary",
        Scalar::Stream => "Json",
    }
}
