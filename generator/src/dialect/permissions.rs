//! How tables of permissions are written.

use crate::dialect::Words;

/// How tables of permissions are written: every word that means something in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionTables {
    /// How the cell of calls on behalf of a user begins.
    pub delegated: Words,
    /// What that cell mentions where the user has a personal account.
    pub personal: Words,
    /// What it mentions besides where it speaks of other accounts too.
    pub work: Words,
    /// How the cell of calls by an application alone begins.
    pub application: Words,
    /// What speaks of permissions that are granted for a single resource.
    pub resource_specific: Words,
    /// Titles of the column of accounts.
    pub account_titles: Words,
    /// What the title of the least privileged permissions mentions.
    pub least: Words,
    /// What the title of more privileged permissions mentions.
    pub higher: Words,
    /// What the title of a list says where the least privileged stands first.
    pub least_first: Words,
    /// What it says where the most privileged stands first.
    pub most_first: Words,
    /// What titles of lists of permissions mention.
    pub list: Words,
    /// What titles of columns mention that hold no permissions.
    pub other_titles: Words,
    /// How cells begin that allow nothing.
    pub none: Words,
    /// Cells that allow nothing.
    pub blank: Words,
    /// How cells begin that ask for no permission.
    pub free: Words,
    /// Permissions without a dot in their name.
    pub standard: Words,
    /// Permissions that are words too: they count where they stand alone.
    pub standard_alone: Words,
    /// How words with dots begin that are no permissions.
    pub other_dotted: Words,
    /// Words between permissions that are needed together.
    pub and: Words,
    /// Words between two lists of which one each is needed.
    pub plus: Words,
    /// Words between alternatives.
    pub or: Words,
    /// Words in front of a list of which one is needed.
    pub one_of: Words,
    /// Words in front of a list of which all are needed.
    pub all_of: Words,
    /// Words with which begins for what something is.
    pub condition: Words,
    /// What the path of an included table of permissions holds.
    pub include: Words,
    /// Words for the signed-in user.
    pub own: Words,
    /// Words for users other than the signed-in one.
    pub others: Words,
    /// The segment of a path that is the signed-in user.
    pub own_segment: String,
    /// The segment of a path that users are below, in the singular.
    pub others_segment: String,
    /// Words that begin all headings of tables of permissions.
    pub heading_words: Words,
}

impl PermissionTables {
    pub(super) fn graph() -> Self {
        Self {
            delegated: Words::from(["delegated", "work or school"]),
            personal: Words::from(["personal", "microsoft account", "msa"]),
            work: Words::from(["work", "school", "organi", "entra", "aad"]),
            application: Words::from(["application", "app-only", "app only", "app permission"]),
            resource_specific: Words::from(["resource-specific", "resource specific", "rsc"]),
            account_titles: Words::from(["permission type", "account type", "type"]),
            least: Words::from([
                "least privileged",
                "least-privileged",
                "least permissive",
                "minimum",
            ]),
            higher: Words::from([
                "higher",
                "more privileged",
                "most privileged",
                "other permissions",
                "additional",
            ]),
            least_first: Words::from([
                "least to most",
                "least to the most",
                "least privileged to most",
                "least to highest",
                "low to high",
            ]),
            most_first: Words::from([
                "most to least",
                "most to the least",
                "most privileged to least",
                "highest to lowest",
                "high to low",
            ]),
            list: Words::from(["permission", "scope", "privilege", "role claim", "required"]),
            other_titles: Words::from([
                "description",
                "display",
                "consent required",
                "admin consent",
                "note",
                "comment",
                "remark",
                "endpoint",
            ]),
            none: Words::from([
                "not supported",
                "not available",
                "not applicable",
                "not allowed",
                "not permitted",
                "none",
                "n/a",
                "unsupported",
                "unavailable",
            ]),
            blank: Words::from([
                "-", "--", "---", "\u{2013}", "\u{2014}", "''", "\"\"", "na", "no", "x",
            ]),
            free: Words::from(["no permission", "none required", "none needed", "no scope"]),
            standard: Words::from(["openid", "offline_access", "user_impersonation"]),
            standard_alone: Words::from(["profile", "email"]),
            other_dotted: Words::from([
                "microsoft.",
                "graph.",
                "aka.",
                "learn.",
                "docs.",
                "www.",
                "e.g",
                "i.e",
            ]),
            and: Words::from(["and", "&", "with", "+"]),
            plus: Words::from(["plus", "together", "along", "addition", "combined"]),
            or: Words::from(["or", "and/or"]),
            one_of: Words::from(["either", "one", "any"]),
            all_of: Words::from(["all", "both"]),
            condition: Words::from([
                "for", "in", "when", "if", "to", "on", "only", "where", "as", "while", "unless",
            ]),
            include: Words::from(["permission"]),
            own: Words::from(["self", "own", "themselves", "myself", "yourself", "signed"]),
            others: Words::from(["other", "others", "another", "else"]),
            own_segment: "me".to_owned(),
            others_segment: "user".to_owned(),
            heading_words: Words::from([
                "the following",
                "required",
                "permissions",
                "permission",
                "prerequisites",
                "needed",
                "for",
                "to",
            ]),
        }
    }
}
