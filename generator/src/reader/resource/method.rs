//! Methods tables of resource pages.

use crate::page::{Inline, Table, pieces, plain};
use crate::reader::outline::link;
use crate::reader::phrase::cell;
use crate::reader::{Context, Method};

/// Reads the rows of a Methods table that link to an operation.
pub(crate) fn rows(context: Context<'_, '_>, table: &Table<'_>) -> Vec<Method> {
    let returns = table
        .header
        .iter()
        .position(|cell| context.dialect.columns.returns.begin(&plain(cell)))
        .unwrap_or(1);
    table
        .rows
        .iter()
        .filter_map(|row| {
            let page = pieces(row.cell(0), &context.page.links).find_map(|piece| match piece {
                Inline::Link { destination, .. } => link::target(context, destination?)?.page,
                _ => None,
            })?;
            let cell = row.cell(returns);
            let none = context.dialect.phrases.nothing.begin(&plain(&cell));
            Some(Method {
                page: Some(page),
                returns: if none {
                    None
                } else {
                    cell::read(context, cell)
                },
                span: row.span,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    #[test]
    fn rows_link_operations_to_types() {
        let text = "---\n---\n|Method|Return type|\n|-|-|\n|**Group**| |\n|[List](../api/thing-list.md)|[thing](thing.md) collection|\n|[Drop](../api/thing-drop.md)|None|";
        let (found, _) = read_page("resources/x.md", text, |context, _| {
            let table = context.page.sections[0].tables().next().unwrap();
            rows(context, table)
        });
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].page.as_ref().unwrap(), "api/thing-list.md");
        assert!(found[0].returns.as_ref().unwrap().collection);
        assert!(found[1].returns.is_none());
    }
}
