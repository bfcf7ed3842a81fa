//! Several operations in one request, each with its own answer.

mod support;

use graph_bindings::runtime::Batch;
use graph_bindings::v1_0::{message, user};
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v1.0/$batch"))
        .respond_with(
            ResponseTemplate::new(200).set_body_json(json!({"responses": [
                {"id": "1", "status": 200, "body": {"id": "a", "displayName": "Ada"}},
                {"id": "2", "status": 404, "body": {
                    "error": {"code": "ErrorItemNotFound", "message": "No such message."},
                }},
            ]})),
        )
        .mount(&server)
        .await;

    let mut batch = Batch::new();
    let me = batch.add(&user::Get::me())?;
    let mail = batch.add(&message::Get::me("gone"))?;
    let answers = support::client(&server)?.batch(batch).await?;

    println!("{:?}", answers.take(&me)?.display_name);
    match answers.take(&mail) {
        Ok(message) => println!("{:?}", message.subject),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
