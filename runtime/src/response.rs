//! What operations answer with.

mod elsewhere;
mod reading;
mod scalar;
mod typed;

pub use self::elsewhere::{Accepted, Content};
#[cfg(feature = "client")]
pub(crate) use self::elsewhere::{is_redirect, redirected};
pub use self::reading::{FromResponse, read, undocumented_status};
pub use self::scalar::Scalar;

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

#[cfg(test)]
mod tests;
