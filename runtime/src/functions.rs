//! What a version of the bindings has for making clients.

/// Functions of the module of a version that make clients of its service: none without the feature `client`. Where the bindings do not
/// state a base URL, `base_url` behind the name of the service makes it an argument.
#[cfg(feature = "client")]
#[macro_export]
macro_rules! client_functions {
    ($service:ident) => {
        /// A client of the service where its documentation says that it is.
        ///
        /// # Errors
        /// See [`ClientBuilder::build`](docbind_runtime::client::ClientBuilder::build).
        pub fn client(
            credential: impl Into<$crate::client::Credential>,
        ) -> Result<$crate::client::Client, $crate::Error> {
            $crate::client::Client::new(&$service, credential)
        }

        $crate::client_functions! { @builder $service }
    };
    ($service:ident, base_url) => {
        /// A client of the service at this base URL.
        ///
        /// # Errors
        /// See [`ClientBuilder::build`](docbind_runtime::client::ClientBuilder::build).
        pub fn client(
            base_url: &str,
            credential: impl Into<$crate::client::Credential>,
        ) -> Result<$crate::client::Client, $crate::Error> {
            $crate::client::Client::builder(&$service)
                .base_url(base_url)
                .credential(credential)
                .build()
        }

        $crate::client_functions! { @builder $service }
    };
    (@builder $service:ident) => {
        /// A client of the service in another cloud or at another base URL, or with other options.
        #[must_use]
        pub fn client_builder() -> $crate::client::ClientBuilder {
            $crate::client::Client::builder(&$service)
        }
    };
}

/// Functions of the module of a version that make clients of its service: none without the feature `client`.
#[cfg(not(feature = "client"))]
#[macro_export]
macro_rules! client_functions {
    ($($service:tt)*) => {};
}
