//! Examples of pages as tests: what a page shows must fit the type that it documents.
//!
//! A model keeps what does not fit a field beside it, so that reading never fails. A test must not be so patient: here every
//! value that does not fit and every member that no field has is a contradiction, and contradictions that are known are listed
//! one by one.

pub(crate) mod check;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde_core::de::DeserializeOwned;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::check::{Contradiction, Kind, Known, Report};
use crate::additional::Additional;
use crate::object::{self, Object, ReadMember, VisitMember};
use crate::wire::{Json, Wire};

/// What an example can be read as.
pub trait Example: Serialize + DeserializeOwned {
    /// Compares JSON with what is documented.
    fn examine(json: &Json, report: &mut Report);
}

impl<T: Wire + Serialize + DeserializeOwned> Example for T {
    fn examine(json: &Json, report: &mut Report) {
        T::examine(json, report);
    }
}

/// A page of a list as an example shows it, which may have less beside the items than a service gives.
#[derive(Debug)]
pub struct List<T>(InValue<Vec<T>>);

/// A single value that is no object, as an example shows it.
#[derive(Debug)]
pub struct Single<T>(InValue<T>);

/// The form `{"value": ..}`.
#[derive(Debug, PartialEq)]
struct InValue<T> {
    value: Option<T>,
    additional: Additional,
}

impl<T> Default for InValue<T> {
    fn default() -> Self {
        Self {
            value: None,
            additional: Additional::new(),
        }
    }
}

impl<T: Wire> Object for InValue<T> {
    const TYPE: &'static str = "value";

    fn read<R: ReadMember>(&mut self, name: &str, reader: &mut R) {
        match name {
            "value" => reader.field("value", &mut self.value),
            _ => reader.unknown(),
        }
    }

    fn visit<V: VisitMember>(&self, other: &Self, visitor: &mut V) {
        visitor.field("value", &self.value, &other.value);
    }

    fn additional(&self) -> &Additional {
        &self.additional
    }

    fn additional_mut(&mut self) -> &mut Additional {
        &mut self.additional
    }
}

macro_rules! in_value {
    ($($name:ident of $held:ty),*) => {$(
        impl<T: Wire> Serialize for $name<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                object::serialize(&self.0, serializer)
            }
        }

        impl<'de, T: Wire> Deserialize<'de> for $name<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::deserialize(deserializer).map(Self)
            }
        }

        impl<T: Wire> Example for $name<T> {
            fn examine(json: &Json, report: &mut Report) {
                if json.is_object() && json.get("value").is_none() {
                    report.missing_value::<InValue<$held>>();
                }
                check::examine_as::<InValue<$held>>(json, report);
            }
        }
    )*};
}

in_value!(List of Vec<T>, Single of T);

/// A contradiction that is known.
#[derive(Clone, Copy, Debug)]
struct Exception {
    pointer: &'static str,
    documented: &'static str,
    reason: &'static str,
}

/// The examples of one page, in page order. When all have been looked at, it panics if there is something wrong with one.
///
/// ```
/// use docbind_runtime::prelude::Json;
/// use docbind_runtime::testing::{Examples, List};
///
/// Examples::of("api/user-list.md", &[])
///     .response::<List<Json>>(r#"{"value": [{"id": "1"}]}"#)
///     .except("/value/0", "i32", "resources/user.md:40 has no such text")
///     .response::<List<i32>>(r#"{"value": ["one", 2]}"#);
/// ```
#[derive(Debug)]
pub struct Examples {
    page: &'static str,
    types: &'static [Known],
    seen: usize,
    /// The contradictions of the next example that are known.
    exceptions: Vec<Exception>,
    complaints: Vec<String>,
}

impl Examples {
    /// The examples of `page`. `types` are those that an `@odata.type` may name and a relationship lead to.
    #[must_use]
    pub fn of(page: &'static str, types: &'static [Known]) -> Self {
        Self {
            page,
            types,
            seen: 0,
            exceptions: Vec::new(),
            complaints: Vec::new(),
        }
    }

    /// The next example contradicts the documentation at this place, a JSON pointer such as `/value/0/size`, and this is known.
    /// `documented` is the last word of the type that the place has, such as `i32`, `Vec<i32>` or `Message`: with another type, it is
    /// another contradiction. `reason` says what the page shows and what it documents, and where.
    #[must_use]
    pub fn except(
        mut self,
        pointer: &'static str,
        documented: &'static str,
        reason: &'static str,
    ) -> Self {
        self.exceptions.push(Exception {
            pointer,
            documented,
            reason,
        });
        self
    }

