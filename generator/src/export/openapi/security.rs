//! Permissions as security: which of them let a caller in, and what OAuth scopes cannot say about them.

use super::document::SecurityRequirement;
use super::settings::OAuth;
use crate::model::{Model, Permissions};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const DELEGATED: &str = "delegated";
const APPLICATION: &str = "application";
/// Where no page names a permission.
const TOKEN: &str = "token";

/// A token of a user, be it of an organisation or with an account of their own, or of the application itself.
fn accounts(permissions: &Permissions) -> [(&'static str, Option<&[String]>); 3] {
    [
        (DELEGATED, permissions.delegated.as_deref()),
        (DELEGATED, permissions.personal.as_deref()),
        (APPLICATION, permissions.application.as_deref()),
    ]
}

/// What an operation requires: any one of the permissions that its pages list. None where they list none.
pub(super) fn requirements<'p>(
    permissions: impl Iterator<Item = &'p Permissions>,
) -> Vec<SecurityRequirement> {
    let mut all: Vec<SecurityRequirement> = Vec::new();
    for (scheme, names) in permissions.flat_map(accounts) {
        for name in names.unwrap_or_default() {
            let one = BTreeMap::from([(scheme.to_owned(), vec![name.clone()])]);
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all
}

/// Each kind of account with its permissions from least to most privileged; an empty list where it cannot call.
pub(super) fn extension(permissions: &Permissions) -> Option<Value> {
    let kinds = [
        ("delegatedWork", &permissions.delegated),
        ("delegatedPersonal", &permissions.personal),
        ("application", &permissions.application),
    ];
    let said: Map<String, Value> = kinds
        .into_iter()
        .filter_map(|(kind, names)| Some((kind.to_owned(), json!(names.as_ref()?))))
        .collect();
    (!said.is_empty()).then(|| said.into())
}

/// The schemes that operations refer to.
pub(super) fn schemes(model: &Model, oauth: Option<&OAuth>) -> BTreeMap<&'static str, Value> {
    let mut scopes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for operation in &model.operations {
        for (scheme, names) in accounts(&operation.permissions) {
            for name in names.unwrap_or_default() {
                scopes.entry(scheme).or_default().insert(name);
            }
        }
    }
    if scopes.is_empty() {
        return BTreeMap::from([(
            TOKEN,
            bearer("A bearer token; the pages name no permissions."),
        )]);
    }
    let of = |scheme, flow: &str, url: &dyn Fn(&OAuth) -> Value, words| {
        let names = scopes.get(scheme)?;
        let scopes: BTreeMap<&str, &str> = names.iter().map(|name| (*name, "")).collect();
        Some((
            scheme,
            match oauth {
                Some(oauth) => {
                    let mut urls = url(oauth);
                    urls["scopes"] = json!(scopes);
                    json!({"type": "oauth2", "description": words, "flows": {flow: urls}})
                }
                None => bearer(words),
            },
        ))
    };
    let code = |oauth: &OAuth| json!({"authorizationUrl": oauth.authorization_url, "tokenUrl": oauth.token_url});
    let client = |oauth: &OAuth| json!({"tokenUrl": oauth.token_url});
    [
        of(
            DELEGATED,
            "authorizationCode",
            &code,
            "A token of a signed-in user. An operation lists the permissions of which it needs one.",
        ),
        of(
            APPLICATION,
            "clientCredentials",
            &client,
            "A token of the application itself. An operation lists the permissions of which it needs one.",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What operations require whose pages say nothing: some token.
pub(super) fn default(schemes: &BTreeMap<&'static str, Value>) -> Vec<SecurityRequirement> {
    schemes
        .keys()
        .map(|scheme| BTreeMap::from([((*scheme).to_owned(), Vec::new())]))
        .collect()
}

fn bearer(words: &str) -> Value {
    json!({"type": "http", "scheme": "bearer", "description": words})
}
