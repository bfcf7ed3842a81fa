//! The Request body section: whether there is one, and what it says about it.

use crate::page::{Findings, Section, Text};
use crate::reader::phrase::{cell, sentence};
use crate::reader::resource::property;
use crate::reader::resource::property::Names;
use crate::reader::{Body, Context};

/// Reads what `sections` say about what is sent.
pub(crate) fn read<'s, 'a: 's>(
    context: Context<'_, '_>,
    sections: impl Iterator<Item = &'s Section<'a>>,
    findings: &mut Findings<'_>,
) -> Body {
    let mut body = Body::default();
    let mut named = None;
    for section in sections {
        if !body.present {
            body.present = true;
            body.span = section.span;
        }
        for prose in section.prose() {
            let words = sentence::unlinked(context, prose.text);
            body.none |= says_none(&words);
            body.parameters |= words.contains("parameter");
            body.bytes |= says_bytes(&words);
            for text in sentence::sentences(prose.text) {
                if body.ty.is_none() {
                    body.ty = linked(context, text);
                }
                if named.is_none() {
                    named = represented(context, text);
                }
            }
        }
        for table in section.tables() {
            body.parameters |= property::is_parameter_table(table);
            let Some(columns) = property::columns(table).filter(|columns| columns.ty.is_some())
            else {
                continue;
            };
            for row in property::rows(context, table, columns, Names::Properties, findings) {
                if !body
                    .fields
                    .iter()
                    .any(|field| field.name.value == row.name.value)
                {
                    body.fields.push(row);
                }
            }
        }
    }
    body.ty = body.ty.or(named);
    body.none &= body.fields.is_empty();
    body
}

fn linked(context: Context<'_, '_>, text: Text<'_>) -> Option<crate::reader::TypeRef> {
    let names = sentence::linked(context, text);
    sentence::reference(
        names,
        sentence::says_many(&sentence::unlinked(context, text)),
        text,
    )
}

/// The type in a sentence such as: supply a JSON representation of a **thing** object.
fn represented(context: Context<'_, '_>, text: Text<'_>) -> Option<crate::reader::TypeRef> {
    let at = text.find("representation")?;
    let behind = text.tail(at);
    let name = sentence::marked(context, behind).or_else(|| unmarked(&behind))?;
    sentence::reference(vec![name], false, text)
}

/// The type in `representation for the thing object`, where it is a plain word.
fn unmarked(behind: &str) -> Option<crate::reader::TypeName> {
    let mut words = behind.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let noun = words
            .peek()
            .map(|noun| noun.trim_end_matches(['.', ',', ';']));
        if matches!(noun, Some("object" | "resource" | "entity"))
            && !matches!(word, "the" | "a" | "an" | "JSON")
        {
            return cell::bare(word)?.0.into_iter().next();
        }
    }
    None
}

/// Whether the text says that nothing is sent.
fn says_none(words: &str) -> bool {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    if matches!(
        words,
        "none" | "empty" | "no request body" | "not applicable" | "n/a"
    ) {
        return true;
    }
    const NEGATIONS: [&str; 8] = [
        "do not ",
        "don't ",
        "don\u{2019}t ",
        "does not ",
        "doesn't ",
        "doesn\u{2019}t ",
        "not necessary to ",
        "no need to ",
    ];
    const VERBS: [&str; 11] = [
        "supply", "provide", "specify", "send", "include", "require", "need", "have", "take",
        "contain", "use",
    ];
    const ARTICLES: [&str; 5] = ["a ", "any ", "the ", "anything in the ", "content in the "];
    const OBJECTS: [&str; 3] = ["request body", "body", "content in"];
    let denied = NEGATIONS.iter().any(|negation| {
        words.match_indices(negation).any(|(at, _)| {
            let rest = words.get(at + negation.len()..).unwrap_or_default();
            let Some(rest) = VERBS.iter().find_map(|verb| rest.strip_prefix(verb)) else {
                return false;
            };
            let rest = rest.trim_start_matches('s').trim_start();
            let rest = ARTICLES
                .iter()
                .find_map(|article| rest.strip_prefix(article))
                .unwrap_or(rest);
            OBJECTS.iter().any(|object| rest.starts_with(object))
        })
    });
    denied
        || [
            "no request body",
            "no request content",
            "request body is not required",
            "request body is not necessary",
            "request body is not needed",
            "request body is empty",
            "empty request body",
            "request body should be empty",
        ]
        .iter()
        .any(|phrase| words.contains(phrase))
}

fn says_bytes(words: &str) -> bool {
    [
        "binary",
        "zip ",
        "bytes",
        "stream",
        "content of the file",
        "contents of the file",
    ]
    .iter()
    .any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    fn read_text(text: &str) -> Body {
        let page = format!("---\n---\n## Request body\n\n{text}\n");
        let path = Utf8Path::new("api/x.md");
        let mut diagnostics = Vec::new();
        let parsed = crate::page::parse(
            path,
            &page,
            &crate::dialect::graph().annotations,
            &mut diagnostics,
        );
        let mut findings = Findings {
            path,
            diagnostics: &mut diagnostics,
        };
        read(
            Context {
                path,
                page: &parsed,
                dialect: crate::dialect::graph(),
            },
            parsed.sections.iter().skip(1),
            &mut findings,
        )
    }

    #[test]
    fn a_body_may_be_denied() {
        for text in [
            "Do not supply a request body for this call.",
            "Don't send the request body.",
            "This call does not require a request body.",
            "None.",
        ] {
            assert!(read_text(text).none, "{text}");
        }
        assert!(
            !read_text("Properties that you do not supply in the request body stay as they are.")
                .none
        );
    }

    #[test]
    fn a_linked_type_and_its_table_are_read() {
        let body = read_text(
            "Give the JSON of a [thing](../resources/thing.md).\n\n|Property|Type|Description|\n|-|-|-|\n|size|Int32|Required.|",
        );
        assert_eq!(body.ty.unwrap().names[0].text, "thing");
        assert!(body.fields[0].required && !body.parameters);
    }

    #[test]
    fn parameters_and_bytes_are_noticed() {
        assert!(read_text("|Parameter|Type|Description|\n|-|-|-|\n|to|String|a|").parameters);
        assert!(read_text("Send the binary stream.").bytes);
    }

    #[test]
    fn a_type_is_read_where_nothing_is_linked() {
        for text in [
            "Give a JSON representation of a **thing** object.",
            "Give a JSON representation for the thing object.",
        ] {
            assert_eq!(read_text(text).ty.unwrap().names[0].text, "thing", "{text}");
        }
        assert!(
            read_text("Give a JSON representation of the object.")
                .ty
                .is_none()
        );
    }
}
