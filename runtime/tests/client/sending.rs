use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use docbind_runtime::client::Client;
use docbind_runtime::prelude::*;
use serde_json::json;
use wiremock::matchers::{header as has_header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::models::{Message, UpdateMessageBody};
use crate::operations::{DeleteMessage, GetMessage, ListMessages, SERVICE, UpdateMessage};
use crate::server::{Credential, TOKEN, arrived, client, client_of, header};

pub struct SendMessage {
    call: Call,
}

operation! {
    SendMessage -> Accepted;
    service SERVICE;
    page "api/message-send.md";
    permissions {}
    query<Json> {}
    headers {}
}

pub fn send_message() -> SendMessage {
    SendMessage {
        call: Call::post("/me/messages/{}/send", &["1"]),
    }
}

#[tokio::test]
async fn an_operation_goes_out_with_the_token_and_comes_back_typed() {
    let server = MockServer::start().await;
    Mock::given(method("PATCH"))
        .and(path("/v1.0/me/messages/a%2Fb"))
        .and(has_header("authorization", format!("Bearer {TOKEN}")))
        .and(has_header("if-match", "W/\"1\""))
        .respond_with(
            ResponseTemplate::new(200).set_body_json(json!({"subject": "Hi", "isRead": null})),
        )
        .mount(&server)
        .await;
    let credential = Arc::new(Credential::default());
    let client = client_of(&server, credential.clone(), 0);
    let body = UpdateMessageBody {
        subject: "Hi".into(),
        ..Default::default()
    };
    let update = UpdateMessage::me("a/b", &body).if_match("W/\"1\"");
    for _ in 0..2 {
        let message = client.send(&update).await.unwrap();
        assert_eq!(message.subject.as_deref(), Some("Hi"));
    }
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests[0].body, br#"{"subject":"Hi"}"#);
    assert_eq!(
        header(&requests[0], "content-type").as_deref(),
        Some("application/json")
    );
    assert!(header(&requests[0], "client-request-id").is_some());
    assert_eq!(
        credential.asked.load(Ordering::SeqCst),
        1,
        "the token is kept"
    );
    let builder = Client::builder(&SERVICE).credential(credential);
    assert!(!format!("{client:?}{builder:?}").contains(TOKEN));
}

#[tokio::test]
async fn an_error_of_the_service_keeps_what_it_says() {
    let server = MockServer::start().await;
    let body = json!({"error": {"code": "ErrorItemNotFound", "message": "Not there", "innerError": {"request-id": "7"}}});
    Mock::given(method("DELETE"))
        .respond_with(ResponseTemplate::new(404).set_body_json(&body))
        .mount(&server)
        .await;
    let error = client(&server)
        .send(&DeleteMessage::me("1"))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "404 ErrorItemNotFound: Not there [request-id 7]"
    );
    let Error::Service(error) = error else {
        panic!("{error}")
    };
    assert_eq!(serde_json::from_slice::<Json>(&error.body).unwrap(), body);
}

#[tokio::test]
async fn a_busy_service_is_asked_again_when_it_says() {
    let server = MockServer::start().await;
    let busy = ResponseTemplate::new(429).insert_header("Retry-After", "1");
    Mock::given(method("GET"))
        .respond_with(busy)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(503))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({"subject": "Hi"}));
    Mock::given(method("GET"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let start = Instant::now();
    let message = client(&server).send(&GetMessage::me("1")).await.unwrap();
    assert_eq!(
        message,
        Message {
            subject: Some("Hi".into()),
            ..Default::default()
        }
    );
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(arrived(&server).await, ["GET /v1.0/me/messages/1"; 3]);
}

#[tokio::test]
async fn a_service_that_stays_busy_is_an_error() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(503))
        .mount(&server)
        .await;
    let error = client(&server)
        .send(&GetMessage::me("1"))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
    assert_eq!(arrived(&server).await.len(), 3);
}

#[tokio::test]
async fn what_may_have_been_done_is_not_done_twice() {
    for (status, attempts) in [(503, 3), (500, 1), (504, 1)] {
        let server = MockServer::start().await;
        Mock::given(method("POST"))
            .respond_with(ResponseTemplate::new(status))
            .mount(&server)
            .await;
        client(&server).send(&send_message()).await.unwrap_err();
        assert_eq!(arrived(&server).await.len(), attempts, "{status}");
    }
}

