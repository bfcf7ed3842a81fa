use std::sync::Arc;
use std::time::{Duration, Instant};

use docbind_runtime::client::{Client, azure_core};
use docbind_runtime::prelude::*;
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use self::azure_core::http::{ClientOptions, ExponentialRetryOptions, RetryOptions};
use crate::operations::{GetContent, GetMessage};
use crate::sending::send_message;
use crate::server::{Credential, arrived, builder};

/// A client that asks again for a minute, and waits as long as it is told to, or for two seconds at first.
fn patient(server: &MockServer, max_wait: Duration) -> Client {
    let retry = ExponentialRetryOptions {
        initial_delay: azure_core::time::Duration::seconds(2),
        ..Default::default()
    };
    let options = ClientOptions {
        retry: RetryOptions::exponential(retry),
        ..Default::default()
    };
    let builder = builder(server, Arc::new(Credential::default()), 0).options(options);
    builder.max_wait(max_wait).build().unwrap()
}

async fn busy(status: u16, retry_after: Option<&str>) -> MockServer {
    let server = MockServer::start().await;
    let mut answer = ResponseTemplate::new(status)
        .set_body_json(json!({"error": {"code": "busy", "message": "Slow down"}}));
    if let Some(wait) = retry_after {
        answer = answer.insert_header("Retry-After", wait);
    }
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

#[tokio::test]
async fn a_wait_beyond_the_bound_is_not_begun() {
    for wait in [
        "3600",
        "99999999999999999999999",
        "9223372036854775807",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        let server = busy(429, Some(wait)).await;
        let client = patient(&server, Duration::from_secs(300));
        let begun = Instant::now();
        let error = client.send(&GetMessage::me("1")).await.unwrap_err();
        assert!(begun.elapsed() < Duration::from_secs(60), "{wait}");
        assert!(error.retry_after().unwrap() >= Duration::from_secs(3600));
        assert_eq!(error.code(), Some("busy"));
        let text = error.to_string();
        assert!(
            text.contains("asked 1 time in") && text.contains("max_wait, 300 s"),
            "{text}"
        );
        let error = client.send(&send_message()).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 429);
        let content = GetContent::by_path("a");
        let error = client.download(&content).await.unwrap_err();
        assert_eq!(error.code(), Some("busy"));
        assert_eq!(arrived(&server).await.len(), 3);
    }
}

#[tokio::test]
async fn waits_end_at_the_bound() {
    let bound = Duration::from_millis(1_200);
    let ends = |(status, wait)| async move {
        let server = busy(status, wait).await;
        let begun = Instant::now();
        let error = patient(&server, bound)
            .send(&GetMessage::me("1"))
            .await
            .unwrap_err();
        let elapsed = begun.elapsed();
        assert!(elapsed < bound * 4, "{status} {wait:?}: {elapsed:?}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        let text = error.to_string();
        assert!(text.contains("asked ") && text.contains("1.2 s"), "{text}");
    };
    let services = [
        (429, Some("1")),
        (503, None),
        (500, None),
        (503, Some("-5")),
        // What the pipeline reads otherwise than the client.
        (429, Some("+9223372036854775807")),
    ];
    futures::future::join_all(services.map(ends)).await;
}

#[tokio::test]
async fn an_error_says_how_often_was_asked() {
    let server = busy(503, Some("0")).await;
    let client = builder(&server, Arc::new(Credential::default()), 2);
    let error = client.build().unwrap().send(&GetMessage::me("1")).await;
    let text = error.unwrap_err().to_string();
    assert!(text.contains(" [asked 3 times in 0."), "{text}");
    let gone = "http://127.0.0.1:9/v1.0";
    let client = builder(&server, Arc::new(Credential::default()), 1).base_url(gone);
    let get = GetMessage::me("1").with_query("sig", "secret");
    let error = client.build().unwrap().send(&get).await.unwrap_err();
    let text = format!("{error}");
    assert!(matches!(error, Error::Transport(_)), "{text}");
    assert!(
        text.contains("[asked 2 times in") && text.contains("127.0.0.1:9"),
        "{text}"
    );
    assert!(
        !format!("{error} {error:?}").contains("secret"),
        "{error:?}"
    );
}
