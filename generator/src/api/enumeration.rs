//! The arms of an open enumeration: one for each member, and one that keeps what no page lists.

use crate::api::name::member_name;
use crate::api::name_allocator::NameAllocator;
use crate::model::{Enumeration, Member};

/// The arm for members that no page lists. `Unknown` would not do: many enumerations have a member of that name.
const CATCH_ALL: &str = "Unrecognized";

/// What an enumeration of the model becomes.
#[derive(Clone, Debug)]
pub struct EnumItem<'m> {
    /// The enumeration.
    pub ty: &'m Enumeration,
    /// The name of the arm of each member, in page order.
    pub arms: Vec<String>,
    /// The name of the arm for members that no page lists.
    pub catch_all: String,
    /// The members as on the wire, sorted.
    sorted: Vec<String>,
}

impl<'m> EnumItem<'m> {
    /// Names the arms.
    pub(super) fn new(ty: &'m Enumeration) -> Self {
        let wanted: Vec<String> = ty
            .members
            .iter()
            .map(|member| member_name(&member.name))
            .collect();
        let catch_all = if wanted.iter().any(|name| name == CATCH_ALL) {
            format!("{CATCH_ALL}Member")
        } else {
            CATCH_ALL.to_owned()
        };
        let mut names = NameAllocator::default();
        names.reserve(&catch_all);
        // Members whose names are the same in Rust are told apart in the order of their texts: rows may be sorted anew.
        let mut members: Vec<(usize, &Member)> = ty.members.iter().enumerate().collect();
        members.sort_by_key(|(row, member)| (&*member.name, *row));
        let mut sorted: Vec<String> = members.iter().map(|(_, member)| wire(ty, member)).collect();
        sorted.sort();
        let mut arms = wanted;
        for (row, _) in members {
            if let Some(arm) = arms.get_mut(row) {
                *arm = names.claim(std::mem::take(arm));
            }
        }
        Self {
            ty,
            arms,
            catch_all,
            sorted,
        }
    }

    /// Whether a text of the wire is a member, in these letters.
    pub fn has(&self, text: &str) -> bool {
        self.sorted
            .binary_search_by(|known| (**known).cmp(text))
            .is_ok()
    }
}

/// A member as it is on the wire.
fn wire(ty: &Enumeration, member: &Member) -> String {
    match member.value.filter(|_| ty.numbers) {
        Some(number) => number.to_string(),
        None => member.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QualifiedName;

    fn arms(members: &[&str]) -> Vec<(String, String)> {
        let ty = Enumeration {
            name: QualifiedName("contoso.comparison".to_owned()),
            pages: Vec::new(),
            area: None,
            description: None,
            members: members
                .iter()
                .map(|name| Member {
                    name: (*name).to_owned(),
                    value: None,
                    description: None,
                })
                .collect(),
            numbers: false,
        };
        let arms = EnumItem::new(&ty).arms;
        let mut named: Vec<_> = members
            .iter()
            .map(|name| (*name).to_owned())
            .zip(arms)
            .collect();
        named.sort();
        named
    }

    #[test]
    fn names_do_not_depend_on_the_order_of_rows() {
        let there = [
            "=",
            ">",
            "count",
            "Count",
            "COUNT",
            "a-b",
            "a_b",
            "",
            "unrecognized",
        ];
        let back: Vec<&str> = there.iter().rev().copied().collect();
        let named = arms(&there);
        assert_eq!(named, arms(&back));
        let names: std::collections::BTreeSet<_> = named.iter().map(|(_, arm)| arm).collect();
        assert_eq!(names.len(), there.len());
        assert!(named.contains(&("=".to_owned(), "Equals".to_owned())));
    }
}
