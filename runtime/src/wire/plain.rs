//! Booleans, texts and JSON of any kind.

use serde_core::ser::{Serialize, Serializer};

use super::{Found, Json, Wire, mismatch};
use crate::raw::Raw;
#[cfg(feature = "testing")]
use crate::testing::{Report, check};

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
