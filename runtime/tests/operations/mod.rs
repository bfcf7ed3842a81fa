//! Operations in the form that docbind emits.

#![allow(dead_code, reason = "each test uses its share")]

use docbind_runtime::prelude::*;

use crate::models::{MailFolder, Message, UpdateMessageBody};

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
    page "api/driveitem-get-content.md";
    permissions {}
    query<Json> { format }
    headers {}
}
