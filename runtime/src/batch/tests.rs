use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use serde_json::json;

use super::{Batch, Run};
use crate::error::{Error, InvalidRequest};
use crate::prelude::*;
use crate::service::{BatchForm, Service};

static SERVICE: Service = Service::new("numbers v2").batch(BatchForm::json("/$batch"));

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
    service SERVICE;
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
    service SERVICE;
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

struct Custom(Request<Bytes>, Call);

impl Operation for Custom {
    const SERVICE: &'static Service = &SERVICE;
    type Response = Json;
    const PERMISSIONS: Permissions = GetNumber::PERMISSIONS;
    const PAGE: &'static str = "api/custom.md";
    fn call(&self) -> &Call {
        &self.1
    }
    fn call_mut(&mut self) -> &mut Call {
        &mut self.1
    }
    fn request(&self) -> Result<Request<Bytes>, Error> {
        Ok(self.0.clone())
    }
}

#[test]
fn what_is_refused_alone_is_refused_in_a_batch() {
    let request = |method: &str| Request::builder().method(method).uri("/a");
    let sent = |request: http::request::Builder, body: &'static str| {
        let request = request.body(Bytes::from(body)).unwrap();
        Batch::new()
            .add(&Custom(request, Call::get("/a", &[])))
            .map(drop)
    };
    let opaque = http::HeaderValue::from_bytes(b"W/\"\xff\"").unwrap();
    assert!(matches!(
        sent(request("DELETE").header("If-Match", opaque), ""),
        Err(Error::InvalidRequest(InvalidRequest::Header(name))) if &*name == "if-match"
    ));
    assert!(matches!(
        sent(request("TRACE"), ""),
        Err(Error::InvalidRequest(InvalidRequest::Method(_)))
    ));
    assert!(matches!(
        sent(
            request("POST").header("Content-Type", "application/json"),
            "{"
        ),
        Err(Error::InvalidRequest(InvalidRequest::Body(_)))
    ));
    let broken = GetNumber::of("1").with_header("If-Match", "a\nb");
    assert!(matches!(
        Batch::new().add(&broken),
        Err(Error::InvalidRequest(InvalidRequest::Header(_)))
    ));
    sent(request("HEAD"), "").unwrap();
}

#[test]
fn what_was_never_sent_stays_failed() {
    let mut batch = Batch::new();
    let first = batch.add(&GetNumber::of("first")).unwrap();
    for index in 0..19 {
        batch.add(&GetNumber::of(&index.to_string())).unwrap();
    }
    let unsent = batch.add_after(&GetNumber::of("a"), &[first.id()]).unwrap();
    let sent = batch.add(&GetNumber::of("b")).unwrap();
    let mut run = batch.start();
    run.request().unwrap();
    let failed = json!({"id": "1", "status": 200, "headers": {"Content-Type": "application/json"},
        "body": {"error": {"code": "x", "message": "y"}}});
    answer(&mut run, json!([failed])).unwrap();
    run.request().unwrap();
    answer(
        &mut run,
        json!([{"id": "21", "status": 200, "body": {"value": 1}}, {"id": "22", "status": 200, "body": {"value": 2}},
            {"id": "1", "status": 200, "body": {"value": 3}}]),
    )
    .unwrap();
    let answers = run.finish();
    assert_eq!(answers.take(&first).unwrap_err().code(), Some("x"));
    assert_eq!(
        answers
            .take(&unsent)
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        424
    );
    assert_eq!(answers.take(&sent).unwrap().value, Some(2));
}

#[test]
fn answers_that_say_no_one_thing_are_errors() {
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..5)
        .map(|index| batch.add(&GetNumber::of(&index.to_string())).unwrap())
        .collect();
    let mut run = batch.start();
    run.request().unwrap();
    answer(
        &mut run,
        json!([
            {"id": "1", "status": 200, "body": {"value": 1}}, {"id": "1", "status": 200, "body": {"value": 2}},
            {"id": "2", "status": 200, "body": {"value": 1}}, {"id": "2", "status": 200, "body": {"value": 1}},
            {"id": "3", "body": {"value": 1}},
            {"id": 4, "status": "200", "headers": {"Retry-After": 7}, "body": {"value": 4}},
        ]),
    )
    .unwrap();
    let answers = run.finish();
    let said = |at: usize| answers.take(&handles[at]).unwrap_err().to_string();
    assert!(said(0).contains("several answers"), "{}", said(0));
    assert_eq!(answers.take(&handles[1]).unwrap().value, Some(1));
    assert!(said(2).contains("no status"), "{}", said(2));
    assert_eq!(answers.take(&handles[3]).unwrap().value, Some(4));
    assert_eq!(
        answers.retry_after(&handles[3]),
        Some(Duration::from_secs(7))
    );
    assert!(said(4).contains("without this operation"), "{}", said(4));
    assert!(!format!("{answers:?}").contains("value"));
}

#[test]
fn text_is_text_and_numbers_keep_their_digits() {
    let mut batch = Batch::new();
    let handles: Vec<_> = ["1234", "done", "plain"]
        .map(|id| {
            batch
                .add(&PutContent {
                    call: Call::put("/c/{}", &[id]),
                })
                .unwrap()
        })
        .into();
    let exact = r#"{"n":12345678901234567890.123,"m":1.10}"#;
    let number = Call::post("/n", &[])
        .bytes(exact)
        .with_header("Content-Type", "application/json");
    batch.add(&PutContent { call: number }).unwrap();
    let json = batch
        .add(&PutContent {
            call: Call::put("/d", &[]),
        })
        .unwrap();
    let mut run = batch.start();
    let request = run.request().unwrap();
    assert!(String::from_utf8_lossy(request.body()).contains(exact));
    let text = json!({"Content-Type": "text/plain; charset=utf-8"});
    let body = json!({"responses": [
        {"id": "1", "status": 200, "headers": text, "body": "1234"},
        {"id": "2", "status": 200, "headers": text, "body": "done"},
        {"id": "3", "status": 200, "body": "text"},
        {"id": "5", "status": 200, "headers": {"Content-Type": "application/json"}, "body": 0},
    ]});
    let body = body
        .to_string()
        .replace("\"body\":0", &format!("\"body\":{exact}"));
    run.response(&Response::new(Bytes::from(format!("\u{feff}{body}"))))
        .unwrap();
    let answers = run.finish();
    let bytes = |at: usize| answers.take(&handles[at]).unwrap().bytes;
    assert_eq!(
        (&*bytes(0), &*bytes(1), &*bytes(2)),
        (&b"1234"[..], &b"done"[..], &b"text"[..])
    );
    assert_eq!(answers.take(&json).unwrap().bytes, exact);
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
    let reported = Bytes::from(r#"{"error":{"code":"x","message":"y"}}"#);
    let error = run.response(&Response::new(reported)).unwrap_err();
    assert_eq!(error.code(), Some("x"));
}
