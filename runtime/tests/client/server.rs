//! A server that answers as it is told, and a credential whose tokens are counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use docbind_runtime::client::azure_core::credentials::{
    AccessToken, TokenCredential, TokenRequestOptions,
};
use docbind_runtime::client::azure_core::http::{ClientOptions, FixedRetryOptions, RetryOptions};
use docbind_runtime::client::azure_core::time::{Duration, OffsetDateTime};
use docbind_runtime::client::{Client, ClientBuilder};
use wiremock::{MockServer, Request};

use crate::operations::SERVICE;

pub const TOKEN: &str = "secret-token";

#[derive(Debug, Default)]
pub struct Credential {
    pub asked: AtomicUsize,
}

#[async_trait::async_trait]
impl TokenCredential for Credential {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> docbind_runtime::client::azure_core::Result<AccessToken> {
        assert_eq!(scopes, ["https://mail.example/.default"]);
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(AccessToken::new(
            TOKEN,
            OffsetDateTime::now_utc() + Duration::hours(1),
        ))
    }
}

/// A client that repeats a failed request twice, without much waiting.
pub fn client(server: &MockServer) -> Client {
    client_of(server, Arc::new(Credential::default()), 2)
}

pub fn client_of(server: &MockServer, credential: Arc<Credential>, retries: u32) -> Client {
    builder(server, credential, retries).build().unwrap()
}

/// A client before its bounds are set.
pub fn builder(
    server: &MockServer,
    credential: Arc<dyn TokenCredential>,
    retries: u32,
) -> ClientBuilder {
    let retry = FixedRetryOptions {
        delay: Duration::milliseconds(1),
        max_retries: retries,
        ..Default::default()
    };
    let options = ClientOptions {
        retry: RetryOptions::fixed(retry),
        ..Default::default()
    };
    Client::builder(&SERVICE)
        .credential(credential)
        .base_url(&format!("{}/v1.0", server.uri()))
        .scope("https://mail.example/.default")
        .options(options)
}

/// The requests that arrived, as method, path and query.
pub async fn arrived(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| format!("{} {}", request.method, path(request)))
        .collect()
}

fn path(request: &Request) -> String {
    match request.url.query() {
        Some(query) => format!("{}?{query}", request.url.path()),
        None => request.url.path().to_owned(),
    }
}

pub fn header(request: &Request, name: &str) -> Option<String> {
    request
        .headers
        .get(name)
        .map(|value| value.to_str().unwrap().to_owned())
}
