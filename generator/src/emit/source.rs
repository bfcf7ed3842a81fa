//! One emitted file: its items, and the `use` lines they need.

use crate::api::Place;
use crate::emit::doc::Doc;
use crate::emit::syntax;
use crate::emit::syntax::ident;
use proc_macro2::Literal;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Item, Path};

/// A file while its items are written.
pub struct Source<'a> {
    /// The module the file stands in, from the version's module on.
    module: &'a [String],
    /// The feature the whole file needs.
    feature: Option<&'a str>,
    /// What the names of types stand for.
    names: BTreeMap<String, Meaning>,
    /// The macros it calls.
    macros: BTreeSet<&'static str>,
    /// Public types among the parts.
    defined: Vec<String>,
    /// Items, or text that is finished.
    parts: Vec<Part>,
    /// Doc comments, by the number in their mark.
    docs: Vec<Vec<String>>,
    /// The feature that what is being written needs beyond the file's own.
    part_feature: Option<String>,
}

/// Begins the text of a doc comment that is put in after formatting.
const DOC_MARK: &str = "@docbind ";

/// What the name of a type stands for in a file.
#[derive(PartialEq, Eq)]
enum Meaning {
    /// A type that the file defines.
    Defined,
    /// A type of another file, which the file imports.
    Imported(Place),
    /// A type of the runtime, which the file imports where one of these features is on; `None` for always.
    Runtime(BTreeSet<Option<String>>),
}

/// The module of the runtime that files import from.
const PRELUDE: &[&str] = &["docbind_runtime", "prelude"];

/// Longest line of an import, in bytes.
const WIDTH: usize = 100;
const INDENT: &str = "    ";

enum Part {
    Items(Vec<Item>),
    Text(String),
}

impl<'a> Source<'a> {
    /// An empty file of a module that defines the types `local`.
    pub fn new(
        module: &'a [String],
        feature: Option<&'a str>,
        local: impl IntoIterator<Item = String>,
    ) -> Self {
        Self {
            module,
            feature,
            names: local
                .into_iter()
                .map(|name| (name, Meaning::Defined))
                .collect(),
            macros: BTreeSet::new(),
            defined: Vec::new(),
            parts: Vec::new(),
            docs: Vec::new(),
            part_feature: None,
        }
    }

    /// Writes a part of the file that needs `feature` beyond the file's own: what only such parts use is imported with them.
    pub fn with_feature<T>(
        &mut self,
        feature: Option<&str>,
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.part_feature, feature.map(str::to_owned));
        let written = write(self);
        self.part_feature = outer;
        written
    }

    /// The feature that something in this file needs beyond the file's own.
    pub fn further<'f>(&self, feature: Option<&'f str>) -> Option<&'f str> {
        feature.filter(|&feature| Some(feature) != self.feature)
    }

    /// How this file names a type: by its name where that is free, which adds a `use`, else by its path.
    pub fn type_path(&mut self, place: &Place) -> Path {
        let name = ident(&place.name);
        match self.names.get(&place.name) {
            None => {
                let meaning = Meaning::Imported(place.clone());
                self.names.insert(place.name.clone(), meaning);
                name.into()
            }
            Some(Meaning::Imported(known)) if known == place => name.into(),
            Some(Meaning::Defined) if place.module == self.module => name.into(),
            Some(_) => {
                let module = self.module_path(place).into_iter().map(|part| ident(&part));
                syntax::path(module.chain([name]))
            }
        }
    }

    /// How this file names a type of the runtime: by its name where no type of a page has it, else by its path.
    pub fn runtime(&mut self, name: &'static str) -> Path {
        let known = self
            .names
            .entry(name.to_owned())
            .or_insert_with(|| Meaning::Runtime(BTreeSet::new()));
        match known {
            Meaning::Runtime(users) => {
                if !users.contains(&self.part_feature) {
                    users.insert(self.part_feature.clone());
                }
                ident(name).into()
            }
            Meaning::Defined | Meaning::Imported(_) => {
                syntax::path(PRELUDE.iter().copied().chain([name]).map(ident))
            }
        }
    }

    /// A doc comment before an item. The attribute only says where it stands: its lines need no formatting, and they are
    /// most of a file.
    pub fn doc(&mut self, doc: Doc) -> Attribute {
        let mark = format!("{DOC_MARK}{}", self.docs.len());
        self.docs.push(doc.into_lines());
        syntax::doc(&mark)
    }

    /// Adds items.
    pub fn items(&mut self, items: impl IntoIterator<Item = Item>) {
        let items: Vec<Item> = items.into_iter().collect();
        self.defined
            .extend(items.iter().filter_map(|item| match item {
                Item::Struct(item) => Some(item.ident.to_string()),
                Item::Enum(item) => Some(item.ident.to_string()),
                _ => None,
            }));
        match self.parts.last_mut() {
            Some(Part::Items(last)) => last.extend(items),
            _ => self.parts.push(Part::Items(items)),
        }
    }

    /// Says that text defines a public type.
    pub fn define(&mut self, name: &str) {
        self.defined.push(name.to_owned());
    }

    /// Adds a call of a macro of the runtime, whose lines are finished.
    pub fn mapping(&mut self, name: &'static str, lines: &str) {
        self.macros.insert(name);
        self.parts
            .push(Part::Text(format!("{name}! {{\n{lines}}}\n")));
    }

    /// The finished file, and its public types, sorted.
    pub fn finish(mut self, page: &str) -> (String, Vec<String>) {
        let mut text = header(page);
        text.push('\n');
        self.write_imports(&mut text);
        for part in self.parts {
            text.push('\n');
            match part {
                Part::Items(items) => put_docs(&printed(items), &self.docs, &mut text),
                Part::Text(part) => text.push_str(&part),
            }
        }
        self.defined.sort();
        (text, self.defined)
    }

    /// One `use` for each module that types are from, the runtime's last.
    fn write_imports(&self, text: &mut String) {
        let mut modules: BTreeMap<(String, Option<&str>), Vec<&str>> = BTreeMap::new();
        let mut runtime: Vec<&str> = Vec::new();
        let mut gated: Vec<(String, &str)> = Vec::new();
        for (name, meaning) in &self.names {
            match meaning {
                Meaning::Defined => {}
                Meaning::Runtime(users) => match any_gate(users) {
                    Some(gate) => gated.push((gate, name)),
                    None => runtime.push(name),
                },
                Meaning::Imported(place) => {
                    let feature = self.further(place.feature.as_deref());
                    let module = self.module_path(place).join("::");
                    modules.entry((module, feature)).or_default().push(name);
                }
            }
        }
        runtime.extend(&self.macros);
        for ((module, feature), names) in modules {
            text.push_str(&import(&gate(feature), &module, &names));
        }
        if !runtime.is_empty() {
            text.push_str(&import("", &PRELUDE.join("::"), &runtime));
        }
        for (gate, name) in gated {
            text.push_str(&import(&gate, &PRELUDE.join("::"), &[name]));
        }
    }

    /// The path to an item of the version's own module: it holds wherever the crate is included.
    pub fn of_version(&self, name: &str) -> String {
        format!("{}{name}", "super::".repeat(self.module.len() + 1))
    }

    /// The path to another module of the version, relative to this file's module: it holds wherever the crate is included.
    fn module_path(&self, place: &Place) -> Vec<String> {
        let common = self
            .module
            .iter()
            .zip(&place.module)
            .take_while(|(own, other)| own == other)
            .count();
        let up = self.module.len() - common + 1;
        let down = place.module.iter().skip(common).cloned();
        std::iter::repeat_n("super".to_owned(), up)
            .chain(down)
            .collect()
    }
}

