//! What a client shows to be let in: to the host of the base URL alone, and in nothing that is printed.

use std::sync::Arc;

use docbind_runtime::client::azure_core::http::policies::{Policy, PolicyResult};
use docbind_runtime::client::azure_core::http::{
    ClientOptions, Context, FixedRetryOptions, Request, RetryOptions,
};
use docbind_runtime::client::azure_core::time::Duration;
use docbind_runtime::client::{Client, Credential};
use docbind_runtime::prelude::*;
use futures::io::Cursor;
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::operations::{GetContent, GetMessage, ListMessages, SERVICE};
use crate::server::{arrived, header};

const SECRET: &str = "s3cr3t&key";

fn client(server: &MockServer, credential: Credential) -> Client {
    let builder = Client::builder(&SERVICE)
        .base_url(&format!("{}/v1.0", server.uri()))
        .credential(credential.clone())
        .options(ClientOptions {
            retry: RetryOptions::none(),
            ..Default::default()
        });
    let client = builder.clone().build().unwrap();
    let printed = format!("{credential:?} {builder:?} {client:?}");
    assert!(!printed.contains("s3cr3t"), "{printed}");
    client
}

async fn server() -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({"subject": "Hi"}));
    Mock::given(path("/v1.0/me/messages/1"))
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

/// The value of a header of the only request, once it was sent with this credential.
async fn sent(credential: Credential, name: &str) -> (Option<String>, Vec<String>) {
    let server = server().await;
    let get = GetMessage::me("1").select([crate::models::Message::SUBJECT]);
    let message = client(&server, credential).send(&get).await.unwrap();
    assert_eq!(message.subject.as_deref(), Some("Hi"));
    let requests = server.received_requests().await.unwrap();
    (header(&requests[0], name), arrived(&server).await)
}

#[tokio::test]
async fn each_kind_goes_where_it_belongs() {
    let bare = ["GET /v1.0/me/messages/1?$select=subject"];
    let (none, urls) = sent(Credential::none(), "authorization").await;
    assert_eq!((none, &*urls), (None, &bare.map(str::to_owned)[..]));

    let key = Credential::header("X-Api-Key", SECRET);
    let (key, urls) = sent(key, "x-api-key").await;
    assert_eq!(
        (key.as_deref(), &*urls),
        (Some(SECRET), &bare.map(str::to_owned)[..])
    );

    // RFC 7617.
    let basic = Credential::basic("Aladdin", "open sesame");
    let (basic, _) = sent(basic, "authorization").await;
    assert_eq!(basic.as_deref(), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));

    let query = Credential::query("api key", SECRET);
    let (none, urls) = sent(query, "authorization").await;
    let url = "GET /v1.0/me/messages/1?$select=subject&api+key=s3cr3t%26key";
    assert_eq!((none, &*urls), (None, &[url.to_owned()][..]));

    let (signed, _) = sent(Credential::policy(Arc::new(Signature)), "signature").await;
    assert_eq!(signed.as_deref(), Some("GET s3cr3t"));
}

#[derive(Debug)]
struct Signature;

#[async_trait::async_trait]
impl Policy for Signature {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let signature = format!("{} s3cr3t", request.method());
        request.insert_header("signature", signature);
        next[0].send(context, request, &next[1..]).await
    }
}

#[tokio::test]
async fn a_key_is_added_once_to_each_attempt() {
    let server = MockServer::start().await;
    let busy = ResponseTemplate::new(503).insert_header("Retry-After", "0");
    Mock::given(path("/v1.0/me/messages/1"))
        .respond_with(busy)
        .mount(&server)
        .await;
    let client = Client::builder(&SERVICE)
        .base_url(&format!("{}/v1.0", server.uri()))
        .credential(Credential::query("key", SECRET))
        .options(ClientOptions {
            retry: RetryOptions::fixed(FixedRetryOptions {
                delay: Duration::milliseconds(1),
                max_retries: 1,
                ..Default::default()
            }),
            ..Default::default()
        })
        .build()
        .unwrap();
    let error = client.send(&GetMessage::me("1")).await.unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("s3cr3t"),
        "{error:?}"
    );
    let urls = arrived(&server).await;
    assert!(urls.len() > 1, "{urls:?}");
    assert!(
        urls.iter()
            .all(|url| *url == "GET /v1.0/me/messages/1?key=s3cr3t%26key"),
        "{urls:?}"
    );
}

#[tokio::test]
async fn other_hosts_get_no_credential() {
    let (server, other) = (MockServer::start().await, MockServer::start().await);
    let moved = format!("{}/content", other.uri());
    Mock::given(path("/v1.0/me/drive/root:/a:/content"))
        .respond_with(ResponseTemplate::new(302).insert_header("Location", &*moved))
        .mount(&server)
        .await;
    let page = json!({"value": [], "@odata.nextLink": format!("{}/next", other.uri())});
    Mock::given(path("/v1.0/me/messages"))
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .mount(&server)
        .await;
    let content = ResponseTemplate::new(200).set_body_string("content");
    Mock::given(path("/content"))
        .respond_with(content)
        .mount(&other)
        .await;
    let created = ResponseTemplate::new(201).set_body_json(json!({}));
    Mock::given(path("/upload"))
        .respond_with(created)
        .mount(&other)
        .await;
    for credential in [
        Credential::header("X-Api-Key", SECRET),
        Credential::query("key", SECRET),
        Credential::basic("user", SECRET),
        Credential::policy(Arc::new(Signature)),
    ] {
        let client = client(&server, credential);
        client.download(&GetContent::by_path("a")).await.unwrap();
        let upload = format!("{}/upload", other.uri());
        let mut upload = client.upload(&upload, Cursor::new(b"x".to_vec())).unwrap();
        upload.send::<Json>().await.unwrap();
        let error = client
            .items(&ListMessages::me())
            .try_next()
            .await
            .unwrap_err();
        assert!(matches!(error, Error::CrossOriginLink(_)), "{error}");
    }
    let requests = other.received_requests().await.unwrap();
    assert_eq!(requests.len(), 8);
    for request in requests {
        for name in ["x-api-key", "authorization", "signature"] {
            assert_eq!(header(&request, name), None, "{}", request.url);
        }
        assert_eq!(request.url.query(), None);
    }
}

#[tokio::test]
async fn an_error_does_not_tell_the_key() {
    let server = MockServer::start().await;
    let gone = server.uri();
    drop(server);
    let nowhere = gone
        .rsplit_once(':')
        .map(|(host, _)| format!("{host}:1/v1.0"));
    let client = Client::builder(&SERVICE)
        .base_url(&nowhere.unwrap())
        .credential(Credential::query("key", SECRET))
        .options(ClientOptions {
            retry: RetryOptions::none(),
            ..Default::default()
        })
        .build()
        .unwrap();
    let error = client.send(&GetMessage::me("1")).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    let mut told = format!("{error} {error:?}");
    let mut cause = std::error::Error::source(&error);
    while let Some(source) = cause {
        told.push_str(&format!(" {source} {source:?}"));
        cause = source.source();
    }
    assert!(!told.contains("s3cr3t"), "{told}");
}

#[test]
fn a_credential_that_no_request_can_carry_makes_no_client() {
    for credential in [
        Credential::header("X-Api-Key", "a\nb: c"),
        Credential::header("X Api Key", SECRET),
    ] {
        let base = "https://mail.example/v1.0";
        let builder = Client::builder(&SERVICE).base_url(base);
        let error = builder.credential(credential).build().unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert!(!error.to_string().contains("s3cr3t"), "{error}");
    }
}
