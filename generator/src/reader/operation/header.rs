//! Header tables.

use crate::page::{Section, Table, plain};
use crate::reader::{Context, Header};

/// Reads the rows of the header tables in `sections`, no header twice.
pub(crate) fn read<'s, 'a: 's>(
    context: Context<'_, '_>,
    sections: impl Iterator<Item = &'s Section<'a>>,
) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    for table in sections.flat_map(Section::tables) {
        for header in rows(context, table) {
            let name = &header.name.value;
            if !headers
                .iter()
                .any(|known| known.name.value.eq_ignore_ascii_case(name))
            {
                headers.push(header);
            }
        }
    }
    headers
}

fn rows(context: Context<'_, '_>, table: &Table<'_>) -> Vec<Header> {
    let type_column = table
        .header
        .iter()
        .position(|cell| context.dialect.columns.header_type.is(&plain(cell)));
    table
        .rows
        .iter()
        .filter_map(|row| {
            let cell = row.cell(0);
            let name = plain(&cell);
            let name = name
                .split([' ', ':'])
                .next()
                .filter(|name| is_header(name))?;
            let start = cell.find(name).unwrap_or(0);
            let texts: Vec<&str> = row
                .cells
                .iter()
                .enumerate()
                .skip(1)
                .filter(|(column, cell)| Some(*column) != type_column && !cell.is_empty())
                .map(|(_, cell)| cell.as_str())
                .collect();
            let description = texts.join(" ");
            let remarks = &context.dialect.phrases.remarks;
            Some(Header {
                name: cell.slice(start..start + name.len()).spanned(),
                required: remarks.header_required.occur_in(&description)
                    && !remarks.header_optional.occur_in(&description),
                description: Some(description).filter(|text| !text.is_empty()),
            })
        })
        .collect()
}

fn is_header(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
