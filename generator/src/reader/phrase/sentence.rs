//! Sentences to types: the links, bold words and nouns in them that name one.

use crate::page::{Inline, Text, pieces, plain};
use crate::reader::outline::link;
use crate::reader::phrase::cell;
use crate::reader::{Context, TypeName, TypeRef};

/// The sentences of a paragraph.
pub(crate) fn sentences(text: Text<'_>) -> impl Iterator<Item = Text<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < text.len() {
            let rest = text.tail(start);
            let end = end_of_sentence(&rest).unwrap_or(rest.len());
            start += end;
            let sentence = rest.head(end).trim();
            if !sentence.is_empty() {
                return Some(sentence);
            }
        }
        None
    })
}

/// Behind the full stop: a stop that white space follows, unless it is part of an abbreviation.
fn end_of_sentence(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(['.', '!', '?'])?;
        from = at + 1;
        let rest = text.get(from..)?;
        let abbreviated = text.get(..at)?.ends_with("e.g") || text.get(..at)?.ends_with("i.e");
        if !abbreviated && (rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            return Some(from);
        }
    }
}

/// The first type that a text names by link, bold word or code, else its first word if that could be one.
pub(crate) fn first_type(context: Context<'_, '_>, text: Text<'_>) -> Option<TypeName> {
    linked(context, text)
        .into_iter()
        .next()
        .or_else(|| marked(context, text))
        .or_else(|| {
            let word = plain(&text);
            let word = word.split([' ', ',', ';']).next()?.trim_end_matches('.');
            let (names, _) = cell::bare(word)?;
            names.into_iter().next()
        })
}

/// The types that a text links to: the first, and those that `or`, `and` or a comma alone stands before.
pub(crate) fn linked(context: Context<'_, '_>, text: Text<'_>) -> Vec<TypeName> {
    let mut names = Vec::new();
    let mut joined = true;
    for piece in pieces(text, &context.page.links) {
        match piece {
            Inline::Link {
                text, destination, ..
            } => match type_link(context, text, destination) {
                Some(name) if joined => {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                    joined = false;
                }
                Some(_) => break,
                None => {}
            },
            Inline::Text(words) if !names.is_empty() => joined = joins(&words),
            Inline::Text(_) | Inline::Code(_) => {}
        }
    }
    names
}

/// Whether the words between two types make them alternatives.
fn joins(words: &str) -> bool {
    const JOINING: [&str; 12] = [
        "a",
        "an",
        "and",
        "collection",
        "entity",
        "object",
        "objects",
        "of",
        "or",
        "resource",
        "the",
        "type",
    ];
    let mut alternative = words.contains([',', '/']);
    let mut words = words
        .split([' ', ',', '/', '\n', '\r'])
        .filter(|word| !word.is_empty());
    let only = words.all(|word| {
        alternative |= matches!(word, "or" | "and");
        JOINING.contains(&word)
    });
    only && alternative
}

/// The type that a link names: one that leads to a resource, or whose text alone could be a type.
fn type_link(
    context: Context<'_, '_>,
    text: Text<'_>,
    destination: Option<&str>,
) -> Option<TypeName> {
    let words = plain(&text);
    let named = cell::bare(&words).and_then(|(names, _)| names.into_iter().next());
    match destination {
        Some(destination) => {
            let target = link::target(context.path, destination)?;
            let page = target.page.as_ref();
            if page.is_some_and(|page| !page.starts_with("resources")) {
                return None;
            }
            // A link within the page is a type where its anchor is named after it: `#kind-values`.
            let anchor = target.anchor.as_deref().unwrap_or_default();
            let named = named
                .filter(|name| page.is_some() || anchor.starts_with(&*name.text.to_lowercase()));
            let text = match named {
                Some(name) => name.text,
                None if page.is_some() => words.into_owned(),
                None => return None,
            };
            Some(TypeName {
                text,
                target: Some(target),
            })
        }
        None => named.filter(|name| name.text.chars().next().is_some_and(char::is_alphabetic)),
    }
}

