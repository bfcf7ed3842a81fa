//! Operations: requests as values, with the type of their answers.

use bytes::Bytes;
use http::{Request, Response};

use crate::call::Call;
use crate::error::Error;
use crate::page::Page;
use crate::permission::Permissions;
use crate::response::{self, FromResponse};
use crate::service::Service;
use crate::wire::Wire;

/// A request of a documented operation, and how its answer is read. Nothing is sent: any HTTP client can
/// carry the request and bring the answer back.
pub trait Operation {
    /// What the operation answers with.
    type Response: FromResponse;

    /// The service that the operation belongs to.
    const SERVICE: &'static Service;

    /// The permissions that a caller needs: of all routes together, where the page tells them apart.
    const PERMISSIONS: Permissions;

    /// [`PERMISSIONS`](Self::PERMISSIONS) without what allows more than is needed.
    const LEAST: Permissions = Self::PERMISSIONS.least();

    /// The page that documents the operation, relative to the folder of its version.
    const PAGE: &'static str;

    /// The request before it is sent.
    fn call(&self) -> &Call;

    /// The request before it is sent.
    fn call_mut(&mut self) -> &mut Call;

    /// The permissions that this request needs: those of its route, where the page tells the routes apart.
    fn permissions(&self) -> Permissions {
        self.call().permissions().unwrap_or(Self::PERMISSIONS)
    }

    /// The request to send. Its URI starts with the path below the base URL.
    ///
    /// # Errors
    /// What was put together cannot be sent, such as an empty id.
    fn request(&self) -> Result<Request<Bytes>, Error> {
        self.call().request()
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// The service reports an error, or the answer is not of the documented form.
    fn parse_response(&self, response: Response<Bytes>) -> Result<Self::Response, Error> {
        response::read(&response, Self::SERVICE)
    }

    /// Adds a header that the page does not document.
    #[must_use]
    fn with_header(mut self, name: &str, value: &str) -> Self
    where
        Self: Sized,
    {
        self.call_mut().set_header(name, value);
        self
    }

    /// Adds a query option that the page does not document.
    #[must_use]
    fn with_query(mut self, name: &str, value: &str) -> Self
    where
        Self: Sized,
    {
        self.call_mut().set_query(name, value.to_owned());
        self
    }
}

/// An operation that answers with pages of items.
pub trait Paged: Operation<Response = Page<Self::Item>> {
    /// What the pages hold.
    type Item: Wire;

