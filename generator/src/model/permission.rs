//! Who may call an operation.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::fmt;

/// What an operation needs, for each kind of account. `None` where the page does not speak of the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// A signed-in user with a work or school account.
    pub delegated: Option<Access>,
    /// A signed-in user with a personal account.
    pub personal: Option<Access>,
    /// An application without a user.
    pub application: Option<Access>,
}

/// What one kind of account needs: any one of the alternatives. Without alternatives the page says that the kind cannot call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// The least privileged alternatives. Several where the page names several, for instance one for each kind of resource.
    pub least: Vec<Alternative>,
    /// Alternatives that allow more than is needed.
    pub higher: Vec<Alternative>,
}

/// Permissions that are needed together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// In page order. Empty where the page says that no permission is needed.
    pub all_of: Vec<String>,
    /// The page says that one of them is granted for a single resource, such as one team.
    pub resource_specific: bool,
    /// For what the page offers the alternative, in its words: `group event`. Empty where it is offered for everything.
    pub conditions: Vec<String>,
}

/// A kind of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Account {
    /// A signed-in user with a work or school account.
    Delegated,
    /// A signed-in user with a personal account.
    Personal,
    /// An application without a user.
    Application,
}

impl Account {
    /// All kinds, in the order of the tables.
    pub const ALL: [Self; 3] = [Self::Delegated, Self::Personal, Self::Application];

    /// `delegated`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Delegated => "delegated",
            Self::Personal => "personal",
            Self::Application => "application",
        }
    }
}

impl Permissions {
    /// What a kind of account needs. `None` where the page does not say.
    pub fn access(&self, account: Account) -> Option<&Access> {
        match account {
            Account::Delegated => self.delegated.as_ref(),
            Account::Personal => self.personal.as_ref(),
            Account::Application => self.application.as_ref(),
        }
    }

    pub(crate) fn access_mut(&mut self, account: Account) -> &mut Option<Access> {
        match account {
            Account::Delegated => &mut self.delegated,
            Account::Personal => &mut self.personal,
            Account::Application => &mut self.application,
        }
    }

    /// Whether the page says nothing at all.
    pub fn is_unstated(&self) -> bool {
        *self == Self::default()
    }

    /// Keeps for what the page says it.
    pub(crate) fn restrict(&mut self, condition: &str) {
        let accounts = [
            &mut self.delegated,
            &mut self.personal,
            &mut self.application,
        ];
        let accesses = accounts.into_iter().flatten();
        for alternative in
            accesses.flat_map(|access| access.least.iter_mut().chain(&mut access.higher))
        {
            match alternative.conditions.as_mut_slice() {
                [] => alternative.conditions.push(condition.to_owned()),
                known => known
                    .iter_mut()
                    .for_each(|known| *known = format!("{condition}, {known}")),
            }
        }
    }

    /// Adds what another table says: whoever may call by one of them may call.
    pub(crate) fn extend(&mut self, other: &Self) {
        for account in Account::ALL {
            if let Some(access) = other.access(account) {
                self.access_mut(account)
                    .get_or_insert_default()
                    .extend(access);
            }
        }
    }
}

impl Access {
    /// All alternatives, the least privileged first.
    pub fn alternatives(&self) -> impl Iterator<Item = &Alternative> {
        self.least.iter().chain(&self.higher)
    }

    /// Whether the page says that the kind of account cannot call.
    pub fn is_unsupported(&self) -> bool {
        self.least.is_empty() && self.higher.is_empty()
    }

    /// Every permission that is named, once, the least privileged first. It does not say which of them are needed together.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.alternatives().flat_map(|found| &found.all_of) {
            if !names.contains(&&**name) {
                names.push(name);
            }
        }
        names
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        for alternative in &other.least {
            self.add_least(alternative.clone());
        }
        for alternative in &other.higher {
            self.add_higher(alternative.clone());
        }
    }

    /// Adds one of the least privileged alternatives.
    pub(crate) fn add_least(&mut self, alternative: Alternative) {
        if alternative.conditions.is_empty() {
            self.higher.retain(|known| !known.same_names(&alternative));
        }
        add(&mut self.least, alternative);
    }

    /// Adds an alternative that allows more.
    pub(crate) fn add_higher(&mut self, alternative: Alternative) {
        let least = |known: &Alternative| {
            known.same_names(&alternative)
                && (known.conditions.is_empty() || known.conditions == alternative.conditions)
        };
        if !self.least.iter().any(least) {
            add(&mut self.higher, alternative);
        }
    }
}

impl Alternative {
    fn same_names(&self, other: &Self) -> bool {
        self.all_of == other.all_of
    }
}

