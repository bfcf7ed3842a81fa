//! What several operations need together.

use super::{Access, Account, Alternative, Permissions};
use std::collections::BTreeSet;

/// The least privileged permissions with which one kind of account may call all of some operations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeastPrivileged {
    /// Their names, sorted.
    pub permissions: Vec<&'static str>,
    /// The operations that this kind of account cannot call, by their place among those given.
    pub unsupported: Vec<usize>,
    /// The operations whose pages do not say what this kind of account needs, by their place.
    pub unstated: Vec<usize>,
}

/// What a kind of account needs to call all of some operations, with as few privileges as their pages allow.
///
/// Where a page offers alternatives, the one is taken that needs the fewest further permissions; what is more privileged is taken only
/// where another operation needs it anyway. Where a page names permissions for several kinds of resources, they all count.
///
/// ```
/// use docbind_runtime::permission::{Account, Permissions, least_privileged};
/// # use docbind_runtime::permission::{Access, Alternative};
/// # const fn only(least: &'static [Alternative], higher: &'static [Alternative]) -> Permissions {
/// #     Permissions { application: Some(Access { least, higher }), ..Permissions::UNSTATED }
/// # }
/// # const READ: Alternative = Alternative { all_of: &["Mail.Read"], ..Alternative::NOTHING };
/// # const SEND: Alternative = Alternative { all_of: &["Mail.Send"], ..Alternative::NOTHING };
/// # const LIST_MESSAGES: Permissions = only(&[READ], &[]);
/// # const SEND_MAIL: Permissions = only(&[SEND], &[]);
///
/// // `ListMessages::PERMISSIONS` and `SendMail::PERMISSIONS` of bindings, or `operation.permissions()` of values
/// let needed = least_privileged(Account::Application, [LIST_MESSAGES, SEND_MAIL]);
/// assert_eq!(needed.permissions, ["Mail.Read", "Mail.Send"]);
/// assert!(needed.unsupported.is_empty() && needed.unstated.is_empty());
/// ```
#[must_use]
pub fn least_privileged(
    account: Account,
    operations: impl IntoIterator<Item = Permissions>,
) -> LeastPrivileged {
    let mut found = LeastPrivileged::default();
    let mut needs: Vec<Need> = Vec::new();
    for (place, permissions) in operations.into_iter().enumerate() {
        match permissions.access(account) {
            None => found.unstated.push(place),
            Some(access) if access.is_unsupported() => found.unsupported.push(place),
            Some(access) => needs.extend(split(access)),
        }
    }
    let mut chosen: BTreeSet<&'static str> = BTreeSet::new();
    // Needs that leave no choice come first: they may meet the others.
    needs.sort_by_key(|need| need.least.len());
    for need in &needs {
        let missing = |alternative: &&&Alternative| {
            let names = alternative.all_of.iter();
            names.filter(|name| !chosen.contains(*name)).count()
        };
        let best = need.least.iter().min_by_key(missing);
        chosen.extend(best.into_iter().flat_map(|best| best.all_of));
    }
    for name in chosen.clone() {
        let mut without = chosen.clone();
        without.remove(name);
        if needs.iter().all(|need| need.is_met(&without)) {
            chosen = without;
        }
    }
    found.permissions = chosen.into_iter().collect();
    found
}

/// Alternatives of which one is needed.
struct Need {
    least: Vec<&'static Alternative>,
    higher: Vec<&'static Alternative>,
}

impl Need {
    fn is_met(&self, granted: &BTreeSet<&'static str>) -> bool {
        let all = |alternative: &&&Alternative| {
            alternative.all_of.iter().all(|name| granted.contains(name))
        };
        self.least
            .iter()
            .chain(&self.higher)
            .any(|known| all(&known))
    }
}

/// One need for each thing that the page offers alternatives for.
fn split(access: Access) -> Vec<Need> {
    // Where the page names none as the least privileged, any may be.
    let least = if access.least.is_empty() {
        access.higher
    } else {
        access.least
    };
    let mut conditions: Vec<Option<&'static str>> = Vec::new();
    for alternative in least {
        let named = alternative
            .conditions
            .iter()
            .map(|condition| Some(*condition));
        for condition in named {
            if !conditions.contains(&condition) {
                conditions.push(condition);
            }
        }
    }
    if conditions.is_empty() {
        conditions.push(None);
    }
    let about = |list: &'static [Alternative], condition: Option<&'static str>| {
        list.iter()
            .filter(|known| {
                known.conditions.is_empty()
                    || condition.is_some_and(|condition| known.conditions.contains(&condition))
            })
            .collect()
    };
    conditions
        .into_iter()
        .map(|condition| Need {
            least: about(least, condition),
            higher: about(access.higher, condition),
        })
        .collect()
}
