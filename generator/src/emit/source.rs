//! One emitted file: its items, and the `use` lines they need.

use crate::api::Place;
use crate::emit::doc::Doc;
use crate::emit::syntax;
use crate::emit::syntax::ident;
use proc_macro2::Literal;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use syn::{Attribute, Item, Path};

/// A file while its items are written.
pub struct Source<'a> {
    /// The module the file stands in, from the version's module on.
    module: &'a [String],
    /// The feature the whole file needs.
    feature: Option<&'a str>,
    /// Types it defines itself, and types it imports, by name.
    names: BTreeMap<String, Option<Place>>,
    /// Public types among the parts.
    defined: Vec<String>,
    /// Items, or text that is finished.
    parts: Vec<Part>,
    /// Doc comments, by the number in their mark.
    docs: Vec<Vec<String>>,
}

/// Begins the text of a doc comment that is put in after formatting.
const DOC_MARK: &str = "@docbind ";

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
            names: local.into_iter().map(|name| (name, None)).collect(),
            defined: Vec::new(),
            parts: Vec::new(),
            docs: Vec::new(),
        }
    }

    /// The feature that something in this file needs beyond the file's own.
    pub fn further<'f>(&self, feature: Option<&'f str>) -> Option<&'f str> {
        feature.filter(|&feature| Some(feature) != self.feature)
    }

    /// How this file names a type: by its name where that is free, which adds a `use`, else by its path.
    pub fn type_path(&mut self, place: &Place) -> Path {
        let name = ident(&place.name);
        if let Some(taken) = self.names.get(&place.name) {
            let own = taken.is_none() && place.module == self.module;
            if own || taken.as_ref() == Some(place) {
                return name.into();
            }
            let module = self.module_path(place).into_iter().map(|part| ident(&part));
            return syntax::path(module.chain([name]));
        }
        self.names.insert(place.name.clone(), Some(place.clone()));
        name.into()
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

    /// Adds finished text that defines a public type.
    pub fn definition(&mut self, name: &str, text: String) {
        self.defined.push(name.to_owned());
        self.text(text);
    }

    /// Adds finished text.
    pub fn text(&mut self, text: String) {
        self.parts.push(Part::Text(text));
    }

    /// The finished file, and its public types, sorted.
    pub fn finish(mut self, page: &str) -> (String, Vec<String>) {
        let mut text = header(page);
        let _ = writeln!(text, "\nuse docbind_runtime::prelude::*;");
        let mut imports: Vec<_> = self
            .names
            .values()
            .flatten()
            .map(|place| (self.module_path(place), place))
            .collect();
        imports.sort();
        for (module, place) in imports {
            let gate = gate(self.further(place.feature.as_deref()));
            let _ = writeln!(text, "{gate}use {}::{};", module.join("::"), place.name);
        }
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
        let indent = &line[..line.len() - code.len()];
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
