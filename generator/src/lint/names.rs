//! Types by the words that may stand for them.

use crate::dialect::Dialect;
use crate::model::{Model, QualifiedName, Scalar, Struct, Type};
use camino::Utf8Path;
use std::collections::BTreeMap;

/// The types of a model by short name and by page.
pub(crate) struct Names<'a> {
    dialect: &'a Dialect,
    short: BTreeMap<String, Vec<&'a QualifiedName>>,
    pages: BTreeMap<String, Vec<&'a QualifiedName>>,
}

impl<'a> Names<'a> {
    /// Of all types that have a page of their own or a heading on one.
    pub fn of(model: &'a Model, dialect: &'a Dialect) -> Self {
        let mut names = Self {
            dialect,
            short: BTreeMap::new(),
            pages: BTreeMap::new(),
        };
        for ty in model.types.values() {
            let (name, pages) = match ty {
                Type::Struct(Struct { inferred: true, .. }) => continue,
                Type::Struct(ty) => (&ty.name, &ty.pages),
                Type::Enum(ty) => (&ty.name, &ty.pages),
            };
            let lower = name.name().to_lowercase();
            names.short.entry(lower).or_default().push(name);
            for page in pages {
                let page = page.as_str().to_lowercase();
                names.pages.entry(page).or_default().push(name);
            }
        }
        names
    }

    /// Whether a word means a primitive type.
    pub fn is_primitive(&self, word: &str) -> bool {
        self.dialect.primitives.get(word).is_some()
    }

    /// The member of a JSON object that names its type.
    pub fn type_member(&self) -> &str {
        &self.dialect.annotations.type_of
    }

    /// The kind of value that a word for a primitive type means.
    pub fn scalar(&self, word: &str) -> Option<Scalar> {
        self.dialect.primitives.scalar(word)
    }

    /// Types whose name is `word`, with or without its namespace, in any case.
    pub fn called(&self, word: &str) -> &[&'a QualifiedName] {
        let short = word.rsplit('.').next().unwrap_or(word);
        let found = self.short.get(&short.to_lowercase());
        found.map_or(&[], Vec::as_slice)
    }

    /// The type that a page defines under this name, with or without its namespace, in any case.
    pub fn named_on(&self, page: &Utf8Path, word: &str) -> Option<&'a QualifiedName> {
        let short = word.rsplit('.').next().unwrap_or(word);
        let mut defined = self.on(page).iter().copied();
        defined.find(|name| name.name().eq_ignore_ascii_case(short))
    }

    /// Whether `word` is the whole name of a type, in any case.
    pub fn is_qualified(&self, word: &str) -> bool {
        let called = self.called(word);
        called.iter().any(|name| name.0.eq_ignore_ascii_case(word))
    }

    /// Types that a page defines.
    pub fn on(&self, page: &Utf8Path) -> &[&'a QualifiedName] {
        let found = self.pages.get(&page.as_str().to_lowercase());
        found.map_or(&[], Vec::as_slice)
    }
}
