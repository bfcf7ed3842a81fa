use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use docbind_runtime::client::Client;
use docbind_runtime::prelude::*;
use futures::TryStreamExt;
use serde_json::json;
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::models::Message;
use crate::operations::{GetContent, GetMessage, ListMessages};
use crate::server::{Credential, arrived, builder, client};

/// 300,000 times the same letter, compressed.
const COMPRESSED: &str = "H4sIAAAAAAACA+3BsQ0AEBAAwFXkx7ANotGiErvbQ+7uxNx19LYipygAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPCRuA8bdO+K75MEAA==";

fn bounded(server: &MockServer, bytes: u64) -> Client {
    let builder = builder(server, Arc::new(Credential::default()), 2);
    builder.max_response_size(bytes).build().unwrap()
}

async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

#[tokio::test]
async fn an_answer_that_is_too_large_says_the_bound_and_is_asked_for_once() {
    let large = json!({"subject": "a".repeat(10_000), "value": []});
    let server = answering(ResponseTemplate::new(200).set_body_json(&large)).await;
    let client = bounded(&server, 10_000);
    for error in [
        client.send(&GetMessage::me("1")).await.unwrap_err(),
        client
            .items(&ListMessages::me())
            .try_next()
            .await
            .unwrap_err(),
        client.follow::<Json>("/x").await.unwrap_err(),
        client.send(&GetContent::by_path("a")).await.unwrap_err(),
    ] {
        let text = error.to_string();
        assert!(text.contains("max_response_size, 10000 bytes"), "{text}");
        assert_eq!(error.status().unwrap().as_u16(), 200);
    }
    assert_eq!(arrived(&server).await.len(), 4);
    let mut content = Vec::new();
    let download = client.download(&GetContent::by_path("a")).await.unwrap();
    assert!(download.write_to(&mut content).await.unwrap() > 10_000);
}

#[tokio::test]
async fn an_answer_is_as_large_as_it_is_decompressed() {
    let compressed = STANDARD.decode(COMPRESSED).unwrap();
    assert!(compressed.len() < 1_000);
    let answer = ResponseTemplate::new(200)
        .insert_header("Content-Encoding", "gzip")
        .set_body_raw(compressed, "application/json");
    let server = answering(answer).await;
    let error = bounded(&server, 100_000)
        .send(&GetMessage::me("1"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("100000 bytes"), "{error}");
    let message = bounded(&server, 400_000)
        .send(&GetMessage::me("1"))
        .await
        .unwrap();
    assert_eq!(message.subject.unwrap().len(), 300_000);
}

#[tokio::test]
async fn the_error_of_a_download_is_bounded_too() {
    let server = answering(ResponseTemplate::new(404).set_body_string("a".repeat(10_000))).await;
    let client = bounded(&server, 5_000);
    let error = client
        .download(&GetContent::by_path("a"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("5000 bytes"), "{error}");
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_come_to_an_end() {
    let server = MockServer::start().await;
    for (page, next) in [("me/messages", "a"), ("a", "b"), ("b", "a")] {
        let link = format!("{}/v1.0/{next}", server.uri());
        let page_of = json!({"value": [{}], "@odata.nextLink": link});
        Mock::given(path(format!("/v1.0/{page}")))
            .respond_with(ResponseTemplate::new(200).set_body_json(page_of))
            .mount(&server)
            .await;
    }
    let mut pages = client(&server).pages(&ListMessages::me());
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(pages.try_next().await.unwrap().is_some());
    let error = pages.try_next().await.unwrap_err();
    assert!(error.to_string().contains("an earlier one"), "{error}");
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn empty_pages_come_to_an_end() {
    let server = MockServer::start().await;
    let next = |request: &Request| {
        let number: u32 = request
            .url
            .query()
            .map_or(0, |query| query.parse().unwrap());
        // Relative to the page that it is on.
        let link = format!("/v1.0/more?{}", number + 1);
        ResponseTemplate::new(200).set_body_json(json!({"value": [], "@odata.nextLink": link}))
    };
    Mock::given(any()).respond_with(next).mount(&server).await;
    let error = client(&server)
        .items(&ListMessages::me())
        .try_next()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("1000 pages"), "{error}");
    assert_eq!(arrived(&server).await.len(), 1001);
}

#[tokio::test]
async fn relative_links_are_relative_to_the_page() {
    let server = MockServer::start().await;
    for (at, next) in [
        ("/v1.0/me/messages", Some("/v1.0/other/a?x")),
        ("/v1.0/other/a", Some("b c")),
        ("/v1.0/other/b%20c", None),
    ] {
        let mut page = json!({"value": [{}]});
        if let Some(next) = next {
            page["@odata.nextLink"] = next.into();
        }
        Mock::given(path(at))
            .respond_with(ResponseTemplate::new(200).set_body_json(page))
            .mount(&server)
            .await;
    }
    let messages: Vec<Message> = client(&server)
        .items(&ListMessages::me())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(messages.len(), 3);
}
