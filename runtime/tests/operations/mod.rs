//! Operations in the form that docbind emits.

#![allow(dead_code, reason = "each test uses its share")]

use docbind_runtime::prelude::*;
use docbind_runtime::service::{BatchForm, Cloud, Service};

use crate::models::{MailFolder, Message, UpdateMessageBody};

/// The service of these operations.
pub static SERVICE: Service = Service::new("mail v1.0")
    .base_url("https://mail.example/v1.0")
    .scopes(&["https://mail.example/.default"])
    .clouds(&[ISLAND])
    .batch(BatchForm::json("/$batch"))
    .request_id("request-id");

/// Where else it is.
pub const ISLAND: Cloud = Cloud::new(
    "https://mail.island.example/v1.0",
    &["https://mail.island.example/.default"],
);

/// Lists the messages of a mailbox.
#[derive(Clone, Debug, PartialEq)]
pub struct ListMessages {
    call: Call,
}

impl ListMessages {
    /// `GET /me/messages`
    pub fn me() -> Self {
        Self {
            call: Call::get("/me/messages", &[]),
        }
    }

    /// `GET /users/{id | userPrincipalName}/messages`
    pub fn of_user(user_id: &str) -> Self {
        Self {
            call: Call::get("/users/{}/messages", &[user_id]),
        }
    }
}
operation! {
    ListMessages -> Page<Message>;
    service SERVICE;
    page "api/user-list-messages.md";
    permissions {
        delegated ["Mail.ReadBasic", "Mail.Read"],
        personal [],
        application ["Mail.ReadBasic.All"],
    }
    query<Message> { select, expand, filter, orderby, search, top, skip, count }
    headers { prefer = "Prefer", consistency_level = "ConsistencyLevel" }
}

/// Gets a message.
#[derive(Clone, Debug, PartialEq)]
pub struct GetMessage {
    call: Call,
}

impl GetMessage {
    /// `GET /me/messages/{id}`
    pub fn me(message_id: &str) -> Self {
        Self {
            call: Call::get("/me/messages/{}", &[message_id]),
        }
    }
}
operation! {
    GetMessage -> Message;
    service SERVICE;
    page "api/message-get.md";
    permissions {
        delegated ["Mail.ReadBasic"],
    }
    query<Message> { select }
    headers {}
}

/// Changes a message.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateMessage {
    call: Call,
}

impl UpdateMessage {
    /// `PATCH /me/messages/{id}`
    pub fn me(message_id: &str, body: &UpdateMessageBody) -> Self {
        Self {
            call: Call::patch("/me/messages/{}", &[message_id]).json(body),
        }
    }
}
operation! {
    UpdateMessage -> Message;
    service SERVICE;
    page "api/message-update.md";
    permissions {}
    query<Json> {}
    headers { if_match = "If-Match" }
}

/// Deletes a message.
#[derive(Clone, Debug, PartialEq)]
pub struct DeleteMessage {
    call: Call,
}

impl DeleteMessage {
    /// `DELETE /me/messages/{id}`
    pub fn me(message_id: &str) -> Self {
        Self {
            call: Call::delete("/me/messages/{}", &[message_id]),
        }
    }
}
operation! {
    DeleteMessage -> ();
    service SERVICE;
    page "api/message-delete.md";
    permissions {}
    query<Json> {}
    headers {}
}

/// Follows the changes of mail folders.
#[derive(Clone, Debug, PartialEq)]
pub struct MailFoldersDelta {
    call: Call,
}

impl MailFoldersDelta {
    /// `GET /me/mailFolders/delta`
    pub fn me() -> Self {
        Self {
            call: Call::get("/me/mailFolders/delta", &[]),
        }
    }

    /// What has changed since the token was given out.
    pub fn resume(token: &DeltaToken) -> Self {
        Self {
            call: Call::resume(token),
        }
    }
}
operation! {
    MailFoldersDelta -> Page<MailFolder>;
    service SERVICE;
    page "api/mailfolder-delta.md";
    permissions {}
    query<MailFolder> { select, skiptoken, deltatoken }
    headers {}
}

/// Gets the content of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct GetContent {
    call: Call,
}

impl GetContent {
    /// `GET /me/drive/root:/{item-path}:/content`
    pub fn by_path(item_path: &str) -> Self {
        Self {
            call: Call::get("/me/drive/root:/{+}:/content", &[item_path]),
        }
    }
}
operation! {
    GetContent -> Content;
    service SERVICE;
    page "api/driveitem-get-content.md";
    permissions {}
    query<Json> { format }
    headers {}
}
