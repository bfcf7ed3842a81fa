//! Enumerations: closed lists of texts on the page, open ones on the wire.

use serde_core::de::{Deserialize, Deserializer};

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
///     BodyType = "microsoft.graph.bodyType", Unrecognized;
///     Text = "text",
///     Html = "html",
/// }
///
/// assert_eq!(BodyType::from("html"), BodyType::Html);
/// assert_eq!(BodyType::from("rtf").as_str(), "rtf");
/// assert_eq!(BodyType::MEMBERS, ["text", "html"]);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    (
        $name:ident = $type:literal, $other:ident;
        $($member:ident = $wire:literal),* $(,)?
    ) => {
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

        impl $crate::prelude::Wire for $name {
            #[inline]
            fn from_text(text: &str) -> Result<Self, $crate::prelude::Json> {
                Ok(Self::from(text))
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
}
