//! The client of openapi-generator for TypeScript, and these bindings.

use super::{export, folder, programs, run};
use graph_bindings::runtime::Operation;
use graph_bindings::runtime::field::Field;
use graph_bindings::runtime::link::Link;
use graph_bindings::v1_0::models::{
    BodyType, ConversationThread, DriveItem, EmailAddress, Event, ItemBody, Message,
    OpenTypeExtension, Post, Recipient,
};
use graph_bindings::v1_0::{
    conversation, driveitem, group, message, opentypeextension, profilephoto, reportroot, user,
};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// What a client adds to every request.
const OF_CLIENTS: [&str; 12] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cache-control",
    "connection",
    "content-length",
    "host",
    "pragma",
    "sec-fetch-mode",
    "transfer-encoding",
    "user-agent",
];

/// A request, in a form in which two that mean the same are equal.
#[derive(Debug, PartialEq)]
struct Sent {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    body: Body,
}

#[derive(Debug, PartialEq)]
enum Body {
    Json(Value),
    Bytes(Vec<u8>),
}

impl Sent {
    fn new(method: &str, path: &str, query: &str, headers: &http::HeaderMap, body: &[u8]) -> Self {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let headers: BTreeMap<String, String> = headers
            .iter()
            .filter(|(name, _)| !OF_CLIENTS.contains(&name.as_str()))
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let is_json = headers
            .get("content-type")
            .is_some_and(|of| of == "application/json");
        Self {
            method: method.to_owned(),
            // Segment by segment: a slash that is encoded is another than one that is not.
            path: path.split('/').map(decoded).collect::<Vec<_>>().join(" / "),
            query: pairs
                .map(|(name, value)| (decoded(name), decoded(value)))
                .collect(),
            headers,
            body: if is_json {
                Body::Json(serde_json::from_slice(body).unwrap())
            } else {
                Body::Bytes(body.to_owned())
            },
        }
    }

    fn ours(operation: &impl Operation) -> Self {
        let request = operation.request().unwrap();
        let uri = request.uri();
        let query = uri.query().unwrap_or_default();
        Self::new(
            request.method().as_str(),
            uri.path(),
            query,
            request.headers(),
            request.body(),
        )
    }

    fn theirs(request: &wiremock::Request) -> Self {
        let query = request.url.query().unwrap_or_default();
        let method = request.method.as_str();
        Self::new(
            method,
            request.url.path(),
            query,
            &request.headers,
            &request.body,
        )
    }
}

/// The requests of requests.mjs, in the same order.
fn ours() -> Vec<Sent> {
    let id = "a/b \u{fc}=";
    let lunch = Message {
        subject: Some("Lunch?".to_owned()),
        to_recipients: Some(vec![Recipient {
            email_address: Some(EmailAddress {
                address: Some("ada@example.com".to_owned()),
                ..Default::default()
            }),
            ..Default::default()
        }]),
        ..Default::default()
    };
    let thread = ConversationThread {
        topic: Some("Plans".to_owned()),
        posts: Some(Link::new(vec![Post {
            body: Some(ItemBody {
                content_type: Some(BodyType::Html),
                content: Some("<p>At noon?</p>".to_owned()),
                ..Default::default()
            }),
            ..Default::default()
        }])),
        ..Default::default()
    };
    vec![
        Sent::ours(
            &user::ListMessages::me()
                .select([Message::SUBJECT, Message::RECEIVED_DATE_TIME])
                .filter("isRead eq false and subject eq 'a&b'")
                .orderby([Message::RECEIVED_DATE_TIME.desc()])
                .top(2)
                .count()
                .prefer("outlook.body-content-type=\"text\""),
        ),
        Sent::ours(&user::SendMail::me(&user::SendMailBody {
            message: Some(lunch),
            save_to_sent_items: Some(false),
            ..Default::default()
        })),
        Sent::ours(&message::Update::me(
            id,
            &message::UpdateBody {
                is_read: Field::Value(true),
                subject: Field::Null,
                ..Default::default()
            },
        )),
        Sent::ours(&message::Move::me_mail_folders(
            "inbox",
            id,
            &message::MoveBody {
                destination_id: Some("archive".to_owned()),
                ..Default::default()
            },
        )),
        Sent::ours(&conversation::PostThreads::in_groups("1", id, &thread)),
        Sent::ours(&group::PostMembers::in_groups(
            "1",
            "https://graph.microsoft.com/v1.0/users/2",
        )),
        Sent::ours(&group::DeleteMembers::in_groups("1", id)),
        Sent::ours(
            &user::ListCalendarView::me_calendar(
                "2021-06-07T00:00:00+02:00",
                "2021-06-14T00:00:00+02:00",
            )
            .expand([Event::CALENDAR])
            .skip(10),
        ),
        Sent::ours(&user::Update::in_users(
            "ada@example.com",
            &user::UpdateBody {
                job_title: Field::Value("Poet".to_owned()),
                business_phones: Field::Value(vec!["1".to_owned()]),
                ..Default::default()
            },
        )),
        Sent::ours(&profilephoto::Update::me(vec![0xff, 0xd8, 0x00])),
        Sent::ours(
            &reportroot::GetEmailActivityUserDetail::in_reports_by_period("D7")
                .if_none_match("\"1\""),
        ),
        Sent::ours(
            &driveitem::Search::me("plans for May")
                .select([DriveItem::NAME])
                .top(5),
        ),
        Sent::ours(&driveitem::PutContent::in_drives_by_filename(
            "d",
            "p",
            "a b.txt",
            vec![1],
        )),
        Sent::ours(&opentypeextension::PostOpenTypeExtension::in_users(
            "1",
            &OpenTypeExtension {
                extension_name: Some("com.example.notes".to_owned()),
                ..Default::default()
            },
        )),
    ]
}

#[tokio::test]
#[ignore = "needs node, tsc and openapi-generator-cli"]
async fn a_generated_client_sends_what_the_bindings_send() {
    let Some([generator, tsc, node]) = programs(["openapi-generator-cli", "tsc", "node"]) else {
        return;
    };
    let folder = folder("client");
    let document = export(&folder, &[]);
    let (sources, compiled) = (folder.join("sources"), folder.join("compiled"));
    run(Command::new(generator)
        .args(["generate", "-g", "typescript-fetch", "-i"])
        .arg(document)
        .arg("-o")
        .arg(&sources));
    run(Command::new(tsc)
        .args([
            "--target",
            "es2022",
            "--module",
            "commonjs",
            "--lib",
            "es2022,dom",
        ])
        .args(["--skipLibCheck", "--outDir"])
        .arg(&compiled)
        .arg(sources.join("index.ts")));

    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_raw("{}", "application/json");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let mut requests = Command::new(node);
    requests
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/openapi_tools/requests.mjs"
        ))
        .arg(&compiled)
        .arg(server.uri());
    tokio::task::spawn_blocking(move || run(&mut requests))
        .await
        .unwrap();

    let theirs = server.received_requests().await.unwrap();
    let ours = ours();
    assert!(
        theirs
            .iter()
            .all(|request| request.headers["authorization"] == "Bearer local")
    );
    assert_eq!(theirs.len(), ours.len());
    for (theirs, ours) in theirs.iter().map(Sent::theirs).zip(ours) {
        eprintln!("{} {}", ours.method, ours.path);
        assert_eq!(theirs, ours);
    }
}
