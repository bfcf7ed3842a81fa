//! Answers that say where to go on, and content.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, Response, StatusCode};

use super::reading::FromResponse;
use crate::answer::retry_after;
use crate::error::Error;
use crate::service::Service;
use crate::{body, redact};

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
