//! What a docs tree says about itself: keys of `docbind.toml` that its pages suggest, each with the reason.

mod address;
mod answers;
mod headings;
mod includes;
mod namespace;
mod stems;
#[cfg(test)]
mod tests;

pub(crate) use address::addresses;
pub(crate) use headings::unknown_headings;
pub(crate) use includes::{key as includes_key, outer_includes};

use crate::dialect::Dialect;
use crate::reader::Document;
use std::fmt::Write as _;

/// A key of `docbind.toml` that pages suggest.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InferredKey {
    /// The table.
    pub section: &'static str,
    /// The key in it.
    pub key: String,
    /// Its value, as TOML.
    pub value: String,
    /// From what.
    pub reason: String,
    /// The version that it is for; `None` for all.
    pub version: Option<String>,
    /// Whether it is only proposed, because it needs somebody who knows what is meant.
    pub doubtful: bool,
}

impl InferredKey {
    fn text(section: &'static str, key: &str, value: &str, reason: String) -> Self {
        Self::value(section, key, &toml::Value::String(value.to_owned()), reason)
    }

    fn list(section: &'static str, key: &str, values: &[&str], reason: String) -> Self {
        let values = values
            .iter()
            .map(|value| toml::Value::String((*value).to_owned()));
        Self::value(section, key, &toml::Value::Array(values.collect()), reason)
    }

    fn value(section: &'static str, key: &str, value: &toml::Value, reason: String) -> Self {
        Self::new(section, key, value.to_string(), reason)
    }

    /// A key of all versions, with its value as TOML and the reason in a few words.
    pub fn new(
        section: &'static str,
        key: &str,
        value: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            section,
            key: key.to_owned(),
            value: value.into(),
            reason: reason.into(),
            version: None,
            doubtful: false,
        }
    }

    fn doubtful(mut self) -> Self {
        self.doubtful = true;
        self
    }
}

/// The keys that the pages of a version suggest.
pub(crate) fn infer(documents: &[Document], version: &str, dialect: &Dialect) -> Vec<InferredKey> {
    let mut keys = address::keys(documents, version);
    keys.extend(stems::keys(
        documents.iter().map(|document| &*document.page),
    ));
    keys.extend(namespace::keys(documents));
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
