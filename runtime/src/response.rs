//! What operations answer with.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, Response, StatusCode};

use crate::additional::Additional;
use crate::body;
use crate::error::Error;
use crate::object::{Object, ReadMember, VisitMember};
use crate::page::{Envelope, Page};
use crate::redact;
use crate::service::Service;
use crate::wire::{Found, Json, Wire, from_text};

/// What can be read from the answer to an operation.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be the answer of an operation")]
pub trait FromResponse: Sized {
    /// Whether an answer with this status holds a value, and not an error.
    #[must_use]
    fn accepts(status: StatusCode) -> bool {
        status.is_success()
    }

    /// Reads an answer of the service whose status is accepted.
    ///
    /// # Errors
    /// The body is not of the documented form.
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error>;
}

/// Reads an answer of the service, whatever its status.
///
/// # Errors
/// The service reports an error, or the answer is not of the documented form.
pub fn read<T: FromResponse>(
    response: &Response<Bytes>,
    service: &'static Service,
) -> Result<T, Error> {
    if T::accepts(response.status()) {
        T::from_response(response, service)
    } else {
        Err(Error::reported(response, service))
    }
}

impl<T: Object> FromResponse for T {
    /// An answer without content, which a service may give instead of the documented object, is an object
    /// without properties. An object that is alone in `value` is read from there, unless the type has a property of this name.
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        if response.status() == StatusCode::NO_CONTENT && response.body().is_empty() {
            return Ok(T::default());
        }
        let found: Option<T> = body::json(response, service)?.value();
        let wrapped = found
            .as_ref()
            .and_then(|object| object.additional().get("value"))
            .and_then(|_| alone_in_value(response));
        let (place, found) = match wrapped {
            Some(text) => (" in `value`", from_text(text).value()),
            None => ("", found),
        };
        found.ok_or_else(|| {
            Error::unexpected(
                response,
                format_args!("expected an object of the type {}{place}", T::TYPE),
            )
        })
    }
}

/// What an answer has in `value` if it has nothing else but annotations.
fn alone_in_value(response: &Response<Bytes>) -> Option<&str> {
    let members = body::members(response)?;
    let alone = members
        .keys()
        .all(|name| name == "value" || name.contains('@'));
    members.get("value").filter(|_| alone).map(|raw| raw.get())
}

impl FromResponse for Json {
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        if response.body().is_empty() {
            return Ok(Json::Null);
        }
        body::is_no_error(response, service)?;
        serde_json::from_slice(body::text(response))
            .map_err(|error| body::not_json(response, &error))
    }
}

impl FromResponse for () {
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        body::is_no_error(response, service)?;
        body::is_no_html(response)
    }
}

impl<T: Wire> FromResponse for Page<T> {
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        let Found::Value(Envelope {
            value,
            next_link,
            delta_link,
            count,
            additional,
        }) = body::json(response, service)?
        else {
            return Err(Error::unexpected(
                response,
                "expected an object with the list `value`",
            ));
        };
        let Some(value) = value else {
            return Err(no_list(response, &additional));
        };
        Ok(Page {
            value,
            next_link,
            delta_link,
            count,
            additional,
        })
    }
}

/// Why there is no list in an answer that should have one.
fn no_list(response: &Response<Bytes>, additional: &Additional) -> Error {
    match additional.mismatch("value") {
        Some(Json::Null) => Error::unexpected(response, "the list `value` is null"),
        Some(_) => Error::unexpected(response, "`value` is not a list of the documented type"),
        None => Error::unexpected(
            response,
            format_args!("the list `value` is missing: {}", body::names(response)),
        ),
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
    let said_to_be_json =
        body::media_type(response.headers()).is_some_and(|media_type| body::is_json(&media_type));
    let text = std::str::from_utf8(body::text(response))
        .map_err(|error| Error::unexpected(response, error))?;
    if text.is_empty() && said_to_be_json {
        let reason = "expected a single value, and the body is empty";
        return Err(Error::unexpected(response, reason));
    }
    if let Found::Value(value) = from_text(text) {
        return Ok(value);
    }
    let is_text = body::media_type(response.headers()).as_deref() == Some("text/plain");
    if !is_text && body::members(response).is_some() {
        let reason = format!(
            "the single value `value` is missing: {}",
            body::names(response)
        );
        return Err(Error::unexpected(response, reason));
    }
    T::from_text(text).value().ok_or_else(|| {
        Error::unexpected(response, "expected a single value of the documented type")
    })
}

/// The service goes on working after its answer.
#[derive(Clone, Default, PartialEq)]
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

/// Without the values in the queries of links, and without the body.
impl fmt::Debug for Accepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |link: &Option<String>| link.as_deref().map(redact::link);
        f.debug_struct("Accepted")
            .field("location", &shown(&self.location))
            .field("operation_location", &shown(&self.operation_location))
            .field("retry_after", &self.retry_after)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl FromResponse for Accepted {
    fn from_response(response: &Response<Bytes>, service: &'static Service) -> Result<Self, Error> {
        body::is_no_error(response, service)?;
        body::is_no_html(response)?;
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
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Content {
    /// The media type, such as `image/jpeg`.
    pub content_type: Option<String>,
    /// The bytes; empty if the service redirects.
    pub bytes: Bytes,
    /// Where the content is, if the service redirects. The address needs no token, and must get none.
    pub location: Option<String>,
}

/// Without the bytes, and of the address no more than the host: who knows it gets the content.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("content_type", &self.content_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .field("location", &self.location.as_deref().map(redact::origin))
            .finish()
    }
}

impl FromResponse for Content {
    fn accepts(status: StatusCode) -> bool {
        status.is_success() || is_redirect(status)
    }

    fn from_response(response: &Response<Bytes>, _: &'static Service) -> Result<Self, Error> {
        let headers = response.headers();
        let redirect = is_redirect(response.status());
        let location = if redirect {
            Some(redirected(response)?)
        } else {
            text(headers, LOCATION.as_str())
        };
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

/// Where a redirect leads.
pub(crate) fn redirected<B>(response: &Response<B>) -> Result<String, Error> {
    let location = text(response.headers(), LOCATION.as_str());
    location
        .filter(|link| !link.trim().is_empty())
        .ok_or_else(|| {
            let mut bare = Response::new(Bytes::new());
            *bare.status_mut() = response.status();
            Error::unexpected(&bare, "a redirect whose `Location` is missing or empty")
        })
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The wait that `Retry-After` asks for: seconds, or a moment, which is compared with the answer's `Date`.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit()) {
        // More digits than a number holds are a wait without end.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let moment = httpdate::parse_http_date(value).ok()?;
    let now = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = now.and_then(|date| httpdate::parse_http_date(date).ok());
    let now = now.unwrap_or_else(SystemTime::now);
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
/// # static SERVICE: docbind_runtime::service::Service = docbind_runtime::service::Service::new("shop v2");
/// assert_eq!(UpsertResponse::from_response(&response, &SERVICE).unwrap(), UpsertResponse::NoContent(()));
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
                service: &'static $crate::service::Service,
            ) -> Result<Self, $crate::prelude::Error> {
                match response.status().as_u16() {
                    $($status => <$type as $crate::prelude::FromResponse>::from_response(response, service).map(Self::$variant),)*
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
