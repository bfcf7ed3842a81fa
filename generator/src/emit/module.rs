//! The files that only list others: the crate's root, a version, a module.

use crate::api::Api;
use crate::emit::Options;
use crate::emit::source::{gate, header};
use crate::output::SourceFile;
use camino::Utf8PathBuf;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// `lib.rs`.
pub fn library(versions: &[Api], options: &Options) -> SourceFile {
    let mut text = header("the pages of every version");
    let title = options
        .title
        .as_deref()
        .unwrap_or("Typed bindings of an HTTP API, made from its reference pages.")
        .split(char::is_control)
        .collect::<Vec<_>>()
        .join(" ");
    let _ = write!(
        text,
        "//! {title}\n\
         //!\n\
         //! Types are in `models` of a version, operations in a module named after the first word of their page:\n\
         //! the page `api/user-list-messages.md` is `user::ListMessages`.\n\
         //!\n\
         //! A value is written with the properties it has and `..Default::default()`: types get fields as their pages get\n\
         //! properties. What the service sent beyond the fields is in [`additional`](runtime::prelude::Object::additional).\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\
         #![forbid(unsafe_code)]\n\
         #![allow(deprecated, reason = \"deprecated items of the API refer to each other\")]\n\
         \n\
         pub use docbind_runtime as runtime;\n"
    );
    for version in versions {
        let _ = write!(text, "\n#[rustfmt::skip]\npub mod {};\n", version.module);
    }
    SourceFile {
        path: "lib.rs".into(),
        text,
    }
}

/// A file for its folder's list.
pub struct Listed {
    /// The module it stands in, from the version's module on.
    pub module: Vec<String>,
    /// Its name without `.rs`.
    pub file: String,
    /// The feature it needs.
    pub feature: Option<String>,
    /// Its public types, sorted.
    pub types: Vec<String>,
}

/// A `mod.rs` for every folder: one line for each file and folder in it. That of the version has further `items`.
pub fn lists(version: &str, items: &str, files: &[Listed]) -> Vec<SourceFile> {
    let mut folders: BTreeMap<Vec<&str>, Folder> = BTreeMap::new();
    folders.entry(Vec::new()).or_default();
    for listed in files {
        let module: Vec<&str> = listed.module.iter().map(String::as_str).collect();
        for (depth, part) in module.iter().enumerate() {
            let above = module.iter().take(depth).copied().collect();
            folders.entry(above).or_default().modules.insert(part);
        }
        folders
            .entry(module)
            .or_default()
            .files
            .insert(&listed.file, listed);
    }
    folders
        .iter()
        .map(|(module, folder)| SourceFile {
            path: module
                .iter()
                .fold(Utf8PathBuf::from(version), |path, part| path.join(part))
                .join("mod.rs"),
            text: folder.text(version, module) + if module.is_empty() { items } else { "" },
        })
        .collect()
}

#[derive(Default)]
struct Folder<'a> {
    modules: BTreeSet<&'a str>,
    files: BTreeMap<&'a str, &'a Listed>,
}

impl Folder<'_> {
    fn text(&self, version: &str, module: &[&str]) -> String {
        let mut text = header("the names of its pages");
        let _ = writeln!(text, "{}", words(version, module));
        if !self.modules.is_empty() {
            text.push('\n');
        }
        for module in &self.modules {
            let _ = writeln!(text, "pub mod {module};");
        }
        if !self.files.is_empty() {
            text.push_str("\ndocbind_runtime::modules! {\n");
            for (file, listed) in &self.files {
                let gate = gate(listed.feature.as_deref());
                let _ = writeln!(text, "    {gate}{file}: {};", listed.types.join(", "));
            }
            text.push_str("}\n");
        }
        text
    }
}

fn words(version: &str, module: &[&str]) -> String {
    match module {
        [] => format!("//! Version `{version}` of the API."),
        ["models"] => "//! Types of the API.".to_owned(),
        ["models", ..] => "//! Types of a namespace of the API.".to_owned(),
        [first, ..] => format!("//! Operations whose page begins with `{first}`."),
    }
}
