//! What operations answer with.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, Response, StatusCode};
use serde_core::de::DeserializeSeed;

use crate::additional::Additional;
use crate::error::{Error, ServiceError};
use crate::object::{Object, ReadMember, VisitMember};
use crate::page::{Envelope, Page};
use crate::wire::{Found, Json, Seed, Wire, from_text};

/// What can be read from the answer to an operation.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be the answer of an operation")]
pub trait FromResponse: Sized {
    /// Whether an answer with this status holds a value, and not an error.
    #[must_use]
    fn accepts(status: StatusCode) -> bool {
        status.is_success()
    }

    /// Reads an answer whose status is accepted.
    ///
    /// # Errors
    /// The body is not of the documented form.
    fn from_response(response: &Response<Bytes>) -> Result<Self, Error>;
}

/// Reads an answer, whatever its status.
///
/// # Errors
/// The service reports an error, or the answer is not of the documented form.
pub fn read<T: FromResponse>(response: &Response<Bytes>) -> Result<T, Error> {
    if T::accepts(response.status()) {
        T::from_response(response)
    } else {
        Err(Error::Service(Box::new(ServiceError::from_response(
            response,
        ))))
    }
}

/// Reads the body as JSON.
fn json<T: Wire>(response: &Response<Bytes>) -> Result<Found<T>, Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(response.body());
    let found = Seed::new()
        .deserialize(&mut deserializer)
        .map_err(|error| Error::unexpected(response, error))?;
    deserializer
        .end()
        .map_err(|error| Error::unexpected(response, error))?;
    Ok(found)
}

impl<T: Object> FromResponse for T {
    /// An answer without content, which a service may give instead of the documented object, is an object
    /// without properties.
    fn from_response(response: &Response<Bytes>) -> Result<Self, Error> {
        if response.status() == StatusCode::NO_CONTENT {
            return Ok(T::default());
        }
        json(response)?.value().ok_or_else(|| {
            Error::unexpected(
                response,
                format_args!("expected an object of the type {}", T::TYPE),
            )
        })
    }
}

impl FromResponse for Json {
    fn from_response(response: &Response<Bytes>) -> Result<Self, Error> {
        if response.body().is_empty() {
            return Ok(Json::Null);
        }
        serde_json::from_slice(response.body()).map_err(|error| Error::unexpected(response, error))
    }
}

impl FromResponse for () {
    fn from_response(_: &Response<Bytes>) -> Result<Self, Error> {
        Ok(())
    }
}

impl<T: Wire> FromResponse for Page<T> {
    fn from_response(response: &Response<Bytes>) -> Result<Self, Error> {
        let Found::Value(Envelope {
            value,
            next_link,
            delta_link,
            count,
            additional,
        }) = json(response)?
        else {
            return Err(Error::unexpected(
                response,
                "expected an object with the list `value`",
            ));
        };
        let mismatch = additional.mismatch("value");
        if value.is_none() && mismatch.is_some_and(|raw| !raw.is_null()) {
            return Err(Error::unexpected(
                response,
                "`value` is not a list of the documented type",
            ));
        }
        Ok(Page {
            value: value.unwrap_or_default(),
            next_link,
            delta_link,
            count,
            additional,
        })
    }
}

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
    fn from_response(response: &Response<Bytes>) -> Result<Self, Error> {
        if response.body().is_empty() {
            return Ok(Self::default());
        }
        if let Ok(Found::Value(Wrapped(scalar))) = json(response) {
            return Ok(scalar);
        }
        let bare = match json(response) {
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
    let text =
        std::str::from_utf8(response.body()).map_err(|error| Error::unexpected(response, error))?;
    // Some services begin plain text with a byte order mark.
    let text = text.trim_start_matches('\u{feff}');
    if let Found::Value(value) = from_text(text) {
        return Ok(value);
    }
    T::from_text(text).value().ok_or_else(|| {
        Error::unexpected(response, "expected a single value of the documented type")
    })
}

/// The service goes on working after its answer.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Accepted {
    /// Where the outcome will be, or how far the work is.
    pub location: Option<String>,
    /// Where to ask how far the work is.
    pub operation_location: Option<String>,
    /// How long to wait before asking.
    pub retry_after: Option<Duration>,
    /// The body of the answer, mostly empty.
    pub body: Bytes,
}

impl FromResponse for Accepted {
    fn from_response(response: &Response<Bytes>) -> Result<Self, Error> {
        let headers = response.headers();
        Ok(Self {
            location: text(headers, LOCATION.as_str()),
            operation_location: text(headers, "operation-location"),
            retry_after: retry_after(headers),
            body: response.body().clone(),
        })
    }
}

/// Content as bytes, or where it is.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Content {
    /// The media type, such as `image/jpeg`.
    pub content_type: Option<String>,
    /// The bytes; empty if the service redirects.
    pub bytes: Bytes,
    /// Where the content is, if the service redirects. The address needs no token, and must get none.
    pub location: Option<String>,
}

impl FromResponse for Content {
    fn accepts(status: StatusCode) -> bool {
        status.is_success() || is_redirect(status)
    }

    fn from_response(response: &Response<Bytes>) -> Result<Self, Error> {
        let headers = response.headers();
        let location = text(headers, LOCATION.as_str());
        let redirect = is_redirect(response.status());
        if redirect && location.is_none() {
            return Err(Error::unexpected(
                response,
                "a redirect without a `Location`",
            ));
        }
        Ok(Self {
            content_type: text(headers, CONTENT_TYPE.as_str()),
            bytes: if redirect {
                Bytes::new()
            } else {
                response.body().clone()
            },
            location,
        })
    }
}

pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The wait that `Retry-After` asks for: seconds, or a moment, which is compared with the answer's `Date`.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = httpdate::parse_http_date(value).ok()?;
    let now: SystemTime = httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()?;
    Some(moment.duration_since(now).unwrap_or_default())
}

/// Declares the answers of an operation that has several, told apart by their status.
///
/// ```
/// use docbind_runtime::prelude::*;
///
/// docbind_runtime::responses! {
///     /// What `Upsert` answers with.
///     pub enum UpsertResponse {
///         200 => Ok(Json),
///         204 => NoContent(()),
///     }
/// }
///
/// let response = http::Response::builder().status(204).body(bytes::Bytes::new()).unwrap();
/// assert_eq!(UpsertResponse::from_response(&response).unwrap(), UpsertResponse::NoContent(()));
/// ```
#[macro_export]
macro_rules! responses {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident { $($status:literal => $variant:ident($type:ty)),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        $visibility enum $name {
            $(
                #[doc = concat!("The answer with the status ", stringify!($status), ".")]
                $variant($type),
            )*
        }

        impl $crate::prelude::FromResponse for $name {
            fn from_response(
                response: &$crate::__private::http::Response<$crate::__private::Bytes>,
            ) -> Result<Self, $crate::prelude::Error> {
                match response.status().as_u16() {
                    $($status => <$type as $crate::prelude::FromResponse>::from_response(response).map(Self::$variant),)*
                    _ => Err($crate::__private::undocumented_status(response)),
                }
            }
        }
    };
}

/// The error of an answer whose status the page does not list.
#[must_use]
pub fn undocumented_status(response: &Response<Bytes>) -> Error {
    Error::unexpected(response, "the page documents no answer with this status")
}

#[cfg(test)]
mod tests;
