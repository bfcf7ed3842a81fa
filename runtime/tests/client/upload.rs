use std::sync::{Arc, Mutex};

use docbind_runtime::client::{Client, Progress, UPLOAD_UNIT};
use docbind_runtime::prelude::*;
use futures::io::Cursor;
use serde_json::json;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::server::{arrived, client, header};

/// An upload session that takes pieces in order, and fails at those requests that it is told.
#[derive(Clone, Default)]
struct Session {
    taken: Arc<Mutex<Vec<u8>>>,
    requests: Arc<Mutex<usize>>,
    fails_at: Vec<usize>,
    /// As some services do: 200 for every piece, 201 without a body at the end.
    plain: bool,
}

impl Respond for Session {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        assert_eq!(
            header(request, "authorization"),
            None,
            "an upload session gets no token"
        );
        let mut count = self.requests.lock().unwrap();
        *count += 1;
        if self.fails_at.contains(&count) {
            return ResponseTemplate::new(500);
        }
        let mut taken = self.taken.lock().unwrap();
        if request.method.as_str() == "GET" {
            return self.expects(200, taken.len());
        }
        let range = header(request, "content-range").unwrap();
        let (bounds, total) = range
            .strip_prefix("bytes ")
            .unwrap()
            .split_once('/')
            .unwrap();
        let (first, last) = bounds.split_once('-').unwrap();
        let (first, last, total): (usize, usize, usize) = (
            first.parse().unwrap(),
            last.parse().unwrap(),
            total.parse().unwrap(),
        );
        assert_eq!(last + 1 - first, request.body.len());
        if first != taken.len() {
            return ResponseTemplate::new(416);
        }
        taken.extend(&request.body);
        if taken.len() < total {
            assert_eq!(request.body.len() as u64 % UPLOAD_UNIT, 0);
            return self.expects(if self.plain { 200 } else { 202 }, taken.len());
        }
        if self.plain {
            ResponseTemplate::new(201).insert_header("Location", "https://host/attachment")
        } else {
            ResponseTemplate::new(201).set_body_json(json!({"name": "a.bin", "size": total}))
        }
    }
}

impl Session {
    fn expects(&self, status: u16, next: usize) -> ResponseTemplate {
        let range = if self.plain {
            next.to_string()
        } else {
            format!("{next}-")
        };
        ResponseTemplate::new(status).set_body_json(json!({"nextExpectedRanges": [range]}))
    }

    async fn start(self) -> (MockServer, MockServer, Client) {
        let (service, storage) = (MockServer::start().await, MockServer::start().await);
        Mock::given(method("PUT"))
            .respond_with(self.clone())
            .mount(&storage)
            .await;
        Mock::given(method("GET"))
            .respond_with(self)
            .mount(&storage)
            .await;
        Mock::given(method("DELETE"))
            .respond_with(ResponseTemplate::new(204))
            .mount(&storage)
            .await;
        let client = client(&service);
        (service, storage, client)
    }
}

fn content() -> Vec<u8> {
    (0..UPLOAD_UNIT * 5 / 2)
        .map(|index| index.to_le_bytes()[1])
        .collect()
}

#[tokio::test]
async fn content_is_sent_in_pieces_with_progress() {
    let session = Session::default();
    let taken = session.taken.clone();
    let (_service, storage, client) = session.start().await;
    let mut seen = Vec::new();
    let mut upload = client
        .upload(
            &format!("{}/up/secret", storage.uri()),
            Cursor::new(content()),
        )
        .unwrap()
        .pieces_of(1)
        .on_progress(|progress| seen.push(progress));
    assert!(!format!("{upload:?}").contains("secret"));
    let item: Json = upload.send().await.unwrap();
    drop(upload);
    assert_eq!(item, json!({"name": "a.bin", "size": UPLOAD_UNIT * 5 / 2}));
    assert_eq!(*taken.lock().unwrap(), content());
    let total = UPLOAD_UNIT * 5 / 2;
    assert_eq!(
        seen,
        [UPLOAD_UNIT, UPLOAD_UNIT * 2, total].map(|sent| Progress { sent, total })
    );
    assert_eq!(arrived(&storage).await, ["PUT /up/secret"; 3]);
}

