use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};

use super::{Accepted, Content, FromResponse, Scalar};
use crate::additional::Additional;
use crate::answer::retry_after;
use crate::error::Error;
use crate::page::Page;
use crate::scalar::Date;
use crate::service::Service;
use crate::wire::Json;

static SERVICE: Service = Service::new("shop v2");

fn read<T: FromResponse>(response: &Response<Bytes>) -> Result<T, Error> {
    super::read(response, &SERVICE)
}

fn answer(status: u16, body: &str) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .body(Bytes::from(body.to_owned()))
        .unwrap()
}

#[test]
fn a_page_has_items_links_and_count() {
    let body = r#"{"@odata.context": "c", "@odata.count": 3, "@odata.nextLink": "https://h/n", "value": ["a", "b"]}"#;
    let page: Page<String> = read(&answer(200, body)).unwrap();
    assert_eq!(
        (page.value.as_slice(), page.count),
        (&["a".to_owned(), "b".to_owned()][..], Some(3))
    );
    assert_eq!(page.next_link.as_deref(), Some("https://h/n"));
    assert_eq!(
        page.additional.get("@odata.context"),
        Some(&Json::from("c"))
    );
    assert_eq!(page.delta(), None);
}

#[test]
fn a_page_of_something_else_is_an_error_that_keeps_the_body() {
    let error = read::<Page<String>>(&answer(200, r#"{"value": [1]}"#)).unwrap_err();
    let Error::UnexpectedResponse(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.body, r#"{"value": [1]}"#);
    assert!(read::<Page<String>>(&answer(200, "[]")).is_err());
    assert!(read::<Page<String>>(&answer(200, r#"{"value": []} x"#)).is_err());
}

fn typed(status: u16, content_type: &str, body: &str) -> Response<Bytes> {
    let mut answer = answer(status, body);
    let value = content_type.parse().unwrap();
    answer.headers_mut().insert("content-type", value);
    answer
}

fn reason<T: FromResponse>(response: &Response<Bytes>) -> String {
    match read::<T>(response).map(drop) {
        Err(Error::UnexpectedResponse(error)) => error.reason.into(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_list_that_is_missing_is_no_empty_page() {
    for (body, said) in [
        (
            r#"{"items": [1], "@odata.context": "c"}"#,
            "the list `value` is missing: the answer has `@odata.context`, `items`",
        ),
        (
            r#"{"id": "x"}"#,
            "the list `value` is missing: the answer has `id`",
        ),
        (
            "{}",
            "the list `value` is missing: the answer is an empty object",
        ),
        (r#"{"value": null}"#, "the list `value` is null"),
        (
            r#"{"value": {"id": "x"}}"#,
            "`value` is not a list of the documented type",
        ),
        ("[]", "expected an object with the list `value`"),
        ("", "expected JSON, and the body is empty"),
    ] {
        assert_eq!(reason::<Page<String>>(&answer(200, body)), said, "{body}");
    }
    assert!(
        read::<Page<String>>(&answer(200, r#"{"value": []}"#))
            .unwrap()
            .value
            .is_empty()
    );
}

#[derive(Clone, Default)]
struct Thing {
    name: Option<String>,
    additional: Additional,
}

crate::object! {
    Thing = "shop.thing";
    properties { name NAME = "name" }
}

#[test]
fn an_object_that_is_missing_is_no_empty_object() {
    for (body, said) in [
        (
            r#"{"value": ["a"]}"#,
            "expected an object of the type shop.thing in `value`",
        ),
        (
            r#"{"value": 5, "@odata.context": "c"}"#,
            "expected an object of the type shop.thing in `value`",
        ),
        ("[]", "expected an object of the type shop.thing"),
        ("null", "expected an object of the type shop.thing"),
        (" \r\n", "expected JSON, and the body is empty"),
    ] {
        assert_eq!(reason::<Thing>(&answer(200, body)), said, "{body}");
    }
    for body in [
        r#"{"name": "a"}"#,
        r#"{"@odata.context": "c", "value": {"name": "a"}}"#,
        "\u{feff} {\"name\": \"a\"}",
    ] {
        let thing: Thing = read(&answer(200, body)).unwrap();
        assert_eq!(thing.name.as_deref(), Some("a"), "{body}");
        assert!(body.contains(Thing::NAME.name()));
    }
    assert_eq!(read::<Thing>(&answer(204, "")).unwrap(), Thing::default());
    let open: Thing = read(&answer(200, r#"{"name": "a", "value": {"b": 1}}"#)).unwrap();
    assert!(open.additional.get("value").is_some());
}

#[test]
fn an_error_with_a_status_of_success_is_an_error() {
    for body in [
        r#"{"error":{"code":"x","message":"y"}}"#,
        "\u{feff}{ \"error\" : {\"message\":\"y\", \"code\":\"x\"}}",
        r#"{"error":"x","error_description":"y"}"#,
    ] {
        let response = answer(200, body);
        for error in [
            read::<Thing>(&response).map(drop),
            read::<Page<Thing>>(&response).map(drop),
            read::<Scalar<String>>(&response).map(drop),
            read::<Json>(&response).map(drop),
            read::<Accepted>(&response).map(drop),
            read::<()>(&response),
        ] {
            assert_eq!(error.unwrap_err().to_string(), "200 x: y", "{body}");
        }
        assert_eq!(
            read::<Content>(&response).unwrap().bytes,
            body,
            "content may be anything"
        );
    }
    for body in [
        r#"{"error":{"code":"x"},"status":"failed"}"#,
        r#"{"error":null}"#,
        r#"{"error":"x"}"#,
    ] {
        assert!(read::<Json>(&answer(200, body)).is_ok(), "{body}");
    }
}

#[test]
fn a_page_of_html_is_no_answer() {
    let portal = typed(
        200,
        "text/html; charset=utf-8",
        "\n<!DOCTYPE html><html>Sign in</html>",
    );
    for said in [
        reason::<Thing>(&portal),
        reason::<Page<Thing>>(&portal),
        reason::<Scalar<String>>(&portal),
        reason::<Json>(&portal),
        reason::<Accepted>(&portal),
        reason::<()>(&portal),
    ] {
        assert!(said.contains("a page of HTML"), "{said}");
    }
    assert!(read::<Content>(&portal).is_ok());
    let said = reason::<Thing>(&typed(200, "text/plain", "ok"));
    assert!(said.contains("not said to be JSON"), "{said}");
}

#[test]
fn a_single_value_that_is_missing_is_no_null() {
    for (body, said) in [
        (
            r#"{"items": []}"#,
            "the single value `value` is missing: the answer has `items`",
        ),
        (
            "{}",
            "the single value `value` is missing: the answer is an empty object",
        ),
    ] {
        assert_eq!(reason::<Scalar<String>>(&answer(200, body)), said);
        assert_eq!(reason::<Scalar<i32>>(&answer(200, body)), said);
    }
    assert_eq!(
        reason::<Scalar<i32>>(&answer(200, r#"{"value": "five"}"#)),
        "`value` is not a single value of the documented type"
    );
    assert!(read::<Scalar<i32>>(&answer(200, "")).is_err());
    assert_eq!(
        reason::<Scalar<String>>(&typed(200, "application/json", "")),
        "expected a single value, and the body is empty"
    );
    let text = typed(200, "text/plain", "{}");
    assert_eq!(
        read::<Scalar<String>>(&text).unwrap().value.as_deref(),
        Some("{}")
    );
    let plain: Scalar<Json> = read(&answer(200, r#"{"id": 1}"#)).unwrap();
    assert_eq!(plain.value, Some(serde_json::json!({"id": 1})));
}

#[test]
fn debug_tells_no_secrets() {
    let response = Response::builder()
        .status(202)
        .header("Location", "https://h/a?sig=secret")
        .body(Bytes::from("secret"))
        .unwrap();
    let accepted: Accepted = read(&response).unwrap();
    let content: Content = read(&response).unwrap();
    let unread = Error::unexpected(&response, "broken at https://h/b?sig=secret");
    let call = crate::call::Call::get("/a", &[])
        .with_header("X-Api-Key", "secret")
        .follow("https://me:secret@h/c?$skiptoken=secret");
    let page: Page<Thing> = read(
        &answer(
            200,
            r#"{"value": [{"name": "a", "@odata.readLink": "https://h/t?sig=secret"}], "@odata.nextLink": "https://h/n?$skiptoken=secret",
                "@odata.deltaLink": "https://h/d(token='secret')"}"#,
        ),
    )
    .unwrap();
    let shown = format!("{accepted:?} {content:?} {unread:?} {unread} {call:?} {page:?}");
    assert!(!shown.contains("secret"), "{shown}");
    assert!(shown.contains("https://h/a?sig=…"), "{shown}");
}

#[test]
fn a_delta_token_survives_being_stored() {
    let page: Page<String> = read(&answer(
        200,
        r#"{"value": [], "@odata.deltaLink": "https://h/d?$deltatoken=secret"}"#,
    ))
    .unwrap();
    let token = page.delta().unwrap();
    let stored = serde_json::to_string(&token).unwrap();
    assert_eq!(
        serde_json::from_str::<crate::delta::DeltaToken>(&stored).unwrap(),
        token
    );
    assert!(!format!("{token:?}").contains("secret"));
}

#[test]
fn a_scalar_is_wrapped_or_bare() {
    let wrapped: Scalar<i32> =
        read(&answer(200, r#"{"@odata.context": "c", "value": 5}"#)).unwrap();
    assert_eq!(wrapped.value, Some(5));
    for body in ["5", "\u{feff}5"] {
        assert_eq!(
            read::<Scalar<i32>>(&answer(200, body)).unwrap().value,
            Some(5)
        );
    }
    assert_eq!(
        read::<Scalar<Date>>(&answer(200, "2014-10-01"))
            .unwrap()
            .value,
        Some(Date::from("2014-10-01"))
    );
    assert_eq!(
        read::<Scalar<String>>(&answer(200, "\"a\""))
            .unwrap()
            .value
            .as_deref(),
        Some("a")
    );
    assert_eq!(
        read::<Scalar<i32>>(&answer(200, r#"{"value": null}"#))
            .unwrap()
            .value,
        None
    );
    assert_eq!(read::<Scalar<i32>>(&answer(204, "")).unwrap().value, None);
    assert!(read::<Scalar<i32>>(&answer(200, "five")).is_err());
}

#[test]
fn accepted_work_says_where_to_look() {
    let response = Response::builder()
        .status(202)
        .header("Location", "https://h/monitor")
        .header("Retry-After", "30")
        .body(Bytes::new())
        .unwrap();
    let accepted: Accepted = read(&response).unwrap();
    assert_eq!(accepted.location.as_deref(), Some("https://h/monitor"));
    assert_eq!(accepted.retry_after, Some(Duration::from_secs(30)));
}

#[test]
fn content_is_bytes_or_a_redirect() {
    let content: Content = read(&answer(200, "abc")).unwrap();
    assert_eq!(content.bytes, "abc");
    let response = Response::builder()
        .status(302)
        .header("Location", "https://cdn/x")
        .body(Bytes::from("moved"))
        .unwrap();
    let content: Content = read(&response).unwrap();
    assert_eq!(
        (content.location.as_deref(), content.bytes.len()),
        (Some("https://cdn/x"), 0)
    );
    assert!(read::<Content>(&answer(302, "")).is_err());
    let mut nowhere = answer(302, "");
    nowhere
        .headers_mut()
        .insert("location", " ".parse().unwrap());
    assert!(reason::<Content>(&nowhere).contains("missing or empty"));
    assert!(matches!(read::<()>(&response), Err(Error::Service(_))));
}

#[test]
fn a_wait_is_given_in_seconds_or_as_a_moment() {
    let wait = |retry: &str| {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", retry.parse().unwrap());
        headers.insert("date", "Wed, 21 Oct 2015 07:28:00 GMT".parse().unwrap());
        retry_after(&headers)
    };
    assert_eq!(wait("120"), Some(Duration::from_secs(120)));
    assert_eq!(
        wait("Wed, 21 Oct 2015 07:29:30 GMT"),
        Some(Duration::from_secs(90))
    );
    assert_eq!(wait("Wed, 21 Oct 2015 07:00:00 GMT"), Some(Duration::ZERO));
    for unknown in ["soon", "-5", "", "1.5"] {
        assert_eq!(wait(unknown), None, "{unknown}");
    }
    assert_eq!(
        wait("99999999999999999999999"),
        Some(Duration::from_secs(u64::MAX))
    );
    let mut headers = HeaderMap::new();
    headers.insert(
        "retry-after",
        "Fri, 31 Dec 9999 23:59:59 GMT".parse().unwrap(),
    );
    assert!(
        retry_after(&headers).unwrap().as_secs() > 1_000_000,
        "the clock of this machine"
    );
}
