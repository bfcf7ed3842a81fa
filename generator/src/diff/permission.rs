//! Who may call: the permissions of an operation, and of its routes where the page tells them apart.

use crate::api::OperationItem;
use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::model::{Access, Account, Alternative, Operation, Permissions};

/// Compares the constants, and what each kind of account needs: for each route where the routes differ on one of the sides.
pub fn compare(old: &OperationItem, new: &OperationItem, item: Item, changes: &mut Changes) {
    constants(old, new, item, changes);
    let path = format!("{}::PERMISSIONS", new.path);
    let (old, new) = (old.operation, new.operation);
    let item = item.at(&path);
    let routes: Vec<_> = new
        .routes
        .iter()
        .filter_map(|route| {
            let known = old.routes.iter().find(|known| known.path == route.path)?;
            Some((known, route))
        })
        .collect();
    let differ = |operation: &Operation| {
        let mut routes = operation.routes.iter();
        routes.any(|route| route.permissions.is_some())
    };
    if routes.is_empty() || !differ(old) && !differ(new) {
        return accounts(&old.permissions, &new.permissions, None, item, changes);
    }
    for (before, after) in routes {
        let (before, after) = (
            old.permissions_of(before),
            (new.permissions_of(after), &after.path),
        );
        accounts(before, after.0, Some(after.1), item, changes);
    }
}

/// Where routes differ, each has a constant. One that comes or goes with its constructor is told with that.
fn constants(old: &OperationItem, new: &OperationItem, item: Item, changes: &mut Changes) {
    for before in &old.constructors {
        let after = new
            .constructors
            .iter()
            .find(|after| after.name == before.name);
        let Some(after) = after else { continue };
        let name = |own: &crate::api::RoutePermissions<'_>| own.name.clone();
        let (before, after) = (before.permissions.as_ref(), after.permissions.as_ref());
        let (weight, kind) = match (before, after) {
            (Some(_), None) => (Weight::Breaking, Kind::RoutePermissionsRemoved),
            (None, Some(_)) => (Weight::Additive, Kind::RoutePermissionsAdded),
            _ => continue,
        };
        changes.add(weight, kind, item, before.map(name), after.map(name));
    }
}

fn accounts(
    old: &Permissions,
    new: &Permissions,
    route: Option<&str>,
    item: Item,
    changes: &mut Changes,
) {
    for account in Account::ALL {
        let (before, after) = (old.access(account), new.access(account));
        if before != after {
            let words = |access: &Access| match route {
                Some(route) => format!("{} on {route}: {access}", account.name()),
                None => format!("{}: {access}", account.name()),
            };
            changes.add(
                Weight::Permission,
                direction(before, after),
                item,
                before.map(words),
                after.map(words),
            );
        }
    }
}

/// What happens to a caller who has no more than the least privileged permissions; where nothing does, what happens to those who
/// have others.
fn direction(before: Option<&Access>, after: Option<&Access>) -> Kind {
    let (Some(before), Some(after)) = (before, after) else {
        return Kind::PermissionChanged;
    };
    match (before.is_unsupported(), after.is_unsupported()) {
        (false, true) => return Kind::PermissionRaised,
        (true, false) => return Kind::PermissionLowered,
        _ => {}
    }
    let shut_out = |callers: &[Alternative], access: &Access| {
        callers.iter().any(|held| !lets_in(access, held))
    };
    let loses = shut_out(&before.least, after);
    match (loses, shut_out(&after.least, before)) {
        (true, false) => Kind::PermissionRaised,
        (false, true) => Kind::PermissionLowered,
        (true, true) => by_power(before, after).unwrap_or(Kind::PermissionChanged),
        (false, false) if shut_out(&before.higher, after) => Kind::PermissionAlternativeRemoved,
        (false, false) if shut_out(&after.higher, before) => Kind::PermissionAlternativeAdded,
        (false, false) => by_power(before, after).unwrap_or(Kind::PermissionChanged),
    }
}

/// Whether a caller who holds the permissions of one alternative may call. An alternative that is offered for something lets in whoever calls for that.
fn lets_in(access: &Access, held: &Alternative) -> bool {
    let applies = |offered: &Alternative| {
        offered.conditions.is_empty()
            || held
                .conditions
                .iter()
                .all(|condition| offered.conditions.contains(condition))
                && !held.conditions.is_empty()
    };
    access.alternatives().any(|offered| {
        applies(offered) && offered.all_of.iter().all(|name| held.all_of.contains(name))
    })
}

/// Which of the least privileged permissions allows more, by their names.
fn by_power(before: &Access, after: &Access) -> Option<Kind> {
    let first = |access: &Access| -> Option<String> {
        match access.least.first()?.all_of.as_slice() {
            [name] => Some(name.clone()),
            _ => None,
        }
    };
    let (old, new) = (first(before)?, first(after)?);
    let (old, new) = (power(&old)?, power(&new)?);
    match () {
        () if old.0 != new.0 => None,
        () if old.1 < new.1 => Some(Kind::PermissionRaised),
        () if old.1 > new.1 => Some(Kind::PermissionLowered),
        () => None,
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

    /// `A.Read+B.Read, C.Read`: the first is the least privileged.
    fn access(words: &str) -> Access {
        let mut access = Access::default();
        for (at, word) in words
            .split(", ")
            .filter(|word| !word.is_empty())
            .enumerate()
        {
            let (names, condition) = match word.split_once(" for ") {
                Some((names, condition)) => (names, Some(condition)),
                None => (word, None),
            };
            let alternative = Alternative {
                all_of: names.split('+').map(str::to_owned).collect(),
                conditions: condition.map(str::to_owned).into_iter().collect(),
                ..Alternative::default()
            };
            match at == 0 || condition.is_some() {
                true => access.add_least(alternative),
                false => access.add_higher(alternative),
            }
        }
        access
    }

    #[test]
    fn the_least_privileged_permission_decides() {
        for (before, after, wanted) in [
            ("A.Read, B.Read", "B.Read", Kind::PermissionRaised),
            ("B.Read", "A.Read, B.Read", Kind::PermissionLowered),
            ("A.Read", "", Kind::PermissionRaised),
            ("", "A.Read", Kind::PermissionLowered),
            ("A.Read", "A.ReadWrite", Kind::PermissionRaised),
            ("A.Read.All", "A.Read", Kind::PermissionLowered),
            ("A.Read", "B.Read", Kind::PermissionChanged),
            (
                "A.ReadWrite, A.Read",
                "A.Read, A.ReadWrite",
                Kind::PermissionLowered,
            ),
            ("A.Read", "A.Read+B.Read", Kind::PermissionRaised),
            ("A.Read+B.Read", "A.Read", Kind::PermissionLowered),
            ("A.Read", "A.Read, B.Read", Kind::PermissionAlternativeAdded),
            (
                "A.Read, B.Read",
                "A.Read",
                Kind::PermissionAlternativeRemoved,
            ),
            (
                "A.Read for x, B.Read for y",
                "A.Read for x",
                Kind::PermissionRaised,
            ),
            ("A.Read for x", "A.Read", Kind::PermissionLowered),
        ] {
            let found = direction(Some(&access(before)), Some(&access(after)));
            assert_eq!(found, wanted, "{before} -> {after}");
        }
    }

    #[test]
    fn what_the_page_does_not_say_is_neither_more_nor_less() {
        let after = access("A.Read");
        assert_eq!(direction(None, Some(&after)), Kind::PermissionChanged);
    }
}
