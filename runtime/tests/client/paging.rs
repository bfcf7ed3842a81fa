use docbind_runtime::prelude::*;
use futures::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use wiremock::matchers::{header as has_header, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::models::{MailFolder, Message};
use crate::operations::{ListMessages, MailFoldersDelta};
use crate::server::{arrived, client};

/// Three pages of two messages; what the second is answered with can be changed.
async fn three_pages(second: Option<ResponseTemplate>) -> MockServer {
    let server = MockServer::start().await;
    let page = |from: u32, more: bool| {
        let mut page =
            json!({"value": [{"subject": from.to_string()}, {"subject": (from + 1).to_string()}]});
        if more {
            page["@odata.nextLink"] =
                format!("{}/v1.0/me/messages?$skip={}", server.uri(), from + 2).into();
        }
        ResponseTemplate::new(200).set_body_json(page)
    };
    let list =
        || Mock::given(path("/v1.0/me/messages")).and(has_header("consistencylevel", "eventual"));
    list()
        .and(query_param_is_missing("$skip"))
        .respond_with(page(0, true))
        .mount(&server)
        .await;
    let second = second.unwrap_or_else(|| page(2, true));
    list()
        .and(query_param("$skip", "2"))
        .respond_with(second)
        .mount(&server)
        .await;
    list()
        .and(query_param("$skip", "4"))
        .respond_with(page(4, false))
        .mount(&server)
        .await;
    server
}

fn list() -> ListMessages {
    ListMessages::me().consistency_level("eventual").top(2)
}

#[tokio::test]
async fn items_come_from_all_pages_with_the_headers_of_the_first() {
    let server = three_pages(None).await;
    let messages: Vec<Message> = client(&server).items(&list()).try_collect().await.unwrap();
    let subjects: Vec<_> = messages
        .iter()
        .filter_map(|message| message.subject.as_deref())
        .collect();
    assert_eq!(subjects, ["0", "1", "2", "3", "4", "5"]);
    assert_eq!(
        arrived(&server).await,
        [
            "GET /v1.0/me/messages?$top=2",
            "GET /v1.0/me/messages?$skip=2",
            "GET /v1.0/me/messages?$skip=4"
        ]
    );
}

#[tokio::test]
async fn a_stream_that_is_dropped_asks_for_no_more() {
    let server = three_pages(None).await;
    let mut messages = client(&server).items(&list());
    assert!(messages.try_next().await.unwrap().is_some());
    drop(messages);
    let first: Vec<_> = client(&server).pages(&list()).take(1).collect().await;
    assert_eq!(first[0].as_ref().unwrap().value.len(), 2);
    assert_eq!(arrived(&server).await, ["GET /v1.0/me/messages?$top=2"; 2]);
}

#[tokio::test]
async fn an_error_in_the_middle_comes_after_the_items_before_it() {
    let server = three_pages(Some(ResponseTemplate::new(403))).await;
    let mut messages = client(&server).items(&list());
    for _ in 0..2 {
        assert!(messages.try_next().await.unwrap().is_some());
    }
    assert_eq!(
        messages
            .try_next()
            .await
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        403
    );
    assert!(
        messages.try_next().await.unwrap().is_none(),
        "the list ends with the error"
    );
    assert_eq!(arrived(&server).await.len(), 2);
}

#[tokio::test]
async fn a_throttled_page_is_asked_for_again() {
    let server = three_pages(None).await;
    let busy = ResponseTemplate::new(429).insert_header("Retry-After", "0");
    Mock::given(query_param("$skip", "2"))
        .respond_with(busy)
        .up_to_n_times(1)
        .with_priority(1)
        .mount(&server)
        .await;
    let messages: Vec<Message> = client(&server).items(&list()).try_collect().await.unwrap();
    assert_eq!((messages.len(), arrived(&server).await.len()), (6, 4));
}

#[tokio::test]
async fn a_page_that_points_to_another_host_is_the_last() {
    let other = MockServer::start().await;
    let links: [Value; 3] = [
        format!("{}/v1.0/me/messages", other.uri()).into(),
        "https://evil.example/?$skiptoken=secret".into(),
        "https://127.0.0.1/v1.0".into(),
    ];
    for link in links {
        let server = three_pages(Some(
            ResponseTemplate::new(200)
                .set_body_json(json!({"value": [{}], "@odata.nextLink": link})),
        ))
        .await;
        let mut messages = client(&server).items(&list());
        for _ in 0..3 {
            assert!(messages.try_next().await.unwrap().is_some());
        }
        let error = messages.try_next().await.unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
        assert_eq!(arrived(&server).await.len(), 2, "{link}: {error}");
        assert!(!matches!(error, Error::Service(_)), "{link}: {error}");
    }
    assert!(arrived(&other).await.is_empty());
}

#[tokio::test]
async fn a_page_that_points_to_itself_does_not_go_on_for_ever() {
    let server = MockServer::start().await;
    let page = json!({"value": [{}], "@odata.nextLink": format!("{}/v1.0/x", server.uri())});
    Mock::given(path("/v1.0/me/messages"))
        .respond_with(ResponseTemplate::new(200).set_body_json(&page))
        .mount(&server)
        .await;
    Mock::given(path("/v1.0/x"))
        .respond_with(ResponseTemplate::new(200).set_body_json(&page))
        .mount(&server)
        .await;
    let pages: Vec<_> = client(&server).pages(&ListMessages::me()).collect().await;
    assert_eq!(
        pages.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false]
    );
}

