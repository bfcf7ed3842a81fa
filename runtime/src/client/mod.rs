//! An async client: carries operations to the service, with credentials and retries.
//!
//! Retries that honour `Retry-After`, timeouts, logging, tracing and the credential are those of `azure_core`'s
//! pipeline, and every credential of `azure_identity` works as it is.
//!
//! A credential goes to the host of the base URL and to no other: a link to another host is refused, and where
//! the service hands out addresses on other hosts (content, upload sessions), the request carries none.

mod address;
mod attempts;
mod builder;
mod connection;
mod credential;
mod download;
mod exchange;
mod failure;
mod limits;
mod pages;
mod pipelines;
mod policy;
mod sign_in;
mod trail;
mod upload;

use std::fmt;

use bytes::Bytes;
use http::Request;

use self::connection::Connection;
use crate::batch::{Answers, Batch};
use crate::call::Call;
use crate::error::Error;
use crate::operation::{Operation, Paged};
use crate::response::{self, Content, FromResponse};
use crate::service::Service;

pub use self::builder::ClientBuilder;
pub use self::credential::Credential;
pub use self::download::Download;
pub use self::pages::{Items, Pages};
pub use self::upload::{Progress, UPLOAD_UNIT, Upload};
pub use azure_core;

/// Sends operations. Cheap to clone: clones share connections and token.
///
/// ```no_run
/// # use docbind_runtime::prelude::*;
/// # use docbind_runtime::service::Service;
/// # static SHOP: Service = Service::new("shop v2").base_url("https://shop.example/v2").scopes(&["https://shop.example/.default"]);
/// # struct ListNames { call: Call }
/// # impl ListNames { fn me() -> Self { Self { call: Call::get("/me/names", &[]) } } }
/// # docbind_runtime::operation! {
/// #     ListNames -> Page<String>; service SHOP; page "api/user-list-names.md"; permissions {} query<Json> { top } headers {}
/// # }
/// # async fn list(credential: std::sync::Arc<dyn docbind_runtime::client::azure_core::credentials::TokenCredential>)
/// # -> Result<(), docbind_runtime::Error> {
/// use docbind_runtime::client::Client;
///
/// let client = Client::new(&SHOP, credential)?; // such as azure_identity::DeveloperToolsCredential::new(None)?
/// let mut names = client.items(&ListNames::me().top(50));
/// while let Some(name) = names.try_next().await? {
///     println!("{name}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    connection: Connection,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.connection.service)
            .field("base", &self.connection.address.base().as_str())
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client of a service where its bindings say that it is. They have a function `client` of the same kind.
    ///
    /// # Errors
    /// See [`ClientBuilder::build`].
    pub fn new(
        service: &'static Service,
        credential: impl Into<Credential>,
    ) -> Result<Self, Error> {
        Self::builder(service).credential(credential).build()
    }

    /// A client of another cloud or base URL, or with other options.
    #[must_use]
    pub fn builder(service: &'static Service) -> ClientBuilder {
        ClientBuilder::new(service)
    }

    /// The service whose operations the client sends.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.connection.service
    }

    /// Sends an operation and reads its answer.
    ///
    /// Requests are repeated when the service is busy or fails, a `POST` only when it was surely not acted on. How often, the
    /// [options](ClientBuilder::options) say, and how long that may take in all, [`ClientBuilder::max_wait`].
    ///
    /// # Errors
    /// The operation belongs to another service or its request cannot be sent, there was no answer, or the answer is an error or
    /// not of the documented form.
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<O::Response, Error> {
        O::SERVICE.check(self.connection.service)?;
        let response = self.connection.exchange(operation.request()?).await?;
        operation.parse_response(response)
    }

    /// Gets what a link in an answer leads to, such as the `Location` of accepted work.
    ///
    /// # Errors
    /// As [`Client::send`]; and [`Error::CrossOriginLink`] if the link leads to another host: see
    /// [`Client::follow_unauthenticated`].
    pub async fn follow<R: FromResponse>(&self, link: &str) -> Result<R, Error> {
        let request = Call::get("", &[]).follow(link).request()?;
        response::read(
            &self.connection.exchange(request).await?,
            self.connection.service,
        )
    }

    /// Gets what a link in an answer leads to without the credential, which lets it lead to any host: such as the `Location` of
    /// accepted work that another service does. A relative link is taken as one on the host of the base URL.
    ///
    /// # Errors
    /// As [`Client::send`]; and [`InvalidRequest::Insecure`](crate::error::InvalidRequest::Insecure) if the link is not secured by TLS.
    pub async fn follow_unauthenticated<R: FromResponse>(&self, link: &str) -> Result<R, Error> {
        let url = self
            .connection
            .address
            .elsewhere(self.connection.address.base(), link)?;
        let answer = self
            .connection
            .exchange_elsewhere(&url, Request::new(Bytes::new()));
        response::read(&answer.await?, self.connection.service)
    }

    /// The pages of a list, each asked for when the one before it was taken. The headers of the operation go with
    /// every request.
    #[must_use]
    pub fn pages<O: Paged>(&self, operation: &O) -> Pages<O::Item>
    where
        O::Item: Send + 'static,
    {
        let call = O::SERVICE
            .check(self.connection.service)
            .map(|()| operation.call().clone());
        Pages::new(self.connection.clone(), call.map_err(Error::from))
    }

    /// The items of a list, over all of its pages.
    #[must_use]
    pub fn items<O: Paged>(&self, operation: &O) -> Items<O::Item>
    where
        O::Item: Send + 'static,
    {
        Items::new(self.pages(operation))
    }

    /// Sends the operations of a batch, as many at a time as the service takes. The answers tell of each operation how it went.
    ///
    /// If a request fails when others were already answered, the answers so far are given, and
    /// [`Answers::interruption`] says why the rest is missing.
    ///
    /// # Errors
    /// The operations belong to another service, or the first request failed as a whole.
    pub async fn batch(&self, batch: Batch) -> Result<Answers, Error> {
        if let Some(service) = batch.service() {
            service.check(self.connection.service)?;
        }
        let mut run = batch.start();
        let mut answered = false;
        while let Some(request) = run.request() {
            let outcome = match self.connection.exchange(request).await {
                Ok(response) => run.response(&response),
                Err(error) => Err(error),
            };
            match outcome {
                Ok(()) => answered = true,
                Err(error) if answered => return Ok(run.interrupted(error)),
                Err(error) => return Err(error),
            }
        }
        Ok(run.finish())
    }

    /// Asks for content, to be read as it arrives. If the service says that the content is elsewhere, it is fetched
    /// from there without the credential.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn download<O: Operation<Response = Content>>(
        &self,
        operation: &O,
    ) -> Result<Download, Error> {
        O::SERVICE.check(self.connection.service)?;
        Download::start(&self.connection, operation.request()?).await
    }

    /// An upload in pieces to an upload session: `upload_url` is what the service answered to the operation that
    /// created the session. The address needs no token, and gets none.
    ///
    /// # Errors
    /// The address is not one that content may be sent to.
    pub fn upload<'s, S>(&self, upload_url: &str, source: S) -> Result<Upload<'s, S>, Error> {
        Ok(Upload::new(
            self.connection.clone(),
            self.connection
                .address
                .elsewhere(self.connection.address.base(), upload_url)?,
            source,
        ))
    }
}

impl ClientBuilder {
    /// The client.
    ///
    /// # Errors
    /// There is no base URL, or it is no URL, has more than a path, or is not secured by TLS; the cloud is none of the service;
    /// nothing says which scope a token is asked for; the credential is one that no request can carry.
    pub fn build(self) -> Result<Client, Error> {
        let connection = self.connect()?;
        Ok(Client { connection })
    }
}
