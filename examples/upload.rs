//! A file too large for one request: an upload session, its pieces, and how far it is.

mod support;

use futures::io::Cursor;
use graph_bindings::runtime::client::UPLOAD_UNIT;
use graph_bindings::v1_0::driveitem::{CreateUploadSession, CreateUploadSessionBody};
use graph_bindings::v1_0::models::DriveItem;
use serde_json::json;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let content = vec![b'x'; 2 * usize::try_from(UPLOAD_UNIT)? + 1000];
    let server = drive(content.len()).await;
    let client = support::client(&server)?;

    let create =
        CreateUploadSession::me_root("reports/2026.csv", &CreateUploadSessionBody::default());
    let session = client.send(&create).await?;
    let url = session.upload_url.ok_or("the session has no address")?;
    let mut upload = client
        .upload(&url, Cursor::new(content))?
        .pieces_of(1)
        .on_progress(|progress| println!("{} of {} bytes", progress.sent, progress.total));
    let item: DriveItem = upload.send().await?;
    println!("uploaded {}", item.name.as_deref().unwrap_or_default());
    Ok(())
}

/// Takes pieces of 320 KiB.
async fn drive(size: usize) -> MockServer {
    let server = MockServer::start().await;
    let url = format!("{}/upload/1", server.uri());
    Mock::given(method("POST"))
        .and(path(
            "/v1.0/me/drive/root:/reports/2026.csv:/createUploadSession",
        ))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"uploadUrl": url})))
        .mount(&server)
        .await;
    let unit = 320 * 1024;
    for start in (0..size).step_by(unit) {
        let end = size.min(start + unit);
        let answer = if end < size {
            ResponseTemplate::new(202)
                .set_body_json(json!({"nextExpectedRanges": [format!("{end}-")]}))
        } else {
            ResponseTemplate::new(201).set_body_json(json!({"id": "1", "name": "2026.csv"}))
        };
        let range = format!("bytes {start}-{}/{size}", end - 1);
        Mock::given(method("PUT"))
            .and(path("/upload/1"))
            .and(header("Content-Range", range))
            .respond_with(answer)
            .mount(&server)
            .await;
    }
    server
}