#[tokio::test]
async fn accepted_work_can_be_followed_on_the_same_host_only() {
    let server = MockServer::start().await;
    let monitor = format!("{}/v1.0/operations/1", server.uri());
    let accepted = ResponseTemplate::new(202).insert_header("Location", monitor.as_str());
    Mock::given(method("POST"))
        .respond_with(accepted)
        .mount(&server)
        .await;
    let done = ResponseTemplate::new(200).set_body_json(json!({"status": "done"}));
    Mock::given(path("/v1.0/operations/1"))
        .respond_with(done)
        .mount(&server)
        .await;
    let client = client(&server);
    let location = client
        .send(&send_message())
        .await
        .unwrap()
        .location
        .unwrap();
    assert_eq!(
        client.follow::<Json>(&location).await.unwrap(),
        json!({"status": "done"})
    );

    let other = MockServer::start().await;
    for link in [other.uri(), "https://evil.example/x?token=1".to_owned()] {
        let error = client.follow::<Json>(&link).await.unwrap_err();
        assert!(matches!(error, Error::CrossOriginLink(_)), "{error}");
    }
    assert!(arrived(&other).await.is_empty());
}

#[tokio::test]
async fn work_that_another_service_does_is_followed_without_the_token() {
    let (server, other) = (MockServer::start().await, MockServer::start().await);
    let accepted = ResponseTemplate::new(202)
        .insert_header("Location", "../../monitor/1")
        .insert_header("Operation-Location", format!("{}/m?sig=1", other.uri()));
    Mock::given(method("POST"))
        .respond_with(accepted)
        .mount(&server)
        .await;
    let done = || ResponseTemplate::new(200).set_body_json(json!({"status": "done"}));
    for server in [&server, &other] {
        Mock::given(method("GET"))
            .respond_with(done())
            .mount(server)
            .await;
    }
    let client = client(&server);
    let accepted = client.send(&send_message()).await.unwrap();
    let location = accepted.location.unwrap();
    assert_eq!(
        location,
        format!("{}/v1.0/me/monitor/1", server.uri()),
        "relative to the request"
    );
    client.follow::<Json>(&location).await.unwrap();
    let elsewhere = accepted.operation_location.unwrap();
    let link = client.follow::<Json>(&elsewhere).await.unwrap_err();
    assert!(matches!(link, Error::CrossOriginLink(_)), "{link}");
    for link in [&*elsewhere, &location, "/relative"] {
        let status = client.follow_unauthenticated::<Json>(link).await.unwrap();
        assert_eq!(status["status"], "done");
    }
    for request in other.received_requests().await.unwrap() {
        assert_eq!(header(&request, "authorization"), None);
    }
    let last = server.received_requests().await.unwrap().pop().unwrap();
    assert_eq!(header(&last, "authorization"), None);
    let insecure = client.follow_unauthenticated::<Json>("http://other.example/?sig=secret");
    let error = insecure.await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn what_cannot_be_sent_does_not_leave() {
    let server = MockServer::start().await;
    let credential = Arc::new(Credential::default());
    let client = client_of(&server, credential.clone(), 0);
    assert!(matches!(
        client.send(&DeleteMessage::me("")).await,
        Err(Error::InvalidRequest(_))
    ));
    assert!(matches!(
        client.items(&ListMessages::of_user("..")).try_next().await,
        Err(Error::InvalidRequest(_))
    ));
    assert!(arrived(&server).await.is_empty());
    assert_eq!(credential.asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_redirect_does_not_take_the_token_along() {
    let (server, other) = (MockServer::start().await, MockServer::start().await);
    let moved = ResponseTemplate::new(302).insert_header("Location", other.uri().as_str());
    Mock::given(method("GET"))
        .respond_with(moved)
        .mount(&server)
        .await;
    let error = client(&server)
        .send(&GetMessage::me("1"))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert!(arrived(&other).await.is_empty());
}
