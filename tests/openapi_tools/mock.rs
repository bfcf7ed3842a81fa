//! Prism, which answers with the examples of the pages, and the client of these bindings.

use super::{export, folder, programs, support};
use graph_bindings::runtime::Operation;
use graph_bindings::runtime::client::Client;
use graph_bindings::runtime::page::Page;
use graph_bindings::v1_0::models::ConversationThread;
use graph_bindings::v1_0::{callrecords, conversation, driveitem, message, subscription, user};
use serde::Serialize;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A server that ends with the test.
struct Prism {
    process: Child,
    address: String,
}

impl Prism {
    fn start(program: &Path, document: &Path, folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let log = File::create(folder.join("prism.log")).unwrap();
        let process = Command::new(program)
            .args(["mock", "--host", "127.0.0.1", "--port"])
            .arg(address.port().to_string())
            .arg(document)
            .stderr(log.try_clone().unwrap())
            .stdout(log)
            .spawn()
            .unwrap();
        let mut prism = Self {
            process,
            address: address.to_string(),
        };
        let start = Instant::now();
        while TcpStream::connect(address).is_err() {
            let ended = prism.process.try_wait().unwrap();
            assert!(
                ended.is_none(),
                "Prism ended: see {}/prism.log",
                folder.display()
            );
            assert!(
                start.elapsed() < Duration::from_secs(100),
                "Prism does not listen"
            );
            sleep(Duration::from_millis(200));
        }
        prism
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The examples of a document.
struct Examples(Value);

impl Examples {
    /// What the page of an operation shows as its answer.
    fn of<O: Operation>(&self) -> &Value {
        let stem = Path::new(O::PAGE).file_stem().unwrap().to_str().unwrap();
        &self.0["components"]["examples"][format!("{stem}-response")]["value"]
    }

    async fn object<O>(&self, client: &Client, operation: &O) -> O::Response
    where
        O: Operation<Response: Serialize>,
    {
        let answer = client.send(operation).await.unwrap();
        assert_eq!(json!(answer), *self.of::<O>(), "{}", O::PAGE);
        answer
    }

    async fn page<O, T>(&self, client: &Client, operation: &O) -> Page<T>
    where
        O: Operation<Response = Page<T>>,
        T: Serialize,
    {
        let page = client.send(operation).await.unwrap();
        let example = self.of::<O>();
        assert!(!page.value.is_empty(), "{}", O::PAGE);
        assert_eq!(json!(page.value), example["value"], "{}", O::PAGE);
        assert_eq!(
            json!(page.next_link),
            example["@odata.nextLink"],
            "{}",
            O::PAGE
        );
        page
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs node and prism"]
async fn the_client_reads_what_a_mock_server_answers() {
    let Some([prism, _]) = programs(["prism", "node"]) else {
        return;
    };
    let folder = folder("mock");
    let document = export(&folder, &["--no-relationships"]);
    let prism = Prism::start(&prism, &document, &folder);
    let examples = Examples(serde_json::from_slice(&fs::read(document).unwrap()).unwrap());
    let client = support::client_at(&format!("http://{}", prism.address)).unwrap();

    let thread = ConversationThread {
        topic: Some("Prices".to_owned()),
        ..Default::default()
    };
    let created = conversation::PostThreads::in_groups("1", "2", &thread);
    let created = examples.object(&client, &created).await;
    assert_eq!(created.topic.as_deref(), Some("Prices"));
    examples.object(&client, &user::Get::me()).await;
    examples.object(&client, &message::Get::me("1")).await;
    examples
        .object(&client, &subscription::Get::in_subscriptions("1"))
        .await;
    let body = message::MoveBody {
        destination_id: Some("archive".to_owned()),
        ..Default::default()
    };
    examples
        .object(&client, &message::Move::me("1", &body))
        .await;
    let record = callrecords::CallRecordGet::in_communications("1");
    examples.object(&client, &record).await;

    let threads = conversation::ListThreads::in_groups("1", "2");
    examples.page(&client, &threads).await;
    examples
        .page(&client, &user::ListMessages::me().top(1))
        .await;
    examples
        .page(&client, &user::ListCalendarView::me_calendar("a", "b"))
        .await;
    examples.page(&client, &driveitem::Search::me("fork")).await;

    // A request that does not fit the document is refused, and the refusal is read.
    let empty = user::SendMailBody::default();
    let refused = client.send(&user::SendMail::me(&empty)).await.unwrap_err();
    assert_eq!(refused.status().map(|status| status.as_u16()), Some(422));
}
