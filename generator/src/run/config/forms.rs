//! Values of `docbind.toml` that are one of several forms.
//!
//! They are read by hand, because a derived reader of untagged values cannot say which key was meant.

use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// How lists are answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ListForm {
    /// One of the forms that have a name.
    Named(NamedListForm),
    /// An object with the items in one of its members.
    Members(ListMembers),
}

/// A form of lists with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NamedListForm {
    /// `{"value": [..], "@odata.nextLink": ".."}`.
    Odata,
    /// `[..]`.
    Array,
}

/// What stands for a member of an enumeration on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EnumerationForm {
    /// Its name.
    Text,
    /// Its number.
    Number,
}

/// Where an answered list has its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ListMembers {
    /// The member with the items.
    pub items: String,
    /// How the next page is found, as `next` in `[lists]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextPage>,
    /// The member with the number of all items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// The member with the link to later changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<String>,
}

/// How the next page is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum NextPage {
    /// `link-header`, or the member with the link.
    Link(String),
    /// The same request with another query parameter.
    Query(NextQuery),
}

/// What is asked for the next page beside the request for the first one: either of `cursor` and `page`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct NextQuery {
    /// The member with the cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The query parameter that takes the cursor; without it, the one that is called like the member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The query parameter that takes the number of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

/// How errors are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NamedErrorForm {
    /// `{"error": {"code": .., "message": ..}}`.
    Odata,
    /// Problem details, as RFC 9457 has them.
    Problem,
}

/// Whether several requests can be sent as one, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Batch {
    /// At the usual place, or not at all.
    Usual(bool),
    /// At this path, behind the base URL.
    At(String),
}

/// Reads a text or a table.
struct TextOrTable<T, F, G> {
    expected: &'static str,
    text: F,
    table: G,
    is: std::marker::PhantomData<T>,
}

impl<'de, T, F, G, V> Visitor<'de> for TextOrTable<T, F, G>
where
    T: Deserialize<'de>,
    F: FnOnce(&str) -> Result<V, serde::de::value::Error>,
    G: FnOnce(T) -> V,
{
    type Value = V;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V, E> {
        (self.text)(text).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(self.table)
    }
}

impl<'de> Deserialize<'de> for ListForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrTable {
            expected: "`odata`, `array` or a table such as `{ items = \"items\", next = \"next\" }`",
            text: |text: &str| {
                NamedListForm::deserialize(StrDeserializer::new(text)).map(Self::Named)
            },
            table: Self::Members,
            is: std::marker::PhantomData,
        })
    }
}

impl<'de> Deserialize<'de> for NextPage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrTable {
            expected: "`link-header`, the name of a member, or a table with `cursor` or `page`",
            text: |text: &str| Ok(Self::Link(text.to_owned())),
            table: Self::Query,
            is: std::marker::PhantomData,
        })
    }
}

impl<'de> Deserialize<'de> for Batch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Batch;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false` or a path such as `/$batch`")
            }

            fn visit_bool<E>(self, is_there: bool) -> Result<Batch, E> {
                Ok(Batch::Usual(is_there))
            }

            fn visit_str<E>(self, path: &str) -> Result<Batch, E> {
                Ok(Batch::At(path.to_owned()))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}
