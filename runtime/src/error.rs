//! What can go wrong with a call.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use crate::body;
use crate::redact::{self, Escaped};
use crate::response::retry_after;
use crate::service::Service;
use crate::wire::Json;

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

/// Why a request is not sent. Holds the template of the path, or the name of what is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// An id in the path of this template is empty, so that the path would address something else.
    EmptyId(Box<str>),
    /// An id or path segment in this template is `.` or `..`, which addresses something else.
    DotSegment(Box<str>),
    /// The template and its values do not agree.
    Template(Box<str>),
    /// The path and query are too long, or a link is no URL.
    Uri(Box<str>),
    /// The name or the value of this header has characters that no header may have.
    Header(Box<str>),
    /// The body could not be written as JSON, for this reason.
    Body(Box<str>),
    /// A batch takes no request for an absolute link.
    AbsoluteInBatch(Box<str>),
    /// A handle of another batch was given.
    ForeignHandle,
    /// The operation belongs to another service, or to another version of it, than the client or the batch.
    OtherService {
        /// The service of the operation.
        operation: &'static str,
        /// The service of the client, or of the operations that are in the batch already.
        other: &'static str,
    },
    /// This service takes no batches.
    NoBatch(&'static str),
    /// The bindings do not know where this service is, and the client was not told.
    NoBaseUrl(&'static str),
    /// The cloud is none of those that the bindings of this service state.
    OtherCloud {
        /// Its base URL.
        cloud: &'static str,
        /// The service.
        service: &'static str,
    },
    /// The client was not told which scope a token for this base URL is asked for, and the service does not state it.
    NoScope(Box<str>),
    /// The client does not send requests of this method.
    Method(Box<str>),
    /// The base URL of a client is no URL, has more than a path, or is not secured by TLS.
    BaseUrl(Box<str>),
    /// This address for content is not secured by TLS.
    Insecure(Box<str>),
    /// There are no bytes to upload.
    EmptyUpload,
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidRequest::EmptyId(template) => {
                write!(
                    f,
                    "an id for `{template}` is empty: the request would address another resource, and is not sent"
                )
            }
            InvalidRequest::DotSegment(template) => {
                write!(
                    f,
                    "an id for `{template}` is `.` or `..`: the request would address another resource, and is not sent"
                )
            }
            InvalidRequest::Template(template) => {
                write!(f, "the values for `{template}` do not match its slots")
            }
            InvalidRequest::Uri(uri) => write!(
                f,
                "`{uri}` is too long or malformed for the address of a request"
            ),
            InvalidRequest::Header(name) => {
                write!(
                    f,
                    "the header `{}` has a name or a value with characters that headers cannot carry, such as a line break",
                    Escaped(name)
                )
            }
            InvalidRequest::Body(reason) => {
                write!(f, "the body cannot be written as JSON: {}", Escaped(reason))
            }
            InvalidRequest::AbsoluteInBatch(link) => {
                write!(
                    f,
                    "a batch takes requests by their path, and `{link}` is a whole link: send it on its own"
                )
            }
            InvalidRequest::ForeignHandle => f.write_str("the handle belongs to another batch"),
            InvalidRequest::OtherService { operation, other } => write!(
                f,
                "the operation is one of `{operation}`, and goes with no others than those: this is a client or a batch of `{other}`"
            ),
            InvalidRequest::NoBatch(service) => write!(
                f,
                "`{service}` takes no batches: send the operations one by one"
            ),
            InvalidRequest::NoBaseUrl(service) => write!(
                f,
                "the bindings do not say where `{service}` is: give the builder of the client a `base_url`"
            ),
            InvalidRequest::OtherCloud { cloud, service } => write!(
                f,
                "`{service}` is not at `{cloud}`: take one of its own clouds, or name `base_url` and `scope` to the builder of the client"
            ),
            InvalidRequest::NoScope(url) => write!(
                f,
                "nothing says which `scope` a token for `{}` is asked for, and a token for one service must not go to another: name it to the builder of the client",
                Escaped(url)
            ),
            InvalidRequest::Method(method) => {
                write!(f, "requests of the method {} are not sent", Escaped(method))
            }
            InvalidRequest::BaseUrl(url) => write!(
                f,
                "`{url}` cannot be the base URL: it takes `https://`, a host and a path, without user and query"
            ),
            InvalidRequest::Insecure(link) => {
                write!(f, "`{link}` is not secured by TLS, and gets no content")
            }
            InvalidRequest::EmptyUpload => {
                f.write_str("upload sessions take no empty content: send it in one request")
            }
        }
    }
}

