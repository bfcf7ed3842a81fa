//! The parts of a page: sections, and the blocks in them.

use crate::diagnostic::Span;
use crate::page::{Annotation, Fence, FrontMatter, LinkDefinitions, Table, Text};

/// A page as text: what stands where, not yet what it means.
#[derive(Debug)]
pub struct Page<'a> {
    /// The metadata at its head.
    pub front_matter: FrontMatter,
    /// In page order. The first has level 0 and holds what stands above the first heading.
    pub sections: Vec<Section<'a>>,
    /// `[label]: destination` lines.
    pub links: LinkDefinitions,
}

/// A heading and what stands below it, up to the next heading of any level.
#[derive(Debug)]
pub struct Section<'a> {
    /// 1 to 6; 0 for the text above the first heading.
    pub level: u8,
    /// The heading, markup removed.
    pub title: String,
    /// The heading as an anchor: lower case, `-` for spaces.
    pub slug: String,
    /// Names of `<a name="...">` in the heading, lower case.
    pub aliases: Vec<String>,
    /// The heading.
    pub span: Span,
    /// In page order.
    pub blocks: Vec<Block<'a>>,
}

/// A piece of a section.
#[derive(Debug)]
pub enum Block<'a> {
    /// A paragraph, also of a list item or a quotation.
    Prose(Prose<'a>),
    /// A table.
    Table(Table<'a>),
    /// A code block.
    Fence(Fence<'a>),
    /// A comment that holds JSON.
    Annotation(Annotation),
    /// `[!INCLUDE [text](path)]`: the path.
    Include(Text<'a>),
}

/// A paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Prose<'a> {
    /// Its Markdown.
    pub text: Text<'a>,
    /// In a list or quotation.
    pub nested: bool,
}

impl Section<'_> {
    /// Whether the heading, or an anchor in it, is one of `slugs`.
    pub fn is(&self, slugs: &[impl AsRef<str>]) -> bool {
        slugs
            .iter()
            .map(AsRef::as_ref)
            .any(|slug| self.slug == slug || self.aliases.iter().any(|alias| alias == slug))
    }

    /// Whether the heading, or an anchor in it, starts with one of `prefixes`.
    pub fn starts_with(&self, prefixes: &[impl AsRef<str>]) -> bool {
        prefixes.iter().map(AsRef::as_ref).any(|prefix| {
            self.slug.starts_with(prefix)
                || self.aliases.iter().any(|alias| alias.starts_with(prefix))
        })
    }
}

impl<'a> Section<'a> {
    /// Its tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table<'a>> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Its paragraphs.
    pub fn prose(&self) -> impl Iterator<Item = &Prose<'a>> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Prose(prose) => Some(prose),
            _ => None,
        })
    }

    /// Its fences, each with the annotation that applies to it: the nearest of the two blocks above.
    pub fn fences(&self) -> impl Iterator<Item = (Option<&Annotation>, &Fence<'a>)> {
        self.blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| match block {
                Block::Fence(fence) => Some((self.annotation_above(at), fence)),
                _ => None,
            })
    }

    fn annotation_above(&self, at: usize) -> Option<&Annotation> {
        self.blocks
            .iter()
            .take(at)
            .rev()
            .take(2)
            .find_map(|block| match block {
                Block::Annotation(annotation) => Some(Some(annotation)),
                Block::Fence(_) => Some(None),
                _ => None,
            })?
    }
}

impl<'a> Page<'a> {
    /// The section at `index` and those below it.
    pub fn subtree(&self, index: usize) -> &[Section<'a>] {
        let rest = self.sections.get(index..).unwrap_or_default();
        let Some(level) = rest.first().map(|section| section.level) else {
            return rest;
        };
        let len = rest
            .iter()
            .skip(1)
            .position(|section| section.level <= level)
            .map_or(rest.len(), |at| at + 1);
        rest.get(..len).unwrap_or(rest)
    }
}
