use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};

use super::{Accepted, Content, Scalar, read, retry_after};
use crate::error::Error;
use crate::page::Page;
use crate::scalar::Date;
use crate::wire::Json;

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
    assert_eq!(wait("soon"), None);
}