    /// The operation that asks for the page after `page`, which is the answer to this one, with the headers of this one.
    ///
    /// Where the service says by a link where the next page is, the URI of its request is absolute: whoever adds a credential must
    /// first compare its host with the one that `page` came from.
    #[must_use]
    fn next_page(&self, page: &Page<Self::Item>) -> Option<Self>
    where
        Self: Clone,
    {
        let call = page.next(self.call(), &Self::SERVICE.lists)?;
        let mut next = self.clone();
        *next.call_mut() = call;
        Some(next)
    }
}

impl<T: Wire, O: Operation<Response = Page<T>>> Paged for O {
    type Item = T;
}

/// Implements [`Operation`] for a struct with the field `call: Call`, and gives it methods for the documented
/// query options and headers. What the page does not document is left out: `permissions`, `query` or `headers`.
///
/// ```
/// use docbind_runtime::prelude::*;
/// use docbind_runtime::service::Service;
///
/// static SHOP: Service = Service::new("shop v2").base_url("https://shop.example/v2");
///
/// pub struct ListNames {
///     call: Call,
/// }
/// impl ListNames {
///     /// `GET /users/{id}/names`
///     pub fn of_user(user_id: &str) -> Self {
///         Self { call: Call::get("/users/{}/names", &[user_id]) }
///     }
/// }
/// docbind_runtime::operation! {
///     ListNames -> Page<String>;
///     service SHOP;
///     page "api/user-list-names.md";
///     permissions { delegated ["User.Read"] higher ["User.ReadWrite"], application [] }
///     query<Json> { select, top }
///     headers { consistency_level = "ConsistencyLevel" }
/// }
///
/// let list = ListNames::of_user("1").select(["id", "name"]).top(5).consistency_level("eventual");
/// let request = list.request().unwrap();
/// assert_eq!(request.uri(), "/users/1/names?$select=id,name&$top=5");
/// assert_eq!(request.headers()["ConsistencyLevel"], "eventual");
/// assert_eq!(ListNames::PERMISSIONS.to_string(), "delegated: User.Read or User.ReadWrite; application: not supported");
/// assert_eq!(ListNames::LEAST.to_string(), "delegated: User.Read; application: not supported");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $name:ident -> $response:ty;
        service $service:path;
        page $page:literal;
        $(permissions { $($permissions:tt)* })?
        $($(#[$doc:meta])* permissions $route:ident { $($own:tt)* })*
        $(query<$model:ty> { $($option:ident),* $(,)? })?
        $(headers { $($header:ident = $header_name:literal),* $(,)? })?
    ) => {
        impl $crate::prelude::Operation for $name {
            type Response = $response;

            const SERVICE: &'static $crate::service::Service = &$service;

            #[allow(clippy::needless_update)]
            const PERMISSIONS: $crate::prelude::Permissions = $crate::__permissions! { $($($permissions)*)? };

            const PAGE: &'static str = $page;

            #[inline]
            fn call(&self) -> &$crate::prelude::Call {
                &self.call
            }

            #[inline]
            fn call_mut(&mut self) -> &mut $crate::prelude::Call {
                &mut self.call
            }
        }

        impl $name {
            $(
                $(#[$doc])*
                #[allow(clippy::needless_update)]
                pub const $route: $crate::prelude::Permissions = $crate::__permissions! { $($own)* };
            )*

            $($($crate::__query_option! { $option $model })*)?

            $($(
                #[doc = concat!("The header `", $header_name, "`.")]
                #[must_use]
                #[inline]
                pub fn $header(mut self, value: &str) -> Self {
                    self.call.header($header_name, value);
                    self
                }
            )*)?
        }
    };
}

/// The method of one query option.
#[doc(hidden)]
#[macro_export]
macro_rules! __query_option {
    (select $model:ty) => {
        /// `$select`: only these properties. Another call adds to them.
        #[must_use]
        #[inline]
        pub fn select(
            mut self,
            names: impl IntoIterator<Item = impl $crate::prelude::Name<$model>>,
        ) -> Self {
            self.call.select(names);
            self
        }
    };
    (expand $model:ty) => {
        /// `$expand`: with the targets of these relationships. Another call adds to them.
        #[must_use]
        #[inline]
        pub fn expand(
            mut self,
            relationships: impl IntoIterator<Item = impl $crate::prelude::Expand<$model>>,
        ) -> Self {
            self.call.expand(relationships);
            self
        }
    };
    (orderby $model:ty) => {
        /// `$orderby`: in the order of these properties. Another call adds to them.
        #[must_use]
        #[inline]
        pub fn orderby(
            mut self,
            order: impl IntoIterator<Item = impl Into<$crate::prelude::OrderBy<$model>>>,
        ) -> Self {
            self.call.orderby(order);
            self
        }
    };
    (filter $model:ty) => {
        /// `$filter`: only items for which this expression of OData is true; after another call, both expressions.
        /// `filter::literal` of the runtime quotes values.
        #[must_use]
        #[inline]
        pub fn filter(mut self, expression: &str) -> Self {
            self.call.filter(expression);
            self
        }
    };
    (search $model:ty) => {
        /// `$search`: only items that match this expression.
        #[must_use]
        #[inline]
        pub fn search(mut self, expression: &str) -> Self {
            self.call.text_option("$search", expression);
            self
        }
    };
    (format $model:ty) => {
        /// `$format`: the media type of the answer.
        #[must_use]
        #[inline]
        pub fn format(mut self, media_type: &str) -> Self {
            self.call.text_option("$format", media_type);
            self
        }
    };
    (skiptoken $model:ty) => {
        /// `$skiptoken`: from where an earlier list stopped.
        #[must_use]
        #[inline]
        pub fn skiptoken(mut self, token: &str) -> Self {
            self.call.text_option("$skiptoken", token);
            self
        }
    };
    (deltatoken $model:ty) => {
        /// `$deltatoken`: from the state of an earlier delta query.
        #[must_use]
        #[inline]
        pub fn deltatoken(mut self, token: &str) -> Self {
            self.call.text_option("$deltatoken", token);
            self
        }
    };
    (top $model:ty) => {
        /// `$top`: at most so many items on a page.
        #[must_use]
        #[inline]
        pub fn top(mut self, items: u32) -> Self {
            self.call.number_option("$top", items);
            self
        }
    };
    (skip $model:ty) => {
        /// `$skip`: without the first so many items.
        #[must_use]
        #[inline]
        pub fn skip(mut self, items: u32) -> Self {
            self.call.number_option("$skip", items);
            self
        }
    };
    (count $model:ty) => {
        /// `$count`: with the number of items on all pages.
        #[must_use]
        #[inline]
        pub fn count(mut self) -> Self {
            self.call.text_option("$count", "true");
            self
        }
    };
}
