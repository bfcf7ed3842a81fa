//! The rows of tables as the pages have them, whatever was made of them: what a contradiction may point at.

use crate::corpus::PageTexts;
use crate::diagnostic::Lines;
use crate::model::{
    Enumeration, Model, Property, QualifiedName, Scalar, Source, Struct, Target, Type,
};
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The texts of a version's pages.
#[derive(Debug)]
pub struct Rows<'a> {
    model: &'a Model,
    pages: BTreeMap<&'a Utf8Path, Page<'a>>,
    properties: BTreeMap<&'a QualifiedName, LowerNames>,
    /// The types with properties that each page documents.
    types: BTreeMap<&'a Utf8Path, Vec<&'a Struct>>,
}

#[derive(Debug)]
struct Page<'a> {
    text: &'a str,
    lines: OnceLock<Lines<'a>>,
    /// What the first cells of its tables hold.
    names: OnceLock<BTreeSet<&'a str>>,
    /// What stands behind the names of members of JSON that begin a line.
    members: OnceLock<BTreeMap<&'a str, Vec<&'a str>>>,
}

/// The names of a type's own properties, in lower case.
type LowerNames = OnceLock<BTreeSet<String>>;

impl<'a> Rows<'a> {
    /// Those of a model's pages.
    pub fn of(model: &'a Model, texts: &'a PageTexts) -> Self {
        let page = |(path, text): (&'a camino::Utf8PathBuf, &'a std::sync::Arc<str>)| {
            let page = Page {
                text,
                lines: OnceLock::new(),
                names: OnceLock::new(),
                members: OnceLock::new(),
            };
            (path.as_path(), page)
        };
        let mut types: BTreeMap<&Utf8Path, Vec<&Struct>> = BTreeMap::new();
        for ty in model.types.values() {
            if let Type::Struct(ty) = ty {
                for page in &ty.pages {
                    types.entry(page).or_default().push(ty);
                }
            }
        }
        Self {
            model,
            types,
            pages: texts.pages.iter().map(page).collect(),
            properties: model
                .types
                .keys()
                .map(|name| (name, LowerNames::new()))
                .collect(),
        }
    }

    /// `resources/message.md:40`.
    pub fn place(&self, property: &Property) -> String {
        let page = &property.page;
        match self.pages.get(&**page) {
            Some(known) => {
                let lines = known.lines.get_or_init(|| Lines::of(known.text));
                format!("{page}:{}", lines.line(property.span.start as usize))
            }
            None => page.to_string(),
        }
    }

    /// Whether the row of a property names its type, or else a JSON representation of its page. What is not from a table has no row
    /// that could.
    pub(super) fn name_type(&self, property: &Property) -> bool {
        let Some(row) = self.row(property) else {
            return true;
        };
        let shown = || {
            self.pages
                .get(&*property.page)?
                .members()
                .get(&*property.name)
        };
        let mut lines = std::iter::once(&row).chain(shown().into_iter().flatten());
        lines.any(|line| match &property.ty.target {
            Target::Scalar(scalar) => words(line).any(|word| self.scalar(word) == Some(*scalar)),
            Target::Named(name) => contains(line, name.name()),
            Target::Untyped | Target::Omitted(_) => true,
        })
    }

    /// Whether the row of a property lists a member of the enumeration that was made of it.
    pub(super) fn name_member(&self, property: &Property, enumeration: &Enumeration) -> bool {
        let words: Option<BTreeSet<&str>> = self.row(property).map(|row| words(row).collect());
        let mut members = enumeration.members.iter();
        words.is_none_or(|words| members.any(|member| words.contains(&*member.name)))
    }

    /// Whether a table on a page of the type, or of one of its base types, begins a row with this name, and the type has nothing of
    /// it, in whatever letters: parts of a page may spell a property differently. A row of another type on the page is that type's.
    pub(super) fn list_alone(&self, ty: &Struct, name: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = Some(ty);
        let mut listed = false;
        while let Some(ty) = next.filter(|ty| seen.insert(&ty.name)) {
            if self.has_in_any_letters(ty, name) {
                return false;
            }
            listed |= ty.pages.iter().any(|page| {
                let rows = self.pages.get(&**page).map(Page::names);
                rows.is_some_and(|rows| rows.contains(name)) && !self.of_another(page, ty, name)
            });
            next = match ty.base.as_ref().and_then(|base| self.model.types.get(base)) {
                Some(Type::Struct(base)) => Some(base),
                _ => None,
            };
        }
        listed
    }

    /// Whether another type that the page documents has a property of this name.
    fn of_another(&self, page: &Utf8Path, ty: &Struct, name: &str) -> bool {
        let mut others = self.types.get(page).into_iter().flatten();
        others.any(|other| other.name != ty.name && self.has_in_any_letters(other, name))
    }

    fn has_in_any_letters(&self, ty: &Struct, name: &str) -> bool {
        self.properties.get(&ty.name).is_some_and(|known| {
            let names = known.get_or_init(|| {
                let names = ty.properties.iter().map(|property| &property.name);
                names.map(|name| name.to_ascii_lowercase()).collect()
            });
            names.contains(&name.to_ascii_lowercase())
        })
    }

    /// The line of the table that a property is from.
    fn row(&self, property: &Property) -> Option<&'a str> {
        let page = self.pages.get(&*property.page)?;
        let start = property.span.start as usize;
        let behind = page.text.get(start..)?;
        property
            .sources
            .contains(&Source::Table)
            .then(|| behind.split('\n').next())?
    }

    fn scalar(&self, word: &str) -> Option<Scalar> {
        self.model
            .spellings
            .get(&*word.to_ascii_lowercase())
            .copied()
    }
}

impl<'a> Page<'a> {
    fn members(&self) -> &BTreeMap<&'a str, Vec<&'a str>> {
        self.members.get_or_init(|| {
            let mut members: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for line in self.text.lines() {
                let member = line.trim_start().strip_prefix('"');
                if let Some((name, value)) = member.and_then(|member| member.split_once("\":")) {
                    members.entry(name).or_default().push(value);
                }
            }
            members
        })
    }

    fn names(&self) -> &BTreeSet<&'a str> {
        self.names.get_or_init(|| {
            let rows = self.text.lines().map(str::trim_start);
            rows.filter_map(|row| row.strip_prefix('|'))
                .filter_map(|row| words(row.split('|').next()?).next())
                .collect()
        })
    }
}

/// The words of a row: markup and signs stand between them.
fn words(row: &str) -> impl Iterator<Item = &str> {
    row.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
}

/// Whether a text has a word in any case.
fn contains(text: &str, word: &str) -> bool {
    text.to_ascii_lowercase()
        .contains(&*word.to_ascii_lowercase())
}
