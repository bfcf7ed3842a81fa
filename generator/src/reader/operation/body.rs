//! The Request body section: whether there is one, and what it says about it.

use crate::dialect::BodyPhrases;
use crate::page::{Findings, Section, Text};
use crate::reader::phrase::{mention, sentence, type_phrase};
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
            let words = mention::unlinked(context, prose.text);
            let phrases = &context.dialect.phrases.body;
            body.none |= says_none(phrases, &words);
            body.parameters |= phrases.parameters.occur_in(&words);
            body.bytes |= phrases.bytes.occur_in(&words);
            for text in sentence::sentences(context, prose.text) {
                if body.ty.is_none() {
                    body.ty = linked(context, text);
                }
                if named.is_none() {
                    named = represented(context, text);
                }
            }
        }
        for table in section.tables() {
            body.parameters |= property::is_parameter_table(context, table);
            let Some(columns) =
                property::columns(context, table).filter(|columns| columns.ty.is_some())
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
    let names = mention::linked(context, text);
    mention::reference(names, mention::says_many(context, text), text)
}

/// The type in a sentence such as: supply a JSON representation of a **thing** object.
fn represented(context: Context<'_, '_>, text: Text<'_>) -> Option<crate::reader::TypeRef> {
    let shown = &context.dialect.phrases.types.representation;
    let behind = text.tail(shown.first_in(&text)?.start);
    let name = mention::marked(context, behind).or_else(|| unmarked(context, &behind))?;
    mention::reference(vec![name], false, text)
}

/// The type in `representation for the thing object`, where it is a plain word.
fn unmarked(context: Context<'_, '_>, behind: &str) -> Option<crate::reader::TypeName> {
    let types = &context.dialect.phrases.types;
    let mut words = behind.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let noun = words
            .peek()
            .map(|noun| noun.trim_end_matches(['.', ',', ';']));
        if noun.is_some_and(|noun| types.representation_nouns.is_exactly(noun))
            && !types.representation_fillers.is(word)
        {
            return type_phrase::words(context.dialect, word)?
                .0
                .into_iter()
                .next();
        }
    }
    None
}

/// Whether the text says that nothing is sent.
fn says_none(phrases: &BodyPhrases, words: &str) -> bool {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    if phrases.none.is(words) || phrases.denials.occur_in(words) {
        return true;
    }
    let denied = |rest: &str| {
        let Some(rest) = phrases.verbs.strip_prefix(rest) else {
            return false;
        };
        let rest = rest.trim_start_matches('s').trim_start();
        let rest = phrases.articles.strip_prefix(rest).unwrap_or(rest);
        phrases.objects.begin(rest)
    };
    phrases
        .negations
        .all_in(words)
        .any(|found| words.get(found.end..).is_some_and(denied))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    fn read_text(text: &str) -> Body {
        let page = format!("---\n---\n## Request body\n\n{text}\n");
        let (body, _) = read_page("api/x.md", &page, |context, findings| {
            read(context, context.page.sections.iter().skip(1), findings)
        });
        body
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
