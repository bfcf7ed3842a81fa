//! Lists in the forms that services answer with, page by page.

use docbind_runtime::client::Client;
use docbind_runtime::prelude::*;
use docbind_runtime::service::{ListForm, NextPage, PageSize, Service};
use futures::TryStreamExt;
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::server::{arrived, header};

/// A list of names in a form of its own.
macro_rules! list {
    ($name:ident, $service:ident = $form:expr) => {
        static $service: Service = Service::new(stringify!($name)).lists($form);

        #[derive(Clone)]
        struct $name {
            call: Call,
        }

        impl $name {
            fn all() -> Self {
                Self {
                    call: Call::get("/names", &[]),
                }
            }
        }

        operation! { $name -> Page<String>; service $service; page "api/names-list.md"; }
    };
}

list!(
    Linked,
    LINKED = ListForm::array().next(NextPage::LinkHeader)
);
list!(
    Nested,
    NESTED = ListForm::member("/data/items")
        .next(NextPage::Link("/paging/next"))
        .count("/paging/total")
);
list!(
    Cursor,
    CURSOR = ListForm::member("items").next(NextPage::Cursor {
        member: "next",
        option: "after"
    })
);
list!(
    Sized,
    SIZED = ListForm::array().next(NextPage::Number {
        option: "page",
        first: 1,
        size: Some(PageSize::new("per_page", 3)),
    })
);
list!(
    Numbered,
    NUMBERED = ListForm::member("rows").next(NextPage::Number {
        option: "page",
        first: 0,
        size: None
    })
);
list!(Whole, WHOLE = ListForm::array());

async fn server(
    answer: impl Fn(&Request) -> ResponseTemplate + Send + Sync + 'static,
) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(path("/api/v2/names"))
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

fn client(service: &'static Service, server: &MockServer) -> Client {
    let base = format!("{}/api/v2", server.uri());
    Client::builder(service).base_url(&base).build().unwrap()
}

fn option(request: &Request, name: &str) -> Option<String> {
    let mut pairs = request.url.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

fn ok(body: Json) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

async fn names<O: Paged<Item = String>>(client: Client, list: &O) -> Result<Vec<String>, Error> {
    client.items(list).try_collect().await
}

#[tokio::test]
async fn arrays_go_on_by_the_header_link() {
    let server = server(|request| match option(request, "page") {
        None => ok(json!(["a", "b"])).append_header(
            "Link",
            r#"</api/v2/names?page=2>; rel="next", </x>; rel="last""#,
        ),
        Some(_) => ok(json!(["c"])).append_header("Link", r#"</api/v2/names>; rel="first""#),
    })
    .await;
    let list = Linked::all().with_header("Accept-Language", "de");
    assert_eq!(
        names(client(&LINKED, &server), &list).await.unwrap(),
        ["a", "b", "c"]
    );
    assert_eq!(
        arrived(&server).await,
        ["GET /api/v2/names", "GET /api/v2/names?page=2"]
    );
    let requests = server.received_requests().await.unwrap();
    assert!(
        requests
            .iter()
            .all(|request| header(request, "accept-language").as_deref() == Some("de"))
    );
}

#[tokio::test]
async fn a_link_in_a_header_leads_to_no_other_host() {
    let other = MockServer::start().await;
    let link = format!("<{}/api/v2/names>; rel=next", other.uri());
    let server = server(move |_| ok(json!(["a"])).append_header("Link", &*link)).await;
    let error = names(client(&LINKED, &server), &Linked::all())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::CrossOriginLink(_)), "{error}");
    assert!(arrived(&other).await.is_empty());
}

#[tokio::test]
async fn items_and_links_may_be_inside_of_members() {
    let server = server(|request| match option(request, "from") {
        None => ok(json!({
            "ok": true,
            "data": {"items": ["a"], "kind": "names", "size": 1.50},
            "paging": {"next": "?from=a", "total": 2},
        })),
        Some(_) => ok(json!({"data": {"items": ["b"]}, "paging": {"next": null}})),
    })
    .await;
    let mut pages = client(&NESTED, &server).pages(&Nested::all());
    let page = pages.try_next().await.unwrap().unwrap();
    assert_eq!(
        (page.value.as_slice(), page.count),
        (&["a".to_owned()][..], Some(2))
    );
    assert_eq!(
        page.next_link,
        Some(format!("{}/api/v2/names?from=a", server.uri()))
    );
    let beside: Vec<_> = page.additional.iter().map(|(name, _)| name).collect();
    assert_eq!(beside, ["data/kind", "data/size", "ok"]);
    assert_eq!(pages.try_next().await.unwrap().unwrap().value, ["b"]);
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_cursor_goes_into_the_same_request() {
    let server = server(|request| match option(request, "after").as_deref() {
        None => ok(json!({"items": ["a"], "next": "b+/= &"})),
        Some("b+/= &") => ok(json!({"items": [], "next": 17})),
        Some("17") => ok(json!({"items": ["c"], "next": ""})),
        Some(_) => ResponseTemplate::new(400),
    })
    .await;
    let list = Cursor::all()
        .with_query("limit", "1")
        .with_query("after_all", "x");
    assert_eq!(
        names(client(&CURSOR, &server), &list).await.unwrap(),
        ["a", "c"]
    );
    assert_eq!(
        arrived(&server).await,
        [
            "GET /api/v2/names?limit=1&after_all=x",
            "GET /api/v2/names?limit=1&after_all=x&after=b%2B/%3D%20%26",
            "GET /api/v2/names?limit=1&after_all=x&after=17",
        ]
    );
}

#[tokio::test]
async fn a_cursor_that_does_not_move_is_an_error() {
    let server = server(|_| ok(json!({"items": ["a"], "next": "x"}))).await;
    let error = names(client(&CURSOR, &server), &Cursor::all())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::UnexpectedResponse(_)), "{error}");
    assert_eq!(arrived(&server).await.len(), 2);
}

