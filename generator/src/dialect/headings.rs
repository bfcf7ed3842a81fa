//! What headings announce.

use crate::dialect::Words;

/// What a section of a page speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Title, introduction and whatever else.
    Other,
    /// Who may call.
    Permissions,
    /// Request lines.
    Request,
    /// Request headers.
    Headers,
    /// Query options and parameters.
    Query,
    /// Parameters in the path or of a function.
    Parameters,
    /// The request body.
    Body,
    /// The response.
    Response,
    /// Examples, with all below them.
    Example,
    /// Property tables.
    Properties,
    /// Relationship tables.
    Relationships,
    /// Operations of a resource.
    Methods,
    /// Members of an enumeration that has its own page.
    Members,
    /// The JSON representation of a resource.
    Representation,
}

/// What headings announce. Slugs are headings in lower case with `-` for spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings {
    /// The first rule that fits a heading gives its role.
    pub roles: Vec<HeadingRule>,
    /// Slugs of headings that stand beside an example's heading and belong to it.
    pub messages: Vec<String>,
    /// How the slugs of further such headings begin.
    pub numbered_messages: Vec<String>,
    /// The slug of a heading above properties behind the name of the page's type: `thing-properties`.
    pub own_properties: String,
    /// How the slugs of headings begin that speak of the properties of something else, below those of the page's type.
    pub nested_properties: Vec<String>,
    /// Slugs of headings above lists of the types that inherit from the page's type.
    pub derived_types: Vec<String>,
    /// How the slugs of headings begin below which the page of a type describes requests to it in prose.
    pub actions: Vec<String>,
    /// How the slugs of headings of request lines begin that only say that they are request lines.
    pub untitled_requests: Vec<String>,
    /// How the slugs of headings of shown responses begin.
    pub shown_responses: Vec<String>,
    /// What follows the name of an enumeration in a heading above its members: `importance values`.
    pub values: Words,
    /// The word that follows the name of an enumeration in the title of its page: `importance enum type`.
    pub enumeration: Words,
    /// What a cell says of a property that is one of several values, without a name for them.
    pub enumeration_nouns: Words,
    /// Slugs of headings whose page is about a type with properties, so that its enumerations belong to that type.
    pub enumeration_owner: Vec<String>,
    /// How titles of pages with several enumerations end.
    pub enumerations: Words,
    /// How titles of pages of a type end.
    pub resource: Words,
    /// Words of a heading that say nothing about which request it is about.
    pub empty_words: Words,
    /// Endings of words that make no difference between two headings.
    pub endings: Vec<String>,
    /// Level-2 slugs of an operation's page in their usual order.
    pub operation_order: Vec<Vec<String>>,
    /// Level-2 slugs of a type's page in their usual order.
    pub resource_order: Vec<Vec<String>>,
}

/// Headings that announce one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingRule {
    /// `None` leaves it to the heading above.
    pub role: Option<Role>,
    /// The slugs are whole headings, not how they begin.
    pub whole: bool,
    /// Which.
    pub slugs: Vec<String>,
}

fn begins<const N: usize>(role: Role, slugs: [&str; N]) -> HeadingRule {
    HeadingRule {
        role: Some(role),
        whole: false,
        slugs: owned(slugs),
    }
}

fn whole<const N: usize>(role: Role, slugs: [&str; N]) -> HeadingRule {
    HeadingRule {
        whole: true,
        ..begins(role, slugs)
    }
}

fn owned<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).into()
}

impl Headings {
    pub(super) fn graph() -> Self {
        Self {
            roles: vec![
                begins(
                    Role::Permissions,
                    ["permission", "prerequisites", "required-permission"],
                ),
                begins(
                    Role::Request,
                    [
                        "http-request",
                        "http-method",
                        "rest-request",
                        "request-syntax",
                    ],
                ),
                begins(
                    Role::Headers,
                    ["request-header", "optional-request-header", "headers"],
                ),
                begins(
                    Role::Query,
                    [
                        "optional-query",
                        "query-param",
                        "query-option",
                        "odata-query",
                        "query-string",
                    ],
                ),
                begins(
                    Role::Parameters,
                    [
                        "function-param",
                        "path-param",
                        "parameters",
                        "request-param",
                        "uri-param",
                    ],
                ),
                begins(Role::Body, ["request-body", "request-bodies"]),
                begins(Role::Example, ["example", "sample"]),
                HeadingRule {
                    role: None,
                    whole: false,
                    slugs: owned(["response-header"]),
                },
                begins(Role::Response, ["response", "rest-response"]),
                whole(Role::Example, ["request"]),
                begins(Role::Properties, ["properties", "instance-attributes"]),
                whole(Role::Relationships, ["navigation"]),
                begins(Role::Relationships, ["relationship", "navigation-propert"]),
                begins(Role::Methods, ["methods"]),
                whole(Role::Members, ["members"]),
                begins(Role::Representation, ["json-representation"]),
                begins(
                    Role::Other,
                    [
                        "see-also",
                        "related-content",
                        "next-steps",
                        "remarks",
                        "error",
                    ],
                ),
            ],
            messages: owned(["request", "response", "requests", "responses"]),
            numbered_messages: owned(["request-1", "response-1", "request-2", "response-2"]),
            own_properties: "properties".to_owned(),
            nested_properties: owned(["properties-of"]),
            derived_types: owned(["derived-types", "derived-resources"]),
            actions: owned(["bound-action", "bound-function", "actions", "functions"]),
            untitled_requests: owned(["http-"]),
            shown_responses: owned(["response"]),
            values: Words::from([
                "values",
                "enumeration",
                "enumeration values",
                "flags",
                "members",
                "enum",
                "enum values",
            ]),
            enumeration: Words::from(["enum"]),
            enumeration_nouns: Words::from(["enum", "enumeration"]),
            enumeration_owner: owned(["properties"]),
            enumerations: Words::from([" values"]),
            resource: Words::from(["resource type"]),
            empty_words: Words::from([
                "a", "an", "and", "by", "for", "from", "if", "in", "of", "response", "that", "the",
                "to", "when",
            ]),
            endings: owned(["ting", "ing", "es", "ed", "s"]),
            operation_order: vec![
                owned(["permissions", "prerequisites"]),
                owned(["http-request"]),
                owned(["request-headers"]),
                owned(["request-body"]),
                owned(["response"]),
            ],
            resource_order: vec![
                owned(["methods"]),
                owned(["properties"]),
                owned(["relationships"]),
                owned(["json-representation"]),
            ],
        }
    }
}