/// The first bold word or code that could be a type: one that an article or a noun such as `object` stands beside.
pub(crate) fn marked(context: Context<'_, '_>, text: Text<'_>) -> Option<TypeName> {
    let mut at = 0;
    let parts: Vec<&str> = text.as_str().split("**").collect();
    for (index, part) in parts.iter().enumerate() {
        let behind = text.as_str().get(at + part.len()..).unwrap_or_default();
        let before = text.as_str().get(..at).unwrap_or_default();
        if index % 2 == 1 && stands_as_type(before, behind) {
            let name = could_be_type(part);
            if name.is_some() {
                return name;
            }
        }
        at += part.len() + 2;
    }
    pieces(text, &context.page.links).find_map(|piece| match piece {
        Inline::Code(code) => {
            let start = (code.span().start - text.span().start) as usize;
            let before = text.as_str().get(..start).unwrap_or_default();
            let behind = text.as_str().get(start + code.len()..).unwrap_or_default();
            could_be_type(&code).filter(|_| stands_as_type(before, behind))
        }
        _ => None,
    })
}

fn could_be_type(word: &str) -> Option<TypeName> {
    let word = word.trim();
    let upper = word.chars().all(|c| !c.is_lowercase());
    let other = word.contains(['-', ' ', ':'])
        || matches!(word, "Location" | "true" | "false" | "null" | "value");
    if upper || other {
        return None;
    }
    cell::bare(word)?.0.into_iter().next()
}

