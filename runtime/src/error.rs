//! What can go wrong with a call.

pub(crate) mod refusal;
mod service;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::redact;
use crate::service::Service;

pub use self::refusal::InvalidRequest;
pub use self::service::{Attempts, ServiceError};

/// Why an operation did not give its result.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request cannot be sent as it was put together.
    InvalidRequest(InvalidRequest),
    /// The service answered with an error.
    Service(Box<ServiceError>),
    /// The service answered, but not in the documented form.
    UnexpectedResponse(Box<UnexpectedResponse>),
    /// An answer points to another host than the one it came from. The link was not followed, because the
    /// access token would go with the request.
    CrossOriginLink(Box<str>),
    /// The credential gave no token, for this reason. Nothing was sent.
    SignIn(Box<str>),
    /// There was no answer: no connection, a timeout. What is told of it names no more of an address than the host.
    Transport(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// The status of the service's answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Service(error) => Some(error.status),
            Error::UnexpectedResponse(error) => Some(error.status),
            Error::InvalidRequest(_)
            | Error::CrossOriginLink(_)
            | Error::SignIn(_)
            | Error::Transport(_) => None,
        }
    }

    /// The code of the service's error, such as `itemNotFound`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Error::Service(error) => error.code.as_deref(),
            _ => None,
        }
    }

    /// How long the service asks to wait before the next attempt.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Error::Service(error) => error.retry_after,
            _ => None,
        }
    }

    /// The error that the service reports with this answer.
    pub(crate) fn reported(response: &Response<Bytes>, service: &Service) -> Self {
        Error::Service(Box::new(ServiceError::from_response(response, service)))
    }

    pub(crate) fn unexpected(response: &Response<Bytes>, reason: impl fmt::Display) -> Self {
        Error::UnexpectedResponse(Box::new(UnexpectedResponse {
            status: response.status(),
            reason: redact::text(&reason.to_string()).into(),
            body: response.body().clone(),
        }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::InvalidRequest(refusal) => refusal.fmt(f),
            Error::Service(error) => error.fmt(f),
            Error::UnexpectedResponse(error) => error.fmt(f),
            Error::CrossOriginLink(link) => {
                write!(
                    f,
                    "the answer points to `{link}`, on another host than the one asked; it is not followed, to keep the token from it"
                )
            }
            Error::SignIn(reason) => {
                write!(f, "the sign-in failed, and nothing was sent: {reason}")
            }
            Error::Transport(error) => write!(f, "no answer from the service: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Transport(error) => Some(&**error),
            _ => None,
        }
    }
}

impl From<InvalidRequest> for Error {
    fn from(refusal: InvalidRequest) -> Self {
        Error::InvalidRequest(refusal)
    }
}

/// An answer that is not in the documented form.
#[derive(Clone)]
#[non_exhaustive]
pub struct UnexpectedResponse {
    /// The status of the answer.
    pub status: StatusCode,
    /// What is wrong with it.
    pub reason: Box<str>,
    /// The body of the answer as it came.
    pub body: Bytes,
}

impl fmt::Display for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the answer with the status {} cannot be read: {}",
            self.status.as_u16(),
            self.reason
        )
    }
}

/// Without the body, which may hold links that let everyone in.
impl fmt::Debug for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnexpectedResponse")
            .field("status", &self.status.as_u16())
            .field("reason", &self.reason)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl std::error::Error for UnexpectedResponse {}
