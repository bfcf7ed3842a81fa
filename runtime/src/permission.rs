//! The permissions that a call needs.

/// The permissions that a page documents for an operation, for each kind of caller from the least privileged
/// to the most. `None` where the page does not speak of the kind; an empty list where it is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions {
    /// For a signed-in user with a work or school account.
    pub delegated: Option<&'static [&'static str]>,
    /// For a signed-in user with a personal account.
    pub personal: Option<&'static [&'static str]>,
    /// For an application without a user.
    pub application: Option<&'static [&'static str]>,
}

impl Permissions {
    /// The page does not speak of permissions.
    pub const UNSTATED: Self = Self {
        delegated: None,
        personal: None,
        application: None,
    };
}
