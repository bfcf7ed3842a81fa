//! The core alone: an operation makes a request and reads an answer; a plain blocking HTTP client carries them.

use graph_bindings::runtime::Operation;
use graph_bindings::v1_0::user;
use serde_json::json;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Runtime::new()?;
    let server = runtime.block_on(service());
    let base = format!("{}/v1.0", server.uri());

    let me = send(&base, &user::Get::me())?;
    println!("{}", me.display_name.as_deref().unwrap_or_default());
    Ok(())
}

/// All that a client has to do: put the base URL and the token to a request, and let the operation read the answer.
fn send<O: Operation>(
    base: &str,
    operation: &O,
) -> Result<O::Response, Box<dyn std::error::Error>> {
    let mut request = operation.request()?.map(Vec::from);
    *request.uri_mut() = format!("{base}{}", request.uri()).parse()?;
    let token = "Bearer local".parse()?;
    request.headers_mut().insert("Authorization", token);
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent: ureq::Agent = config.build().into();
    let (head, mut body) = agent.run(request)?.into_parts();
    let body = body.read_to_vec()?;
    Ok(operation.parse_response(http::Response::from_parts(head, body.into()))?)
}

async fn service() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/v1.0/me"))
        .and(header("Authorization", "Bearer local"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"displayName": "Ada"})))
        .mount(&server)
        .await;
    server
}
