//! Types with members, in each of the three forms that carry them.

use crate::diagnostic::{Code, Spanned};
use crate::dialect::{BlockType, Role, Words};
use crate::page::{Block, Findings, Section, Table, plain};
use crate::reader::outline::preamble;
use crate::reader::outline::role::roles;
use crate::reader::phrase::description;
use crate::reader::{Carrier, Context, Document, Enumeration, Member};

/// Longer words are a sentence, not a member.
const MAX_MEMBER_BYTES: usize = 96;

/// Reads the enumerations of a page.
pub(crate) fn read(
    context: Context<'_, '_>,
    document: &Document,
    findings: &mut Findings<'_>,
) -> Vec<Enumeration> {
    if let Some(own) = own_page(context, document, findings) {
        return vec![own];
    }
    let carrier = if has_resource(context) || context.is_of_operations() {
        Carrier::Resource
    } else {
        Carrier::Collection
    };
    let mut found: Vec<Enumeration> = Vec::new();
    for section in &context.page.sections {
        let Some(name) = name_of_values(context, section) else {
            continue;
        };
        let Some(table) = section
            .tables()
            .find(|table| member_column(context, table).is_some())
        else {
            continue;
        };
        let members = members(context, table, findings);
        // A page may repeat a heading: the first table counts.
        if members.is_empty() || found.iter().any(|known| known.name.value == name) {
            continue;
        }
        found.push(Enumeration {
            name: Spanned {
                value: name.to_owned(),
                span: section.span,
            },
            carrier,
            description: preamble::first_paragraph(context, section, findings),
            members,
        });
    }
    found
}

/// The enumeration that the page is about.
fn own_page(
    context: Context<'_, '_>,
    document: &Document,
    findings: &mut Findings<'_>,
) -> Option<Enumeration> {
    let page = context.page;
    let headings = &context.dialect.headings;
    let heading = page.sections.iter().find(|section| section.level == 1)?;
    // `# kind enum type`, and not `# Sample enum values`, which is a page of several.
    let titled = heading
        .title
        .split_whitespace()
        .nth(1)
        .is_some_and(|word| headings.enumeration.is(word))
        && headings.enumerations.strip_suffix(&heading.title).is_none();
    let table = page
        .sections
        .iter()
        .zip(roles(page, headings))
        .filter(|(_, role)| *role == Role::Members)
        .flat_map(|(section, _)| section.tables())
        .chain(
            page.sections
                .iter()
                .filter(|_| titled)
                .flat_map(Section::tables),
        )
        .find(|table| member_column(context, table).is_some())?;
    let name = heading
        .title
        .split([' ', '('])
        .next()
        .filter(|name| is_type_name(name))?;
    Some(Enumeration {
        name: Spanned {
            value: name.to_owned(),
            span: heading.span,
        },
        carrier: Carrier::Page,
        description: document.description.clone(),
        members: members(context, table, findings),
    })
}

fn has_resource(context: Context<'_, '_>) -> bool {
    context.page.sections.iter().any(|section| {
        section.is(&context.dialect.headings.enumeration_owner)
            || section.blocks.iter().any(|block| matches!(block, Block::Annotation(annotation) if annotation.block == BlockType::Resource))
    })
}

/// The type that a heading such as `kind values` announces the members of.
fn name_of_values<'s>(context: Context<'_, '_>, section: &'s Section<'_>) -> Option<&'s str> {
    if !(2..=5).contains(&section.level) {
        return None;
    }
    let title = section.title.as_str();
    // `kind values (preview)`
    let remark = title.rfind(" (").filter(|_| title.ends_with(')'));
    let title = remark.and_then(|at| title.get(..at)).unwrap_or(title);
    let (name, kind) = title.split_once(' ')?;
    let announced = context.dialect.headings.values.is(kind.trim());
    (announced && is_type_name(name)).then_some(name)
}

fn is_type_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}

/// The column of the members: `Member` or `Name`, else `Value`.
fn member_column(context: Context<'_, '_>, table: &Table<'_>) -> Option<usize> {
    let columns = &context.dialect.columns;
    let find = |names: &Words| table.header.iter().position(|cell| names.is(&plain(cell)));
    find(&columns.member).or_else(|| find(&columns.fallback_member))
}

