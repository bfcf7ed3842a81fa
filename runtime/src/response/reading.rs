//! How an answer is read, whatever its type.

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::error::Error;
use crate::service::Service;

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

/// The error of an answer whose status the page does not list.
#[must_use]
pub fn undocumented_status(response: &Response<Bytes>) -> Error {
    Error::unexpected(response, "the page documents no answer with this status")
}
