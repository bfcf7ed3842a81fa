//! Reading and writing of one JSON value.
//!
//! Reading is total: a value that does not fit the type it is read as is not an error. It comes back as
//! raw JSON, so that whoever reads it can keep it.

mod list;
mod plain;

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

use crate::raw::{Raw, TextSeed};
#[cfg(feature = "testing")]
use crate::testing::{Report, check};

pub use crate::raw::Json;

/// A type that a JSON value can be read as and written from.
///
/// Every method that reads has a default that refuses: it gives the JSON back. A type overrides those
/// that it can be made from.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a property",
    note = "properties are primitives, scalars, enumerations, objects, `Json`, and `Vec` or `Link` of these"
)]
pub trait Wire: Sized + fmt::Debug + PartialEq {
    /// Whether the type is read from the text of the JSON, by [`Wire::from_json_text`] and nothing else: it has digits that would
    /// be lost on the way, or reads later.
    const FROM_JSON_TEXT: bool = false;

    /// The documented texts of an enumeration.
    const MEMBERS: &'static [&'static str] = &[];

    /// Reads JSON that is not `null`.
    #[inline]
    fn from_json_text(text: &str) -> Found<Self> {
        Found::Mismatch(Raw::from_text(text))
    }

    /// Reads `null` as an element of an array. (As a property, `null` means that there is no value.)
    #[inline]
    fn from_null() -> Found<Self> {
        mismatch(Json::Null)
    }

    /// Reads a boolean.
    #[inline]
    fn from_bool(value: bool) -> Found<Self> {
        mismatch(Json::Bool(value))
    }

    /// Reads a negative integer.
    #[inline]
    fn from_i64(value: i64) -> Found<Self> {
        mismatch(Json::from(value))
    }

    /// Reads an integer that is not negative.
    #[inline]
    fn from_u64(value: u64) -> Found<Self> {
        mismatch(Json::from(value))
    }

    /// Reads a number with a fraction or an exponent.
    #[inline]
    fn from_f64(value: f64) -> Found<Self> {
        mismatch(Json::from(value))
    }

    /// Reads a string.
    #[inline]
    fn from_text(value: &str) -> Found<Self> {
        mismatch(Json::from(value))
    }

    /// Reads a string that the caller already owns.
    #[inline]
    fn from_owned_text(value: String) -> Found<Self> {
        Self::from_text(&value)
    }

    /// Reads an array.
    ///
    /// # Errors
    /// The text is not JSON, or could not be read to its end.
    #[inline]
    fn from_elements<'de, A: SeqAccess<'de>>(elements: A) -> Result<Found<Self>, A::Error> {
        Json::deserialize(SeqAccessDeserializer::new(elements)).map(mismatch)
    }

    /// Reads an object.
    ///
    /// # Errors
    /// The text is not JSON, or could not be read to its end.
    #[inline]
    fn from_members<'de, A: MapAccess<'de>>(members: A) -> Result<Found<Self>, A::Error> {
        raw_members(members).map(mismatch)
    }

    /// Whether JSON can be read as the type.
    #[must_use]
    fn fits(text: &str) -> bool {
        matches!(
            from_text::<Self>(text),
            Found::Value(_) | Found::Approximate(_)
        )
    }

    /// Writes the value.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Whether a text that is read as the type has the form of its values.
    #[cfg(feature = "testing")]
    #[doc(hidden)]
    fn is_written_like(_: &str) -> bool {
        true
    }

    /// Compares JSON that is not `null` with what is documented.
    #[cfg(feature = "testing")]
    #[doc(hidden)]
    fn examine(json: &Json, report: &mut Report) {
        check::scalar::<Self>(json, report);
    }

    /// The same at the end of a relationship.
    #[cfg(feature = "testing")]
    #[doc(hidden)]
    fn examine_linked(json: &Json, report: &mut Report) {
        Self::examine(json, report);
    }
}

/// What was found where a `T` was expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Found<T> {
    /// A value of the type.
    Value(T),
    /// A value of the type, and what came: the value alone would not be written as that.
    Approximate(Box<Approximate<T>>),
    /// `null`.
    Null,
    /// JSON that does not fit the type.
    Mismatch(Raw),
}

