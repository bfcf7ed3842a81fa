//! The objects of an OpenAPI 3.1 document that docbind writes, with their fields in the order of the specification.
//!
//! Schemas are plain JSON: JSON Schema is open, and no code here looks into one again.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A JSON Schema of the 2020-12 draft, as OpenAPI 3.1 takes it.
pub(super) type Schema = Value;

/// Which schemes, with which scopes or roles, let a caller in. All of one object are needed, one object is enough.
pub(super) type SecurityRequirement = BTreeMap<String, Vec<String>>;

/// An OpenAPI 3.1 document. It serialises to JSON or YAML.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    pub(super) openapi: &'static str,
    pub(super) info: Info,
    pub(super) servers: Vec<Server>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<Tag>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) security: Vec<SecurityRequirement>,
    pub(super) paths: BTreeMap<String, PathItem>,
    pub(super) components: Components,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Info {
    pub title: String,
    pub version: String,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Server {
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Tag {
    pub name: String,
}

/// An object that stands here, or the place of one that stands among the components.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum OrReference<T> {
    Here(T),
    Reference {
        #[serde(rename = "$ref")]
        place: String,
    },
}

impl<T> OrReference<T> {
    /// `#/components/{kind}/{name}`.
    pub fn to(kind: &str, name: &str) -> Self {
        Self::Reference {
            place: component(kind, name),
        }
    }
}

/// The address of a component. Names of components hold no character that a JSON pointer or a URI would have to escape.
pub(super) fn component(kind: &str, name: &str) -> String {
    format!("#/components/{kind}/{name}")
}

#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PathItem {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// By method in lower case.
    #[serde(flatten)]
    pub operations: BTreeMap<&'static str, Operation>,
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Operation {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    pub summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_docs: Option<ExternalDocs>,
    pub operation_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<OrReference<Parameter>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_body: Option<RequestBody>,
    /// By status, or `4XX`.
    pub responses: BTreeMap<String, OrReference<Response>>,
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security: Vec<SecurityRequirement>,
    #[serde(flatten)]
    pub extensions: BTreeMap<&'static str, Value>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct ExternalDocs {
    pub url: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum In {
    Path,
    Query,
    Header,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Parameter {
    pub name: String,
    #[serde(rename = "in")]
    pub place: In,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Set where the default of the place, one parameter for each element of an array, is not how it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explode: Option<bool>,
    pub schema: Schema,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct RequestBody {
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// By media type.
    pub content: BTreeMap<&'static str, MediaType>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct MediaType {
    pub schema: Schema,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub examples: BTreeMap<String, OrReference<Example>>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Response {
    pub description: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<&'static str, OrReference<Header>>,
    /// By media type.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub content: BTreeMap<&'static str, MediaType>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Header {
    pub description: String,
    pub schema: Schema,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Example {
    pub summary: String,
    pub value: Value,
}

/// What operations share, each by a name of ASCII letters, digits, `.`, `_` and `-`.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Components {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub schemas: BTreeMap<String, Schema>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub responses: BTreeMap<&'static str, Response>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, Parameter>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub examples: BTreeMap<String, Example>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<&'static str, Header>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub security_schemes: BTreeMap<&'static str, Value>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}
