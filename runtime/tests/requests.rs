//! Operations become requests.

mod models;
mod operations;

use bytes::Bytes;
use docbind_runtime::error::InvalidRequest;
use docbind_runtime::filter::literal;
use docbind_runtime::prelude::*;
use http::Response;
use models::{ItemBody, MailFolder, Message, Recipient, UpdateMessageBody};
use operations::{
    DeleteMessage, GetContent, GetMessage, ListMessages, MailFoldersDelta, UpdateMessage,
};

#[test]
fn options_and_headers_stand_in_the_request() {
    let list = ListMessages::of_user("ada@example.com")
        .select([Message::SUBJECT, Message::IS_READ])
        .expand([Message::ATTACHMENTS])
        .filter("contains(subject,'R&D + more')")
        .orderby([Message::RECEIVED_DATE_TIME.desc(), Message::SUBJECT.into()])
        .top(5)
        .top(6)
        .count()
        .prefer("outlook.timezone=\"UTC\"")
        .prefer("outlook.body-content-type=\"text\"");
    let request = list.request().unwrap();
    assert_eq!(
        request.uri().to_string(),
        "/users/ada@example.com/messages?$select=subject,isRead&$expand=attachments\
         &$filter=contains(subject,'R%26D%20%2B%20more')&$orderby=receivedDateTime%20desc,subject&$top=6&$count=true"
    );
    assert_eq!(request.headers().get_all("prefer").iter().count(), 2);
    assert_eq!(ListMessages::PAGE, "api/user-list-messages.md");
    assert_eq!(
        ListMessages::PERMISSIONS.to_string(),
        "delegated: Mail.ReadBasic or Mail.Read; personal: not supported; application: Mail.ReadBasic.All"
    );
    assert_eq!(GetMessage::PERMISSIONS.application, None);
}

#[test]
fn properties_of_properties_and_options_of_relationships_can_be_named() {
    let list = ListMessages::me()
        .select([Message::FROM.then(Recipient::EMAIL_ADDRESS)])
        .orderby([Message::BODY.then(ItemBody::CONTENT).asc()])
        .expand([Message::ATTACHMENTS.with("$select=name;$top=2")]);
    assert_eq!(
        list.request().unwrap().uri().to_string(),
        "/me/messages?$select=from/emailAddress&$orderby=body/content%20asc&$expand=attachments($select%3Dname%3B$top%3D2)"
    );
}

#[test]
fn options_that_are_lists_add_up() {
    let list = ListMessages::me()
        .select([Message::SUBJECT])
        .select([Message::IS_READ, Message::SUBJECT])
        .expand([Message::ATTACHMENTS.with("$select=name,size")])
        .expand([Message::PARENT])
        .expand([Message::ATTACHMENTS.with("$select=name,size")])
        .orderby([Message::SUBJECT.desc()])
        .orderby([Message::SIZE])
        .filter("isRead eq true or size gt 5")
        .filter(&format!("subject eq {}", literal("O'Neil")));
    assert_eq!(
        list.request().unwrap().uri().to_string(),
        "/me/messages?$select=subject,isRead&$expand=attachments($select%3Dname,size),parent\
         &$orderby=subject%20desc,size\
         &$filter=(isRead%20eq%20true%20or%20size%20gt%205)%20and%20(subject%20eq%20'O''Neil')"
    );
    let none = ListMessages::me().select([Message::SUBJECT; 0]);
    assert_eq!(none.request().unwrap().uri(), "/me/messages");
    let replaced = ListMessages::me()
        .select([Message::SUBJECT])
        .with_query("$select", "id");
    assert_eq!(replaced.request().unwrap().uri(), "/me/messages?$select=id");
}

#[test]
fn what_the_page_does_not_document_can_still_be_sent() {
    let get = GetMessage::me("1")
        .with_query("my option", "a=b&c")
        .with_header("X-Custom", "1");
    let request = get.request().unwrap();
    assert_eq!(request.uri(), "/me/messages/1?my%20option=a%3Db%26c");
    assert_eq!(request.headers()["x-custom"], "1");
    let secret = get.with_header("Authorization", "Bearer secret");
    assert!(!format!("{secret:?}").contains("secret"));
}