/// Adds to a list, no alternative twice: what is offered for two things is one alternative with two conditions.
fn add(list: &mut Vec<Alternative>, alternative: Alternative) {
    let Some(known) = list.iter_mut().find(|known| known.same_names(&alternative)) else {
        list.push(alternative);
        return;
    };
    known.resource_specific |= alternative.resource_specific;
    if known.conditions.is_empty() || alternative.conditions.is_empty() {
        known.conditions.clear();
        return;
    }
    for condition in alternative.conditions {
        if !known.conditions.contains(&condition) {
            known.conditions.push(condition);
        }
    }
}

/// `GroupMember.ReadWrite.All and Device.ReadWrite.All (device)`.
impl fmt::Display for Alternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.all_of.is_empty() {
            f.write_str("no permission")?;
        }
        f.write_str(&self.all_of.join(" and "))?;
        if self.resource_specific {
            f.write_str(" (resource-specific consent)")?;
        }
        if !self.conditions.is_empty() {
            write!(f, " ({})", self.conditions.join("; "))?;
        }
        Ok(())
    }
}

/// `A.Read or (B.Read and C.Read)`: the least privileged first.
impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_unsupported() {
            return f.write_str("not supported");
        }
        let several = self.alternatives().nth(1).is_some();
        for (at, alternative) in self.alternatives().enumerate() {
            if at > 0 {
                f.write_str(" or ")?;
            }
            match several && alternative.all_of.len() > 1 {
                true => write!(f, "({alternative})")?,
                false => write!(f, "{alternative}")?,
            }
        }
        Ok(())
    }
}

/// Each kind with the names of its permissions, as many tools want it, and below `alternatives` with all that is known.
impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for account in Account::ALL {
            let names = self.access(account).map(Access::names);
            map.serialize_entry(account.name(), &names)?;
        }
        map.serialize_entry("alternatives", &Alternatives(self))?;
        map.end()
    }
}

struct Alternatives<'a>(&'a Permissions);

impl Serialize for Alternatives<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for account in Account::ALL {
            map.serialize_entry(account.name(), &self.0.access(account))?;
        }
        map.end()
    }
}

/// A list of alternatives, each with its `privilege`.
impl Serialize for Access {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Entry<'a> {
            privilege: &'static str,
            #[serde(flatten)]
            alternative: &'a Alternative,
        }
        let entries = |privilege: &'static str, list| {
            let list: &Vec<Alternative> = list;
            list.iter()
                .map(move |alternative| Entry {
                    privilege,
                    alternative,
                })
                .collect::<Vec<_>>()
        };
        serializer.collect_seq(
            entries("least", &self.least)
                .into_iter()
                .chain(entries("higher", &self.higher)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alternative(names: &[&str], conditions: &[&str]) -> Alternative {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Alternative {
            all_of: owned(names),
            conditions: owned(conditions),
            ..Alternative::default()
        }
    }

    #[test]
    fn tables_add_up() {
        let mut access = Access::default();
        access.add_least(alternative(&["A.Read"], &["event"]));
        access.add_least(alternative(&["B.Read"], &["message"]));
        access.add_least(alternative(&["A.Read"], &["group event"]));
        access.add_higher(alternative(&["C.Read", "D.Read"], &[]));
        access.add_higher(alternative(&["B.Read"], &[]));
        assert_eq!(
            access.to_string(),
            "A.Read (event; group event) or B.Read (message) or (C.Read and D.Read) or B.Read"
        );
        assert_eq!(access.names(), ["A.Read", "B.Read", "C.Read", "D.Read"]);
        access.add_least(alternative(&["B.Read"], &[]));
        assert_eq!(
            access.to_string(),
            "A.Read (event; group event) or B.Read or (C.Read and D.Read)"
        );
    }

    #[test]
    fn the_export_has_names_and_alternatives() {
        let permissions = Permissions {
            delegated: Some(Access {
                least: vec![alternative(&["A.Read", "B.Read"], &[])],
                higher: vec![alternative(&["C.Read"], &[])],
            }),
            personal: Some(Access::default()),
            application: None,
        };
        let found = serde_json::to_value(&permissions).unwrap();
        let entry = |names: &[&str], privilege: &str| serde_json::json!({"privilege": privilege, "all_of": names, "resource_specific": false, "conditions": []});
        assert_eq!(
            found,
            serde_json::json!({
                "delegated": ["A.Read", "B.Read", "C.Read"],
                "personal": [],
                "application": null,
                "alternatives": {
                    "delegated": [entry(&["A.Read", "B.Read"], "least"), entry(&["C.Read"], "higher")],
                    "personal": [],
                    "application": null,
                },
            })
        );
    }
}
