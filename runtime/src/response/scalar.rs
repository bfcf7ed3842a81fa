//! Single values as answers.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::reading::FromResponse;
use crate::additional::Additional;
use crate::error::Error;
use crate::object::{Object, ReadMember, VisitMember};
use crate::service::Service;
use crate::wire::{Found, Wire, from_text};
use crate::{answer, body};

/// A single value that is no object: a number, a text, a member of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar<T> {
    /// The value, unless it is `null`.
    pub value: Option<T>,
    /// What else came with it.
    pub additional: Additional,
}

impl<T> Default for Scalar<T> {
    fn default() -> Self {
        Self {
            value: None,
            additional: Additional::new(),
        }
    }
}

/// The form `{"value": ..}`.
#[derive(Debug, PartialEq)]
pub(crate) struct Wrapped<T>(Scalar<T>);

impl<T> Default for Wrapped<T> {
    fn default() -> Self {
        Self(Scalar::default())
    }
}

impl<T: Wire> Object for Wrapped<T> {
    const TYPE: &'static str = "value";

    fn read<R: ReadMember>(&mut self, name: &str, reader: &mut R) {
        match name {
            "value" => reader.field("value", &mut self.0.value),
            _ => reader.unknown(),
        }
    }

    fn visit<V: VisitMember>(&self, other: &Self, visitor: &mut V) {
        visitor.field("value", &self.0.value, &other.0.value);
    }

    fn additional(&self) -> &Additional {
        &self.0.additional
    }

    fn additional_mut(&mut self) -> &mut Additional {
        &mut self.0.additional
    }
}

impl<T: Wire> FromResponse for Scalar<T> {
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        if response.status() == StatusCode::NO_CONTENT && response.body().is_empty() {
            return Ok(Self::default());
        }
        body::is_no_error(response, service)?;
        if let Ok(Found::Value(Wrapped(scalar))) = body::json(response, service) {
            match scalar.additional.mismatch("value") {
                None if scalar.value.is_none() => {}
                Some(other) if scalar.value.is_none() && !other.is_null() => {
                    let reason = "`value` is not a single value of the documented type";
                    return Err(Error::unexpected(response, reason));
                }
                _ => return Ok(scalar),
            }
        }
        let bare = match body::json(response, service) {
            Ok(Found::Value(value)) => Some(value),
            Ok(Found::Approximate(approximate)) => Some(approximate.value),
            Ok(Found::Null) => None,
            // Not JSON of the type, as `$count` and `$value` answer: the body is the text.
            Ok(Found::Mismatch(_)) | Err(_) => Some(bare_text(response)?),
        };
        Ok(Self {
            value: bare,
            additional: Additional::new(),
        })
    }
}

fn bare_text<T: Wire>(response: &Response<Bytes>) -> Result<T, Error> {
    body::is_no_html(response)?;
    let said_to_be_json = answer::media_type(response.headers())
        .is_some_and(|media_type| answer::is_json(&media_type));
    let text = std::str::from_utf8(answer::text(response))
        .map_err(|error| Error::unexpected(response, error))?;
    if text.is_empty() && said_to_be_json {
        let reason = "expected a single value, and the body is empty";
        return Err(Error::unexpected(response, reason));
    }
    if let Found::Value(value) = from_text(text) {
        return Ok(value);
    }
    let is_text = answer::media_type(response.headers()).as_deref() == Some("text/plain");
    if !is_text && answer::members(response).is_some() {
        let reason = format!(
            "the single value `value` is missing: {}",
            answer::names(response)
        );
        return Err(Error::unexpected(response, reason));
    }
    T::from_text(text).value().ok_or_else(|| {
        Error::unexpected(response, "expected a single value of the documented type")
    })
}
