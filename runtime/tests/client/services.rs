//! A client belongs to one service: it sends the operations of no other, and its credential goes nowhere else.

use std::sync::Arc;

use docbind_runtime::Batch;
use docbind_runtime::client::{Client, Credential as Shown};
use docbind_runtime::error::InvalidRequest;
use docbind_runtime::prelude::*;
use docbind_runtime::service::{Cloud, Service};
use wiremock::MockServer;

use crate::operations::{GetContent, GetMessage, ISLAND, ListMessages, SERVICE};
use crate::server::{Credential, arrived, client};

/// The next version of the service.
static NEXT: Service = Service::new("mail v2.0")
    .base_url("https://mail.example/v2.0")
    .scopes(&["https://mail.example/.default"]);

/// A service whose pages say nothing of where it is.
static SOMEWHERE: Service = Service::new("somewhere v1");

pub struct GetMessageNext {
    call: Call,
}

operation! {
    GetMessageNext -> Json;
    service NEXT;
    page "api/message-get.md";
}

fn next() -> GetMessageNext {
    GetMessageNext {
        call: Call::get("/me/messages/{}", &["1"]),
    }
}

fn token() -> Arc<Credential> {
    Arc::new(Credential::default())
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> InvalidRequest {
    match result {
        Err(Error::InvalidRequest(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn operations_of_another_version_are_not_sent() {
    let server = MockServer::start().await;
    let client = client(&server);
    let refused = refusal(client.send(&next()).await);
    let other = InvalidRequest::OtherService {
        operation: "mail v2.0",
        other: "mail v1.0",
    };
    assert_eq!(refused, other);
    let words = refused.to_string();
    assert!(
        words.contains("`mail v2.0`") && words.contains("`mail v1.0`"),
        "{words}"
    );

    let base = format!("{}/v2.0", server.uri());
    let client = Client::builder(&NEXT).base_url(&base).build().unwrap();
    refusal(client.items(&ListMessages::me()).try_next().await);
    refusal(client.pages(&ListMessages::me()).try_next().await);
    refusal(client.download(&GetContent::by_path("a")).await);
    let mut batch = Batch::new();
    batch.add(&GetMessage::me("1")).unwrap();
    refusal(client.batch(batch).await);
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn a_batch_holds_operations_of_one_service_that_has_batches() {
    static TWIN: Service =
        Service::new("twin v1").batch(docbind_runtime::service::BatchForm::json("/batch").limit(2));
    pub struct GetTwin {
        call: Call,
    }
    operation! { GetTwin -> Json; service TWIN; page "api/twin-get.md"; }

    let mut batch = Batch::new();
    assert_eq!(
        refusal(batch.add(&next())),
        InvalidRequest::NoBatch("mail v2.0")
    );
    batch.add(&GetMessage::me("1")).unwrap();
    let twin = GetTwin {
        call: Call::get("/twin", &[]),
    };
    let refused = refusal(batch.add(&twin));
    assert!(
        matches!(refused, InvalidRequest::OtherService { .. }),
        "{refused}"
    );
    assert_eq!(batch.len(), 1);

    let mut batch = Batch::new();
    for _ in 0..3 {
        batch.add(&twin).unwrap();
    }
    let mut run = batch.start();
    let request = run.request().unwrap();
    assert_eq!(request.uri(), "/batch");
    let body: Json = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body["requests"].as_array().unwrap().len(), 2);
}

#[test]
fn a_client_needs_to_know_where_the_service_is() {
    let refused = refusal(Client::new(&SOMEWHERE, token()));
    assert_eq!(refused, InvalidRequest::NoBaseUrl("somewhere v1"));
    assert!(refused.to_string().contains("`base_url`"), "{refused}");
    let builder = || Client::builder(&SOMEWHERE).base_url("https://here.example/api");
    assert!(builder().build().is_ok());
    assert!(
        builder()
            .credential(Shown::header("X-Key", "1"))
            .build()
            .is_ok()
    );
    let refused = refusal(builder().credential(token()).build());
    assert!(matches!(refused, InvalidRequest::NoScope(_)), "{refused}");
    assert!(builder().credential(token()).scope("a").build().is_ok());
}

#[test]
fn a_token_for_one_service_goes_to_no_other() {
    let at = |base: &str| {
        let builder = Client::builder(&SERVICE).credential(token());
        builder.base_url(base).build()
    };
    for base in [
        "https://mail.example/v1.0",
        "https://mail.example/other",
        "https://mail.island.example/v1.0",
    ] {
        assert!(at(base).is_ok(), "{base}");
    }
    for base in [
        "https://evil.example/v1.0",
        "https://mail.example:8443/v1.0",
        "https://mail.example.evil.example/",
        "http://localhost:1/v1.0",
    ] {
        let refused = refusal(at(base));
        assert!(
            matches!(refused, InvalidRequest::NoScope(_)),
            "{base}: {refused}"
        );
        assert!(refused.to_string().contains("`scope`"), "{refused}");
        let named = Client::builder(&SERVICE)
            .credential(token())
            .base_url(base)
            .scope("https://other.example/.default");
        assert!(named.build().is_ok(), "{base}");
    }
    let refused = refusal(at("http://mail.example"));
    assert!(matches!(refused, InvalidRequest::BaseUrl(_)), "{refused}");
}

#[test]
fn clouds_are_those_of_the_service() {
    let builder = Client::builder(&SERVICE).credential(token());
    let client = builder.clone().cloud(ISLAND).build().unwrap();
    assert_eq!(
        format!("{client:?}"),
        r#"Client { service: Service(mail v1.0), base: "https://mail.island.example/v1.0", .. }"#
    );
    let foreign = Cloud::new(
        "https://evil.example/v1.0",
        &["https://mail.example/.default"],
    );
    let refused = refusal(builder.cloud(foreign).build());
    assert!(
        matches!(refused, InvalidRequest::OtherCloud { .. }),
        "{refused}"
    );
}
