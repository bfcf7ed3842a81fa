//! Reading and writing of one JSON value.
//!
//! Reading is total: a value that does not fit the type it is read as is not an error. It comes back as
//! raw JSON, so that whoever reads it can keep it.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::MapAccessDeserializer;
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

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
    /// Reads `null` as an element of an array. (As a property, `null` means that there is no value.)
    #[inline]
    fn from_null() -> Result<Self, Json> {
        Err(Json::Null)
    }

    /// Reads a boolean.
    #[inline]
    fn from_bool(value: bool) -> Result<Self, Json> {
        Err(Json::Bool(value))
    }

    /// Reads a negative integer.
    #[inline]
    fn from_i64(value: i64) -> Result<Self, Json> {
        Err(Json::from(value))
    }

    /// Reads an integer that is not negative.
    #[inline]
    fn from_u64(value: u64) -> Result<Self, Json> {
        Err(Json::from(value))
    }

    /// Reads a number with a fraction or an exponent.
    #[inline]
    fn from_f64(value: f64) -> Result<Self, Json> {
        Err(Json::from(value))
    }

    /// Reads a string.
    #[inline]
    fn from_text(value: &str) -> Result<Self, Json> {
        Err(Json::from(value))
    }

    /// Reads a string that the caller already owns.
    #[inline]
    fn from_owned_text(value: String) -> Result<Self, Json> {
        Self::from_text(&value)
    }

    /// Reads an array.
    ///
    /// # Errors
    /// The text is not JSON, or could not be read to its end.
    #[inline]
    fn from_elements<'de, A: SeqAccess<'de>>(elements: A) -> Result<Result<Self, Json>, A::Error> {
        raw_elements(Vec::new(), elements).map(Err)
    }

    /// Reads an object.
    ///
    /// # Errors
    /// The text is not JSON, or could not be read to its end.
    #[inline]
    fn from_members<'de, A: MapAccess<'de>>(members: A) -> Result<Result<Self, Json>, A::Error> {
        raw_members(members).map(from_number)
    }

    /// Whether JSON can be read as the type.
    #[must_use]
    fn fits(raw: &Json) -> bool {
        matches!(from_json::<Self>(raw.clone()), Found::Value(_))
    }

    /// Writes the value.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// What was found where a `T` was expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Found<T> {
    /// A value of the type.
    Value(T),
    /// `null`.
    Null,
    /// JSON that does not fit the type.
    Mismatch(Json),
}

impl<T> From<Result<T, Json>> for Found<T> {
    #[inline]
    fn from(read: Result<T, Json>) -> Self {
        match read {
            Ok(value) => Found::Value(value),
            Err(raw) => Found::Mismatch(raw),
        }
    }
}

/// Collects the rest of an array as JSON.
pub(crate) fn raw_elements<'de, A: SeqAccess<'de>>(
    mut before: Vec<Json>,
    mut elements: A,
) -> Result<Json, A::Error> {
    while let Some(element) = elements.next_element()? {
        before.push(element);
    }
    Ok(Json::Array(before))
}

pub(crate) fn raw_members<'de, A: MapAccess<'de>>(members: A) -> Result<Json, A::Error> {
    Json::deserialize(MapAccessDeserializer::new(members))
}

