//! The fields of objects: those of models, and those of bodies that change a part of an object.

use crate::wire::{Found, Json, Wire};

/// A field of a body that changes an object, where it matters whether a property is left alone or
/// set to `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Field<T> {
    /// The property is not in the body: it keeps its value.
    #[default]
    Absent,
    /// The property is `null` in the body: its value is removed.
    Null,
    /// The property gets this value.
    Value(T),
}

impl<T> Field<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Value(value) => Some(value),
            Field::Absent | Field::Null => None,
        }
    }

    /// Whether the property stays out of the body.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Field::Value(value)
    }
}

/// `None` removes the value: it is written as `null`.
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Field::Null, Field::Value)
    }
}

impl From<&str> for Field<String> {
    fn from(value: &str) -> Self {
        Field::Value(value.to_owned())
    }
}

/// The type of a field that a member of a JSON object is read into and written from: `Option<T>` in
/// models, [`Field<T>`] in bodies that change an object.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no type of a field",
    note = "fields are `Option<T>` or `Field<T>`"
)]
pub trait Slot: PartialEq {
    /// The type of the value.
    type Value: Wire;

    /// Takes what was found on the wire, and gives back what must be kept beside the field.
    fn take(&mut self, found: Found<Self::Value>) -> Option<Json>;

    /// What the field says.
    fn state(&self) -> Field<&Self::Value>;
}

impl<T: Wire> Slot for Option<T> {
    type Value = T;

    #[inline]
    fn take(&mut self, found: Found<T>) -> Option<Json> {
        let (value, kept) = match found {
            Found::Value(value) => (Some(value), None),
            Found::Null => (None, Some(Json::Null)),
            Found::Mismatch(raw) => (None, Some(raw)),
        };
        *self = value;
        kept
    }

    #[inline]
    fn state(&self) -> Field<&T> {
        self.as_ref().map_or(Field::Absent, Field::Value)
    }
}

impl<T: Wire> Slot for Field<T> {
    type Value = T;

    #[inline]
    fn take(&mut self, found: Found<T>) -> Option<Json> {
        let (value, kept) = match found {
            Found::Value(value) => (Field::Value(value), None),
            Found::Null => (Field::Null, None),
            Found::Mismatch(raw) => (Field::Absent, Some(raw)),
        };
        *self = value;
        kept
    }

    #[inline]
    fn state(&self) -> Field<&T> {
        match self {
            Field::Absent => Field::Absent,
            Field::Null => Field::Null,
            Field::Value(value) => Field::Value(value),
        }
    }
}
