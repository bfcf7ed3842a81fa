//! Pages that describe several types, each below a heading of its own, with nothing but the heading and a label to name them.

use crate::dialect::Role;
use crate::page::{Fence, Findings, Section};
use crate::reader::outline::preamble;
use crate::reader::outline::role::roles;
use crate::reader::resource::property::{self, Names};
use crate::reader::resource::{blank, extend, representation};
use crate::reader::{Context, Document, Resource};
use crate::{diagnostic::Spanned, page::Text};

/// Fewer parts are the chapters of one type.
const FEWEST: usize = 2;
/// More words are a sentence.
const MAX_WORDS: usize = 6;

/// The types that the parts of a page describe: each has a heading, and below it one that announces properties. None where the
/// page itself has properties.
pub(crate) fn read(
    context: Context<'_, '_>,
    document: &Document,
    findings: &mut Findings<'_>,
) -> Vec<Resource> {
    let page = context.page;
    let roles = roles(page, &context.dialect.headings);
    let announces = |at: usize| roles.get(at) == Some(&Role::Properties);
    let parts: Vec<usize> = (0..page.sections.len())
        .filter(|at| {
            let part = page.subtree(*at);
            let level = part.first().map_or(0, |section| section.level);
            let below = |section: &Section<'_>| section.level == level + 1;
            let has_properties = part.iter().skip(1).enumerate();
            let has_properties = has_properties
                .filter(|(_, section)| below(section))
                .any(|(offset, _)| announces(at + 1 + offset));
            level >= 2 && !announces(*at) && has_properties
        })
        .collect();
    let inside = |at: usize| {
        parts
            .iter()
            .any(|part| (*part..part + page.subtree(*part).len()).contains(&at))
    };
    let all_inside = (0..page.sections.len()).all(|at| !announces(at) || inside(at));
    if parts.len() < FEWEST || !all_inside {
        return Vec::new();
    }
    let types = parts
        .iter()
        .filter_map(|at| part(context, page.subtree(*at), document, findings));
    types.collect()
}

fn part(
    context: Context<'_, '_>,
    sections: &[Section<'_>],
    document: &Document,
    findings: &mut Findings<'_>,
) -> Option<Resource> {
    let heading = sections.first()?;
    let fence = sections.iter().flat_map(Section::fences).next();
    let fence = fence.map(|(_, fence)| *fence);
    let labelled = fence.as_ref().and_then(label);
    let name = match labelled {
        Some((label, _)) => label.spanned(),
        None => Spanned {
            value: name_of(context, &heading.title)?,
            span: heading.span,
        },
    };
    let mut resource = blank(name, document);
    resource.description = preamble::first_paragraph(context, heading, findings);
    for table in sections.iter().flat_map(Section::tables) {
        let columns = property::columns(context, table);
        if let Some(columns) = columns.filter(|columns| columns.ty.is_some()) {
            let rows = property::rows(context, table, columns, Names::Properties, findings);
            extend(&mut resource.properties, rows);
        }
    }
    let shown = fence.map(|fence| match labelled {
        Some((_, body)) => Fence { body, ..fence },
        None => fence,
    });
    resource.json = shown.and_then(|fence| representation(&fence, findings));
    Some(resource)
}

/// The name in front of an object, and the object: `"Address" { .. }`.
fn label<'a>(fence: &Fence<'a>) -> Option<(Text<'a>, Text<'a>)> {
    let body = fence.body.trim();
    let end = body.strip_prefix('"')?.find('"')? + 1;
    let name = body.head(end).tail(1);
    let object = body.tail(end + 1).trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    (is_name && object.starts_with('{')).then_some((name, object))
}

/// `postalAddress` of `Postal address type`.
fn name_of(context: Context<'_, '_>, title: &str) -> Option<String> {
    let mut words: Vec<&str> = title.split_whitespace().collect();
    let nouns = &context.dialect.phrases.types.nouns;
    while words.len() > 1 && words.last().is_some_and(|word| nouns.is(word)) {
        words.pop();
    }
    let fits = (1..=MAX_WORDS).contains(&words.len())
        && words
            .iter()
            .all(|word| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
    let (first, rest) = words.split_first().filter(|_| fits)?;
    if rest.is_empty() {
        return Some((*first).to_owned());
    }
    let capital = |word: &&str| {
        let (head, tail) = word.split_at(1);
        format!("{}{tail}", head.to_ascii_uppercase())
    };
    Some(first.to_ascii_lowercase() + &rest.iter().map(capital).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page;

    const TABLE: &str = "### Properties\n\n|Property|Type|Description|\n|-|-|-|\n";

    fn read_page(text: &str) -> Vec<Resource> {
        let text = format!("---\n---\n{text}");
        let (found, _) = test_page::read_page("resources/x.md", &text, |context, findings| {
            read(context, &Document::default(), findings)
        });
        found
    }

    #[test]
    fn each_part_is_a_type() {
        let found = read_page(&format!(
            "# Small types\n\n## Shipping label\n\nOne label.\n\n{TABLE}|width|int|x|\n\n```json\n\"LabelType\"\n{{ \"width\": \"int\" }}\n```\n\n\
             ## Price tag type\n\n{TABLE}|amount|decimal|y|\n\n## Remarks\n\nNone."
        ));
        let names: Vec<_> = found.iter().map(|ty| &*ty.name.value).collect();
        assert_eq!(names, ["LabelType", "priceTag"]);
        let label = found.first().unwrap();
        assert_eq!(label.description.as_deref(), Some("One label."));
        assert_eq!(label.properties.len(), 1);
        assert!(label.json.as_ref().unwrap().value.get("width").is_some());
    }

    #[test]
    fn a_page_with_properties_of_its_own_is_one_type() {
        let own = format!("# thing\n\n#{TABLE}|a|String|x|\n\n");
        let own = own.replace("####", "##");
        let parts = format!("## One\n\n{TABLE}|a|int|x|\n\n## Two\n\n{TABLE}|b|int|x|\n");
        assert!(read_page(&format!("{own}{parts}")).is_empty());
        assert!(read_page(&format!("# thing\n\n## One\n\n{TABLE}|a|int|x|\n")).is_empty());
        assert_eq!(read_page(&format!("# thing\n\n{parts}")).len(), 2);
    }
}
