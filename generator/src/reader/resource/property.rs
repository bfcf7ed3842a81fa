//! Rows of property, relationship and parameter tables.

use crate::diagnostic::{Code, Spanned};
use crate::dialect::{PageKind, Words};
use crate::page::{Findings, Inline, Row, Table, Text, pieces, plain};
use crate::reader::outline::link;
use crate::reader::phrase::{cell, description, remark};
use crate::reader::{Context, Property, TypeRef};

/// Which names a table may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// Of properties: letters, digits, `_`; `@x.y` for annotations.
    Properties,
    /// Of parameters: `-`, `$` and braces too.
    Parameters,
}

/// Which column of a table holds what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) ty: Option<usize>,
    pub(crate) description: Option<usize>,
    pub(crate) required: Option<usize>,
}

/// The columns of a table whose first column holds names. `None` for other tables.
pub(crate) fn columns(context: Context<'_, '_>, table: &Table<'_>) -> Option<Columns> {
    let words = &context.dialect.columns;
    let first = plain(table.header.first()?).to_lowercase();
    let first = first.trim_end_matches('s').trim();
    let names = |name: &str| name.trim_end_matches('s').eq_ignore_ascii_case(first);
    if !words.name.iter().any(names) {
        return None;
    }
    let find = |words: &Words| {
        let mut others = table.header.iter().enumerate().skip(1);
        others
            .find(|(_, cell)| words.is(plain(cell).trim_end_matches(['?', ' '])))
            .map(|(at, _)| at)
    };
    let ty = find(&words.ty).or_else(|| find(&words.fallback_type));
    let last = table
        .header
        .len()
        .checked_sub(1)
        .filter(|last| *last > 0 && Some(*last) != ty);
    Some(Columns {
        ty,
        description: find(&words.description).or(last),
        required: find(&words.required),
    })
}

/// The parameter or property of a table that names its first column so, for deciding between the two.
pub(crate) fn is_parameter_table(context: Context<'_, '_>, table: &Table<'_>) -> bool {
    let words = &context.dialect.columns.parameter;
    table
        .header
        .first()
        .is_some_and(|cell| words.begin(&plain(cell)))
}

/// Reads the rows of a table. Rows whose name cannot be read are left out.
pub(crate) fn rows(
    context: Context<'_, '_>,
    table: &Table<'_>,
    columns: Columns,
    names: Names,
    findings: &mut Findings<'_>,
) -> Vec<Property> {
    table
        .rows
        .iter()
        .filter_map(|row| property(context, row, columns, names, findings))
        .collect()
}

fn property(
    context: Context<'_, '_>,
    row: &Row<'_>,
    columns: Columns,
    names: Names,
    findings: &mut Findings<'_>,
) -> Option<Property> {
    let cell_at = |column: Option<usize>| column.map_or(Text::new(""), |column| row.cell(column));
    let (type_cell, text) = (cell_at(columns.ty), cell_at(columns.description));
    let others_empty = row.cells.iter().skip(1).all(|cell| cell.is_empty());
    let name_cell = row.cell(0);
    let Some(name) = name(context, name_cell, names) else {
        if !(others_empty && is_blank_or_title(name_cell)) {
            findings.add(
                Code::PropertyNameInvalid,
                if name_cell.is_empty() {
                    row.span
                } else {
                    name_cell.span()
                },
                format!("`{}` is not a name of a property", shortened(&name_cell)),
                "the row was left out",
                "write the name alone in the first cell, and a description on one line",
            );
        }
        return None;
    };
    if others_empty && row.cells.len() > 1 && is_blank_or_title(name_cell) {
        return None;
    }
    let ty = cell::read(context, type_cell).map(|ty| linked_by_name(context, ty, name_cell));
    if ty.is_none() && columns.ty.is_some() && !name.value.contains('@') {
        findings.add(
            Code::TypeMissing,
            if type_cell.is_empty() {
                row.span
            } else {
                type_cell.span()
            },
            if type_cell.is_empty() {
                format!("the type of `{}` is missing", name.value)
            } else {
                format!(
                    "`{}`, the type of `{}`, cannot be read",
                    shortened(&type_cell),
                    name.value
                )
            },
            "the type was left open",
            "write a primitive type, a link to a type's page, or `X collection`",
        );
    }
    let remarks = remark::read(context, text);
    let deprecated = &context.dialect.phrases.remarks.deprecated;
    let named_deprecated = name_cell.len() > name.value.len() && deprecated.occur_in(&name_cell);
    Some(Property {
        ty,
        description: description::read(context, text, findings),
        read_only: remarks.read_only,
        required: remarks.required
            || context
                .dialect
                .columns
                .yes
                .begin(cell_at(columns.required).trim().as_str()),
        nullable: remarks.nullable,
        deprecated: named_deprecated || remarks.deprecated,
        inherited_from: remarks.inherited_from,
        values: remarks.values,
        name,
    })
}

