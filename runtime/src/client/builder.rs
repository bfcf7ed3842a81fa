//! How a client is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use azure_core::http::{ClientOptions, Url};

use super::address::Address;
use super::connection::Connection;
use super::credential::Credential;
use super::limits::Limits;
use super::pipelines::Pipelines;
use crate::error::{Error, InvalidRequest};
use crate::redact;
use crate::service::{Cloud, Service};

/// What a [`Client`](super::Client) is made from.
#[derive(Clone)]
pub struct ClientBuilder {
    service: &'static Service,
    credential: Credential,
    cloud: Option<Cloud>,
    base_url: Option<String>,
    scopes: Vec<String>,
    options: ClientOptions,
    pub(super) limits: Limits,
}

/// Says nothing of the credential.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("service", &self.service)
            .field("cloud", &self.cloud)
            .field("base_url", &self.base_url.as_deref().map(redact::link))
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    pub(super) fn new(service: &'static Service) -> Self {
        Self {
            service,
            credential: Credential::none(),
            cloud: None,
            base_url: None,
            scopes: Vec::new(),
            options: ClientOptions::default(),
            limits: Limits::default(),
        }
    }

    /// What lets the client in. Without this, nothing: the service must let everyone in.
    #[must_use]
    pub fn credential(mut self, credential: impl Into<Credential>) -> Self {
        self.credential = credential.into();
        self
    }

    /// The cloud whose service is asked: one that the bindings state.
    #[must_use]
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = Some(cloud);
        self
    }

    /// The base URL, including the version, in place of the one that the bindings state. It begins with `https`; `http` is taken
    /// for a server on this machine.
    ///
    /// If it is on a host that the bindings do not state, a token needs a [`scope`](Self::scope).
    #[must_use]
    pub fn base_url(mut self, base_url: &str) -> Self {
        self.base_url = Some(base_url.to_owned());
        self
    }

    /// A scope that a token is asked for, in place of those that the bindings state. Another call adds to them.
    #[must_use]
    pub fn scope(mut self, scope: &str) -> Self {
        self.scopes.push(scope.to_owned());
        self
    }

    /// The options of the pipeline: retries, transport, tracing, further policies.
    #[must_use]
    pub fn options(mut self, options: ClientOptions) -> Self {
        self.options = options;
        self
    }

    /// How long a request may take in all, with the waits between its attempts. Without this, five minutes.
    ///
    /// A service that is busy may ask for a wait (`Retry-After`). A wait that would end later is not begun: the error comes at
    /// once, and [`Error::retry_after`](crate::Error::retry_after) says what was asked for. After this time no attempt begins; one
    /// that is under way is not broken off, but has the timeouts of the transport.
    ///
    /// How often is asked within this time, the retry options of [`options`](Self::options) say. As `azure_core` has them, these
    /// are eight repeats, with growing waits and as long as less than a minute has passed.
    #[must_use]
    pub fn max_wait(mut self, max_wait: Duration) -> Self {
        self.limits.max_wait = max_wait;
        self
    }

    /// How many bytes an answer may have, once it is decompressed. Without this, 128 MiB (134,217,728 bytes).
    ///
    /// A larger one is an error that names the bound. [Downloads](super::Client::download) have no bound: they are read as they
    /// arrive.
    #[must_use]
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.limits.max_response_size = bytes;
        self
    }

    pub(super) fn connect(self) -> Result<Connection, Error> {
        let service = self.service;
        if let Some(cloud) = self.cloud.filter(|cloud| !service.clouds.contains(cloud)) {
            return Err(InvalidRequest::OtherCloud {
                cloud: cloud.base_url,
                service: service.name,
            }
            .into());
        }
        let stated = self.cloud.map(|cloud| cloud.base_url).or(service.base_url);
        let base = self
            .base_url
            .as_deref()
            .or(stated)
            .ok_or(InvalidRequest::NoBaseUrl(service.name))?;
        let address = Address::new(base)?;
        let named = self.scopes;
        let scopes = || match named.is_empty() {
            true => stated_scopes(service, address.base()),
            false => Ok(named),
        };
        let credential = self.credential.into_policy(scopes)?;
        let port = address.loopback_port();
        let pipelines = Pipelines::new(credential, service.client_request_id, self.options, port);
        Ok(Connection {
            service,
            address: Arc::new(address),
            pipelines: Arc::new(pipelines),
            limits: self.limits,
        })
    }
}

/// The scopes that the bindings state for this host. A token of one service must not go to another.
fn stated_scopes(service: &Service, base: &Url) -> Result<Vec<String>, Error> {
    let own = service
        .base_url
        .map(|base_url| Cloud::new(base_url, service.scopes));
    let places = own.iter().chain(service.clouds);
    let same_host = |url: &str| Url::parse(url).is_ok_and(|url| url.origin() == base.origin());
    let mut scopes = places
        .filter(|place| same_host(place.base_url) && !place.scopes.is_empty())
        .map(|place| place.scopes);
    let scopes = scopes
        .next()
        .ok_or_else(|| InvalidRequest::NoScope(base.as_str().into()))?;
    Ok(scopes.iter().copied().map(str::to_owned).collect())
}