/// With serde_json's `arbitrary_precision`, which any crate of an application may switch on, a number
/// arrives as a map. Once collected it is a number again, and is read as one.
fn from_number<T: Wire>(raw: Json) -> Result<T, Json> {
    let Json::Number(number) = &raw else {
        return Err(raw);
    };
    let read = if let Some(value) = number.as_u64() {
        T::from_u64(value)
    } else if let Some(value) = number.as_i64() {
        T::from_i64(value)
    } else if let Some(value) = number.as_f64() {
        T::from_f64(value)
    } else {
        return Err(raw);
    };
    read.map_err(|_| raw)
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
        Ok(T::from_bool(value).into())
    }

    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<Found<T>, E> {
        Ok(match u64::try_from(value) {
            Ok(value) => T::from_u64(value),
            Err(_) => T::from_i64(value),
        }
        .into())
    }

    #[inline]
    fn visit_u64<E>(self, value: u64) -> Result<Found<T>, E> {
        Ok(T::from_u64(value).into())
    }

    #[inline]
    fn visit_f64<E>(self, value: f64) -> Result<Found<T>, E> {
        Ok(T::from_f64(value).into())
    }

    #[inline]
    fn visit_str<E>(self, value: &str) -> Result<Found<T>, E> {
        Ok(T::from_text(value).into())
    }

    #[inline]
    fn visit_string<E>(self, value: String) -> Result<Found<T>, E> {
        Ok(T::from_owned_text(value).into())
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
        T::from_elements(elements).map(Found::from)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Found<T>, A::Error> {
        T::from_members(members).map(Found::from)
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

/// The JSON of a value that is in memory.
pub(crate) fn to_json<T: Wire>(value: &T) -> Json {
    // Members are named by strings and numbers are finite when written, so that nothing in memory
    // can fail to become JSON.
    value
        .write(serde_json::value::Serializer)
        .unwrap_or_default()
}

/// Reads a `T` from JSON in memory.
pub(crate) fn from_json<T: Wire>(raw: Json) -> Found<T> {
    Seed::new().deserialize(raw).unwrap_or(Found::Null)
}

impl Wire for bool {
    #[inline]
    fn from_bool(value: bool) -> Result<Self, Json> {
        Ok(value)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }
}

impl Wire for String {
    #[inline]
    fn from_text(value: &str) -> Result<Self, Json> {
        Ok(value.to_owned())
    }

    #[inline]
    fn from_owned_text(value: String) -> Result<Self, Json> {
        Ok(value)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Wire for Json {
    fn from_null() -> Result<Self, Json> {
        Ok(Json::Null)
    }

    fn from_bool(value: bool) -> Result<Self, Json> {
        Ok(Json::Bool(value))
    }

    fn from_i64(value: i64) -> Result<Self, Json> {
        Ok(Json::from(value))
    }

    fn from_u64(value: u64) -> Result<Self, Json> {
        Ok(Json::from(value))
    }

    fn from_f64(value: f64) -> Result<Self, Json> {
        Ok(Json::from(value))
    }

    fn from_text(value: &str) -> Result<Self, Json> {
        Ok(Json::from(value))
    }

    fn from_owned_text(value: String) -> Result<Self, Json> {
        Ok(Json::String(value))
    }

    fn from_elements<'de, A: SeqAccess<'de>>(elements: A) -> Result<Result<Self, Json>, A::Error> {
        raw_elements(Vec::new(), elements).map(Ok)
    }

    fn from_members<'de, A: MapAccess<'de>>(members: A) -> Result<Result<Self, Json>, A::Error> {
        raw_members(members).map(Ok)
    }

    fn fits(_: &Json) -> bool {
        true
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

impl<T: Wire> Wire for Vec<T> {
    #[inline]
    fn from_elements<'de, A: SeqAccess<'de>>(
        mut elements: A,
    ) -> Result<Result<Self, Json>, A::Error> {
        let mut read = Vec::new();
        while let Some(found) = elements.next_element_seed(Seed::<T>::new())? {
            let element = match found {
                Found::Value(value) => Ok(value),
                Found::Null => T::from_null(),
                Found::Mismatch(raw) => Err(raw),
            };
            match element {
                Ok(value) => read.push(value),
                Err(raw) => {
                    // One odd element: the array is kept as it came.
                    let mut before: Vec<Json> = read.iter().map(to_json).collect();
                    before.push(raw);
                    return raw_elements(before, elements).map(Err);
                }
            }
        }
        Ok(Ok(read))
    }

    fn fits(raw: &Json) -> bool {
        raw.as_array()
            .is_some_and(|elements| elements.iter().all(T::fits))
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }
}