/// `#[cfg(feature = "mail")] ` before what needs it.
pub fn gate(feature: Option<&str>) -> String {
    feature.map_or_else(String::new, |feature| {
        format!("#[cfg(feature = {})] ", literal(feature))
    })
}

/// `#[cfg(any(feature = "mail", feature = "files"))] ` before what is used with these features alone. `None` for what is always used.
fn any_gate(users: &BTreeSet<Option<String>>) -> Option<String> {
    let features: Option<Vec<&str>> = users.iter().map(Option::as_deref).collect();
    match features?.as_slice() {
        [] => None,
        [feature] => Some(gate(Some(feature))),
        features => {
            let each = features
                .iter()
                .map(|feature| format!("feature = {}", literal(feature)));
            let each: Vec<String> = each.collect();
            Some(format!("#[cfg(any({}))] ", each.join(", ")))
        }
    }
}

/// `use super::super::models::{Message, Recipient};`, in lines that are not too long.
fn import(gate: &str, module: &str, names: &[&str]) -> String {
    if let [name] = names {
        return format!("{gate}use {module}::{name};\n");
    }
    let line = format!("{gate}use {module}::{{{}}};\n", names.join(", "));
    if line.len() <= WIDTH + 1 {
        return line;
    }
    let mut lines = format!("{gate}use {module}::{{\n");
    let mut width = 0;
    for name in names {
        let length = name.len() + 2;
        match width {
            0 => width = INDENT.len() + length - 1,
            _ if width + length > WIDTH => {
                lines.push('\n');
                width = INDENT.len() + length - 1;
            }
            _ => {
                lines.push(' ');
                lines.push_str(name);
                lines.push(',');
                width += length;
                continue;
            }
        }
        lines.push_str(INDENT);
        lines.push_str(name);
        lines.push(',');
    }
    lines.push_str("\n};\n");
    lines
}

/// The first line of every emitted file.
pub fn header(page: &str) -> String {
    format!("// @generated by docbind from {page}. Do not edit.\n")
}

/// Text as a string literal of Rust.
pub fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// Copies formatted items, with every marked doc comment in place of its mark.
fn put_docs(items: &str, docs: &[Vec<String>], out: &mut String) {
    for line in items.lines() {
        let code = line.trim_start();
        let marked = code
            .strip_prefix("///")
            .and_then(|comment| comment.strip_prefix(DOC_MARK))
            .and_then(|number| docs.get(number.parse::<usize>().ok()?));
        let Some(comment) = marked else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let indent = line.strip_suffix(code).unwrap_or_default();
        // prettyplease sets functions one below the other.
        let before = out
            .strip_suffix("}\n")
            .and_then(|out| out.strip_suffix(indent));
        if before.is_some_and(|out| out.ends_with('\n')) {
            out.push('\n');
        }
        for text in comment {
            out.push_str(indent);
            out.push_str(if text.is_empty() { "///" } else { "/// " });
            out.extend(text.split(['\n', '\r']));
            out.push('\n');
        }
    }
}

fn printed(items: Vec<Item>) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    })
}
