//! A new thread in a conversation of a group.

mod support;

use graph_bindings::runtime::Operation;
use graph_bindings::v1_0::conversation::PostThreads;
use graph_bindings::v1_0::models::ConversationThread;
use serde_json::json;
use wiremock::matchers::{body_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v1.0/groups/team/conversations/42/threads"))
        .and(body_json(json!({"topic": "Lunch?"})))
        .respond_with(
            ResponseTemplate::new(201).set_body_json(json!({"id": "7", "topic": "Lunch?"})),
        )
        .mount(&server)
        .await;

    let thread = ConversationThread {
        topic: Some("Lunch?".into()),
        ..Default::default()
    };
    let operation = PostThreads::in_groups("team", "42", &thread);
    println!("{}", operation.request()?.uri());
    println!("needs {}", PostThreads::LEAST);

    let created = support::client(&server)?.send(&operation).await?;
    println!("created {}", created.id.as_deref().unwrap_or_default());
    Ok(())
}