#[tokio::test]
async fn a_delta_query_goes_on_from_its_token() {
    let server = MockServer::start().await;
    let delta = |link: &str, token: &str| json!({"value": [{"displayName": "Inbox"}], link: format!("{}/v1.0/me/mailFolders/delta?{token}", server.uri())});
    let answer = |body: Value| ResponseTemplate::new(200).set_body_json(body);
    let given = |token: &str| {
        Mock::given(path("/v1.0/me/mailFolders/delta")).and(query_param("token", token))
    };
    Mock::given(path("/v1.0/me/mailFolders/delta"))
        .and(query_param_is_missing("token"))
        .respond_with(answer(delta("@odata.nextLink", "token=1")))
        .mount(&server)
        .await;
    given("1")
        .respond_with(answer(delta("@odata.deltaLink", "token=2")))
        .mount(&server)
        .await;
    given("2")
        .respond_with(answer(delta("@odata.deltaLink", "token=3")))
        .mount(&server)
        .await;
    let client = client(&server);
    let pages: Vec<Page<MailFolder>> = client
        .pages(&MailFoldersDelta::me())
        .try_collect()
        .await
        .unwrap();
    let token = serde_json::to_string(&pages.last().unwrap().delta().unwrap()).unwrap();

    let token: DeltaToken = serde_json::from_str(&token).unwrap();
    let later = client
        .send(&MailFoldersDelta::resume(&token))
        .await
        .unwrap();
    assert!(later.delta().is_some());
    assert_eq!(
        arrived(&server).await.last().unwrap(),
        "GET /v1.0/me/mailFolders/delta?token=2"
    );

    let stolen: DeltaToken = serde_json::from_str(r#""https://evil.example/?token=2""#).unwrap();
    let error = client
        .send(&MailFoldersDelta::resume(&stolen))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::CrossOriginLink(_)), "{error}");
}

#[tokio::test]
async fn a_link_with_characters_that_links_may_not_have_is_followed() {
    let server = MockServer::start().await;
    for next in [
        "next?name=a b\"c&d=%20é",
        "a b/é{x}|y?q=1",
        "x?$filter=a eq '<b>'",
    ] {
        let link = format!(" {}/v1.0/{next}\n", server.uri());
        let first = ResponseTemplate::new(200)
            .set_body_json(json!({"value": [{}], "@odata.nextLink": link}));
        Mock::given(path("/v1.0/me/messages"))
            .respond_with(first)
            .up_to_n_times(1)
            .mount(&server)
            .await;
        Mock::given(wiremock::matchers::any())
            .respond_with(ResponseTemplate::new(200).set_body_json(json!({"value": [{}, {}]})))
            .up_to_n_times(1)
            .mount(&server)
            .await;
        let messages: Vec<Message> = client(&server)
            .items(&ListMessages::me())
            .try_collect()
            .await
            .unwrap();
        assert_eq!(messages.len(), 3, "{next}");
    }
    let arrived = arrived(&server).await;
    assert_eq!(arrived[1], "GET /v1.0/next?name=a%20b%22c&d=%20%C3%A9");
    assert_eq!(arrived[3], "GET /v1.0/a%20b/%C3%A9%7Bx%7D%7Cy?q=1");
    assert_eq!(arrived[5], "GET /v1.0/x?$filter=a%20eq%20%27%3Cb%3E%27");
}
