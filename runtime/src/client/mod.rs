//! An async client: carries operations to the service, with credentials and retries.
//!
//! Retries that honour `Retry-After`, timeouts, logging, tracing and the access token are those of `azure_core`'s
//! pipeline, and every credential of `azure_identity` works as it is.
//!
//! An access token goes to the host of the base URL and to no other: a link to another host is refused, and where
//! the service hands out addresses on other hosts (content, upload sessions), the request carries no token.

mod address;
mod attempts;
mod cloud;
mod download;
mod exchange;
mod failure;
mod limits;
mod pages;
mod pipelines;
mod sign_in;
mod trail;
mod upload;

use std::fmt;
use std::sync::Arc;

use azure_core::credentials::TokenCredential;
use azure_core::http::{ClientOptions, Url};
use bytes::Bytes;
use http::{Request, Response};

use self::address::Address;
use self::attempts::Begun;
use self::limits::Limits;
use self::pipelines::Pipelines;
use crate::batch::{Answers, Batch};
use crate::call::Call;
use crate::error::Error;
use crate::operation::{Operation, Paged};
use crate::redact;
use crate::response::{self, Content, FromResponse};

pub use self::cloud::Cloud;
pub use self::download::Download;
pub use self::pages::{Items, Pages};
pub use self::upload::{Progress, UPLOAD_UNIT, Upload};
pub use azure_core;

