//! A service on this machine that stands in for the real one, and a credential that it takes.

use graph_bindings::runtime::client::Client;
use graph_bindings::runtime::client::azure_core;
use graph_bindings::runtime::client::azure_core::credentials::{
    AccessToken, TokenCredential, TokenRequestOptions,
};
use graph_bindings::runtime::client::azure_core::time::{Duration, OffsetDateTime};
use graph_bindings::v1_0;
use std::sync::Arc;
use wiremock::MockServer;

/// Gives out a token that only the server of the example takes. In a program this is a credential of `azure_identity`.
#[derive(Debug)]
struct LocalCredential;

#[async_trait::async_trait]
impl TokenCredential for LocalCredential {
    async fn get_token(
        &self,
        _: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let in_an_hour = OffsetDateTime::now_utc() + Duration::hours(1);
        Ok(AccessToken::new("local", in_an_hour))
    }
}

/// A client of the server. `v1_0::client(credential)` is one of the real service.
pub fn client(server: &MockServer) -> Result<Client, graph_bindings::runtime::Error> {
    client_at(&format!("{}/v1.0", server.uri()))
}

/// The same by the base URL.
pub fn client_at(base: &str) -> Result<Client, graph_bindings::runtime::Error> {
    v1_0::client_builder()
        .credential(Arc::new(LocalCredential))
        .base_url(base)
        .scope("local")
        .build()
}