#[tokio::test]
async fn a_piece_that_fails_is_sent_again() {
    let session = Session {
        fails_at: vec![2, 3],
        ..Session::default()
    };
    let taken = session.taken.clone();
    let (_service, storage, client) = session.start().await;
    let mut upload = client
        .upload(&storage.uri(), Cursor::new(content()))
        .unwrap()
        .pieces_of(1);
    upload.send::<Json>().await.unwrap();
    assert_eq!(*taken.lock().unwrap(), content());
    assert_eq!(arrived(&storage).await.len(), 5);
}

#[tokio::test]
async fn an_interrupted_upload_goes_on_where_the_service_is() {
    let session = Session {
        fails_at: vec![2, 3, 4, 6],
        ..Session::default()
    };
    let taken = session.taken.clone();
    let (_service, storage, client) = session.start().await;
    let mut upload = client
        .upload(&storage.uri(), Cursor::new(content()))
        .unwrap()
        .pieces_of(1);
    assert_eq!(
        upload
            .send::<Json>()
            .await
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        500
    );
    upload.send::<Json>().await.unwrap();
    assert_eq!(*taken.lock().unwrap(), content());
    let methods: Vec<String> = arrived(&storage)
        .await
        .iter()
        .map(|request| request[..3].to_owned())
        .collect();
    assert_eq!(
        methods,
        ["PUT", "PUT", "PUT", "PUT", "GET", "PUT", "PUT", "PUT"]
    );
}

#[tokio::test]
async fn another_process_can_go_on_with_a_session() {
    let session = Session {
        plain: true,
        ..Session::default()
    };
    let taken = session.taken.clone();
    taken
        .lock()
        .unwrap()
        .extend(&content()[..UPLOAD_UNIT as usize]);
    let (_service, storage, client) = session.start().await;
    let upload = client
        .upload(&storage.uri(), Cursor::new(content()))
        .unwrap()
        .pieces_of(1);
    let accepted: Accepted = upload.resumed().send().await.unwrap();
    assert_eq!(
        accepted.location.as_deref(),
        Some("https://host/attachment")
    );
    assert_eq!(*taken.lock().unwrap(), content());
}

#[tokio::test]
async fn a_piece_that_the_service_has_already_is_passed_over() {
    let session = Session::default();
    let taken = session.taken.clone();
    taken
        .lock()
        .unwrap()
        .extend(&content()[..UPLOAD_UNIT as usize]);
    let (_service, storage, client) = session.start().await;
    let mut upload = client
        .upload(&storage.uri(), Cursor::new(content()))
        .unwrap()
        .pieces_of(1);
    upload.send::<Json>().await.unwrap();
    assert_eq!(*taken.lock().unwrap(), content());
}

#[tokio::test]
async fn a_session_that_does_not_go_on_is_given_up() {
    let (service, storage) = (MockServer::start().await, MockServer::start().await);
    let stuck = ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": ["0-"]}));
    Mock::given(method("PUT"))
        .respond_with(stuck)
        .mount(&storage)
        .await;
    let mut upload = client(&service)
        .upload(&storage.uri(), Cursor::new(content()))
        .unwrap();
    assert!(matches!(
        upload.send::<Json>().await,
        Err(Error::UnexpectedResponse(_))
    ));
    assert!(arrived(&storage).await.len() < 10);
}

#[tokio::test]
async fn sessions_are_ended_and_bad_ones_refused() {
    let (_service, storage, client) = Session::default().start().await;
    client
        .upload(&storage.uri(), Cursor::new(content()))
        .unwrap()
        .cancel()
        .await
        .unwrap();
    assert_eq!(arrived(&storage).await, ["DELETE /"]);
    assert!(
        client
            .upload("http://storage.example/up?secret", Cursor::new(content()))
            .is_err()
    );
    let mut empty = client
        .upload(&storage.uri(), Cursor::new(Vec::new()))
        .unwrap();
    assert!(matches!(
        empty.send::<Json>().await,
        Err(Error::InvalidRequest(_))
    ));
}

#[tokio::test]
async fn an_error_does_not_tell_the_address_of_the_session() {
    let (_service, storage, client) = Session::default().start().await;
    let nowhere = storage.uri();
    drop(storage);
    let nowhere = format!(
        "{}/up/secret-session",
        nowhere.replace("127.0.0.1", "localhost")
    );
    let nowhere = nowhere
        .rsplit_once(':')
        .map(|(host, rest)| format!("{host}:1{}", &rest[rest.find('/').unwrap()..]))
        .unwrap();
    let mut upload = client.upload(&nowhere, Cursor::new(content())).unwrap();
    let error = upload.send::<Json>().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(!format!("{error} {error:?}").contains("secret-session"));
}

