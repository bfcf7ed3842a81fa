//! What a resource page says in prose about inheritance.

use crate::page::{Block, Section, Text};
use crate::reader::phrase::{mention, sentence};
use crate::reader::{Context, TypeName, TypeRef};

/// What the prose of a page says about its type's place among others.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    /// The type it inherits from.
    pub(crate) base: Option<TypeRef>,
    /// Types that inherit from it.
    pub(crate) derived: Vec<TypeName>,
    pub(crate) is_abstract: bool,
    pub(crate) open: bool,
}

/// Reads the introduction of a page and its list of derived types.
pub(crate) fn read(context: Context<'_, '_>) -> Lineage {
    let mut lineage = Lineage::default();
    let sections = &context.page.sections;
    let introduction = sections.iter().take_while(|section| section.level <= 1);
    for prose in introduction.flat_map(Section::prose) {
        for text in sentence::sentences(context, prose.text) {
            lineage.sentence(context, text);
        }
    }
    for section in sections
        .iter()
        .filter(|section| section.is(&context.dialect.headings.derived_types))
    {
        lineage.derived_section(context, section);
    }
    lineage
}

impl Lineage {
    fn sentence(&mut self, context: Context<'_, '_>, text: Text<'_>) {
        let phrases = &context.dialect.phrases.inheritance;
        self.is_abstract |= phrases.is_abstract.occur_in(&text);
        self.open |= phrases.is_open.occur_in(&text);
        let found = phrases.inherits.preferred_in(&text);
        if let Some(found) = found.filter(|_| self.base.is_none()) {
            let behind = text.tail(found.end);
            let name = mention::linked(context, behind).into_iter().next();
            let name = name
                .or_else(|| mention::marked(context, behind))
                .or_else(|| named(context, behind));
            self.base = mention::reference(name.into_iter().collect(), false, text);
        }
        if let Some(found) = phrases.base_of.preferred_in(&text) {
            self.derived
                .extend(all_links(context, text.tail(found.end)));
        }
    }

    fn derived_section(&mut self, context: Context<'_, '_>, section: &Section<'_>) {
        for block in &section.blocks {
            match block {
                Block::Prose(prose) => self.derived.extend(all_links(context, prose.text)),
                Block::Table(table) => {
                    let cells = table.rows.iter().map(|row| row.cell(0));
                    self.derived
                        .extend(cells.flat_map(|cell| all_links(context, cell)));
                }
                _ => {}
            }
        }
    }
}

/// A word without markup that could be nothing but a type: `baseItem`, `microsoft.graph.entity`.
fn named(context: Context<'_, '_>, text: Text<'_>) -> Option<TypeName> {
    let name = mention::first_type(context, text)?;
    let inner = name.text.get(1..).unwrap_or_default();
    let typical = inner.contains(|c: char| c.is_ascii_uppercase() || c == '.')
        || context
            .dialect
            .phrases
            .types
            .plain_types
            .is_exactly(&name.text);
    typical.then_some(name)
}

/// Every type that a text links to.
fn all_links(context: Context<'_, '_>, text: Text<'_>) -> Vec<TypeName> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let found = mention::linked(context, rest.tail(at).head(link_length(&rest.tail(at))));
        names.extend(found.into_iter().filter(|name| name.target.is_some()));
        rest = rest.tail(at + 1);
    }
    names
}

/// As far as one link may reach: to the next one.
fn link_length(text: &str) -> usize {
    let next = text.get(1..).unwrap_or_default().match_indices('[');
    next.map(|(at, _)| at + 1)
        .find(|at| !text.get(..*at).unwrap_or_default().ends_with(']'))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    fn read_text(text: &str) -> Lineage {
        let page = format!("---\n---\n# thing resource type\n\n{text}\n");
        let (lineage, _) = read_page("resources/x.md", &page, |context, _| read(context));
        lineage
    }

    #[test]
    fn a_sentence_names_the_base() {
        for text in [
            "Things. Inherits from [item](item.md).",
            "This type is derived from **item**.",
            "Inherits from [item][].\n\n[item]: item.md",
        ] {
            assert_eq!(
                read_text(text).base.unwrap().names[0].text,
                "item",
                "{text}"
            );
        }
        assert!(read_text("It inherits from nothing.").base.is_none());
    }

    #[test]
    fn derived_types_are_listed_in_prose_or_below_a_heading() {
        let names = |lineage: Lineage| {
            lineage
                .derived
                .into_iter()
                .map(|name| name.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(read_text(
                "An abstract type. Base type of [a](a.md), [b](b.md), and [c](c.md)."
            )),
            ["a", "b", "c"]
        );
        assert_eq!(
            names(read_text(
                "Text.\n\n## Derived types\n\n* [a](a.md)\n* [b](b.md)"
            )),
            ["a", "b"]
        );
    }

    #[test]
    fn abstract_and_open_are_said() {
        let lineage = read_text("This is an abstract type. This resource is an open type.");
        assert!(lineage.is_abstract && lineage.open);
    }
}
