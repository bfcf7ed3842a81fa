//! Sentences to types: the links, bold words and nouns in them that name one.

use crate::dialect::PageKind;
use crate::page::{Inline, Text, pieces, plain};
use crate::reader::outline::link;
use crate::reader::phrase::token::tokens;
use crate::reader::phrase::type_phrase;
use crate::reader::{Context, TypeName, TypeRef};
use camino::Utf8PathBuf;

/// The first type that a text names by link, bold word or code, else its first word if that could be one.
pub(crate) fn first_type(context: Context<'_, '_>, text: Text<'_>) -> Option<TypeName> {
    linked(context, text)
        .into_iter()
        .next()
        .or_else(|| marked(context, text))
        .or_else(|| {
            let word = plain(&text);
            let word = word.split([' ', ',', ';']).next()?.trim_end_matches('.');
            let (names, _) = type_phrase::words(context.dialect, word)?;
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
            Inline::Text(words) if !names.is_empty() => joined = joins(context, &words),
            Inline::Text(_) | Inline::Code(_) => {}
        }
    }
    names
}

/// Whether the words between two types make them alternatives.
fn joins(context: Context<'_, '_>, words: &str) -> bool {
    let types = &context.dialect.phrases.types;
    let mut alternative = words.contains([',', '/']);
    let mut words = words
        .split([' ', ',', '/', '\n', '\r'])
        .filter(|word| !word.is_empty());
    let only = words.all(|word| {
        alternative |= types.conjunctions.is_exactly(word);
        types.fillers.is_exactly(word)
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
    let named =
        type_phrase::words(context.dialect, &words).and_then(|(names, _)| names.into_iter().next());
    match destination {
        Some(destination) => {
            let target = link::target(context, destination)?;
            let page = target.page.as_ref();
            let elsewhere = |page: &Utf8PathBuf| {
                let named_after = named.as_ref().map(|name| name.text.to_lowercase());
                let is_of_types = context.dialect.places.kind(page) == Some(PageKind::Types);
                !is_of_types && page.file_stem() != named_after.as_deref()
            };
            if page.is_some_and(elsewhere) {
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
        if index % 2 == 1 && stands_as_type(context, before, behind) {
            let name = could_be_type(context, part);
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
            could_be_type(context, &code).filter(|_| stands_as_type(context, before, behind))
        }
        _ => None,
    })
}

fn could_be_type(context: Context<'_, '_>, word: &str) -> Option<TypeName> {
    let word = word.trim();
    let upper = word.chars().all(|c| !c.is_lowercase());
    let other = word.contains(['-', ' ', ':'])
        || context
            .dialect
            .phrases
            .types
            .never_type
            .iter()
            .any(|never| never == word);
    if upper || other {
        return None;
    }
    type_phrase::words(context.dialect, word)?
        .0
        .into_iter()
        .next()
}

/// Whether the words around a marked word make it a thing rather than a property, a header or a remark.
fn stands_as_type(context: Context<'_, '_>, before: &str, behind: &str) -> bool {
    let types = &context.dialect.phrases.types;
    let word = |text: &'_ str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
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
    types.behind_type.is(&behind)
        || types.before_type.is(&before.unwrap_or_default()) && !types.behind_other.is(&behind)
}

/// The primitive type that a noun of a sentence names: `a string`, `Boolean value`.
pub(crate) fn noun(context: Context<'_, '_>, text: &str) -> Option<TypeName> {
    let words = plain(text);
    words
        .split([' ', '.', ',', ';', '(', ')'])
        .find_map(|word| context.dialect.phrases.types.primitive_noun(word))
        .map(type_phrase::name)
}

/// The words of a text, links and code left out, for asking what it speaks of.
pub(crate) fn unlinked(context: Context<'_, '_>, text: Text<'_>) -> String {
    let mut words = String::with_capacity(text.len());
    for piece in pieces(text, &context.page.links) {
        match piece {
            Inline::Text(text) => words.push_str(&text),
            // Words on both sides of a link are not neighbours.
            Inline::Link { .. } => words.push('\u{fffc}'),
            Inline::Code(_) => {}
        }
    }
    words
}

/// Whether a sentence says that there are many of what it names.
pub(crate) fn says_many(context: Context<'_, '_>, text: Text<'_>) -> bool {
    let tokens = tokens(text, &context.page.links);
    type_phrase::says_many(context.dialect, &tokens)
        || type_phrase::has_plural_noun(context.dialect, &tokens)
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
    use crate::reader::test_page::read_page;

    fn with_context<T>(text: &str, read: impl FnOnce(Context<'_, '_>, Text<'_>) -> T) -> T {
        let page = format!("---\n---\n{text}");
        let (found, _) = read_page("api/x.md", &page, |context, _| {
            read(context, Text::new(text))
        });
        found
    }

    fn names(text: &str) -> Vec<String> {
        with_context(text, linked)
            .into_iter()
            .map(|name| name.text)
            .collect()
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
            with_context("a collection of Strings.", |context, text| noun(
                context, &text
            ))
            .map(|name| name.text)
            .as_deref(),
            Some("String")
        );
    }

    #[test]
    fn many_is_said_in_words_not_in_names() {
        let asked = |text: &str| with_context(text, says_many);
        assert!(asked("a collection of things") && asked("a list of things"));
        assert!(!asked("the thingcollection") && !asked("the list"));
        assert!(asked(
            "the asked for [thing](../resources/thing.md) objects"
        ));
        assert!(!asked("the [thing](../resources/thing.md) object"));
    }
}
