//! How tables of permissions are written.

use crate::dialect::Words;

/// How tables of permissions are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionTables {
    /// How the cell of calls on behalf of a user begins.
    pub delegated: Words,
    /// What that cell mentions where the user has a personal account.
    pub personal: Words,
    /// How the cell of calls by an application alone begins.
    pub application: Words,
    /// What the header says where the most privileged stands first.
    pub most_first: Words,
    /// How cells begin that allow nothing.
    pub none: Words,
    /// Cells that allow nothing.
    pub blank: Words,
    /// Permissions without a dot in their name.
    pub standard: Words,
    /// What the path of an included table of permissions holds.
    pub include: Words,
}

impl PermissionTables {
    pub(super) fn graph() -> Self {
        Self {
            delegated: Words::from(["delegated"]),
            personal: Words::from(["personal", "microsoft account"]),
            application: Words::from(["application"]),
            most_first: Words::from(["most to least"]),
            none: Words::from([
                "not supported",
                "not available",
                "not applicable",
                "none",
                "n/a",
                "unsupported",
            ]),
            blank: Words::from(["-", "--", "''"]),
            standard: Words::from([
                "openid",
                "profile",
                "email",
                "offline_access",
                "user_impersonation",
            ]),
            include: Words::from(["permissions"]),
        }
    }
}
