use docbind_runtime::Batch;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::operations::{DeleteMessage, GetMessage};
use crate::server::{TOKEN, arrived, client, header};

/// Answers every operation of a batch: messages of even numbers are there.
fn answers(request: &Request) -> ResponseTemplate {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let answer = |item: &Value| {
        let number: u32 = item["url"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        if number.is_multiple_of(2) {
            json!({"id": item["id"], "status": 200, "body": {"subject": number.to_string()}})
        } else {
            json!({"id": item["id"], "status": 429, "headers": {"Retry-After": "3"}, "body": {"error": {"code": "busy"}}})
        }
    };
    let answers: Vec<Value> = body["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(answer)
        .collect();
    ResponseTemplate::new(200).set_body_json(json!({"responses": answers}))
}

#[tokio::test]
async fn each_operation_has_its_own_outcome() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v1.0/$batch"))
        .respond_with(answers)
        .mount(&server)
        .await;
    let mut batch = Batch::new();
    let gets: Vec<_> = (0..41)
        .map(|id| batch.add(&GetMessage::me(&id.to_string())).unwrap())
        .collect();
    let delete = batch.add(&DeleteMessage::me("42")).unwrap();
    let answers = client(&server).batch(batch).await.unwrap();
    assert_eq!(
        answers.take(&gets[4]).unwrap().subject.as_deref(),
        Some("4")
    );
    assert_eq!(
        answers.take(&gets[40]).unwrap().subject.as_deref(),
        Some("40")
    );
    let error = answers.take(&gets[7]).unwrap_err();
    assert_eq!(
        (error.code(), error.retry_after().unwrap().as_secs()),
        (Some("busy"), 3)
    );
    answers.take(&delete).unwrap();
    assert!(answers.interruption().is_none());
    assert_eq!(arrived(&server).await, ["POST /v1.0/$batch"; 3]);
    let requests = server.received_requests().await.unwrap();
    assert!(
        requests
            .iter()
            .all(|request| header(request, "authorization") == Some(format!("Bearer {TOKEN}")))
    );
}

#[tokio::test]
async fn answers_are_not_lost_when_a_later_request_fails() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(answers)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(500))
        .mount(&server)
        .await;
    let mut batch = Batch::new();
    let gets: Vec<_> = (0..60)
        .map(|id| batch.add(&GetMessage::me(&id.to_string())).unwrap())
        .collect();
    let answers = client(&server).batch(batch).await.unwrap();
    assert!(answers.take(&gets[2]).is_ok());
    assert_eq!(
        answers.interruption().unwrap().status().unwrap().as_u16(),
        500
    );
    assert_eq!(answers.status(&gets[22]), None);
    assert_eq!(
        arrived(&server).await.len(),
        2,
        "nothing is sent after the failure"
    );
}

#[tokio::test]
async fn a_batch_that_fails_at_once_is_an_error() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    let mut batch = Batch::new();
    batch.add(&GetMessage::me("1")).unwrap();
    assert_eq!(
        client(&server)
            .batch(batch)
            .await
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        401
    );
}