/// Where a name links to the page of its type, that is where the type's name leads, which may be in the plural.
fn linked_by_name(context: Context<'_, '_>, mut ty: TypeRef, name_cell: Text<'_>) -> TypeRef {
    let [named] = ty.names.as_mut_slice() else {
        return ty;
    };
    if named.target.is_some()
        || !name_cell.contains('[')
        || context.dialect.primitives.get(&named.text).is_some()
    {
        return ty;
    }
    let target = pieces(name_cell, &context.page.links).find_map(|piece| match piece {
        Inline::Link { destination, .. } => link::target(context, destination?),
        _ => None,
    });
    let Some(page) = target.as_ref().and_then(|target| target.page.as_ref()) else {
        return ty;
    };
    if context.dialect.places.kind(page) == Some(PageKind::Operations) {
        return ty;
    }
    let stem = page.file_stem().unwrap_or_default();
    let singular = ["s", "es"].iter().find_map(|ending| {
        let singular = named.text.strip_suffix(ending)?;
        stem.ends_with(&singular.to_lowercase())
            .then(|| singular.to_owned())
    });
    if let Some(singular) = singular.filter(|_| !stem.ends_with(&named.text.to_lowercase())) {
        named.text = singular;
        ty.collection = true;
    }
    named.target = target;
    // `lines` of the type `line`.
    let name = plain(&name_cell);
    let head = name.trim().get(..named.text.len());
    let tail = name.trim().get(named.text.len()..);
    ty.collection |= head.is_some_and(|head| head.eq_ignore_ascii_case(&named.text))
        && tail.is_some_and(|tail| matches!(tail, "s" | "es"));
    ty
}

/// Gives a name to an enumeration that a cell only calls one: `kind` of a `machine` is a `machineKind`, where its description lists
/// values, and text where it lists none.
pub(crate) fn name_enumeration(context: Context<'_, '_>, owner: &str, row: &mut Property) {
    let Some([only]) = row.ty.as_mut().map(|ty| ty.names.as_mut_slice()) else {
        return;
    };
    let dialect = context.dialect;
    if only.target.is_some() || !dialect.headings.enumeration_nouns.is(&only.text) {
        return;
    }
    only.text = match row.values.len() {
        0 | 1 => dialect.primitives.text.clone(),
        _ => {
            let name = &row.name.value;
            let (first, rest) = name.split_at_checked(1).unwrap_or((name, ""));
            format!("{owner}{}{rest}", first.to_uppercase())
        }
    };
}

/// The name in a cell, without markup, parentheses and what follows a line break.
fn name(context: Context<'_, '_>, cell: Text<'_>, names: Names) -> Option<Spanned<String>> {
    let words = plain(&cell);
    let mut words: &str = &words;
    if let Some(at) = words.find('(').filter(|at| *at > 0) {
        words = words.get(..at)?;
    }
    if let Some((first, rest)) = words.trim().split_once(' ') {
        // A second word is part of a sentence unless a line break stands before it.
        if !(cell.contains("<br") || context.dialect.phrases.remarks.deprecated.occur_in(rest)) {
            return None;
        }
        words = first;
    }
    let mut word = words
        .trim()
        .trim_matches(|c| matches!(c, '"' | '\'' | ':' | ','));
    if names == Names::Parameters {
        word = word.trim_matches(|c| matches!(c, '{' | '}' | '<' | '>' | '$' | '='));
    }
    let word = word
        .strip_prefix('_')
        .and_then(|word| word.strip_suffix('_'))
        .unwrap_or(word);
    if !is_name(word, names) {
        return None;
    }
    let start = cell.find(word).unwrap_or(0);
    Some(Spanned {
        value: word.to_owned(),
        span: cell.slice(start..start + word.len()).span(),
    })
}