    /// The next example shows this member of an object that may have others than its type lists.
    #[must_use]
    pub fn extra(self, pointer: &'static str, documented: &'static str) -> Self {
        self.except(pointer, documented, "a member of an open type")
    }

    /// A body that is sent, as its type `T`.
    ///
    /// It is wrong if it does not fit the type other than where [`Examples::except`] says, or does fit there; or if it is another
    /// JSON value when written back.
    #[allow(clippy::return_self_not_must_use, reason = "the calls are the test")]
    pub fn request<T: Example>(self, json: &str) -> Self {
        self.example("request", json, round_trip::<T>, T::examine)
    }

    /// A body that is answered, as its type `T`. It is wrong as a [request](Examples::request) is.
    #[allow(clippy::return_self_not_must_use, reason = "the calls are the test")]
    pub fn response<T: Example>(self, json: &str) -> Self {
        self.example("response", json, round_trip::<T>, T::examine)
    }

    fn example(
        mut self,
        kind: &str,
        json: &str,
        round_trip: fn(&str) -> serde_json::Result<Json>,
        examine: fn(&Json, &mut Report),
    ) -> Self {
        self.seen += 1;
        let exceptions = std::mem::take(&mut self.exceptions);
        let complaint = match serde_json::from_str::<Json>(json) {
            Ok(before) => lost(&before, round_trip(json)).or_else(|| {
                let report = Report::of(self.types, &before, examine);
                complaint(&report, &exceptions)
            }),
            Err(error) => Some(format!("is not JSON: {error}\n{json}")),
        };
        if let Some(complaint) = complaint {
            let Self { page, seen, .. } = self;
            self.complaints
                .push(format!("{page}, example {seen}: this {kind} {complaint}"));
        }
        self
    }
}

impl Drop for Examples {
    fn drop(&mut self) {
        if !self.exceptions.is_empty() {
            let page = self.page;
            self.complaints.push(format!(
                "{page}: a contradiction is listed after the last example"
            ));
        }
        // A second panic would hide the first.
        if !self.complaints.is_empty() && !std::thread::panicking() {
            panic!("{}", self.complaints.join("\n"));
        }
    }
}

/// What is lost of an example when it is read and written.
fn lost(before: &Json, after: serde_json::Result<Json>) -> Option<String> {
    match after {
        Ok(after) if equal(before, &after) => None,
        Ok(after) => Some(format!(
            "is not the same when written back\non the page: {before:#}\nwritten back: {after:#}"
        )),
        Err(error) => Some(format!("cannot be read: {error}\n{before:#}")),
    }
}

/// What is wrong, beyond what is known to be.
fn complaint(report: &Report, known: &[Exception]) -> Option<String> {
    let found = report.contradictions();
    let at_found: BTreeSet<(&str, &str)> = found
        .iter()
        .map(|found| (&*found.pointer, &*found.documented))
        .collect();
    let at_known: BTreeSet<(&str, &str)> = known
        .iter()
        .map(|known| (known.pointer, known.documented))
        .collect();
    let unknown: Vec<String> = found
        .iter()
        .filter(|found| !at_known.contains(&(&*found.pointer, &*found.documented)))
        .map(|found| format!("\n  {found}"))
        .collect();
    let gone: Vec<String> = known
        .iter()
        .filter(|known| !at_found.contains(&(known.pointer, known.documented)))
        .map(|known| {
            let Exception {
                pointer,
                documented,
                reason,
            } = known;
            format!("\n  {pointer}: no {documented}, as {reason}")
        })
        .collect();
    let mut complaint = String::new();
    if !unknown.is_empty() {
        complaint.push_str("contradicts the documentation:");
        complaint.push_str(&unknown.concat());
    }
    if !gone.is_empty() {
        if !complaint.is_empty() {
            complaint.push_str("\nand ");
        }
        complaint.push_str("has no longer the contradictions that are listed:");
        complaint.push_str(&gone.concat());
    }
    Some(complaint).filter(|complaint| !complaint.is_empty())
}

fn round_trip<T: Example>(json: &str) -> serde_json::Result<Json> {
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