/// Seven names, `per_page` at a time or three.
fn numbered(request: &Request) -> ResponseTemplate {
    let number = |name: &str| option(request, name).map(|text| text.parse::<usize>().unwrap());
    let size = number("per_page").unwrap_or(3).min(3);
    let start = (number("page").unwrap_or(1) - 1) * size;
    let all: Vec<String> = (1..=7).map(|name| name.to_string()).collect();
    ok(json!(all.iter().skip(start).take(size).collect::<Vec<_>>()))
}

#[tokio::test]
async fn numbered_pages_end_with_a_short_or_an_empty_one() {
    let pages = |query: &[&str]| -> Vec<String> {
        query
            .iter()
            .map(|query| format!("GET /api/v2/names{query}"))
            .collect()
    };
    let service = server(numbered).await;
    assert_eq!(
        names(client(&SIZED, &service), &Sized::all())
            .await
            .unwrap()
            .len(),
        7
    );
    assert_eq!(
        arrived(&service).await,
        pages(&["", "?page=2", "?page=3", "?page=4"]),
        "nobody said how long a page is: only an empty one is the last"
    );
    for (size, requests) in [("2", 4), ("3", 3), ("500", 3)] {
        let service = server(numbered).await;
        let list = Sized::all().with_query("per_page", size);
        assert_eq!(
            names(client(&SIZED, &service), &list).await.unwrap().len(),
            7,
            "{size}"
        );
        assert_eq!(arrived(&service).await.len(), requests, "{size}");
    }
    let service = server(numbered).await;
    let list = Sized::all()
        .with_query("page", "3")
        .with_query("per_page", "2");
    assert_eq!(
        names(client(&SIZED, &service), &list).await.unwrap(),
        ["5", "6", "7"]
    );
    assert_eq!(
        arrived(&service).await,
        pages(&["?page=3&per_page=2", "?page=4&per_page=2"])
    );
}

#[tokio::test]
async fn a_service_that_numbers_no_page_of_this_list_gives_it_once() {
    let server = server(|_| ok(json!({"rows": ["a", "b"]}))).await;
    assert_eq!(
        names(client(&NUMBERED, &server), &Numbered::all())
            .await
            .unwrap(),
        ["a", "b"]
    );
    assert_eq!(
        arrived(&server).await,
        ["GET /api/v2/names", "GET /api/v2/names?page=1"]
    );
}

#[tokio::test]
async fn items_that_do_not_fit_count_too() {
    let server = server(|request| match option(request, "page").as_deref() {
        None => ok(json!(["a", 1, "b"])),
        Some("2") => ok(json!(["c"])),
        Some(_) => ok(json!([])),
    })
    .await;
    let list = Sized::all().with_query("per_page", "3");
    assert_eq!(
        names(client(&SIZED, &server), &list).await.unwrap(),
        ["a", "b", "c"]
    );
}

#[tokio::test]
async fn an_array_is_a_page_and_all_there_is() {
    let server =
        server(|_| ok(json!(["a"])).append_header("Link", "</api/v2/names?page=2>; rel=next"))
            .await;
    let client = client(&WHOLE, &server);
    assert_eq!(client.send(&Whole::all()).await.unwrap().value, ["a"]);
    assert_eq!(names(client, &Whole::all()).await.unwrap(), ["a"]);
    assert_eq!(arrived(&server).await.len(), 2);
}

#[tokio::test]
async fn another_form_than_the_stated_one_is_an_error() {
    let array = server(|_| ok(json!(["a"]))).await;
    let object = server(|_| ok(json!({"items": ["a"]}))).await;
    let error = names(client(&CURSOR, &array), &Cursor::all())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::UnexpectedResponse(_)), "{error}");
    let error = names(client(&WHOLE, &object), &Whole::all())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("array"), "{error}");
}

#[test]
fn without_a_client_the_next_page_is_an_operation_too() {
    let page =
        |body: &str| Whole::all().parse_response(http::Response::new(body.to_owned().into()));
    assert_eq!(
        Whole::all()
            .next_page(&page(r#"["a"]"#).unwrap())
            .map(|_| ()),
        None
    );
    let first = Sized::all();
    let answer = http::Response::new(Bytes::from(r#"["a"]"#));
    let second = first
        .next_page(&first.parse_response(answer).unwrap())
        .unwrap();
    assert_eq!(second.request().unwrap().uri(), "/names?page=2");
    let answer = http::Response::new(Bytes::from(r#"["b"]"#));
    let third = second
        .next_page(&second.parse_response(answer).unwrap())
        .unwrap();
    assert_eq!(third.request().unwrap().uri(), "/names?page=3");
    let answer = http::Response::new(Bytes::from("[]"));
    assert!(
        third
            .next_page(&third.parse_response(answer).unwrap())
            .is_none()
    );
}
