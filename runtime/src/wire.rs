//! Reading and writing of one JSON value.
//!
//! Reading is total: a value that does not fit the type it is read as is not an error. It comes back as
//! raw JSON, so that whoever reads it can keep it.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::raw::{Raw, TextSeed, to_text};
#[cfg(feature = "testing")]
use crate::testing::{Report, check};

/// Any JSON value.
pub type Json = serde_json::Value;

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

/// Reads a `T` from JSON text.
pub(crate) fn from_text<T: Wire>(text: &str) -> Found<T> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match Seed::new().deserialize(&mut deserializer) {
        Ok(found) if deserializer.end().is_ok() => found,
        _ => Found::Null,
    }
}

impl Wire for bool {
    #[inline]
    fn from_bool(value: bool) -> Found<Self> {
        Found::Value(value)
    }

    /// Some services write booleans as text.
    fn from_text(value: &str) -> Found<Self> {
        let raw = Json::from(value);
        match value {
            "true" | "True" => Found::understood(true, raw),
            "false" | "False" => Found::understood(false, raw),
            _ => mismatch(raw),
        }
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }
}

impl Wire for String {
    #[inline]
    fn from_text(value: &str) -> Found<Self> {
        Found::Value(value.to_owned())
    }

    #[inline]
    fn from_owned_text(value: String) -> Found<Self> {
        Found::Value(value)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Wire for Json {
    const FROM_JSON_TEXT: bool = true;

    fn from_json_text(text: &str) -> Found<Self> {
        let raw = Raw::from_text(text);
        if raw.is_exact() {
            Found::Value(raw.into_value())
        } else {
            Found::rounded(raw.value().clone(), raw)
        }
    }

    fn from_null() -> Found<Self> {
        Found::Value(Json::Null)
    }

    fn from_text(value: &str) -> Found<Self> {
        Found::Value(Json::from(value))
    }

    fn fits(_: &str) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    fn examine(json: &Json, report: &mut Report) {
        check::plain(json, report);
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

/// A list of the elements that fit. The others are kept beside it, where they were.
impl<T: Wire> Wire for Vec<T> {
    #[inline]
    fn from_elements<'de, A: SeqAccess<'de>>(mut elements: A) -> Result<Found<Self>, A::Error> {
        let mut list = List {
            read: Vec::new(),
            came: None,
            fits: true,
        };
        while let Some(found) = elements.next_element_seed(Seed::<T>::new())? {
            match found {
                Found::Value(value) if list.came.is_none() => list.read.push(value),
                found => list.push(found),
            }
        }
        Ok(list.finish())
    }

    fn fits(text: &str) -> bool {
        serde_json::from_str::<Vec<&RawValue>>(text).is_ok_and(|elements| {
            elements.is_empty()
                || elements.iter().any(|element| match element.get() {
                    "null" => T::from_null().value().is_some(),
                    element => T::fits(element),
                })
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }

    #[cfg(feature = "testing")]
    fn examine(json: &Json, report: &mut Report) {
        check::list::<T>(json, report, T::examine);
    }

    #[cfg(feature = "testing")]
    fn examine_linked(json: &Json, report: &mut Report) {
        check::list::<T>(json, report, T::examine_linked);
    }
}

/// A list while it is read.
struct List<T> {
    read: Vec<T>,
    /// All elements as they came, once there is one that is not read as it came.
    came: Option<Vec<Raw>>,
    fits: bool,
}

impl<T: Wire> List<T> {
    fn push(&mut self, found: Found<T>) {
        let found = match found {
            Found::Null => T::from_null(),
            found => found,
        };
        let (value, raw) = match found {
            Found::Value(value) if self.came.is_none() => return self.read.push(value),
            Found::Value(value) => {
                let raw = Raw::from_text(&to_text(&value));
                (Some(value), raw)
            }
            Found::Approximate(approximate) => {
                self.fits &= approximate.fits;
                (Some(approximate.value), approximate.raw)
            }
            Found::Null => (None, Json::Null.into()),
            Found::Mismatch(raw) => (None, raw),
        };
        self.fits &= value.is_some();
        let before = || {
            let before = self.read.iter();
            before
                .map(|value| Raw::from_text(&to_text(value)))
                .collect()
        };
        self.came.get_or_insert_with(before).push(raw);
        self.read.extend(value);
    }

    fn finish(self) -> Found<Vec<T>> {
        let Self { read, came, fits } = self;
        match came.map(Raw::array) {
            None => Found::Value(read),
            Some(raw) if read.is_empty() => Found::Mismatch(raw),
            Some(raw) if fits => Found::rounded(read, raw),
            Some(raw) => Found::understood(read, raw),
        }
    }
}