impl std::error::Error for InvalidRequest {}

/// How often a request was sent until its answer was taken for the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempts {
    /// How often the service was asked.
    pub count: u32,
    /// How long that took, with the waits in between.
    pub elapsed: Duration,
    /// The longest that the client waits in all, if that is why it did not ask again.
    pub bound: Option<Duration>,
}

impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = if self.count == 1 { "time" } else { "times" };
        let elapsed = self.elapsed.as_secs_f64();
        write!(f, "asked {} {times} in {elapsed:.1} s", self.count)?;
        match self.bound {
            Some(bound) => write!(
                f,
                ", and not again: that would take longer than max_wait, {} s",
                bound.as_secs_f64()
            ),
            None => Ok(()),
        }
    }
}

/// An error that the service reports.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServiceError {
    /// The status of the answer.
    pub status: StatusCode,
    /// What kind of error it is, such as `ErrorItemNotFound`.
    pub code: Option<String>,
    /// What happened, for people.
    pub message: Option<String>,
    /// The codes of the inner errors, the most specific last.
    pub inner_codes: Vec<String>,
    /// The id of the request, for the service's support.
    pub request_id: Option<String>,
    /// How long to wait before the next attempt.
    pub retry_after: Option<Duration>,
    /// How often the client asked, and for how long, before it gave up.
    pub attempts: Option<Attempts>,
    /// The headers of the answer.
    pub headers: HeaderMap,
    /// The body of the answer as it came.
    pub body: Bytes,
}

impl ServiceError {
    /// Reads what an answer with an error status says.
    #[must_use]
    pub fn from_response(response: &Response<Bytes>, service: &Service) -> Self {
        let body = serde_json::from_slice(body::text(response)).unwrap_or(Json::Null);
        let error = ["error", "odata.error"]
            .iter()
            .find_map(|name| body.get(name))
            .unwrap_or(&body);
        let inner = inner_errors(error);
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        Self {
            status: response.status(),
            // Where a token is refused, `error` is the code itself.
            code: text(error, "code").or_else(|| said(error)),
            message: text(error, "message").or_else(|| text(&body, "error_description")),
            inner_codes: inner
                .iter()
                .filter_map(|inner| text(inner, "code"))
                .collect(),
            request_id: header(service.request_id).or_else(|| {
                let mut inner = inner.iter();
                inner.find_map(|inner| text(inner, service.request_id))
            }),
            retry_after: retry_after(response.headers()),
            attempts: response.extensions().get().copied(),
            headers: response.headers().clone(),
            body: response.body().clone(),
        }
    }
}

/// What a member says, as text. Codes may be numbers, and messages objects with the text and its language.
fn text(object: &Json, name: &str) -> Option<String> {
    let value = object.get(name)?;
    said(value.get("value").unwrap_or(value))
}

fn said(value: &Json) -> Option<String> {
    match value {
        Json::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The chain of inner errors, whose name the services spell in two ways.
fn inner_errors(error: &Json) -> Vec<&Json> {
    let mut chain = Vec::new();
    let mut current = error;
    while let Some(inner) = current
        .get("innerError")
        .or_else(|| current.get("innererror"))
    {
        chain.push(inner);
        current = inner;
    }
    chain
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status.as_u16())?;
        match (&self.code, self.status.canonical_reason()) {
            (Some(code), _) => write!(f, " {}", redact::text(code))?,
            (None, Some(reason)) => write!(f, " {reason}")?,
            (None, None) => {}
        }
        if let Some(message) = &self.message {
            write!(f, ": {}", redact::text(message))?;
        }
        for code in &self.inner_codes {
            write!(f, " ({})", redact::text(code))?;
        }
        if let Some(wait) = self.retry_after {
            write!(f, " [retry after {} s]", wait.as_secs())?;
        }
        let repeated = |attempts: &&Attempts| attempts.count > 1 || attempts.bound.is_some();
        if let Some(attempts) = self.attempts.as_ref().filter(repeated) {
            write!(f, " [{attempts}]")?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " [request-id {}]", Escaped(id))?;
        }
        Ok(())
    }
}

