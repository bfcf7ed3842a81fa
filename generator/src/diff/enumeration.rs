//! Members of an enumeration. Enumerations are open and `#[non_exhaustive]`: a new member breaks nobody.

use crate::api::EnumItem;
use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::matching::{likeness, others, pairs, same_words};
use crate::diff::sides::first;
use crate::model::{Enumeration, Member};
use std::collections::BTreeMap;

/// Names less alike than this are those of two members.
const LIKE: u32 = 650;

/// Members with their arms, by name.
type Members<'a> = BTreeMap<&'a str, (&'a Member, &'a str)>;

/// Compares an enumeration; each side with its path.
pub fn compare(old: (&str, &EnumItem), new: (&str, &EnumItem), changes: &mut Changes) {
    let (before, after) = (members(old.1), members(new.1));
    let page = first(&new.1.ty.pages);
    let gone = only(&before, &after);
    let fresh = only(&after, &before);
    let renamed = pairs(&gone, &fresh, |gone, fresh| score(gone.0, fresh.0));
    for &(i, j) in &renamed {
        let (Some((before, _)), Some((after, arm))) = (gone.get(i), fresh.get(j)) else {
            continue;
        };
        let path = format!("{}::{arm}", new.0);
        let item = Item { path: &path, page };
        let (before, after) = (before.name.clone(), after.name.clone());
        changes.changed(Weight::Breaking, Kind::MemberRenamed, item, before, after);
    }
    for (member, arm) in others(&gone, renamed.iter().map(|pair| pair.0)) {
        let path = format!("{}::{arm}", old.0);
        let item = Item { path: &path, page };
        changes.removed(Kind::MemberRemoved, item, member.name.clone());
    }
    for (member, arm) in others(&fresh, renamed.iter().map(|pair| pair.1)) {
        let path = format!("{}::{arm}", new.0);
        let item = Item { path: &path, page };
        changes.added(Kind::MemberAdded, item, member.name.clone());
    }
    for (name, (member, arm)) in &after {
        let Some((known, known_arm)) = before.get(name) else {
            continue;
        };
        let path = format!("{}::{arm}", new.0);
        let item = Item { path: &path, page };
        if arm != known_arm {
            let (before, after) = ((*known_arm).to_owned(), (*arm).to_owned());
            changes.changed(Weight::Breaking, Kind::MemberRenamed, item, before, after);
        }
        changes.described(
            item,
            known.description.as_deref(),
            member.description.as_deref(),
        );
    }
    let item = Item { path: new.0, page };
    let (before, after) = (&old.1.catch_all, &new.1.catch_all);
    if before != after {
        let (before, after) = (before.clone(), after.clone());
        changes.changed(Weight::Breaking, Kind::MemberRenamed, item, before, after);
    }
    let (old, new) = (old.1.ty, new.1.ty);
    reordered(old, new, item, changes);
    changes.described(item, old.description.as_deref(), new.description.as_deref());
}

fn members<'a>(item: &'a EnumItem) -> Members<'a> {
    let arms = item.arms.iter().map(String::as_str);
    item.ty
        .members
        .iter()
        .zip(arms)
        .map(|(member, arm)| (&*member.name, (member, arm)))
        .collect()
}

fn only<'a>(members: &Members<'a>, other: &Members) -> Vec<(&'a Member, &'a str)> {
    members
        .iter()
        .filter(|(name, _)| !other.contains_key(*name))
        .map(|(_, &member)| member)
        .collect()
}

fn score(gone: &Member, new: &Member) -> Option<u32> {
    let names = likeness(&gone.name, &new.name);
    let alike =
        names >= LIKE || same_words(gone.description.as_deref(), new.description.as_deref());
    // A number is what a member is to the service.
    let numbers = gone.value.is_none() || new.value.is_none() || gone.value == new.value;
    (alike && numbers).then_some(names.max(LIKE))
}

fn reordered(old: &Enumeration, new: &Enumeration, item: Item, changes: &mut Changes) {
    let names = |ty: &Enumeration, other: &Enumeration| -> Vec<String> {
        let known = |member: &&Member| other.members.iter().any(|known| known.name == member.name);
        ty.members
            .iter()
            .filter(known)
            .map(|member| member.name.clone())
            .collect()
    };
    let (before, after) = (names(old, new), names(new, old));
    if before != after {
        let (before, after) = (before.join(", "), after.join(", "));
        let weight = Weight::Documentation;
        changes.changed(weight, Kind::MembersReordered, item, before, after);
    }
}
