//! Requests that are not sent.

use std::fmt;

use crate::redact::Escaped;

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