/// Without headers and body, which may hold links that let everyone in.
impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("text", &format_args!("{self}"))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}

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

#[cfg(test)]
mod tests {
    use super::ServiceError;
    use crate::service::Service;
    use bytes::Bytes;
    use http::Response;

    static SERVICE: Service = Service::new("shop v2").request_id("request-id");

    #[test]
    fn an_error_says_what_is_needed_to_act_on_it() {
        let body = r#"{"error": {"code": "TooManyRequests", "message": "Slow down", "innerError":
            {"code": "mailboxLimit", "request-id": "from-body", "innererror": {"code": "concurrency"}}}}"#;
        let response = Response::builder()
            .status(429)
            .header("Retry-After", "7")
            .body(Bytes::from(body))
            .unwrap();
        let error = ServiceError::from_response(&response, &SERVICE);
        assert_eq!(
            error.to_string(),
            "429 TooManyRequests: Slow down (mailboxLimit) (concurrency) [retry after 7 s] [request-id from-body]"
        );
        assert_eq!(error.body, body);
    }

    fn shown(status: u16, body: &str) -> String {
        let response = Response::builder().status(status);
        let response = response.body(Bytes::from(body.to_owned())).unwrap();
        ServiceError::from_response(&response, &SERVICE).to_string()
    }

    #[test]
    fn errors_come_in_several_forms() {
        for (body, expected) in [
            (
                r#"{"error":{"code":"","message":{"value":"m"}}}"#,
                "403 Forbidden: m",
            ),
            (
                r#"{"error":{"code":null,"message":{"lang":"en","value":"m"}}}"#,
                "403 Forbidden: m",
            ),
            (
                r#"{"odata.error":{"code":"c","message":{"lang":"en","value":"m"}}}"#,
                "403 c: m",
            ),
            (
                r#"{"error":{"code":1042,"message":"m","innererror":{"code":7}}}"#,
                "403 1042: m (7)",
            ),
            (
                r#"{"error":"invalid_grant","error_description":"m"}"#,
                "403 invalid_grant: m",
            ),
            ("\u{feff}{\"code\":\"c\",\"message\":\"\"}", "403 c"),
            ("", "403 Forbidden"),
        ] {
            assert_eq!(shown(403, body), expected, "{body}");
        }
    }

    #[test]
    fn what_a_service_says_neither_acts_on_a_terminal_nor_tells_secrets() {
        let said = "gone \u{1b}[2J\n\u{202e}https://h/a?sig=secret";
        let body = serde_json::json!({"error": {"code": "c\n", "message": said}}).to_string();
        let text = shown(400, &body);
        assert_eq!(
            text,
            "400 c\\n: gone \\u{1b}[2J\\n\\u{202e}https://h/a?sig=…"
        );
        let response = Response::builder()
            .status(400)
            .header("Location", "https://h/a?sig=secret")
            .body(Bytes::from(body))
            .unwrap();
        assert!(
            !format!("{:?}", ServiceError::from_response(&response, &SERVICE)).contains("secret")
        );
    }

    #[test]
    fn an_error_without_a_body_is_told_by_its_status() {
        let response = Response::builder()
            .status(502)
            .header("request-id", "1")
            .body(Bytes::from("<html>"))
            .unwrap();
        assert_eq!(
            ServiceError::from_response(&response, &SERVICE).to_string(),
            "502 Bad Gateway [request-id 1]"
        );
    }
}
