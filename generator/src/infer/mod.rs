//! What a docs tree says about itself: keys of `docbind.toml` that its pages suggest, each with the reason.

mod access;
mod address;
mod answers;
mod headings;
mod includes;
mod key;
mod namespace;
mod spellings;
mod stems;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use address::addresses;
pub(crate) use headings::unknown_headings;
pub(crate) use includes::{key as includes_key, outer_includes};
pub use key::InferredKey;

use crate::dialect::Dialect;
use crate::reader::Document;
use std::fmt::Write as _;

/// The keys that the pages of a version suggest.
pub(crate) fn infer(documents: &[Document], version: &str, dialect: &Dialect) -> Vec<InferredKey> {
    let mut keys = address::keys(documents, version);
    keys.extend(access::keys(documents));
    keys.extend(stems::keys(
        documents.iter().map(|document| &*document.page),
    ));
    keys.extend(namespace::keys(documents));
    keys.extend(spellings::keys(documents, dialect));
    keys.extend(headings::keys(documents, dialect));
    keys.extend(answers::keys(documents, dialect));
    keys
}

/// The keys of all versions: what all suggest alike is one key, and what only some do is theirs.
pub(crate) fn merge(versions: Vec<(String, Vec<InferredKey>)>) -> Vec<InferredKey> {
    let alike = |key: &InferredKey, other: &InferredKey| {
        (key.section, &key.key, &key.value) == (other.section, &other.key, &other.value)
    };
    let mut merged: Vec<InferredKey> = Vec::new();
    for (name, keys) in &versions {
        for key in keys {
            let everywhere = versions
                .iter()
                .all(|(_, others)| others.iter().any(|other| alike(key, other)));
            if !everywhere {
                merged.push(InferredKey {
                    version: Some(name.clone()),
                    ..key.clone()
                });
            } else if !merged
                .iter()
                .any(|known| known.version.is_none() && alike(known, key))
            {
                merged.push(key.clone());
            }
        }
    }
    merged
}

/// Keys as tables of `docbind.toml`, with the reason above each.
pub fn to_toml(keys: &[InferredKey]) -> String {
    let table = |key: &InferredKey| match &key.version {
        Some(version) => {
            let version = toml::Value::String(version.clone());
            format!("versions.{version}.{}", key.section)
        }
        None => key.section.to_owned(),
    };
    let mut text = String::new();
    let mut tables: Vec<String> = Vec::new();
    for key in keys {
        let table = table(key);
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    // A table of one version stands behind those of all.
    tables.sort_by_key(|table| table.starts_with("versions."));
    for name in tables {
        let _ = writeln!(text, "\n[{name}]");
        for key in keys.iter().filter(|key| table(key) == name) {
            let mark = if key.doubtful { "# " } else { "" };
            let reason = key.reason.replace(['\n', '\r'], " ");
            let _ = writeln!(text, "# {reason}.\n{mark}{} = {}", key.key, key.value);
        }
    }
    text
}
