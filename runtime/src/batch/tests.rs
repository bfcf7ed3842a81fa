use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use serde_json::json;

use super::{Batch, Run};
use crate::error::{Error, InvalidRequest};
use crate::prelude::*;

#[derive(Clone, Debug)]
struct GetNumber {
    call: Call,
}

impl GetNumber {
    fn of(id: &str) -> Self {
        Self {
            call: Call::get("/numbers/{}", &[id]),
        }
    }
}

operation! {
    GetNumber -> Scalar<i32>;
    page "api/number-get.md";
    permissions {}
    query<Json> { top }
    headers { prefer = "Prefer" }
}

struct PutContent {
    call: Call,
}

operation! {
    PutContent -> Content;
    page "api/content-put.md";
    permissions {}
    query<Json> {}
    headers {}
}

fn body(request: &Request<Bytes>) -> Json {
    serde_json::from_slice(request.body()).unwrap()
}

fn answer(run: &mut Run, responses: Json) -> Result<(), Error> {
    run.response(&Response::new(
        json!({ "responses": responses }).to_string().into(),
    ))
}

#[test]
fn each_operation_gets_its_own_answer() {
    let mut batch = Batch::new();
    let good = batch
        .add(&GetNumber::of("a b").top(1).prefer("x").prefer("y"))
        .unwrap();
    let bytes = batch
        .add(&PutContent {
            call: Call::put("/content", &[]).bytes("hello"),
        })
        .unwrap();
    let throttled = batch.add(&GetNumber::of("c")).unwrap();
    let silent = batch.add(&GetNumber::of("d")).unwrap();
    let mut run = batch.start();

    let request = run.request().unwrap();
    assert_eq!(
        (
            request.method().as_str(),
            request.uri().to_string().as_str()
        ),
        ("POST", "/$batch")
    );
    let sent = body(&request);
    assert_eq!(
        sent["requests"][0],
        json!({"id": "1", "method": "GET", "url": "/numbers/a%20b?$top=1", "headers": {"prefer": "x, y"}})
    );
    assert_eq!(sent["requests"][1]["body"], json!("aGVsbG8="));

    answer(&mut run, json!([
        {"id": "3", "status": 429, "headers": {"Retry-After": "9"}, "body": {"error": {"code": "tooMany"}}},
        {"id": "2", "status": 200, "headers": {"Content-Type": "image/png"}, "body": "aGVsbG8="},
        {"id": "1", "status": 200, "headers": {"Content-Type": "application/json"}, "body": {"value": 5}},
        {"id": "99", "status": 200}, {"id": "0", "status": 200}, {"status": 200}, 5,
    ])).unwrap();
    assert!(run.request().is_none());

    let answers = run.finish();
    assert_eq!(answers.take(&good).unwrap().value, Some(5));
    assert_eq!(answers.take(&bytes).unwrap().bytes, "hello");
    assert_eq!(answers.status(&throttled).unwrap().as_u16(), 429);
    assert_eq!(
        answers.retry_after(&throttled),
        Some(Duration::from_secs(9))
    );
    assert_eq!(
        answers.take(&throttled).unwrap_err().code(),
        Some("tooMany")
    );
    assert!(matches!(
        answers.take(&silent),
        Err(Error::UnexpectedResponse(_))
    ));
    assert_eq!(answers.status(&silent), None);
}

#[test]
fn a_request_carries_twenty() {
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..45)
        .map(|index| batch.add(&GetNumber::of(&index.to_string())).unwrap())
        .collect();
    let mut run = batch.start();
    let mut sizes = Vec::new();
    while let Some(request) = run.request() {
        let requests = body(&request)["requests"].as_array().unwrap().clone();
        sizes.push(requests.len());
        let responses: Vec<Json> = requests
            .iter()
            .map(|request| json!({"id": request["id"], "status": 200, "body": {"value": request["id"].as_str().unwrap().len()}}))
            .collect();
        answer(&mut run, responses.into()).unwrap();
    }
    assert_eq!(sizes, [20, 20, 5]);
    let answers = run.finish();
    assert_eq!(
        handles
            .iter()
            .map(|handle| answers.take(handle).unwrap().value.unwrap())
            .sum::<i32>(),
        9 + 36 * 2
    );
}

#[test]
fn dependencies_hold_within_and_across_requests() {
    let mut batch = Batch::new();
    let first = batch.add(&GetNumber::of("first")).unwrap();
    let second = batch
        .add_after(&GetNumber::of("second"), &[first.id()])
        .unwrap();
    for index in 0..18 {
        batch.add(&GetNumber::of(&index.to_string())).unwrap();
    }
    let third = batch
        .add_after(&GetNumber::of("third"), &[first.id()])
        .unwrap();
    let fourth = batch
        .add_after(&GetNumber::of("fourth"), &[second.id()])
        .unwrap();
    let fifth = batch
        .add_after(&GetNumber::of("fifth"), &[fourth.id()])
        .unwrap();
    let mut run = batch.start();

    let sent = body(&run.request().unwrap());
    assert_eq!(sent["requests"][1]["dependsOn"], json!(["1"]));
    answer(
        &mut run,
        json!([{"id": "1", "status": 200, "body": {"value": 1}}, {"id": "2", "status": 404}]),
    )
    .unwrap();

    let sent = body(&run.request().unwrap());
    assert_eq!(
        sent["requests"].as_array().unwrap().len(),
        1,
        "what depends on a failure is not sent"
    );
    assert_eq!(
        sent["requests"][0],
        json!({"id": "21", "method": "GET", "url": "/numbers/third"})
    );
    answer(
        &mut run,
        json!([{"id": "21", "status": 200, "body": {"value": 3}}]),
    )
    .unwrap();
    assert!(run.request().is_none());

    let answers = run.finish();
    assert_eq!(answers.take(&third).unwrap().value, Some(3));
    assert_eq!(answers.status(&fourth).unwrap().as_u16(), 424);
    assert_eq!(answers.status(&fifth).unwrap().as_u16(), 424);
}

#[test]
fn what_cannot_travel_in_a_batch_is_refused() {
    let mut batch = Batch::new();
    assert!(matches!(
        batch.add(&GetNumber::of("")),
        Err(Error::InvalidRequest(InvalidRequest::EmptyId(_)))
    ));
    let link = GetNumber {
        call: Call::get("/a", &[]).follow("https://host/a?$deltatoken=1"),
    };
    assert!(matches!(
        batch.add(&link),
        Err(Error::InvalidRequest(InvalidRequest::AbsoluteInBatch(_)))
    ));
    let other = Batch::new().add(&GetNumber::of("1")).unwrap();
    assert!(matches!(
        batch.add_after(&GetNumber::of("1"), &[other.id()]),
        Err(Error::InvalidRequest(InvalidRequest::ForeignHandle))
    ));
    let answers = batch.start().finish();
    assert!(matches!(
        answers.take(&other),
        Err(Error::InvalidRequest(InvalidRequest::ForeignHandle))
    ));
}

#[test]
fn a_refused_batch_is_an_error() {
    let mut batch = Batch::new();
    batch.add(&GetNumber::of("1")).unwrap();
    let mut run = batch.start();
    run.request().unwrap();
    let refused = Response::builder().status(401).body(Bytes::new()).unwrap();
    assert_eq!(
        run.response(&refused)
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        401
    );
    assert!(run.response(&Response::new(Bytes::from("{}"))).is_err());
}
