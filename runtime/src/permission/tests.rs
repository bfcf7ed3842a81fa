//! Permissions as constants, and what operations need together.

use super::*;

#[allow(
    clippy::needless_update,
    reason = "the macro fills in the kinds of account that a page leaves out, also where it leaves out none"
)]
const BOTH: Permissions = crate::__permissions! {
    delegated ["A.Read" and "B.Read", "C.Read" for "group event" "post"] higher ["D.Read" resource_specific true],
    personal [],
    application [; NOTHING],
};

#[test]
fn constants_print_and_match() {
    assert_eq!(
        BOTH.to_string(),
        "delegated: (A.Read and B.Read) or C.Read (group event; post) or D.Read (resource-specific consent); \
         personal: not supported; application: no permission"
    );
    assert_eq!(
        BOTH.least().to_string(),
        "delegated: (A.Read and B.Read) or C.Read (group event; post); personal: not supported; application: no permission"
    );
    assert_eq!(Permissions::UNSTATED.to_string(), "not stated");
    const NONE: Permissions = crate::__permissions! {};
    assert_eq!(NONE, Permissions::UNSTATED);
    assert!(matches!(
        BOTH.delegated,
        Some(Access {
            least: [
                Alternative {
                    all_of: ["A.Read", "B.Read"],
                    ..
                },
                _
            ],
            ..
        })
    ));
    let access = BOTH.delegated.unwrap();
    assert!(access.allows(&["B.Read", "A.Read"]) && access.allows(&["D.Read"]));
    assert!(!access.allows(&["A.Read"]));
}

fn needed(operations: &[Permissions]) -> Vec<&'static str> {
    let found = least_privileged(Account::Delegated, operations.iter().copied());
    assert!(found.unstated.is_empty() && found.unsupported.is_empty());
    found.permissions
}

#[test]
fn operations_share_what_they_need() {
    const READ: Permissions =
        crate::__permissions! { delegated ["A.Read"] higher ["A.ReadWrite", "All.Read"] };
    const WRITE: Permissions =
        crate::__permissions! { delegated ["A.ReadWrite"] higher ["All.Read"] };
    const EITHER: Permissions =
        crate::__permissions! { delegated ["X.Read", "A.Read" and "Y.Read"] };
    const Y: Permissions = crate::__permissions! { delegated ["Y.Read"] };
    const PARTS: Permissions = crate::__permissions! { delegated ["A.Read" for "a", "Y.Read" for "b"] higher ["A.ReadWrite" for "a"] };
    assert_eq!(needed(&[]), [""; 0]);
    assert_eq!(needed(&[READ]), ["A.Read"]);
    // What writes may read.
    assert_eq!(needed(&[READ, WRITE]), ["A.ReadWrite"]);
    // More than each of them needs is never taken.
    assert_eq!(needed(&[READ, Y]), ["A.Read", "Y.Read"]);
    assert_eq!(needed(&[EITHER]), ["X.Read"]);
    assert_eq!(needed(&[EITHER, READ, Y]), ["A.Read", "Y.Read"]);
    // Each kind of resource needs its own.
    assert_eq!(needed(&[PARTS]), ["A.Read", "Y.Read"]);
    assert_eq!(needed(&[PARTS, WRITE]), ["A.ReadWrite", "Y.Read"]);
}

#[test]
fn what_cannot_be_called_is_told() {
    let found = least_privileged(Account::Personal, [BOTH, Permissions::UNSTATED]);
    assert_eq!((found.unsupported, found.unstated), (vec![0], vec![1]));
    let found = least_privileged(Account::Application, [BOTH]);
    assert_eq!(found, LeastPrivileged::default());
}
