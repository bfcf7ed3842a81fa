//! The permissions that a call needs.
//!
//! They are constants: each operation has [`PERMISSIONS`](crate::operation::Operation::PERMISSIONS) and, without what is more than needed,
//! [`LEAST`](crate::operation::Operation::LEAST). They can be compared, matched on and printed. [`least_privileged`] says what several
//! operations need together.

mod least;

pub use least::{LeastPrivileged, least_privileged};

use std::fmt;

/// The permissions that a page documents for an operation, for each kind of account. `None` where the page does not speak of the kind.
///
/// ```
/// use docbind_runtime::permission::{Access, Alternative, Permissions};
/// # const PERMISSIONS: Permissions = Permissions { application: Some(Access { least: &[Alternative { all_of: &["Mail.Read"], resource_specific: false, conditions: &[] }], higher: &[] }), ..Permissions::UNSTATED };
///
/// let words = match PERMISSIONS.application {
///     Some(Access { least: [Alternative { all_of: [name], .. }], .. }) => format!("an application needs {name}"),
///     Some(access) if access.is_unsupported() => "no application can call it".to_owned(),
///     Some(access) => format!("an application needs {access}"),
///     None => "the page does not say what an application needs".to_owned(),
/// };
/// assert_eq!(words, "an application needs Mail.Read");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Permissions {
    /// For a signed-in user with a work or school account.
    pub delegated: Option<Access>,
    /// For a signed-in user with a personal account.
    pub personal: Option<Access>,
    /// For an application without a user.
    pub application: Option<Access>,
}

/// What one kind of account needs: any one of the alternatives. Without alternatives it cannot call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Access {
    /// The least privileged alternatives. Several where the page names several, for instance one for each kind of resource.
    pub least: &'static [Alternative],
    /// Alternatives that allow more than is needed.
    pub higher: &'static [Alternative],
}

/// Permissions that are needed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Alternative {
    /// Their names. Empty where the page says that no permission is needed.
    pub all_of: &'static [&'static str],
    /// The page says that one of them is granted for a single resource, such as one team.
    pub resource_specific: bool,
    /// For what the page offers the alternative, in its words: `group event`. Empty where it is offered for everything.
    pub conditions: &'static [&'static str],
}

/// A kind of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Account {
    /// A signed-in user with a work or school account.
    Delegated,
    /// A signed-in user with a personal account.
    Personal,
    /// An application without a user.
    Application,
}

impl Permissions {
    /// The page does not speak of permissions.
    pub const UNSTATED: Self = Self {
        delegated: None,
        personal: None,
        application: None,
    };

    /// Without the alternatives that allow more than is needed.
    #[must_use]
    pub const fn least(self) -> Self {
        const fn least(access: Option<Access>) -> Option<Access> {
            match access {
                Some(Access { least, .. }) => Some(Access { least, higher: &[] }),
                None => None,
            }
        }
        Self {
            delegated: least(self.delegated),
            personal: least(self.personal),
            application: least(self.application),
        }
    }

    /// What a kind of account needs. `None` where the page does not say.
    #[must_use]
    pub const fn access(self, account: Account) -> Option<Access> {
        match account {
            Account::Delegated => self.delegated,
            Account::Personal => self.personal,
            Account::Application => self.application,
        }
    }
}

impl Access {
    /// All alternatives, the least privileged first.
    pub fn alternatives(self) -> impl Iterator<Item = &'static Alternative> {
        self.least.iter().chain(self.higher)
    }

    /// Whether the page says that the kind of account cannot call.
    #[must_use]
    pub const fn is_unsupported(self) -> bool {
        self.least.is_empty() && self.higher.is_empty()
    }

    /// Whether somebody who was granted some permissions may call, as far as the page says. An alternative that the page offers for some
    /// kind of resource counts.
    #[must_use]
    pub fn allows(self, granted: &[&str]) -> bool {
        self.alternatives()
            .any(|alternative| alternative.all_of.iter().all(|name| granted.contains(name)))
    }
}

impl Alternative {
    /// No permission is needed.
    pub const NOTHING: Self = Self {
        all_of: &[],
        resource_specific: false,
        conditions: &[],
    };
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delegated => "delegated",
            Self::Personal => "personal",
            Self::Application => "application",
        })
    }
}

/// `delegated: A.Read; personal: not supported; application: (B.Read and C.Read) or D.Read`.
impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for account in [Account::Delegated, Account::Personal, Account::Application] {
            if let Some(access) = self.access(account) {
                write!(f, "{separator}{account}: {access}")?;
                separator = "; ";
            }
        }
        if separator.is_empty() {
            f.write_str("not stated")?;
        }
        Ok(())
    }
}

/// `A.Read or (B.Read and C.Read)`, the least privileged first.
impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_unsupported() {
            return f.write_str("not supported");
        }
        let mut separator = "";
        let several = self.alternatives().nth(1).is_some();
        for alternative in self.alternatives() {
            match several && alternative.all_of.len() > 1 {
                true => write!(f, "{separator}({alternative})")?,
                false => write!(f, "{separator}{alternative}")?,
            }
            separator = " or ";
        }
        Ok(())
    }
}

/// `A.Read and B.Read (group event)`.
impl fmt::Display for Alternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.all_of.is_empty() {
            f.write_str("no permission")?;
        }
        let mut separator = "";
        for name in self.all_of {
            write!(f, "{separator}{name}")?;
            separator = " and ";
        }
        if self.resource_specific {
            f.write_str(" (resource-specific consent)")?;
        }
        let mut separator = " (";
        for condition in self.conditions {
            write!(f, "{separator}{condition}")?;
            separator = "; ";
        }
        if !self.conditions.is_empty() {
            f.write_str(")")?;
        }
        Ok(())
    }
}

/// The value of a constant with permissions, from the lines that [`operation!`](crate::operation!) has for them.
#[doc(hidden)]
#[macro_export]
macro_rules! __permissions {
    ($(
        $kind:ident
        [
            $($($least:literal)and+ $(for $($least_for:literal)+)? $(resource_specific $least_specific:literal)?),*
            $(; $least_free:ident)?
        ]
        $(higher [
            $($($higher:literal)and+ $(for $($higher_for:literal)+)? $(resource_specific $higher_specific:literal)?),*
            $(; $higher_free:ident)?
        ])?
    ),* $(,)?) => {
        $crate::permission::Permissions {
            $($kind: Some($crate::permission::Access {
                least: &[
                    $($crate::permission::Alternative {
                        all_of: &[$($least),+],
                        resource_specific: false $(|| $least_specific)?,
                        conditions: &[$($($least_for),+)?],
                    },)*
                    $($crate::permission::Alternative::$least_free)?
                ],
                higher: &[$(
                    $($crate::permission::Alternative {
                        all_of: &[$($higher),+],
                        resource_specific: false $(|| $higher_specific)?,
                        conditions: &[$($($higher_for),+)?],
                    },)*
                    $($crate::permission::Alternative::$higher_free)?
                )?],
            }),)*
            ..$crate::permission::Permissions::UNSTATED
        }
    };
}

#[cfg(test)]
mod tests;
