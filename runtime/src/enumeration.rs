//! Enumerations: closed lists of texts on the page, open ones on the wire.

use std::fmt::Display;

use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::Serializer;

use crate::wire::Wire;

/// What every enumeration can do.
///
/// Some are flags: a value is several members at once, with commas between them. Whether one is, pages do not always say, so any
/// can be asked.
pub trait Enumeration: Wire + Display + for<'a> From<&'a str> {
    /// The members that the value has: one, or those between commas.
    ///
    /// ```
    /// use docbind_runtime::prelude::*;
    /// # #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    /// # pub enum Access { Read, Write, Unrecognized(Box<str>) }
    /// # enumeration! { Access = "example.mail.access", Unrecognized; Read = "read", Write = "write" }
    ///
    /// let access = Access::from("read,write");
    /// assert_eq!(access.flags(), [Access::Read, Access::Write]);
    /// assert!(access.has(&Access::Write));
    /// assert_eq!(Access::from_flags([Access::Read, Access::Write]), access);
    /// ```
    #[must_use]
    fn flags(&self) -> Vec<Self> {
        let text = self.to_string();
        text.split(',')
            .map(|flag| Self::from(flag.trim()))
            .collect()
    }

    /// Whether the value is this member, or has it among its flags.
    #[must_use]
    fn has(&self, member: &Self) -> bool {
        self == member || self.flags().contains(member)
    }

    /// The value that has all of these members.
    #[must_use]
    fn from_flags(members: impl IntoIterator<Item = Self>) -> Self {
        let texts: Vec<String> = members
            .into_iter()
            .map(|member| member.to_string())
            .collect();
        Self::from(texts.join(",").as_str())
    }
}

/// Reads a string as an enumeration.
///
/// # Errors
/// The input is not a string.
pub fn deserialize<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    Ok(T::from(&text))
}

/// The value that a number on the wire stands for.
#[inline]
pub fn numbered<T: for<'a> From<&'a str>>(number: impl Display) -> T {
    T::from(&number.to_string())
}

/// Reads a number as an enumeration whose members are numbers on the wire.
///
/// # Errors
/// The input is not an integer.
pub fn deserialize_numbered<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    i64::deserialize(deserializer).map(numbered)
}

/// Writes a value whose text is a number as that number; any other text as it is.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match text.parse::<i64>() {
        Ok(number) => serializer.serialize_i64(number),
        Err(_) => serializer.serialize_str(text),
    }
}

/// Gives an enum the texts of its members on the wire: `as_str`, `MEMBERS`, `From<&str>`, `Display`,
/// reading and writing. A text that is no member, in this exact spelling, is kept by the catch-all.
///
/// ```
/// use docbind_runtime::prelude::*;
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum BodyType {
///     Text,
///     Html,
///     Unrecognized(Box<str>),
/// }
/// enumeration! {
///     BodyType = "example.mail.bodyType", Unrecognized;
///     Text = "text",
///     Html = "html",
/// }
///
/// assert_eq!(BodyType::from("html"), BodyType::Html);
/// assert_eq!(BodyType::from("rtf").as_str(), "rtf");
/// assert_eq!(BodyType::MEMBERS, ["text", "html"]);
/// ```
///
/// Where the wire has numbers for them, `number` stands behind the catch-all:
///
/// ```
/// use docbind_runtime::prelude::*;
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// pub enum Kind {
///     Text,
///     Voice,
///     Unrecognized(Box<str>),
/// }
/// enumeration! { Kind = "sample.kind", Unrecognized, number; Text = "0", Voice = "2" }
///
/// assert_eq!(serde_json::from_str::<Kind>("2").unwrap(), Kind::Voice);
/// assert_eq!(serde_json::to_string(&Kind::Text).unwrap(), "0");
/// let other: Kind = serde_json::from_str("7").unwrap();
/// assert_eq!(other, Kind::Unrecognized("7".into()));
/// assert_eq!(serde_json::to_string(&other).unwrap(), "7");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    (
        $name:ident = $type:literal, $other:ident, number;
        $($member:ident = $wire:literal),* $(,)?
    ) => {
        $crate::__enumeration!(@members $name, $other; $($member = $wire),*);

        impl $crate::prelude::Wire for $name {
            const MEMBERS: &'static [&'static str] = Self::MEMBERS;

            #[inline]
            fn from_i64(value: i64) -> $crate::wire::Found<Self> {
                $crate::wire::Found::Value($crate::__private::numbered(value))
            }

            #[inline]
            fn from_u64(value: u64) -> $crate::wire::Found<Self> {
                $crate::wire::Found::Value($crate::__private::numbered(value))
            }

            #[inline]
            fn write<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::__private::serialize_number(self.as_str(), serializer)
            }
        }

        impl $crate::__private::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::__private::serialize_number(self.as_str(), serializer)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::__private::deserialize_numbered(deserializer)
            }
        }
    };

    (
        $name:ident = $type:literal, $other:ident;
        $($member:ident = $wire:literal),* $(,)?
    ) => {
        $crate::__enumeration!(@members $name, $other; $($member = $wire),*);

        impl $crate::prelude::Wire for $name {
            const MEMBERS: &'static [&'static str] = Self::MEMBERS;

            #[inline]
            fn from_text(text: &str) -> $crate::wire::Found<Self> {
                $crate::wire::Found::Value(Self::from(text))
            }

            #[inline]
            fn write<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::__private::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::__private::deserialize_enumeration(deserializer)
            }
        }
    };

    (@members $name:ident, $other:ident; $($member:ident = $wire:literal),*) => {
        impl $name {
            /// The documented members, as they are on the wire.
            pub const MEMBERS: &'static [&'static str] = &[$($wire),*];

            /// The member as it is on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $wire,)*
                    Self::$other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$member,)*
                    _ => Self::$other(text.into()),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::prelude::Enumeration for $name {}
    };
}
