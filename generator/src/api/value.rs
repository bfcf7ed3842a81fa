//! The types of fields, arguments and responses, before anything spells them out.

use crate::api::place::Places;
use crate::model::{QualifiedName, Scalar, Target, TypeUse};
use std::fmt;

/// The type of one value: a type of the model, or one that Rust or the runtime has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element<'m> {
    /// A type of Rust that needs no import: `String`, `i32`.
    Rust(&'static str),
    /// A type of the runtime: `DateTimeOffset`, `Json`.
    Runtime(&'static str),
    /// A type of [`Api::types`](super::Api::types).
    Model(&'m QualifiedName),
}

impl<'m> Element<'m> {
    /// Any JSON: what a value is whose type the pages do not give.
    pub const JSON: Self = Self::Runtime("Json");

    /// The type of one value of the model.
    pub(super) fn of(target: &'m Target, places: &Places) -> Self {
        match target {
            Target::Scalar(scalar) => scalar_type(*scalar),
            Target::Named(name) if places.get(name).is_some() => Self::Model(name),
            Target::Named(_) | Target::Untyped | Target::Omitted(_) => Self::JSON,
        }
    }
}

/// A type of the model stands under its own name, so that one that moves to another module stays the same.
impl fmt::Display for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Rust(name) | Self::Runtime(name) => f.write_str(name),
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
        match (scalar, scalar_type(scalar)) {
            (Scalar::String | Scalar::Binary | Scalar::Stream, _) | (_, Element::Model(_)) => {
                Self::Text
            }
            (_, Element::Rust(name)) => Self::Copied(name),
            (_, Element::Runtime(name)) => Self::Borrowed(name),
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

/// The word for the Rust type of a primitive: `i32`, `DateTimeOffset`.
pub fn scalar_word(scalar: Scalar) -> &'static str {
    match scalar_type(scalar) {
        Element::Rust(word) | Element::Runtime(word) => word,
        Element::Model(_) => "Json",
    }
}

/// The Rust type of a primitive.
fn scalar_type<'m>(scalar: Scalar) -> Element<'m> {
    match scalar {
        Scalar::String => Element::Rust("String"),
        Scalar::Boolean => Element::Rust("bool"),
        Scalar::Byte => Element::Rust("u8"),
        Scalar::SByte => Element::Rust("i8"),
        Scalar::Int16 => Element::Rust("i16"),
        Scalar::Int32 => Element::Rust("i32"),
        Scalar::Int64 => Element::Rust("i64"),
        // A value that was read into an `f32` would not be written back as it was.
        Scalar::Single | Scalar::Double => Element::Rust("f64"),
        Scalar::Decimal => Element::Runtime("Decimal"),
        Scalar::DateTimeOffset => Element::Runtime("DateTimeOffset"),
        Scalar::Date => Element::Runtime("Date"),
        Scalar::TimeOfDay => Element::Runtime("TimeOfDay"),
        Scalar::Duration => Element::Runtime("Duration"),
        Scalar::Guid => Element::Runtime("Guid"),
        Scalar::Binary => Element::Runtime("Binary"),
        Scalar::Stream => Element::JSON,
    }
}
