//! Who may call: whether tokens are asked for, and by which header requests say who sends them.

use crate::infer::InferredKey;
use crate::model::Account;
use crate::reader::{Document, ExampleKind, Operation};
use std::collections::BTreeMap;

/// Of a hundred operations, as many must take a header for it to be one of access.
const SHARE: usize = 50;
/// What the names of headers with a key hold, in small letters.
const KEYS: [&str; 6] = [
    "authorization",
    "api-key",
    "apikey",
    "token",
    "auth",
    "secret",
];

/// The key `scopes`, where no page says what a caller needs: then a client has no token to ask for.
pub(super) fn keys(documents: &[Document]) -> Vec<InferredKey> {
    let operations: Vec<&Operation> = documents
        .iter()
        .flat_map(|document| &document.operations)
        .collect();
    let states_permissions = |operation: &&Operation| {
        let mut accounts = Account::ALL.into_iter();
        accounts.any(|account| operation.permissions.access(account).is_some())
    };
    if operations.is_empty() || operations.iter().any(states_permissions) {
        return Vec::new();
    }
    let mut reason = "No page has a table of permissions, so that no token is asked for".to_owned();
    if let Some((header, times)) = header_of_access(&operations) {
        reason = format!(
            "{reason}; {times} of {} operations take the header `{header}`, which whoever makes a client gives to it",
            operations.len()
        );
    }
    vec![InferredKey::list("service", "scopes", &[], reason)]
}

/// The header that most operations take, in a table or in the request of an example, and by whose name it is a key.
fn header_of_access(operations: &[&Operation]) -> Option<(String, usize)> {
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for operation in operations {
        let listed = operation
            .headers
            .iter()
            .map(|header| header.name.value.as_str());
        let requests = operation
            .examples
            .iter()
            .filter(|example| matches!(example.kind, ExampleKind::Request { .. }));
        let shown = requests
            .flat_map(|example| &example.headers)
            .map(|(name, _)| name.as_str());
        let mut own: Vec<&str> = listed.chain(shown).collect();
        own.sort_unstable_by_key(|name| name.to_lowercase());
        own.dedup_by_key(|name| name.to_lowercase());
        for name in own {
            let lower = name.to_lowercase();
            if KEYS.iter().any(|word| lower.contains(word)) {
                counts
                    .entry(lower)
                    .or_insert_with(|| (name.to_owned(), 0))
                    .1 += 1;
            }
        }
    }
    let most = counts.into_values().max_by_key(|(_, times)| *times);
    most.filter(|(_, times)| times * 100 >= operations.len() * SHARE)
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::infer::tests::documents;

    fn reason(section: &str) -> Option<String> {
        let text = format!(
            "---\ntitle: x\n---\n# X\n\n## HTTP request\n\n```http\nGET /carts\n```\n\n{section}\n\n## Response\n\n`204 No Content`.\n"
        );
        let found = keys(&documents(&[("api/cart-list.md".to_owned(), text)]));
        found.into_iter().next().map(|key| key.reason)
    }

    #[test]
    fn without_permissions_no_token_is_asked_for() {
        let headers =
            "## Request headers\n\n|Header|Value|\n|:-|:-|\n|X-Api-Key|The key. Required.|\n";
        let told = reason(headers).unwrap();
        assert!(
            told.contains("1 of 1 operations take the header `X-Api-Key`"),
            "{told}"
        );
        let shown = reason(
            "## Example\n\n```http\nGET https://a.example/carts\nAuthorization: Basic x\n```\n",
        );
        assert!(shown.unwrap().contains("`Authorization`"));
        assert!(!reason("").unwrap().contains("header"));
        let permissions =
            "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Cart.Read|\n";
        assert_eq!(reason(permissions), None);
    }
}