/// Whether the words around a marked word make it a thing rather than a property, a header or a remark.
fn stands_as_type(before: &str, behind: &str) -> bool {
    const BEFORE: [&str; 17] = [
        "a",
        "an",
        "and",
        "collection",
        "created",
        "from",
        "new",
        "of",
        "requested",
        "return",
        "returned",
        "returns",
        "single",
        "the",
        "updated",
        "with",
        "",
    ];
    const BEHIND: [&str; 9] = [
        "collection",
        "entities",
        "entity",
        "instance",
        "object",
        "objects",
        "resource",
        "resources",
        "type",
    ];
    const NOT_BEHIND: [&str; 7] = [
        "field",
        "header",
        "parameter",
        "properties",
        "property",
        "request",
        "response",
    ];
    let word = |text: &str| {
        text.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let before = before
        .trim_end_matches(['*', '`'])
        .split_whitespace()
        .next_back()
        .map(word);
    let behind = behind
        .trim_start_matches(['*', '`'])
        .split_whitespace()
        .next()
        .map(word);
    let behind = behind.unwrap_or_default();
    BEHIND.contains(&&*behind)
        || BEFORE.contains(&&*before.unwrap_or_default()) && !NOT_BEHIND.contains(&&*behind)
}

/// The primitive type that a noun of a sentence names: `a string`, `Boolean value`.
pub(crate) fn noun(text: &str) -> Option<TypeName> {
    const NOUNS: [(&str, &str); 12] = [
        ("string", "String"),
        ("strings", "String"),
        ("boolean", "Boolean"),
        ("bool", "Boolean"),
        ("int32", "Int32"),
        ("int64", "Int64"),
        ("integer", "Int32"),
        ("double", "Double"),
        ("guid", "Guid"),
        ("guids", "Guid"),
        ("datetimeoffset", "DateTimeOffset"),
        ("true/false", "Boolean"),
    ];
    let words = plain(text).to_lowercase();
    words
        .split([' ', '.', ',', ';', '(', ')'])
        .find_map(|word| NOUNS.iter().find(|(noun, _)| *noun == word))
        .map(|(_, name)| TypeName {
            text: (*name).to_owned(),
            target: None,
        })
}

/// Stands for a link in [`unlinked`] words.
const LINK: char = '\u{fffc}';

/// The words of a text in lower case, links and code left out, for asking whether it speaks of many.
pub(crate) fn unlinked(context: Context<'_, '_>, text: Text<'_>) -> String {
    let mut words = String::with_capacity(text.len());
    for piece in pieces(text, &context.page.links) {
        match piece {
            Inline::Text(text) => words.push_str(&text.to_lowercase()),
            Inline::Link { .. } => words.push(LINK),
            Inline::Code(_) => {}
        }
    }
    words
}

/// Whether a sentence says that there are many of what it names.
pub(crate) fn says_many(words: &str) -> bool {
    let collection = words.match_indices("collection").any(|(at, _)| {
        let before = words
            .get(..at)
            .and_then(|before| before.chars().next_back());
        !before.is_some_and(char::is_alphanumeric)
    });
    collection
        || plural_behind_link(words)
        || ["list of", "lists of", "array", "set of"]
            .iter()
            .any(|many| words.contains(many))
}

/// Whether a noun in the plural follows a link: `the requested [thing](thing.md) objects`.
fn plural_behind_link(words: &str) -> bool {
    words.split(LINK).skip(1).any(|behind| {
        let noun = behind
            .trim_start_matches(['*', '_', ' '])
            .split(|c: char| !c.is_alphabetic())
            .next();
        noun.is_some_and(|noun| {
            matches!(
                noun,
                "objects" | "resources" | "entities" | "items" | "instances"
            )
        })
    })
}

/// A reference to `names` in a sentence.
pub(crate) fn reference(names: Vec<TypeName>, collection: bool, text: Text<'_>) -> Option<TypeRef> {
    (!names.is_empty()).then(|| TypeRef {
        names,
        collection,
        span: text.span(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    fn with_context<T>(text: &str, read: impl FnOnce(Context<'_, '_>, Text<'_>) -> T) -> T {
        let page = format!("---\n---\n{text}");
        let path = Utf8Path::new("api/x.md");
        let parsed = crate::page::parse(
            path,
            &page,
            &crate::dialect::graph().annotations,
            &mut Vec::new(),
        );
        read(
            Context {
                path,
                page: &parsed,
                dialect: crate::dialect::graph(),
            },
            Text::new(text),
        )
    }

    fn names(text: &str) -> Vec<String> {
        with_context(text, linked)
            .into_iter()
            .map(|name| name.text)
            .collect()
    }

    #[test]
    fn sentences_end_with_a_stop() {
        let all: Vec<_> = sentences(Text::new("See a.md, e.g. b. Then c! `d.e`"))
            .map(Text::as_str)
            .collect();
        assert_eq!(all, ["See a.md, e.g. b.", "Then c!", "`d.e`"]);
    }

    #[test]
    fn links_to_resources_are_types() {
        assert_eq!(
            names("see [this](../../concepts/a.md), a [thing](../resources/thing.md) object"),
            ["thing"]
        );
        assert_eq!(names("a [big thing](../resources/thing.md)"), ["big thing"]);
        assert_eq!(
            names("a [thing] of the [other](../resources/other.md)"),
            ["thing"]
        );
        assert_eq!(
            names("an [a](../resources/a.md) or a [b](../resources/b.md) object"),
            ["a", "b"]
        );
        assert!(names("[get it](thing-get.md)").is_empty());
    }

    #[test]
    fn marked_words_are_types_unless_they_cannot_be() {
        let marked = |text: &str| with_context(text, marked).map(|name| name.text);
        assert_eq!(
            marked("returns a **thing** object").as_deref(),
            Some("thing")
        );
        assert_eq!(
            marked("returns `200 OK` and a `thing`").as_deref(),
            Some("thing")
        );
        assert_eq!(marked("returns `true`"), None);
        assert_eq!(
            noun("a collection of Strings.")
                .map(|name| name.text)
                .as_deref(),
            Some("String")
        );
    }

    #[test]
    fn many_is_said_in_words_not_in_names() {
        assert!(says_many("a collection of "));
        assert!(!says_many("the thingcollection "));
        let asked =
            |text: &str| with_context(text, |context, text| says_many(&unlinked(context, text)));
        assert!(asked(
            "the asked for [thing](../resources/thing.md) objects"
        ));
        assert!(!asked("the [thing](../resources/thing.md) object"));
    }
}
