//! A type cell to a type reference.

use crate::page::{Inline, Text, pieces, plain};
use crate::reader::{Context, TypeName, TypeRef};

/// Reads a cell of a type column. `None` where it is empty or no type can be made out.
pub(crate) fn read(context: Context<'_, '_>, cell: Text<'_>) -> Option<TypeRef> {
    if cell.is_empty() {
        return None;
    }
    if !cell.contains('[') {
        let (names, collection) = bare(&plain(&cell))?;
        return Some(reference(names, collection, cell));
    }
    let mut words = String::new();
    let mut names = Vec::new();
    let mut collection = false;
    for piece in pieces(cell, &context.page.links) {
        match piece {
            Inline::Text(text) | Inline::Code(text) => words.push_str(&text),
            Inline::Link {
                text, destination, ..
            } => match bare(&plain(&text)) {
                Some((linked, many)) => {
                    collection |= many;
                    let target = destination
                        .and_then(|to| crate::reader::outline::link::target(context.path, to));
                    names.extend(linked.into_iter().map(|name| TypeName {
                        target: target.clone(),
                        ..name
                    }));
                }
                None => words.push_str(&text),
            },
        }
    }
    if names.is_empty() {
        let (names, collection) = bare(&plain(&words))?;
        return Some(reference(names, collection, cell));
    }
    let words = words.to_ascii_lowercase();
    if !words.contains(" or ") {
        names.truncate(1);
    }
    collection |= says_many(&words);
    Some(reference(names, collection, cell))
}

fn reference(names: Vec<TypeName>, collection: bool, cell: Text<'_>) -> TypeRef {
    TypeRef {
        names,
        collection,
        span: cell.span(),
    }
}

/// Whether lower-case words around a type's name say that there are many of it.
pub(crate) fn says_many(words: &str) -> bool {
    ["collection", "list", "array", "set of", "[]"]
        .iter()
        .any(|word| words.contains(word))
}

/// Names of types in words without links, and whether the words say that there are many.
pub(crate) fn bare(words: &str) -> Option<(Vec<TypeName>, bool)> {
    let mut collection = false;
    let mut rest = words.trim();
    if is_identifier(rest) {
        return Some((vec![name(rest)], collection));
    }
    loop {
        let before = rest;
        rest = strip_end(strip_start(rest, &mut collection), &mut collection);
        if rest == before {
            break;
        }
    }
    let names: Option<Vec<_>> = alternatives(rest).map(|name| one(name.trim())).collect();
    let names = names.or_else(|| {
        // `Int32 value between 1 and 5`
        let first = rest.split([' ', ',', ';']).next()?;
        is_primitive(first).then(|| vec![name(first)])
    });
    Some((names.filter(|names| !names.is_empty())?, collection))
}

/// `a or b`, `a/b`.
fn alternatives(words: &str) -> impl Iterator<Item = &str> {
    words.split(if words.contains(" or ") { " or " } else { "/" })
}

fn one(words: &str) -> Option<TypeName> {
    if is_identifier(words) {
        return Some(name(words));
    }
    let lower = words.to_ascii_lowercase();
    let json = lower.contains("json") && lower.split(' ').count() <= 3;
    json.then(|| name("untyped"))
}

fn name(text: &str) -> TypeName {
    TypeName {
        text: text.trim_start_matches('#').to_owned(),
        target: None,
    }
}

fn is_identifier(text: &str) -> bool {
    let text = text.strip_prefix('#').unwrap_or(text);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
        && !text.ends_with('.')
}