fn is_name(word: &str, names: Names) -> bool {
    // `content@odata.mediaReadLink` says something about a property.
    if let Some((property, annotation)) = word.split_once('@').filter(|(head, _)| !head.is_empty())
    {
        return is_name(property, names) && is_name(&format!("@{annotation}"), names);
    }
    let plain = word.strip_prefix('@').unwrap_or(word);
    let dotted = plain.len() != word.len() || names == Names::Parameters;
    word.len() <= 128
        && plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && plain.chars().all(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => true,
            '.' => dotted,
            '-' => names == Names::Parameters,
            _ => false,
        })
}

/// A row that stands as a title above others: `**Attachments**`, or nothing at all.
fn is_blank_or_title(cell: Text<'_>) -> bool {
    cell.is_empty() || cell.contains(' ') || cell.starts_with("**")
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> String {
    let line = text.replace('`', "'");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}...", line.get(..at).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::reader::test_page::read_page;

    fn read(table: &str, names: Names) -> (Vec<Property>, Vec<Diagnostic>) {
        let text = format!("---\n---\n{table}");
        read_page("resources/x.md", &text, |context, findings| {
            let table = context.page.sections[0].tables().next().unwrap();
            let columns = columns(context, table).unwrap();
            rows(context, table, columns, names, findings)
        })
    }

    const HEAD: &str = "|Property|Type|Description|\n|:-|:-|:-|\n";

    #[test]
    fn a_row_gives_a_property() {
        let (rows, _) = read(
            &format!(
                "{HEAD}|**size** (deprecated)|Int32|Read-only. Not nullable. Inherited from [base](base.md)|"
            ),
            Names::Properties,
        );
        let size = &rows[0];
        assert_eq!(size.name.value, "size");
        assert!(size.read_only && size.deprecated && !size.required);
        assert_eq!(size.nullable, Some(false));
        assert_eq!(size.inherited_from.as_ref().unwrap().text, "base");
    }

    #[test]
    fn rows_without_a_name_are_left_out() {
        let table = format!(
            "{HEAD}|The value 0 means none||\n|**Group of rows**| | |\n|ok|String|\n|no type|||\n|gap||x|"
        );
        let (rows, diagnostics) = read(&table, Names::Properties);
        let names: Vec<_> = rows.iter().map(|row| row.name.value.as_str()).collect();
        assert_eq!(names, ["ok", "gap"]);
        let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
        assert!(codes.contains(&Code::RowRagged) && codes.contains(&Code::TypeMissing));
    }

    #[test]
    fn rows_of_annotations_need_no_type() {
        let table = format!("{HEAD}|part@sample.link||x|");
        let (rows, diagnostics) = read(&table, Names::Properties);
        assert_eq!(rows[0].name.value, "part@sample.link");
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn a_linked_name_leads_to_its_type() {
        let (rows, _) = read(
            "|Navigation|Return Type|Description|\n|-|-|-|\n|[owner](owner.md)|owner|x|\n|[lines](orderline.md)|orderLines|x|\n|[parts](parts.md)|part|x|",
            Names::Properties,
        );
        let found: Vec<_> = rows
            .iter()
            .map(|row| row.ty.as_ref().unwrap())
            .map(|ty| {
                (
                    &*ty.names[0].text,
                    ty.names[0].target.is_some(),
                    ty.collection,
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("owner", true, false),
                ("orderLine", true, true),
                ("part", true, true)
            ]
        );
    }

    #[test]
    fn required_is_a_word_or_a_column() {
        let (rows, _) = read(
            "|Parameter|Type|Required?|Description|\n|-|-|-|-|\n|{item-id}|String|Yes|a|\n|_b_|String|No|Required.|\n|c|String|No|d|",
            Names::Parameters,
        );
        let found: Vec<_> = rows
            .iter()
            .map(|row| (row.name.value.as_str(), row.required))
            .collect();
        assert_eq!(found, [("item-id", true), ("b", true), ("c", false)]);
    }
}