/// A session that answers the pieces in this way, from the first byte of each and the total.
async fn session(
    answer: impl Fn(u64, u64) -> ResponseTemplate + Send + Sync + 'static,
) -> (MockServer, MockServer) {
    let (service, storage) = (MockServer::start().await, MockServer::start().await);
    let respond = move |request: &Request| {
        let Some(range) = header(request, "content-range") else {
            return ResponseTemplate::new(200).set_body_json(json!({"nextExpectedRanges": ["0-"]}));
        };
        let (bounds, total) = range.trim_start_matches("bytes ").split_once('/').unwrap();
        let (first, _) = bounds.split_once('-').unwrap();
        answer(first.parse().unwrap(), total.parse().unwrap())
    };
    Mock::given(wiremock::matchers::any())
        .respond_with(respond)
        .mount(&storage)
        .await;
    (service, storage)
}

#[tokio::test]
async fn what_a_session_expects_is_sent_in_whatever_words() {
    for (status, body) in [
        (200, r#"{"NextExpectedRanges":["@"]}"#),
        (202, r#"{"NEXTEXPECTEDRANGES":["@-"]}"#),
        (
            201,
            "\u{feff}{\"nextexpectedranges\":[\"9999999999-\",\"@-99999999\"]}",
        ),
        (200, r#"{"nextExpectedRanges":@}"#),
        (200, ""),
        (202, ""),
        (204, ""),
        (200, r#"{"expirationDateTime":"2026-01-01T00:00:00Z"}"#),
        (200, "OK"),
    ] {
        let (service, storage) = session(move |first, total| {
            let next = first + UPLOAD_UNIT;
            if next >= total {
                return ResponseTemplate::new(201).set_body_json(json!({"size": total}));
            }
            let body = body.replace('@', &next.to_string());
            ResponseTemplate::new(status).set_body_string(body)
        })
        .await;
        let mut upload = client(&service)
            .upload(&storage.uri(), Cursor::new(content()))
            .unwrap()
            .pieces_of(1);
        let item: Json = upload.send().await.unwrap();
        assert_eq!(item["size"], content().len(), "{status} {body}");
        assert_eq!(arrived(&storage).await.len(), 3, "{status} {body}");
    }
}

#[tokio::test]
async fn a_session_that_goes_back_and_forth_is_given_up() {
    let ways: [fn(u64) -> u64; 4] = [
        |first| if first == 0 { UPLOAD_UNIT } else { 0 },
        |first| (first + UPLOAD_UNIT) % (2 * UPLOAD_UNIT),
        |_| 0,
        // A little further each time.
        |first| if first > 0 { 0 } else { 7 },
    ];
    for way in ways {
        let (service, storage) = session(move |first, _| {
            let next = way(first).to_string();
            ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": [next]}))
        })
        .await;
        let mut upload = client(&service)
            .upload(&storage.uri(), Cursor::new(content()))
            .unwrap()
            .pieces_of(1);
        let error = upload.send::<Json>().await.unwrap_err();
        assert!(error.to_string().contains("back and forth"), "{error}");
        assert!(arrived(&storage).await.len() < 20);
    }
}

#[tokio::test]
async fn an_upload_ends_with_an_item_or_an_error() {
    for (body, said) in [
        (json!({"nextExpectedRanges": []}), "expects no more"),
        (
            json!({"nextExpectedRanges": ["99999999-"]}),
            "expects the byte 99999999",
        ),
        (json!({"error": {"code": "c", "message": "m"}}), "200 c: m"),
    ] {
        let (service, storage) =
            session(move |_, _| ResponseTemplate::new(200).set_body_json(&body)).await;
        let mut upload = client(&service)
            .upload(&storage.uri(), Cursor::new(content()))
            .unwrap()
            .pieces_of(1);
        let error = upload.send::<Json>().await.unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(arrived(&storage).await.len(), 1);
    }
    let (service, storage) =
        session(|_, _| ResponseTemplate::new(200).set_body_json(json!({"id": "1"}))).await;
    let mut upload = client(&service)
        .upload(&storage.uri(), Cursor::new(content()))
        .unwrap()
        .pieces_of(1);
    let item: Json = upload.send().await.unwrap();
    assert_eq!(item["id"], "1", "the service says so");
    assert_eq!(arrived(&storage).await.len(), 1);
}
