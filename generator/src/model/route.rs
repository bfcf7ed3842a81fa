//! Methods and paths: the words that pages and models have in common.

use serde::{Deserialize, Serialize};

/// HTTP methods that references document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// Read.
    Get,
    /// Create or act.
    Post,
    /// Change some properties.
    Patch,
    /// Replace or upload.
    Put,
    /// Remove.
    Delete,
}

impl HttpMethod {
    /// As on the wire: `GET`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    /// Whether such a request usually has a body.
    pub fn writes(self) -> bool {
        matches!(self, Self::Post | Self::Patch | Self::Put)
    }
}

/// A part of a route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// `users`, `$ref`, `microsoft.graph.windowsDomainJoinConfiguration`.
    Literal(String),
    /// `{id | userPrincipalName}`: the alternatives, markup and braces removed. Concrete ids become one too.
    Parameter(Vec<String>),
    /// `getActivities(period='{period_value}')`, `applications(uniqueName='{uniqueName}')`.
    Function {
        /// Before the parenthesis; empty for a key such as `(id='{id}')` alone.
        name: String,
        /// In order.
        arguments: Vec<Argument>,
    },
    /// `:/{item-path}:` behind the part before it; `closed` when the second colon is there.
    Path {
        /// The parameter's name.
        parameter: String,
        /// Whether a colon follows.
        closed: bool,
    },
}

/// An argument of a function segment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Argument {
    /// `None` for a lone key: `items('{id}')`.
    pub name: Option<String>,
    /// Whether the value is in single quotes, thus a string.
    pub quoted: bool,
    /// A placeholder's name, or a literal.
    pub value: ArgumentValue,
}

/// What an argument stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArgumentValue {
    /// `{period_value}`.
    Parameter(String),
    /// `640`, `reviewer`.
    Literal(String),
}
