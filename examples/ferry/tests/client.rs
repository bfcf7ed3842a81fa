//! What the client of an API that is not Graph's sends, and how it reads what comes back.

#![allow(
    clippy::indexing_slicing,
    reason = "a test that looks in the wrong place fails"
)]

use ferry_bindings::runtime::client::{Client, Credential};
use ferry_bindings::runtime::prelude::Field;
use ferry_bindings::v2::models::{Booking, BookingState, Line};
use ferry_bindings::v2::{self, booking, harbour, line};
use futures::TryStreamExt;
use serde_json::{Value, json};
use wiremock::matchers::{header, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const KEY: &str = "key-of-the-application";

fn client(server: &MockServer) -> Client {
    v2::client_builder()
        .base_url(&format!("{}/v2", server.uri()))
        .credential(Credential::header("X-Api-Key", KEY))
        .build()
        .unwrap()
}

async fn answer(server: &MockServer, verb: &str, at: &str, response: ResponseTemplate) {
    Mock::given(method(verb))
        .and(path(at))
        .and(header("X-Api-Key", KEY))
        .respond_with(response)
        .mount(server)
        .await;
}

async fn requests(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// Method, path and query of everything that came.
async fn arrived(server: &MockServer) -> Vec<String> {
    let shown = |request: &Request| match request.url.query() {
        Some(query) => format!("{} {}?{query}", request.method, request.url.path()),
        None => format!("{} {}", request.method, request.url.path()),
    };
    requests(server).await.iter().map(shown).collect()
}

fn ids(lines: &[Line]) -> Vec<&str> {
    lines.iter().filter_map(|line| line.id.as_deref()).collect()
}

/// Two pages of lines; the header of the first leads to `next`.
async fn two_pages(server: &MockServer, next: &str) {
    let list = || Mock::given(path("/v2/lines")).and(header("X-Api-Key", KEY));
    let link = format!(
        "<{next}>; rel=\"next\", <{}/v2/lines>; rel=\"first\"",
        server.uri()
    );
    let first = json!([{"id": "7", "season": "allYear"}, {"id": "8"}]);
    list()
        .and(query_param_is_missing("page"))
        .respond_with(
            ResponseTemplate::new(200)
                .insert_header("Link", link)
                .set_body_json(first),
        )
        .mount(server)
        .await;
    list()
        .and(query_param("page", "2"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!([{"id": "9"}])))
        .mount(server)
        .await;
}

#[test]
fn the_service_is_the_one_of_the_pages() {
    assert_eq!(v2::SERVICE.base_url, Some("https://api.example.com/v2"));
    assert!(v2::SERVICE.scopes.is_empty() && v2::SERVICE.batch.is_none());
}

#[tokio::test]
async fn an_array_is_a_list() {
    let server = MockServer::start().await;
    let harbours = json!([{"id": "lysvik", "berths": 2}, {"id": "holmen", "berths": 1}]);
    answer(
        &server,
        "GET",
        "/v2/harbours",
        ResponseTemplate::new(200).set_body_json(harbours),
    )
    .await;
    let page = client(&server)
        .send(&harbour::List::in_harbours())
        .await
        .unwrap();
    assert_eq!(page.value.len(), 2);
    assert_eq!((page.value[1].berths, page.next_link), (Some(1), None));
    assert_eq!(arrived(&server).await, ["GET /v2/harbours"]);
}

#[tokio::test]
async fn the_header_leads_from_page_to_page() {
    let server = MockServer::start().await;
    two_pages(
        &server,
        &format!("{}/v2/lines?harbour=lysvik&page=2", server.uri()),
    )
    .await;
    let list = line::List::in_lines().harbour("lysvik");
    let lines: Vec<Line> = client(&server).items(&list).try_collect().await.unwrap();
    assert_eq!(ids(&lines), ["7", "8", "9"]);
    assert_eq!(
        arrived(&server).await,
        [
            "GET /v2/lines?harbour=lysvik",
            "GET /v2/lines?harbour=lysvik&page=2"
        ]
    );
}

#[tokio::test]
async fn the_key_goes_to_no_other_host() {
    let (server, elsewhere) = (MockServer::start().await, MockServer::start().await);
    two_pages(&server, &format!("{}/v2/lines?page=2", elsewhere.uri())).await;
    let client = client(&server);
    let listed: Result<Vec<Line>, _> = client.items(&line::List::in_lines()).try_collect().await;
    assert!(listed.is_err(), "{listed:?}");
    assert_eq!(arrived(&elsewhere).await, [""; 0]);
    assert!(!format!("{client:?}").contains(KEY));
}

#[tokio::test]
async fn bookings_are_made_changed_and_given_back() {
    let server = MockServer::start().await;
    let held = json!({"id": "b/55", "departureId": "d-1901", "passengers": 3, "state": "held"});
    let paid = json!({"id": "b/55", "passengers": 4, "state": "paid"});
    answer(
        &server,
        "POST",
        "/v2/bookings",
        ResponseTemplate::new(201).set_body_json(held),
    )
    .await;
    answer(
        &server,
        "PATCH",
        "/v2/bookings/b%2F55",
        ResponseTemplate::new(200).set_body_json(paid),
    )
    .await;
    answer(
        &server,
        "DELETE",
        "/v2/bookings/b%2F55",
        ResponseTemplate::new(204),
    )
    .await;
    let client = client(&server);

    let wanted = Booking {
        departure_id: Some("d-1901".to_owned()),
        passengers: Some(3),
        ..Booking::default()
    };
    let booked = client
        .send(&booking::Create::in_bookings(&wanted))
        .await
        .unwrap();
    assert_eq!(booked.state, Some(BookingState::Held));
    let id = booked.id.unwrap();
    let change = booking::UpdateBody {
        passengers: Field::Value(4),
        contact: Field::Null,
        ..booking::UpdateBody::default()
    };
    let update = booking::Update::in_bookings(&id, &change).if_match("\"3\"");
    let changed = client.send(&update).await.unwrap();
    assert_eq!(changed.state, Some(BookingState::Paid));
    client
        .send(&booking::Delete::in_bookings(&id))
        .await
        .unwrap();

    let sent = requests(&server).await;
    let body = |at: usize| serde_json::from_slice::<Value>(&sent[at].body).unwrap();
    assert_eq!(body(0), json!({"departureId": "d-1901", "passengers": 3}));
    assert_eq!(body(1), json!({"passengers": 4, "contact": null}));
    assert_eq!(sent[1].headers["if-match"], "\"3\"");
    assert!(
        sent.iter()
            .all(|request| request.headers.get("authorization").is_none())
    );
    assert_eq!(
        arrived(&server).await,
        [
            "POST /v2/bookings",
            "PATCH /v2/bookings/b%2F55",
            "DELETE /v2/bookings/b%2F55"
        ]
    );
}

#[tokio::test]
async fn problem_details_say_what_went_wrong() {
    let server = MockServer::start().await;
    let problem = json!({
        "type": "https://api.example.com/problems/full",
        "title": "The departure is full",
        "status": 409,
        "detail": "No car fits on d-1901 any more.",
    });
    let response =
        ResponseTemplate::new(409).set_body_raw(problem.to_string(), "application/problem+json");
    answer(&server, "POST", "/v2/bookings", response).await;
    let create = booking::Create::in_bookings(&Booking::default());
    let error = client(&server).send(&create).await.unwrap_err().to_string();
    for part in [
        "409",
        "https://api.example.com/problems/full",
        "No car fits on d-1901 any more.",
    ] {
        assert!(error.contains(part), "{error}");
    }
}
