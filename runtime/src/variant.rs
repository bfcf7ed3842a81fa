//! Values of a base type as what they are by `@odata.type`, and back.

use crate::object::Object;
use crate::wire::{from_text, to_text};

/// The value as another type of the same family. What the other type has no field for becomes additional,
/// and the other way around: nothing is lost.
#[must_use]
pub fn convert<A: Object, B: Object>(value: &A) -> B {
    // An object is written as an object, which any object reads.
    from_text(&to_text(value)).value().unwrap_or_default()
}

/// The value as its base type, with `@odata.type` saying what it was.
#[must_use]
pub fn into_base<A: Object, B: Object>(value: &A) -> B {
    let mut base: B = convert(value);
    let additional = base.additional_mut();
    if additional.odata_type().is_none() {
        additional.remove("@odata.type");
        additional.insert("@odata.type", format!("#{}", A::TYPE));
    }
    base
}

/// Gives a base type a view as its documented variants, and makes the variants convertible to it.
///
/// Each line is a variant of the enum, the type it holds in a box, and the name of that type. The catch-all
/// holds the base type itself.
///
/// ```
/// use docbind_runtime::prelude::*;
///
/// #[derive(Clone, Default)]
/// pub struct Attachment {
///     pub name: Option<String>,
///     pub additional: Additional,
/// }
/// object! { Attachment = "example.mail.attachment"; properties { name NAME = "name" } relationships {} }
///
/// #[derive(Clone, Default)]
/// pub struct FileAttachment {
///     pub name: Option<String>,
///     pub content_bytes: Option<Binary>,
///     pub additional: Additional,
/// }
/// object! {
///     FileAttachment = "example.mail.fileAttachment";
///     properties { name NAME = "name", content_bytes CONTENT_BYTES = "contentBytes" }
///     relationships {}
/// }
///
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum AttachmentVariant {
///     FileAttachment(Box<FileAttachment>),
///     Other(Box<Attachment>),
/// }
/// variants! {
///     Attachment => AttachmentVariant, Other;
///     FileAttachment(FileAttachment) = "example.mail.fileAttachment",
/// }
///
/// let file = FileAttachment { content_bytes: Some(Binary::from_bytes(b"Hi")), ..Default::default() };
/// let attachment = Attachment::from(file);
/// assert_eq!(attachment.additional.odata_type(), Some("example.mail.fileAttachment"));
/// match attachment.variant() {
///     AttachmentVariant::FileAttachment(file) => assert_eq!(file.content_bytes.unwrap().to_bytes().unwrap(), b"Hi"),
///     other => panic!("{other:?}"),
/// }
/// ```
#[macro_export]
macro_rules! variants {
    (
        $base:ident => $name:ident, $other:ident;
        $($(#[$attribute:meta])* $variant:ident($type:ty) = $wire:literal),* $(,)?
    ) => {
        impl $base {
            /// The value as the type that its `@odata.type` names. Nothing is lost on the way, nor back.
            #[must_use]
            #[inline]
            pub fn variant(&self) -> $name {
                match self.additional.odata_type() {
                    $($(#[$attribute])* Some($wire) => $name::$variant(Box::new($crate::__private::convert(self))),)*
                    _ => $name::$other(Box::new(self.clone())),
                }
            }
        }

        $(
            $(#[$attribute])*
            impl From<$type> for $base {
                #[inline]
                fn from(value: $type) -> Self {
                    $crate::__private::into_base(&value)
                }
            }
        )*

        impl From<$name> for $base {
            #[inline]
            fn from(value: $name) -> Self {
                match value {
                    $($(#[$attribute])* $name::$variant(value) => $crate::__private::into_base(&*value),)*
                    $name::$other(value) => *value,
                }
            }
        }
    };
}
