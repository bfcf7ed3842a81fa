//! Permissions as security: which of them let a caller in, and what OAuth scopes cannot say about them.

use super::document::SecurityRequirement;
use super::settings::OAuth;
use crate::model::{Access, Account, Alternative, Model, Permissions};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const DELEGATED: &str = "delegated";
const APPLICATION: &str = "application";
/// Where no page names a permission.
const TOKEN: &str = "token";

/// A token of a user, be it of an organisation or with an account of their own, or of the application itself; with the alternatives that
/// let it in.
fn alternatives(permissions: &Permissions) -> impl Iterator<Item = (&'static str, &Alternative)> {
    Account::ALL.into_iter().flat_map(|account| {
        let scheme = match account {
            Account::Delegated | Account::Personal => DELEGATED,
            Account::Application => APPLICATION,
        };
        let access = permissions.access(account).into_iter();
        access
            .flat_map(Access::alternatives)
            .map(move |alternative| (scheme, alternative))
    })
}

/// What an operation requires: any one of the alternatives that its pages list, with all of its permissions. None where they list none.
pub(super) fn requirements<'p>(
    permissions: impl Iterator<Item = &'p Permissions>,
) -> Vec<SecurityRequirement> {
    let mut all: Vec<SecurityRequirement> = Vec::new();
    for (scheme, alternative) in permissions.flat_map(alternatives) {
        let one = BTreeMap::from([(scheme.to_owned(), alternative.all_of.clone())]);
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// Each kind of account with its alternatives from least to most privileged; an empty list where it cannot call. A permission alone is a
/// text; where there is more to say, an alternative is an object.
pub(super) fn extension(permissions: &Permissions) -> Option<Value> {
    let mut said = Map::new();
    for (kind, account) in [
        ("delegatedWork", Account::Delegated),
        ("delegatedPersonal", Account::Personal),
        ("application", Account::Application),
    ] {
        if let Some(access) = permissions.access(account) {
            let alternatives: Vec<Value> = access.alternatives().map(entry).collect();
            said.insert(kind.to_owned(), alternatives.into());
        }
    }
    (!said.is_empty()).then(|| said.into())
}

fn entry(alternative: &Alternative) -> Value {
    match alternative.all_of.as_slice() {
        [name] if !alternative.resource_specific && alternative.conditions.is_empty() => {
            json!(name)
        }
        names => json!({
            "allOf": names,
            "resourceSpecific": alternative.resource_specific,
            "conditions": alternative.conditions,
        }),
    }
}

/// The schemes that operations refer to.
pub(super) fn schemes(model: &Model, oauth: Option<&OAuth>) -> BTreeMap<&'static str, Value> {
    let mut scopes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for operation in &model.operations {
        for (scheme, alternative) in alternatives(&operation.permissions) {
            let names = alternative.all_of.iter().map(String::as_str);
            scopes.entry(scheme).or_default().extend(names);
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
            "A token of a signed-in user. An operation lists the permissions with which it can be called: all of one entry.",
        ),
        of(
            APPLICATION,
            "clientCredentials",
            &client,
            "A token of the application itself. An operation lists the permissions with which it can be called: all of one entry.",
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