/// Whether a word is a primitive type of the dialect.
pub(crate) fn is_primitive(word: &str) -> bool {
    const PRIMITIVES: [&str; 32] = [
        "binary",
        "bool",
        "boolean",
        "byte",
        "date",
        "datetime",
        "datetimeoffset",
        "decimal",
        "double",
        "duration",
        "float",
        "guid",
        "int",
        "int16",
        "int32",
        "int64",
        "integer",
        "json",
        "long",
        "number",
        "numeric",
        "object",
        "sbyte",
        "single",
        "stream",
        "string",
        "time",
        "timeofday",
        "timestamp",
        "uri",
        "url",
        "uuid",
    ];
    let lower = word.to_ascii_lowercase();
    let lower = lower.strip_prefix("edm.").unwrap_or(&lower);
    PRIMITIVES.binary_search(&lower).is_ok()
}

fn strip_start<'a>(words: &'a str, collection: &mut bool) -> &'a str {
    const MANY: [&str; 8] = [
        "collection of ",
        "collection(",
        "collections of ",
        "array of ",
        "list of ",
        "set of ",
        "array(",
        "list(",
    ];
    const NOISE: [&str; 3] = ["a ", "an ", "the "];
    for prefix in MANY {
        if let Some(rest) = strip_prefix(words, prefix) {
            *collection = true;
            let rest = rest.trim();
            return if prefix.ends_with('(') {
                rest.trim_end_matches(')')
            } else {
                rest
            };
        }
    }
    NOISE
        .iter()
        .find_map(|prefix| strip_prefix(words, prefix))
        .unwrap_or(words)
        .trim()
}

fn strip_end<'a>(words: &'a str, collection: &mut bool) -> &'a str {
    const MANY: [&str; 7] = [
        " collection",
        " collections",
        " array",
        " list",
        " (collection)",
        "[]",
        "[ ]",
    ];
    const NOISE: [&str; 11] = [
        " resource",
        " resources",
        " object",
        " objects",
        " enum",
        " enumeration",
        " type",
        " entity",
        " entities",
        " value",
        " values",
    ];
    for suffix in MANY {
        if let Some(rest) = strip_suffix(words, suffix) {
            *collection = true;
            return rest.trim();
        }
    }
    let words = words.trim_end_matches(['.', ',', ';', ':', ' ']);
    for suffix in NOISE {
        if let Some(rest) = strip_suffix(words, suffix) {
            return rest.trim();
        }
    }
    // `String (url)`, `string, maximum size 20`
    if let Some((head, _)) = words
        .split_once('(')
        .filter(|(head, _)| !head.trim().is_empty())
    {
        return head.trim();
    }
    if let Some(inner) = words.strip_prefix('(') {
        // `(Optional) String`
        if let Some((_, rest)) = inner
            .split_once(')')
            .filter(|(_, rest)| !rest.trim().is_empty())
        {
            return rest.trim();
        }
        return inner.trim_end_matches(')').trim();
    }
    match words.split_once([',', ';']) {
        Some((head, _)) => head.trim(),
        None => words,
    }
}

fn strip_prefix<'a>(words: &'a str, prefix: &str) -> Option<&'a str> {
    let head = words.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| words.get(prefix.len()..).unwrap_or_default())
}

fn strip_suffix<'a>(words: &'a str, suffix: &str) -> Option<&'a str> {
    let at = words.len().checked_sub(suffix.len())?;
    let tail = words.get(at..)?;
    tail.eq_ignore_ascii_case(suffix)
        .then(|| words.get(..at).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    /// Names with the pages they lead to, and whether there are many.
    type Found = (Vec<(String, Option<String>)>, bool);

    fn read_cell(cell: &str) -> Option<Found> {
        let text = format!("{cell}\n\n[itemSet]: itemset.md\n");
        let mut diagnostics = Vec::new();
        let path = Utf8Path::new("resources/x.md");
        let page = crate::page::parse(
            path,
            &text,
            &crate::dialect::graph().annotations,
            &mut diagnostics,
        );
        let context = Context {
            path,
            page: &page,
            dialect: crate::dialect::graph(),
        };
        let found = read(context, Text::new(&text).head(cell.len()))?;
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

    #[test]
    fn primitives_are_sorted() {
        assert!(is_primitive("Edm.Int64") && is_primitive("url") && is_primitive("Binary"));
    }
}