#[test]
fn bodies_have_their_content_type() {
    let body = UpdateMessageBody {
        subject: Field::Null,
        ..Default::default()
    };
    let request = UpdateMessage::me("1", &body)
        .if_match("W/\"1\"")
        .request()
        .unwrap();
    assert_eq!(
        (
            request.method().as_str(),
            request.headers()["content-type"].as_bytes()
        ),
        ("PATCH", &b"application/json"[..])
    );
    assert_eq!(request.body(), r#"{"subject":null}"#);
    let request = Call::put("/content", &[])
        .with_header("Content-Type", "image/png")
        .bytes(&b"x"[..])
        .request()
        .unwrap();
    assert_eq!(request.headers()["content-type"], "image/png");
}

#[test]
fn what_cannot_be_sent_is_refused() {
    let refusal = |call: &dyn Fn() -> Result<http::Request<Bytes>, Error>| match call() {
        Err(Error::InvalidRequest(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refusal(&|| DeleteMessage::me("").request()),
        InvalidRequest::EmptyId("/me/messages/{}".into())
    );
    assert_eq!(
        refusal(&|| GetContent::by_path("../x").request()),
        InvalidRequest::DotSegment("/me/drive/root:/{+}:/content".into())
    );
    assert_eq!(
        refusal(&|| GetMessage::me("1").with_header("X", "a\r\nb").request()),
        InvalidRequest::Header("X".into())
    );
    assert!(matches!(
        refusal(&|| ListMessages::me().filter(&"x".repeat(70_000)).request()),
        InvalidRequest::Uri(_)
    ));
    struct Unwritable;
    impl serde::Serialize for Unwritable {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no"))
        }
    }
    assert_eq!(
        refusal(&|| Call::post("/x", &[]).json(&Unwritable).request()),
        InvalidRequest::Body("no".into())
    );
}

#[test]
fn the_next_page_is_asked_for_with_the_first_headers() {
    let list = ListMessages::me().consistency_level("eventual").top(1);
    let body = r#"{"value": [{"subject": "a"}], "@odata.nextLink": "https://host/v1.0/me/messages?$skip=1"}"#;
    let page = list.parse_response(Response::new(body.into())).unwrap();
    assert_eq!(page.value[0].subject.as_deref(), Some("a"));
    let next = list.next_page(&page).unwrap().request().unwrap();
    assert_eq!(next.uri(), "https://host/v1.0/me/messages?$skip=1");
    assert_eq!(next.headers()["consistencylevel"], "eventual");
    let last = list
        .parse_response(Response::new(r#"{"value": []}"#.into()))
        .unwrap();
    assert!(list.next_page(&last).is_none());
}

#[test]
fn a_delta_query_resumes_from_its_token() {
    let body = r#"{"value": [], "@odata.deltaLink": "https://host/v1.0/me/mailFolders/delta?$deltatoken=x"}"#;
    let page = MailFoldersDelta::me()
        .select([MailFolder::DISPLAY_NAME])
        .parse_response(Response::new(body.into()))
        .unwrap();
    let request = MailFoldersDelta::resume(&page.delta().unwrap())
        .request()
        .unwrap();
    assert_eq!(
        request.uri(),
        "https://host/v1.0/me/mailFolders/delta?$deltatoken=x"
    );
}

#[test]
fn answers_are_read_or_are_errors() {
    let get = GetMessage::me("1");
    let answer = |status: u16, body: &'static str| {
        Response::builder()
            .status(status)
            .body(Bytes::from(body))
            .unwrap()
    };
    assert_eq!(
        get.parse_response(answer(200, r#"{"subject": "a"}"#))
            .unwrap()
            .subject
            .as_deref(),
        Some("a")
    );
    assert_eq!(
        get.parse_response(answer(204, "")).unwrap(),
        Message::default()
    );
    assert!(matches!(
        get.parse_response(answer(200, "[]")),
        Err(Error::UnexpectedResponse(_))
    ));
    assert!(matches!(
        get.parse_response(answer(200, "{")),
        Err(Error::UnexpectedResponse(_))
    ));
    let error = get
        .parse_response(answer(404, r#"{"error": {"code": "ErrorItemNotFound"}}"#))
        .unwrap_err();
    assert_eq!(
        (error.code(), error.status().unwrap().as_u16()),
        (Some("ErrorItemNotFound"), 404)
    );
    DeleteMessage::me("1")
        .parse_response(answer(204, ""))
        .unwrap();
}
