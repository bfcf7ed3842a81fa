//! How a client is made.

use std::fmt;
use std::sync::Arc;

use azure_core::http::{ClientOptions, Url};

use super::Client;
use super::address::Address;
use super::credential::Credential;
use super::limits::Limits;
use super::pipelines::Pipelines;
use crate::error::{Error, InvalidRequest};
use crate::redact;
use crate::service::{Cloud, Service};

/// What a [`Client`] is made from.
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

    /// The client.
    ///
    /// # Errors
    /// There is no base URL, or it is no URL, has more than a path, or is not secured by TLS; the cloud is none of the service;
    /// nothing says which scope a token is asked for; the credential is one that no request can carry.
    pub fn build(self) -> Result<Client, Error> {
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
        Ok(Client {
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
