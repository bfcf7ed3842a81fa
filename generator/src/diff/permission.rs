//! Who may call: the permissions of an operation, least privileged first.

use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::model::Permissions;

/// Compares what each kind of account needs.
pub fn compare(
    old: &Permissions,
    new: &Permissions,
    path: &str,
    item: Item,
    changes: &mut Changes,
) {
    let path = format!("{path}::PERMISSIONS");
    let item = item.at(&path);
    let accounts = [
        ("delegated", &old.delegated, &new.delegated),
        ("personal", &old.personal, &new.personal),
        ("application", &old.application, &new.application),
    ];
    for (account, before, after) in accounts {
        if before != after {
            let kind = direction(before.as_deref(), after.as_deref());
            let before = before.as_deref().map(|scopes| words(account, scopes));
            let after = after.as_deref().map(|scopes| words(account, scopes));
            changes.add(Weight::Permission, kind, item, before, after);
        }
    }
}

fn words(account: &str, scopes: &[String]) -> String {
    if scopes.is_empty() {
        format!("{account}: not supported")
    } else {
        format!("{account}: {}", scopes.join(", "))
    }
}

/// What happens to a caller who has no more than the least privileged permission.
fn direction(before: Option<&[String]>, after: Option<&[String]>) -> Kind {
    let (Some(before), Some(after)) = (before, after) else {
        return Kind::PermissionChanged;
    };
    match (before.first(), after.first()) {
        (Some(_), None) => Kind::PermissionRaised,
        (None, Some(_)) => Kind::PermissionLowered,
        (Some(old), Some(new)) if old != new => least(old, new, before, after),
        _ => Kind::PermissionChanged,
    }
}

/// Whether another least privileged permission is more than the old one: by the lists, which go from least to most, else by
/// the names.
fn least(old: &String, new: &String, before: &[String], after: &[String]) -> Kind {
    match (before.contains(new), after.contains(old)) {
        (true, false) => Kind::PermissionRaised,
        (false, true) => Kind::PermissionLowered,
        _ => match (power(old), power(new)) {
            (Some(old), Some(new)) if old.0 == new.0 && old.1 < new.1 => Kind::PermissionRaised,
            (Some(old), Some(new)) if old.0 == new.0 && old.1 > new.1 => Kind::PermissionLowered,
            _ => Kind::PermissionChanged,
        },
    }
}

/// The resource that a permission is about, and how much it allows: `Mail.ReadBasic` < `Mail.Read` < `Mail.ReadWrite`, and
/// each of them < that with `.All`.
fn power(scope: &str) -> Option<(&str, (u8, bool))> {
    let mut parts = scope.split('.');
    let resource = parts.next()?;
    let verb = match parts.next()? {
        "ReadBasic" => 0,
        "Read" => 1,
        "ReadWrite" => 2,
        _ => return None,
    };
    Some((resource, (verb, parts.next() == Some("All"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(before: &[&str], after: &[&str]) -> Kind {
        let owned = |scopes: &[&str]| -> Vec<String> {
            scopes.iter().map(|&scope| scope.to_owned()).collect()
        };
        direction(Some(&owned(before)), Some(&owned(after)))
    }

    #[test]
    fn the_least_privileged_permission_decides() {
        use Kind::{PermissionChanged, PermissionLowered, PermissionRaised};
        assert_eq!(kind(&["A.Read", "B.Read"], &["B.Read"]), PermissionRaised);
        assert_eq!(kind(&["B.Read"], &["A.Read", "B.Read"]), PermissionLowered);
        assert_eq!(kind(&["A.Read"], &["A.Read", "B.Read"]), PermissionChanged);
        assert_eq!(kind(&["A.Read"], &[]), PermissionRaised);
        assert_eq!(kind(&[], &["A.Read"]), PermissionLowered);
        assert_eq!(kind(&["A.Read"], &["A.ReadWrite"]), PermissionRaised);
        assert_eq!(kind(&["A.Read.All"], &["A.Read"]), PermissionLowered);
        assert_eq!(kind(&["A.Read"], &["B.Read"]), PermissionChanged);
        let swapped = kind(&["A.ReadWrite", "A.Read"], &["A.Read", "A.ReadWrite"]);
        assert_eq!(swapped, PermissionLowered);
    }

    #[test]
    fn what_the_page_does_not_say_is_neither_more_nor_less() {
        assert_eq!(
            direction(None, Some(&["A.Read".to_owned()])),
            Kind::PermissionChanged
        );
    }
}
