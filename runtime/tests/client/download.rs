use docbind_runtime::prelude::*;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::operations::GetContent;
use crate::server::{TOKEN, arrived, client, header};

#[tokio::test]
async fn content_goes_to_the_writer() {
    let server = MockServer::start().await;
    let content: Vec<u8> = (0..1_000_000u32)
        .map(|index| index.to_le_bytes()[0])
        .collect();
    Mock::given(path("/v1.0/me/drive/root:/a/b.bin:/content"))
        .respond_with(
            ResponseTemplate::new(200).set_body_raw(content.clone(), "application/x-test"),
        )
        .mount(&server)
        .await;
    let download = client(&server)
        .download(&GetContent::by_path("a/b.bin"))
        .await
        .unwrap();
    assert_eq!(
        (download.content_type(), download.content_length()),
        (Some("application/x-test"), Some(1_000_000))
    );
    let mut written = Vec::new();
    assert_eq!(download.write_to(&mut written).await.unwrap(), 1_000_000);
    assert_eq!(written, content);
}

#[tokio::test]
async fn content_elsewhere_is_fetched_without_the_token() {
    let (server, other) = (MockServer::start().await, MockServer::start().await);
    let to =
        |location: String| ResponseTemplate::new(302).insert_header("Location", location.as_str());
    Mock::given(method("GET"))
        .respond_with(to(format!("{}/first?sig=1", other.uri())))
        .mount(&server)
        .await;
    Mock::given(path("/first"))
        .respond_with(to(format!("{}/second", other.uri())))
        .mount(&other)
        .await;
    Mock::given(path("/second"))
        .respond_with(ResponseTemplate::new(206).set_body_string("ell"))
        .mount(&other)
        .await;
    let get = GetContent::by_path("a").with_header("Range", "bytes=1-3");
    let mut written = Vec::new();
    client(&server)
        .download(&get)
        .await
        .unwrap()
        .write_to(&mut written)
        .await
        .unwrap();
    assert_eq!(written, b"ell");
    assert_eq!(arrived(&other).await, ["GET /first?sig=1", "GET /second"]);
    for request in other.received_requests().await.unwrap() {
        assert_eq!(header(&request, "authorization"), None);
        assert_eq!(header(&request, "range").as_deref(), Some("bytes=1-3"));
    }
    let first = &server.received_requests().await.unwrap()[0];
    assert_eq!(
        header(first, "authorization"),
        Some(format!("Bearer {TOKEN}"))
    );
    let content = client(&server).send(&get).await.unwrap();
    assert_eq!(
        content.location,
        Some(format!("{}/first?sig=1", other.uri())),
        "sent alone, the redirect is the answer"
    );
}

#[tokio::test]
async fn content_that_cannot_be_had_is_an_error() {
    let server = MockServer::start().await;
    let missing =
        ResponseTemplate::new(404).set_body_string(r#"{"error": {"code": "itemNotFound"}}"#);
    Mock::given(path("/v1.0/me/drive/root:/missing:/content"))
        .respond_with(missing)
        .mount(&server)
        .await;
    for (name, location) in [
        ("loop", "/v1.0/me/drive/root:/loop:/content"),
        ("insecure", "http://cdn.example/x?sig=1"),
    ] {
        Mock::given(path(format!("/v1.0/me/drive/root:/{name}:/content")))
            .respond_with(ResponseTemplate::new(302).insert_header("Location", location))
            .mount(&server)
            .await;
    }
    let client = client(&server);
    let error = client
        .download(&GetContent::by_path("missing"))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("itemNotFound"));
    let error = client
        .download(&GetContent::by_path("loop"))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    let error = client
        .download(&GetContent::by_path("insecure"))
        .await
        .unwrap_err();
    assert!(matches!(&error, Error::InvalidRequest(_)), "{error}");
    assert!(!error.to_string().contains("sig"));
}

#[tokio::test]
async fn a_relative_redirect_is_relative_to_the_host_that_said_it() {
    let (server, other) = (MockServer::start().await, MockServer::start().await);
    let to = |location: &str| ResponseTemplate::new(302).insert_header("Location", location);
    Mock::given(method("GET"))
        .respond_with(to(&format!("{}/a/first?sig=1", other.uri())))
        .mount(&server)
        .await;
    Mock::given(path("/a/first"))
        .respond_with(to("se cond?x"))
        .mount(&other)
        .await;
    Mock::given(path("/a/se%20cond"))
        .respond_with(ResponseTemplate::new(200).set_body_string("content"))
        .mount(&other)
        .await;
    let client = client(&server);
    let download = client.download(&GetContent::by_path("a")).await.unwrap();
    let mut written = Vec::new();
    download.write_to(&mut written).await.unwrap();
    assert_eq!(written, b"content");
    assert_eq!(arrived(&server).await.len(), 1);
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_an_error() {
    for location in [Some(""), Some(" "), None] {
        let server = MockServer::start().await;
        let mut nowhere = ResponseTemplate::new(302);
        if let Some(location) = location {
            nowhere = nowhere.insert_header("Location", location);
        }
        Mock::given(method("GET"))
            .respond_with(nowhere)
            .mount(&server)
            .await;
        let client = client(&server);
        let error = client
            .download(&GetContent::by_path("a"))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("`Location`"), "{error}");
        let sent = client.send(&GetContent::by_path("a")).await.unwrap_err();
        assert_eq!(sent.status().unwrap().as_u16(), 302);
        assert_eq!(arrived(&server).await.len(), 2, "{location:?}");
    }
}
