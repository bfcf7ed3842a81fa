//! Primitive types that JSON has no form for. They keep the text of the wire, so that a strange date
//! loses nothing, and convert on demand.

mod binary;
#[cfg(feature = "chrono")]
mod chrono;
mod decimal;
mod duration;
#[cfg(feature = "testing")]
mod form;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

use std::fmt;

pub use self::decimal::Decimal;

/// Why the text of a scalar is not the value that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalarError {
    scalar: &'static str,
    text: Box<str>,
    reason: Box<str>,
}

impl ScalarError {
    fn new(scalar: &'static str, text: &str, reason: impl fmt::Display) -> Self {
        Self {
            scalar,
            text: text.into(),
            reason: reason.to_string().into(),
        }
    }

    /// The text of the wire.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for ScalarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            scalar,
            text,
            reason,
        } = self;
        write!(f, "`{text}` cannot be used as {scalar}: {reason}")
    }
}

impl std::error::Error for ScalarError {}

/// The time of a day, and the offset from UTC that follows it, if there is one.
fn split_offset(text: &str) -> (&str, &str) {
    let at = text.find(['Z', 'z', '+', '-']);
    text.split_at(at.unwrap_or(text.len()))
}

impl DateTimeOffset {
    /// Whether the text says its offset from UTC, as it should. Some services leave it out.
    #[must_use]
    pub fn has_offset(&self) -> bool {
        !self.split().1.is_empty()
    }

    /// The date and time, and what the text says after them.
    fn split(&self) -> (&str, &str) {
        let text = self.as_str();
        let day = text.find(['T', 't', ' ']).map_or(text.len(), |at| at + 1);
        let (_, offset) = split_offset(text.get(day..).unwrap_or_default());
        text.split_at(text.len() - offset.len())
    }

    /// The date and time without the offset, in the form that every library reads.
    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    fn local(&self) -> String {
        self.split().0.trim().replacen([' ', 't'], "T", 1)
    }

    /// Why the text is no moment.
    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    fn no_moment(&self, local: &str, error: impl fmt::Display) -> ScalarError {
        let reason = if self.has_offset() {
            error.to_string()
        } else {
            format!("it says no offset from UTC; `{local}` takes it without")
        };
        ScalarError::new("a date with time and offset", self.as_str(), reason)
    }
}

macro_rules! text_scalar {
    ($($(#[$doc:meta])* $name:ident, $form:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The value of this text, which is not checked.
            #[must_use]
            pub fn new(text: impl Into<Box<str>>) -> Self {
                Self(text.into())
            }

            /// The text as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl crate::wire::Wire for $name {
            #[inline]
            fn from_text(text: &str) -> crate::wire::Found<Self> {
                crate::wire::Found::Value(Self(text.into()))
            }

            #[inline]
            fn from_owned_text(text: String) -> crate::wire::Found<Self> {
                crate::wire::Found::Value(Self(text.into()))
            }

            #[inline]
            fn write<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }

            #[cfg(feature = "testing")]
            fn is_written_like(text: &str) -> bool {
                form::$form(text)
            }
        }

        impl serde_core::Serialize for $name {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $name {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Box::<str>::deserialize(deserializer).map(Self)
            }
        }
    )*};
}

text_scalar! {
    /// A moment with its offset from UTC, such as `2014-10-01T05:15:00Z`.
    DateTimeOffset, date_time;
    /// A day, such as `2014-10-01`.
    Date, date;
    /// A time of a day, such as `05:15:00`.
    TimeOfDay, time;
    /// A length of time in the form of ISO 8601, such as `PT1H30M`.
    Duration, duration;
    /// A GUID, such as `f3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11`.
    Guid, guid;
    /// Bytes, in base64.
    Binary, base64;
}