fn members(
    context: Context<'_, '_>,
    table: &Table<'_>,
    findings: &mut Findings<'_>,
) -> Vec<Member> {
    let Some(column) = member_column(context, table) else {
        return Vec::new();
    };
    let columns = &context.dialect.columns;
    let other = |names: &Words| {
        let found = table.header.iter().position(|cell| names.is(&plain(cell)));
        found.filter(|at| *at != column)
    };
    let number = other(&columns.number);
    let text = other(&columns.member_description);
    let mut members: Vec<Member> = Vec::new();
    for row in &table.rows {
        let cell = row.cell(column);
        let words = plain(&cell);
        let name = without_remark(context, words.trim())
            .trim()
            .trim_matches(|c| matches!(c, '"' | '\'' | '.' | ','));
        if name.is_empty() || members.iter().any(|known| known.name.value == name) {
            continue;
        }
        if name.len() > MAX_MEMBER_BYTES || name.bytes().all(|byte| byte.is_ascii_digit()) {
            findings.add(
                Code::PropertyNameInvalid,
                cell.span(),
                "the cell holds no name of a member",
                "the row was left out",
                "write the member as it is on the wire in the first cell",
            );
            continue;
        }
        members.push(Member {
            name: Spanned {
                value: name.to_owned(),
                span: cell.span(),
            },
            value: number.and_then(|column| plain(&row.cell(column)).parse().ok()),
            description: text
                .and_then(|column| description::read(context, row.cell(column), findings)),
        });
    }
    members
}

/// A member without the remark behind it that it is deprecated: `usages (deprecated)`, `usages - deprecated`.
fn without_remark<'t>(context: Context<'_, '_>, words: &'t str) -> &'t str {
    let deprecated = &context.dialect.phrases.remarks.deprecated;
    match words.split_once(' ') {
        Some((name, remark))
            if deprecated.is(remark.trim_matches(|c: char| !c.is_alphanumeric())) =>
        {
            name
        }
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page;

    fn read_page(text: &str) -> Vec<Enumeration> {
        let (found, _) = test_page::read_page(
            "resources/x.md",
            &format!("---\n---\n{text}"),
            |context, findings| read(context, &Document::default(), findings),
        );
        found
    }

    fn names(enumeration: &Enumeration) -> Vec<&str> {
        enumeration
            .members
            .iter()
            .map(|member| member.name.value.as_str())
            .collect()
    }

    #[test]
    fn a_page_of_its_own_carries_one() {
        let found = read_page(
            "# kind enum type\n\n## Members\n|Member|Value|Description|\n|-|-|-|\n|`a`|0|First.|\n|b\\_c|1||\n|a|2||\n||3||",
        );
        assert_eq!(
            (found[0].name.value.as_str(), found[0].carrier),
            ("kind", Carrier::Page)
        );
        assert_eq!(names(&found[0]), ["a", "b_c"]);
        assert_eq!(found[0].members[0].value, Some(0));
        assert_eq!(found[0].members[0].description.as_deref(), Some("First."));
    }

    #[test]
    fn headings_of_values_carry_others() {
        let found = read_page(
            "# Kinds\n\n### kind values\n\nText.\n\n|Value|Description|\n|-|-|\n|a|x|\n\n### kind values\n|Member|\n|-|\n|z|\n\n### size enumeration values\n| Member\n|:--\n|JIS B4\n|unknownFutureValue",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].carrier, Carrier::Collection);
        assert_eq!(found[0].description.as_deref(), Some("Text."));
        assert_eq!(names(&found[0]), ["a"]);
        assert_eq!(names(&found[1]), ["JIS B4", "unknownFutureValue"]);
    }

    #[test]
    fn deprecated_members_and_types_keep_their_names() {
        let found = read_page(
            "# Kinds\n\n### kind values (deprecated)\n\n|Member|\n|-|\n|a|\n|b (deprecated)|",
        );
        assert_eq!(found[0].name.value, "kind");
        assert_eq!(names(&found[0]), ["a", "b"]);
    }

    #[test]
    fn a_page_of_several_is_not_named_after_its_title() {
        for title in ["Sample enum values", "Sample kinds enum values"] {
            let found = read_page(&format!(
                "# {title}\n\n### kind values\n|Member|\n|-|\n|a|\n\n### size values\n|Member|\n|-|\n|b|"
            ));
            let found: Vec<_> = found.iter().map(|found| &*found.name.value).collect();
            assert_eq!(found, ["kind", "size"]);
        }
    }

    #[test]
    fn a_resource_page_carries_its_own() {
        let found = read_page(
            "# thing resource type\n## Properties\n|Property|Type|\n|-|-|\n|kind|kind|\n### kind values\n|Member|\n|-|\n|a|",
        );
        assert_eq!(found[0].carrier, Carrier::Resource);
    }
}
