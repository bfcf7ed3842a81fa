//! The fields of objects: those of models, and those of bodies that change a part of an object.

use crate::raw::Raw;
use crate::wire::{Approximate, Found, Json, Wire, to_text};

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

/// What is kept beside a field, because the value in it would be written otherwise than it came.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What came.
    pub(crate) raw: Raw,
    /// How the value in the field is written, if there is one. While it is written so, what came is written in its place.
    pub(crate) written: Option<Box<str>>,
    /// Whether what came is of the documented type.
    pub(crate) fits: bool,
}

impl Kept {
    fn mismatch(raw: Raw) -> Self {
        Self {
            raw,
            written: None,
            fits: false,
        }
    }
}

impl<T: Wire> Approximate<T> {
    fn keep(self) -> (Option<T>, Option<Kept>) {
        let Self { value, raw, fits } = self;
        let kept = Kept {
            raw,
            written: Some(to_text(&value).into()),
            fits,
        };
        (Some(value), Some(kept))
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
    fn take(&mut self, found: Found<Self::Value>) -> Option<Kept>;

    /// What the field says.
    fn state(&self) -> Field<&Self::Value>;
}

impl<T: Wire> Slot for Option<T> {
    type Value = T;

    #[inline]
    fn take(&mut self, found: Found<T>) -> Option<Kept> {
        let (value, kept) = match found {
            Found::Value(value) => (Some(value), None),
            Found::Approximate(approximate) => approximate.keep(),
            Found::Null => (None, Some(Kept::mismatch(Json::Null.into()))),
            Found::Mismatch(raw) => (None, Some(Kept::mismatch(raw))),
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
    fn take(&mut self, found: Found<T>) -> Option<Kept> {
        let (value, kept) = match found {
            Found::Value(value) => (Field::Value(value), None),
            Found::Approximate(approximate) => {
                let (value, kept) = approximate.keep();
                (Field::from(value), kept)
            }
            Found::Null => (Field::Null, None),
            Found::Mismatch(raw) => (Field::Absent, Some(Kept::mismatch(raw))),
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
