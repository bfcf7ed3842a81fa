//! Examples of pages as tests: what a page shows must survive its documented type.

use serde_core::de::{DeserializeOwned, Deserializer};
use serde_core::{Deserialize, Serialize, Serializer};

use crate::object::{deserialize, serialize};
use crate::page::Envelope;
use crate::response::Wrapped;
use crate::wire::{Json, Wire};

/// A page of a list as an example shows it, which may be less than a service must answer.
#[derive(Debug)]
pub struct List<T>(Envelope<T>);

/// A single value that is no object, as an example shows it.
#[derive(Debug)]
pub struct Single<T>(Wrapped<T>);

impl<T: Wire> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

impl<T: Wire> Serialize for Single<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for Single<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

/// The examples of one page, in page order.
///
/// ```
/// use docbind_runtime::example::{Examples, List};
/// use docbind_runtime::prelude::Json;
///
/// Examples::of("api/user-list.md")
///     .response::<List<Json>>(r#"{"value": [{"id": "1"}]}"#);
/// ```
#[derive(Debug)]
pub struct Examples {
    page: &'static str,
    seen: usize,
}

impl Examples {
    /// The examples of `page`.
    #[must_use]
    pub fn of(page: &'static str) -> Self {
        Self { page, seen: 0 }
    }

    /// A body that is sent, as its type `T`.
    ///
    /// # Panics
    /// It cannot be read, or is another JSON value when written back.
    #[allow(clippy::return_self_not_must_use, reason = "the calls are the test")]
    pub fn request<T: Serialize + DeserializeOwned>(self, json: &str) -> Self {
        self.example("request", json, round_trip::<T>)
    }

    /// A body that is answered, as its type `T`.
    ///
    /// # Panics
    /// It cannot be read, or is another JSON value when written back.
    #[allow(clippy::return_self_not_must_use, reason = "the calls are the test")]
    pub fn response<T: Serialize + DeserializeOwned>(self, json: &str) -> Self {
        self.example("response", json, round_trip::<T>)
    }

    fn example(
        mut self,
        kind: &str,
        json: &str,
        round_trip: fn(&str) -> serde_json::Result<Json>,
    ) -> Self {
        self.seen += 1;
        let Self { page, seen } = self;
        let before: Json = match serde_json::from_str(json) {
            Ok(before) => before,
            Err(error) => {
                panic!("{page}, example {seen}: this {kind} is not JSON: {error}\n{json}")
            }
        };
        match round_trip(json) {
            Ok(after) if equal(&before, &after) => self,
            Ok(after) => panic!(
                "{page}, example {seen}: this {kind} is not the same when written back\non the page: {before:#}\nwritten back: {after:#}"
            ),
            Err(error) => {
                panic!("{page}, example {seen}: this {kind} cannot be read: {error}\n{before:#}")
            }
        }
    }
}

fn round_trip<T: Serialize + DeserializeOwned>(json: &str) -> serde_json::Result<Json> {
    serde_json::to_value(serde_json::from_str::<T>(json)?)
}

/// Equal as JSON, where `1` and `1.0` are one number.
fn equal(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_survives_passes() {
        Examples::of("api/x.md")
            .request::<Json>("{\"a\": [1, 2.0, null]}")
            .response::<BTreeMap<String, f64>>("{\"a\": 1}")
            .response::<List<f64>>("{\"value\": [1, 2], \"@odata.count\": 2}")
            .response::<List<f64>>("{\"value\": {\"id\": 1}}")
            .response::<Single<f64>>("{\"value\": null}");
    }

    #[test]
    #[should_panic(expected = "api/x.md, example 2: this response is not the same")]
    fn what_is_lost_is_told() {
        #[derive(Debug)]
        struct Lossy;
        impl Serialize for Lossy {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_unit()
            }
        }
        impl<'de> Deserialize<'de> for Lossy {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Json::deserialize(deserializer).map(|_| Self)
            }
        }
        Examples::of("api/x.md")
            .request::<Json>("1")
            .response::<Lossy>("{}");
    }
}