/// A value that would be written otherwise than it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Approximate<T> {
    /// The value.
    pub value: T,
    /// What came.
    pub raw: Raw,
    /// Whether what came is of the type, and has only more digits than the value holds.
    pub fits: bool,
}

impl<T> Found<T> {
    /// The value, if there is one.
    #[inline]
    pub fn value(self) -> Option<T> {
        match self {
            Found::Value(value) => Some(value),
            Found::Approximate(approximate) => Some(approximate.value),
            Found::Null | Found::Mismatch(_) => None,
        }
    }

    /// A value that JSON of another type was understood as, such as the number in `"5"`.
    #[inline]
    pub(crate) fn understood(value: T, raw: impl Into<Raw>) -> Self {
        Found::Approximate(Box::new(Approximate {
            value,
            raw: raw.into(),
            fits: false,
        }))
    }

    /// A value whose digits are more than it holds.
    #[inline]
    pub(crate) fn rounded(value: T, raw: Raw) -> Self {
        Found::Approximate(Box::new(Approximate {
            value,
            raw,
            fits: true,
        }))
    }
}

/// JSON that does not fit.
#[inline]
pub(crate) fn mismatch<T>(value: Json) -> Found<T> {
    Found::Mismatch(value.into())
}

pub(crate) fn raw_members<'de, A: MapAccess<'de>>(members: A) -> Result<Json, A::Error> {
    Json::deserialize(MapAccessDeserializer::new(members))
}

/// Reads a `Found<T>` from any self-describing format.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Wire> DeserializeSeed<'de> for Seed<T> {
    type Value = Found<T>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<T>, D::Error> {
        if T::FROM_JSON_TEXT {
            let text = TextSeed.deserialize(deserializer)?;
            return Ok(match &*text {
                "null" => Found::Null,
                text => T::from_json_text(text),
            });
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Wire> Visitor<'de> for Seed<T> {
    type Value = Found<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    #[inline]
    fn visit_bool<E>(self, value: bool) -> Result<Found<T>, E> {
        Ok(T::from_bool(value))
    }

    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<Found<T>, E> {
        Ok(match u64::try_from(value) {
            Ok(value) => T::from_u64(value),
            Err(_) => T::from_i64(value),
        })
    }

    #[inline]
    fn visit_u64<E>(self, value: u64) -> Result<Found<T>, E> {
        Ok(T::from_u64(value))
    }

    #[inline]
    fn visit_f64<E>(self, value: f64) -> Result<Found<T>, E> {
        Ok(T::from_f64(value))
    }

    #[inline]
    fn visit_str<E>(self, value: &str) -> Result<Found<T>, E> {
        Ok(T::from_text(value))
    }

    #[inline]
    fn visit_string<E>(self, value: String) -> Result<Found<T>, E> {
        Ok(T::from_owned_text(value))
    }

    #[inline]
    fn visit_unit<E>(self) -> Result<Found<T>, E> {
        Ok(Found::Null)
    }

    #[inline]
    fn visit_none<E>(self) -> Result<Found<T>, E> {
        Ok(Found::Null)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<Found<T>, A::Error> {
        T::from_elements(elements)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Found<T>, A::Error> {
        T::from_members(members)
    }
}

/// Lets serde write a `T`.
pub(crate) struct Written<'a, T>(pub(crate) &'a T);

impl<T: Wire> Serialize for Written<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// The JSON text of a value in memory.
pub(crate) fn to_text<T: Wire>(value: &T) -> String {
    // Members are named by strings and numbers are finite when written, so that nothing in memory can fail to become JSON.
    serde_json::to_string(&Written(value)).unwrap_or_else(|_| "null".to_owned())
}

/// Reads a `T` from JSON text.
pub(crate) fn from_text<T: Wire>(text: &str) -> Found<T> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match Seed::new().deserialize(&mut deserializer) {
        Ok(found) if deserializer.end().is_ok() => found,
        _ => Found::Null,
    }
}
