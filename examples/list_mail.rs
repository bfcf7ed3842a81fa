//! The newest unread messages, over as many pages as it takes.

mod support;

use graph_bindings::v1_0::{models::Message, user};
use serde_json::json;
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = mailbox().await;
    let client = support::client(&server)?;

    let unread = user::ListMessages::me()
        .select([Message::SUBJECT, Message::RECEIVED_DATE_TIME])
        .filter("isRead eq false")
        .orderby([Message::RECEIVED_DATE_TIME.desc()])
        .top(2);
    let mut messages = client.items(&unread);
    while let Some(message) = messages.try_next().await? {
        println!("{}", message.subject.as_deref().unwrap_or("(no subject)"));
    }
    Ok(())
}

/// Two pages of messages.
async fn mailbox() -> MockServer {
    let server = MockServer::start().await;
    let next = format!("{}/v1.0/me/messages?$skiptoken=2", server.uri());
    Mock::given(method("GET"))
        .and(path("/v1.0/me/messages"))
        .and(query_param("$top", "2"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({
            "value": [{"id": "1", "subject": "Lunch?"}, {"id": "2", "subject": "Minutes"}],
            "@odata.nextLink": next,
        })))
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(query_param("$skiptoken", "2"))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_json(json!({"value": [{"id": "3", "subject": "Holidays"}]})),
        )
        .mount(&server)
        .await;
    server
}