/// Sends operations. Cheap to clone: clones share connections and token.
///
/// ```no_run
/// # use docbind_runtime::prelude::*;
/// # struct ListNames { call: Call }
/// # impl ListNames { fn me() -> Self { Self { call: Call::get("/me/names", &[]) } } }
/// # docbind_runtime::operation! {
/// #     ListNames -> Page<String>; page "api/user-list-names.md"; permissions {} query<Json> { top } headers {}
/// # }
/// # async fn list(credential: std::sync::Arc<dyn docbind_runtime::client::azure_core::credentials::TokenCredential>)
/// # -> Result<(), docbind_runtime::Error> {
/// use docbind_runtime::client::Client;
///
/// let client = Client::new(credential)?; // such as azure_identity::DeveloperToolsCredential::new(None)?
/// let mut names = client.items(&ListNames::me().top(50));
/// while let Some(name) = names.try_next().await? {
///     println!("{name}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    address: Arc<Address>,
    pipelines: Arc<Pipelines>,
    limits: Limits,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.address.base().as_str())
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client of the global service, version 1.0.
    ///
    /// # Errors
    /// See [`ClientBuilder::build`].
    pub fn new(credential: Arc<dyn TokenCredential>) -> Result<Self, Error> {
        Self::builder(credential).build()
    }

    /// A client of another cloud, version or base URL, or with other options.
    #[must_use]
    pub fn builder(credential: Arc<dyn TokenCredential>) -> ClientBuilder {
        ClientBuilder {
            credential,
            cloud: Cloud::GLOBAL,
            version: "v1.0".to_owned(),
            base_url: None,
            scope: None,
            options: ClientOptions::default(),
            limits: Limits::default(),
        }
    }

    /// Sends an operation and reads its answer.
    ///
    /// Requests are repeated when the service is busy or fails, a `POST` only when it was surely not acted on. How often, the
    /// [options](ClientBuilder::options) say, and how long that may take in all, [`ClientBuilder::max_wait`].
    ///
    /// # Errors
    /// The request cannot be sent, there was no answer, or the answer is an error or not of the documented form.
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<O::Response, Error> {
        let response = self.exchange(operation.request()?).await?;
        operation.parse_response(response)
    }

    /// Gets what a link in an answer leads to, such as the `Location` of accepted work.
    ///
    /// # Errors
    /// As [`Client::send`]; and [`Error::CrossOriginLink`] if the link leads to another host: see
    /// [`Client::follow_unauthenticated`].
    pub async fn follow<R: FromResponse>(&self, link: &str) -> Result<R, Error> {
        let request = Call::get("", &[]).follow(link).request()?;
        response::read(&self.exchange(request).await?)
    }

    /// Gets what a link in an answer leads to without the access token, which lets it lead to any host: such as the `Location` of
    /// accepted work that another service does. A relative link is taken as one on the host of the base URL.
    ///
    /// # Errors
    /// As [`Client::send`]; and [`InvalidRequest::Insecure`](crate::error::InvalidRequest::Insecure) if the link is not secured by TLS.
    pub async fn follow_unauthenticated<R: FromResponse>(&self, link: &str) -> Result<R, Error> {
        let url = self.address.elsewhere(self.address.base(), link)?;
        let answer = self.exchange_elsewhere(&url, Request::new(Bytes::new()));
        response::read(&answer.await?)
    }

    /// The pages of a list, each asked for when the one before it was taken. The headers of the operation go with
    /// every request.
    #[must_use]
    pub fn pages<O: Paged>(&self, operation: &O) -> Pages<O::Item>
    where
        O::Item: Send + 'static,
    {
        Pages::new(self.clone(), operation.call().clone())
    }

    /// The items of a list, over all of its pages.
    #[must_use]
    pub fn items<O: Paged>(&self, operation: &O) -> Items<O::Item>
    where
        O::Item: Send + 'static,
    {
        Items::new(self.pages(operation))
    }

    /// Sends the operations of a batch, twenty at a time. The answers tell of each operation how it went.
    ///
    /// If a request fails when others were already answered, the answers so far are given, and
    /// [`Answers::interruption`] says why the rest is missing.
    ///
    /// # Errors
    /// The first request failed as a whole.
    pub async fn batch(&self, batch: Batch) -> Result<Answers, Error> {
        let mut run = batch.start();
        let mut answered = false;
        while let Some(request) = run.request() {
            let outcome = match self.exchange(request).await {
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
    /// from there without the access token.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn download<O: Operation<Response = Content>>(
        &self,
        operation: &O,
    ) -> Result<Download, Error> {
        Download::start(self, operation.request()?).await
    }

    /// An upload in pieces to an upload session: `upload_url` is what the service answered to the operation that
    /// created the session. The address needs no token, and gets none.
    ///
    /// # Errors
    /// The address is not one that content may be sent to.
    pub fn upload<'s, S>(&self, upload_url: &str, source: S) -> Result<Upload<'s, S>, Error> {
        Ok(Upload::new(
            self.clone(),
            self.address.elsewhere(self.address.base(), upload_url)?,
            source,
        ))
    }

    /// Sends a request with the access token, and gives the answer whatever its status.
    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Error> {
        let url = self.address.resolve(request.uri())?;
        let pipeline = self.pipelines.authorized(request.method());
        let mut sent = exchange::request(self.address.secured(url.clone()), request)?;
        attempts::whole(pipeline, &mut sent, &url, self.limits).await
    }

    /// Sends a request without the access token.
    async fn exchange_elsewhere(
        &self,
        url: &Url,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, Error> {
        let mut sent = exchange::request(url.clone(), request)?;
        attempts::whole(self.pipelines.anonymous(), &mut sent, url, self.limits).await
    }

    /// Sends a request with the access token, and gives the answer before its body has arrived.
    async fn begin(&self, request: Request<Bytes>) -> Result<Begun, Error> {
        let url = self.address.resolve(request.uri())?;
        let pipeline = self.pipelines.authorized(request.method());
        let mut sent = exchange::request(self.address.secured(url.clone()), request)?;
        attempts::begun(pipeline, &mut sent, &url, self.limits).await
    }

    /// The same without the access token.
    async fn begin_elsewhere(&self, url: &Url, request: Request<Bytes>) -> Result<Begun, Error> {
        let mut sent = exchange::request(url.clone(), request)?;
        attempts::begun(self.pipelines.anonymous(), &mut sent, url, self.limits).await
    }
}

/// What a [`Client`] is made from.
#[derive(Clone)]
pub struct ClientBuilder {
    credential: Arc<dyn TokenCredential>,
    cloud: Cloud,
    version: String,
    base_url: Option<String>,
    scope: Option<String>,
    options: ClientOptions,
    limits: Limits,
}

/// Says nothing of the credential.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("cloud", &self.cloud)
            .field("version", &self.version)
            .field("base_url", &self.base_url.as_deref().map(redact::link))
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The cloud whose service is asked.
    #[must_use]
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = cloud;
        self
    }

    /// The version of the service, such as `beta`. Without this, `v1.0`.
    #[must_use]
    pub fn version(mut self, version: &str) -> Self {
        version.clone_into(&mut self.version);
        self
    }

    /// The base URL, including the version, in place of that of the cloud. It begins with `https`; `http` is taken
    /// for a server on this machine.
    #[must_use]
    pub fn base_url(mut self, base_url: &str) -> Self {
        self.base_url = Some(base_url.to_owned());
        self
    }

    /// The scope that a token is asked for, in place of that of the cloud.
    #[must_use]
    pub fn scope(mut self, scope: &str) -> Self {
        self.scope = Some(scope.to_owned());
        self
    }

    /// The options of the pipeline: retries, transport, tracing, further policies.
    #[must_use]
    pub fn options(mut self, options: ClientOptions) -> Self {
        self.options = options;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// The base URL is no URL, has more than a path, or is not secured by TLS.
    pub fn build(self) -> Result<Client, Error> {
        let base = self
            .base_url
            .unwrap_or_else(|| format!("{}/{}", self.cloud.endpoint(), self.version));
        let scope = self.scope.unwrap_or_else(|| self.cloud.scope());
        let address = Address::new(&base)?;
        let pipelines = Pipelines::new(
            self.credential,
            scope,
            self.options,
            address.loopback_port(),
        );
        Ok(Client {
            address: Arc::new(address),
            pipelines: Arc::new(pipelines),
            limits: self.limits,
        })
    }
}
