//! Users page by page, counted by the service: a query that needs a header, which every page's request carries.

mod support;

use graph_bindings::v1_0::{models::User, user};
use serde_json::json;
use wiremock::matchers::{header, method, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = directory().await;
    let client = support::client(&server)?;

    let people = user::List::in_users()
        .select([User::ID, User::DISPLAY_NAME])
        .search("\"displayName:a\"")
        .count()
        .consistency_level("eventual");
    let mut pages = client.pages(&people);
    while let Some(page) = pages.try_next().await? {
        if let Some(count) = page.count {
            println!("{count} users");
        }
        for user in page {
            println!("- {}", user.display_name.as_deref().unwrap_or_default());
        }
    }
    Ok(())
}

async fn directory() -> MockServer {
    let server = MockServer::start().await;
    let next = format!("{}/v1.0/users?$skiptoken=next", server.uri());
    Mock::given(method("GET"))
        .and(header("ConsistencyLevel", "eventual"))
        .and(query_param_is_missing("$skiptoken"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({
            "@odata.count": 3,
            "value": [{"displayName": "Ada"}, {"displayName": "Alan"}],
            "@odata.nextLink": next,
        })))
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(header("ConsistencyLevel", "eventual"))
        .and(query_param("$skiptoken", "next"))
        .respond_with(
            ResponseTemplate::new(200).set_body_json(json!({"value": [{"displayName": "Grace"}]})),
        )
        .mount(&server)
        .await;
    server
}
