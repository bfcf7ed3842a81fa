//! Where the requests of a client go, and how.

use std::sync::Arc;

use azure_core::http::Url;
use bytes::Bytes;
use http::{Request, Response};

use super::address::Address;
use super::attempts::{self, Begun};
use super::exchange;
use super::limits::Limits;
use super::pipelines::Pipelines;
use crate::error::Error;
use crate::service::Service;

/// What a client and all that it begins have in common.
#[derive(Clone)]
pub(super) struct Connection {
    pub(super) service: &'static Service,
    pub(super) address: Arc<Address>,
    pub(super) pipelines: Arc<Pipelines>,
    pub(super) limits: Limits,
}

impl Connection {
    /// Sends a request with the credential, and gives the answer whatever its status.
    pub(super) async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Error> {
        let url = self.address.resolve(request.uri())?;
        let pipeline = self.pipelines.authorized(request.method());
        let mut sent = exchange::request(self.address.secured(url.clone()), request)?;
        attempts::whole(pipeline, &mut sent, &url, self.limits).await
    }

    /// Sends a request without the credential.
    pub(super) async fn exchange_elsewhere(
        &self,
        url: &Url,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, Error> {
        let mut sent = exchange::request(url.clone(), request)?;
        attempts::whole(self.pipelines.anonymous(), &mut sent, url, self.limits).await
    }

    /// Sends a request with the credential, and gives the answer before its body has arrived.
    pub(super) async fn begin(&self, request: Request<Bytes>) -> Result<Begun, Error> {
        let url = self.address.resolve(request.uri())?;
        let pipeline = self.pipelines.authorized(request.method());
        let mut sent = exchange::request(self.address.secured(url.clone()), request)?;
        attempts::begun(pipeline, &mut sent, &url, self.limits).await
    }

    /// The same without the credential.
    pub(super) async fn begin_elsewhere(
        &self,
        url: &Url,
        request: Request<Bytes>,
    ) -> Result<Begun, Error> {
        let mut sent = exchange::request(url.clone(), request)?;
        attempts::begun(self.pipelines.anonymous(), &mut sent, url, self.limits).await
    }
}
