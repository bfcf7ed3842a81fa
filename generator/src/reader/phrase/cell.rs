//! A type cell to a type reference.

use crate::page::{Text, plain};
use crate::reader::outline::link;
use crate::reader::phrase::token::{Token, tokens};
use crate::reader::phrase::type_phrase;
use crate::reader::{Context, TypeName, TypeRef};

/// Reads a cell of a type column. `None` where it is empty or no type can be made out.
pub(crate) fn read(context: Context<'_, '_>, cell: Text<'_>) -> Option<TypeRef> {
    if cell.is_empty() {
        return None;
    }
    let dialect = context.dialect;
    if !cell.contains('[') {
        return reference(type_phrase::words(dialect, &plain(&cell))?, cell);
    }
    let tokens = tokens(cell, &context.page.links);
    let mut names = Vec::new();
    let mut collection = false;
    for token in &tokens {
        let Token::Link { text, destination } = token else {
            continue;
        };
        let Some((linked, many)) = type_phrase::words(dialect, &plain(text)) else {
            continue;
        };
        collection |= many;
        let target = destination.and_then(|to| link::target(context, to));
        names.extend(linked.into_iter().map(|name| TypeName {
            target: target.clone(),
            ..name
        }));
    }
    if names.is_empty() {
        return reference(type_phrase::words(dialect, &plain(&cell))?, cell);
    }
    if !type_phrase::offers_alternatives(dialect, &tokens) {
        names.truncate(1);
    }
    collection |= type_phrase::says_many(dialect, &tokens);
    reference((names, collection), cell)
}

fn reference((names, collection): (Vec<TypeName>, bool), cell: Text<'_>) -> Option<TypeRef> {
    Some(TypeRef {
        names,
        collection,
        span: cell.span(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    /// Names with the pages they lead to, and whether there are many.
    type Found = (Vec<(String, Option<String>)>, bool);

    fn read_cell(cell: &str) -> Option<Found> {
        let text = format!("{cell}\n\n[itemSet]: itemset.md\n");
        let (found, _) = read_page("resources/x.md", &text, |context, _| {
            read(context, Text::new(&text).head(cell.len()))
        });
        let found = found?;
        let names = found.names.into_iter().map(|name| {
            let page = name.target.and_then(|target| target.page);
            (name.text, page.map(camino::Utf8PathBuf::into_string))
        });
        Some((names.collect(), found.collection))
    }

    fn plain_type(name: &str, collection: bool) -> Option<Found> {
        Some((vec![(name.to_owned(), None)], collection))
    }

    #[test]
    fn words_give_a_name() {
        for (cell, name, collection) in [
            ("String", "String", false),
            ("`Int32`", "Int32", false),
            ("**Boolean**", "Boolean", false),
            ("String collection", "String", true),
            ("Collection(Edm.String)", "Edm.String", true),
            ("collection of Guid", "Guid", true),
            ("String (url)", "String", false),
            ("string, maximum size 20", "string", false),
            (
                "microsoft.graph.thing collection",
                "microsoft.graph.thing",
                true,
            ),
            ("thing\\_one", "thing_one", false),
            ("thing[]", "thing", true),
            ("Untyped JSON object", "untyped", false),
            ("Int32 between 1 and 5", "Int32", false),
            ("Edm.TimeOfDay", "Edm.TimeOfDay", false),
            ("(Optional) String", "String", false),
            ("Nullable long", "long", false),
            ("Bytes between 1 and 5", "Bytes", false),
            ("Collection (String)", "String", true),
            ("String (collection)", "String", true),
            ("Collection(string) of sample.kind", "sample.kind", true),
            ("String collection of kind values", "kind", true),
            ("String collection of up to 5 words", "String", true),
        ] {
            assert_eq!(read_cell(cell), plain_type(name, collection), "{cell}");
        }
    }

    #[test]
    fn links_give_names_and_targets() {
        let linked = |name: &str, page: &str| (name.to_owned(), Some(page.to_owned()));
        let item = || vec![linked("item", "resources/item.md")];
        assert_eq!(read_cell("[item](item.md)"), Some((item(), false)));
        assert_eq!(
            read_cell("[item](Item.md) collection"),
            Some((item(), true))
        );
        assert_eq!(
            read_cell("Collection([item](item.md))"),
            Some((item(), true))
        );
        assert_eq!(
            read_cell("[`item`](item.md) resource"),
            Some((item(), false))
        );
        assert_eq!(
            read_cell("[itemSet][] "),
            Some((vec![linked("itemSet", "resources/itemset.md")], false))
        );
        assert_eq!(
            read_cell("[a](a.md) or [b](b.md)"),
            Some((
                vec![linked("a", "resources/a.md"), linked("b", "resources/b.md")],
                false
            ))
        );
        assert_eq!(read_cell("[NAV.Address]"), plain_type("NAV.Address", false));
    }

    #[test]
    fn empty_and_unreadable_cells_are_none() {
        assert_eq!(read_cell("  "), None);
        assert_eq!(read_cell("whatever the service likes"), None);
    }
}
