//! Primitive types that JSON has no form for. They keep the text of the wire, so that a strange date
//! loses nothing, and convert on demand.

mod binary;
#[cfg(feature = "chrono")]
mod chrono;
mod decimal;
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

macro_rules! text_scalar {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
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
    DateTimeOffset;
    /// A day, such as `2014-10-01`.
    Date;
    /// A time of a day, such as `05:15:00`.
    TimeOfDay;
    /// A length of time in the form of ISO 8601, such as `PT1H30M`.
    Duration;
    /// A GUID, such as `f3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11`.
    Guid;
    /// Bytes, in base64.
    Binary;
}
