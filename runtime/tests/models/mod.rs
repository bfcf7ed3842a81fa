//! Models and operations in the form that docbind emits.

#![allow(dead_code, reason = "each test uses its share")]

use docbind_runtime::prelude::*;

/// A message in a mail folder.
#[derive(Clone, Default)]
pub struct Message {
    /// The body.
    pub body: Option<ItemBody>,
    /// The first characters of the body.
    pub body_preview: Option<String>,
    /// The categories.
    pub categories: Option<Vec<String>>,
    /// The sender.
    pub from: Option<Recipient>,
    /// The importance.
    pub importance: Option<Importance>,
    /// Whether it was read.
    pub is_read: Option<bool>,
    /// When it was received.
    pub received_date_time: Option<DateTimeOffset>,
    /// The size in bytes.
    pub size: Option<i32>,
    /// The score.
    pub score: Option<f64>,
    /// The price.
    pub price: Option<Decimal>,
    /// The ratio.
    pub ratio: Option<f32>,
    /// The subject.
    pub subject: Option<String>,
    /// The recipients.
    pub to_recipients: Option<Vec<Recipient>>,
    /// A stream.
    pub value: Option<Json>,
    /// The attachments.
    pub attachments: Option<Link<Vec<Attachment>>>,
    /// The folder.
    pub parent: Option<Link<MailFolder>>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    Message = "example.mail.message";
    properties {
        body BODY = "body",
        body_preview BODY_PREVIEW = "bodyPreview",
        categories CATEGORIES = "categories",
        from FROM = "from",
        importance IMPORTANCE = "importance",
        is_read IS_READ = "isRead",
        received_date_time RECEIVED_DATE_TIME = "receivedDateTime",
        size SIZE = "size",
        score SCORE = "score",
        price PRICE = "price",
        ratio RATIO = "ratio",
        subject SUBJECT = "subject",
        to_recipients TO_RECIPIENTS = "toRecipients",
        value VALUE = "value",
    }
    relationships {
        attachments ATTACHMENTS = "attachments",
        parent PARENT = "parent",
    }
}

/// A body that changes a message.
#[derive(Clone, Default)]
pub struct UpdateMessageBody {
    /// The body.
    pub body: Field<ItemBody>,
    /// Whether it was read.
    pub is_read: Field<bool>,
    /// The subject.
    pub subject: Field<String>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    UpdateMessageBody = "example.mail.message";
    properties {
        body BODY = "body",
        is_read IS_READ = "isRead",
        subject SUBJECT = "subject",
    }
    relationships {}
}

/// A folder of messages.
#[derive(Clone, Default)]
pub struct MailFolder {
    /// The name.
    pub display_name: Option<String>,
    /// The folders in it.
    pub child_folders: Option<Link<Vec<MailFolder>>>,
    /// The messages in it.
    pub messages: Option<Link<Vec<Message>>>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    MailFolder = "example.mail.mailFolder";
    properties {
        display_name DISPLAY_NAME = "displayName",
    }
    relationships {
        child_folders CHILD_FOLDERS = "childFolders",
        messages MESSAGES = "messages",
    }
}

/// The body of an item.
#[derive(Clone, Default)]
pub struct ItemBody {
    /// The content.
    pub content: Option<String>,
    /// The type of the content.
    pub content_type: Option<BodyType>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    ItemBody = "example.mail.itemBody";
    properties {
        content CONTENT = "content",
        content_type CONTENT_TYPE = "contentType",
    }
    relationships {}
}

/// Who gets a message.
#[derive(Clone, Default)]
pub struct Recipient {
    /// The address.
    pub email_address: Option<EmailAddress>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    Recipient = "example.mail.recipient";
    properties {
        email_address EMAIL_ADDRESS = "emailAddress",
    }
    relationships {}
}

/// An address with a name.
#[derive(Clone, Default)]
pub struct EmailAddress {
    /// The address.
    pub address: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    EmailAddress = "example.mail.emailAddress";
    properties {
        address ADDRESS = "address",
        name NAME = "name",
    }
    relationships {}
}

/// A type of content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyType {
    /// Text.
    Text,
    /// HTML.
    Html,
    /// A member that the page does not list.
    Unrecognized(Box<str>),
}
enumeration! {
    BodyType = "example.mail.bodyType", Unrecognized;
    Text = "text",
    Html = "html",
}

/// An importance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Importance {
    /// Low.
    Low,
    /// Normal.
    Normal,
    /// High.
    High,
    /// A member that the page does not list.
    Unrecognized(Box<str>),
}
enumeration! {
    Importance = "example.mail.importance", Unrecognized;
    Low = "low",
    Normal = "normal",
    High = "high",
}

/// An attachment.
#[derive(Clone, Default)]
pub struct Attachment {
    /// The name.
    pub name: Option<String>,
    /// The size in bytes.
    pub size: Option<i32>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    Attachment = "example.mail.attachment";
    properties {
        name NAME = "name",
        size SIZE = "size",
    }
    relationships {}
}

/// An attachment that is a file.
#[derive(Clone, Default)]
pub struct FileAttachment {
    /// The content.
    pub content_bytes: Option<Binary>,
    /// The name.
    pub name: Option<String>,
    /// The size in bytes.
    pub size: Option<i32>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    FileAttachment = "example.mail.fileAttachment";
    properties {
        content_bytes CONTENT_BYTES = "contentBytes",
        name NAME = "name",
        size SIZE = "size",
    }
    relationships {}
}

/// An attachment that is an item.
#[derive(Clone, Default)]
pub struct ItemAttachment {
    /// The item.
    pub item: Option<Link<Message>>,
    /// What the wire said beyond the fields above.
    pub additional: Additional,
}
object! {
    ItemAttachment = "example.mail.itemAttachment";
    properties {}
    relationships {
        item ITEM = "item",
    }
}

/// An attachment as what it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AttachmentVariant {
    /// A file.
    FileAttachment(Box<FileAttachment>),
    /// An item.
    ItemAttachment(Box<ItemAttachment>),
    /// Another attachment.
    Other(Box<Attachment>),
}
variants! {
    Attachment => AttachmentVariant, Other;
    FileAttachment(FileAttachment) = "example.mail.fileAttachment",
    ItemAttachment(ItemAttachment) = "example.mail.itemAttachment",
}
