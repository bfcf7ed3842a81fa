//! What the columns of tables are called.

use crate::dialect::Words;

/// What the columns of tables are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The first column of tables of properties, relationships and parameters. A final `s` makes no difference.
    pub name: Words,
    /// How the first column begins where rows are parameters.
    pub parameter: Words,
    /// What the first column of a query table mentions where its rows are parameters.
    pub query_parameter: Words,
    /// The type of a row.
    pub ty: Words,
    /// The same, in tables that have no column of [`Self::ty`].
    pub fallback_type: Words,
    /// The method of a request, in tables of request lines.
    pub method: Words,
    /// What a row is for.
    pub description: Words,
    /// Whether a row must be given.
    pub required: Words,
    /// How a cell begins that says yes.
    pub yes: Words,
    /// How the column of a Methods table begins that says what is returned.
    pub returns: Words,
    /// Members of an enumeration.
    pub member: Words,
    /// The same, in tables that have no column of [`Self::member`].
    pub fallback_member: Words,
    /// The number of a member.
    pub number: Words,
    /// What a member is for.
    pub member_description: Words,
    /// The type of a header.
    pub header_type: Words,
}

impl Columns {
    pub(super) fn graph() -> Self {
        Self {
            name: Words::from([
                "attribute",
                "field",
                "go to",
                "member name",
                "name",
                "navigation",
                "navigation property",
                "parameter",
                "parameter name",
                "path parameter",
                "properties",
                "property",
                "property name",
                "query option",
                "query parameter",
                "query parameters",
                "relationship",
                "relationship name",
            ]),
            parameter: Words::from(["parameter"]),
            query_parameter: Words::from(["parameter", "quer"]),
            ty: Words::from(["type", "data type", "property type"]),
            fallback_type: Words::from(["value", "return type"]),
            method: Words::from(["method", "http method", "verb"]),
            description: Words::from([
                "description",
                "descriptions",
                "details",
                "notes",
                "comments",
            ]),
            required: Words::from(["required"]),
            yes: Words::from(["yes", "required", "true"]),
            returns: Words::from(["return"]),
            member: Words::from(["member", "members", "member name", "name", "enum member"]),
            fallback_member: Words::from([
                "value",
                "values",
                "possible values",
                "string",
                "enumeration",
            ]),
            number: Words::from(["value", "int value", "numeric value"]),
            member_description: Words::from(["description", "details", "meaning"]),
            header_type: Words::from(["type"]),
        }
    }
}
