//! The arms of an open enumeration: one for each member, and one that keeps what no page lists.

use crate::api::name::member_name;
use crate::api::name_allocator::NameAllocator;
use crate::model::Enumeration;

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
        Self {
            ty,
            arms: wanted.into_iter().map(|name| names.claim(name)).collect(),
            catch_all,
        }
    }
}
