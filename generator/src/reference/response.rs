//! The Response section: which statuses, and what each answers with.

use super::{Context, Response, TypeRef, sentence};
use crate::diagnostic::Code;
use crate::page::{Findings, Inline, Section, Text, pieces};

/// Reads what `sections` say about success, one entry per status.
pub(super) fn read<'s, 'a: 's>(
    context: Context<'_, '_>,
    sections: impl Iterator<Item = &'s Section<'a>>,
    findings: &mut Findings<'_>,
) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    let mut statusless = None;
    let mut heading = None;
    for section in sections {
        heading.get_or_insert(section.span);
        for prose in section.prose() {
            let mut last = None;
            for text in sentence::sentences(prose.text) {
                let statuses = statuses(context, text);
                if statuses.is_empty() {
                    continue_sentence(context, text, last, &mut responses);
                    if statusless.is_none() && !mentions_failure(&text) {
                        statusless = statement(context, text);
                    }
                    continue;
                }
                for response in stated(context, text, &statuses) {
                    let known = responses
                        .iter()
                        .position(|known| known.status == response.status);
                    last = known.or(Some(responses.len()));
                    if known.is_none() {
                        responses.push(response);
                    }
                }
            }
        }
    }
    if responses.is_empty() {
        if let Some(span) = heading {
            findings.add(
                Code::StatusMissing,
                statusless.as_ref().map_or(span, |response| response.span),
                "the response section names no status of success",
                "the status was taken from the example, else from the method",
                "name it, for example `200 OK`",
            );
        }
        responses.extend(statusless);
    }
    responses
}

/// Statuses of success that a sentence names, each with its place within the sentence.
fn statuses(context: Context<'_, '_>, text: Text<'_>) -> Vec<(u16, usize)> {
    let mut found: Vec<(u16, usize)> = Vec::new();
    for piece in pieces(text, &context.page.links) {
        let words = match piece {
            Inline::Text(words) | Inline::Code(words) | Inline::Link { text: words, .. } => words,
        };
        let coded = matches!(piece, Inline::Code(_));
        let start = (words.span().start - text.span().start) as usize;
        for (at, status) in numbers(&words) {
            let success = if coded {
                (200..400).contains(&status)
            } else {
                (200..210).contains(&status) || status == 302
            };
            if success && !found.iter().any(|(known, _)| *known == status) {
                // A part of the sentence must not begin within a code span.
                found.push((
                    status,
                    if coded {
                        start.saturating_sub(1)
                    } else {
                        start + at
                    },
                ));
            }
        }
    }
    found
}

/// Numbers of three digits that stand alone.
fn numbers(text: &str) -> impl Iterator<Item = (usize, u16)> {
    let bytes = text.as_bytes();
    bytes
        .windows(3)
        .enumerate()
        .filter_map(move |(at, window)| {
            let edge = |byte: Option<&u8>| {
                !byte.is_some_and(|byte| {
                    byte.is_ascii_alphanumeric() || *byte == b'.' || *byte == b'-'
                })
            };
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let after = bytes.get(at + 3).filter(|byte| **byte != b'.');
            if !(window.iter().all(u8::is_ascii_digit) && edge(before) && edge(after)) {
                return None;
            }
            Some((at, text.get(at..at + 3)?.parse().ok()?))
        })
}

/// What a sentence says about each of its statuses.
fn stated(context: Context<'_, '_>, text: Text<'_>, statuses: &[(u16, usize)]) -> Vec<Response> {
    let mut next = text.len();
    let mut responses = Vec::new();
    let mut shared: Option<Response> = None;
    for (index, (status, at)) in statuses.iter().enumerate().rev() {
        let part = if statuses.len() == 1 {
            text
        } else {
            text.slice(if index == 0 { 0 } else { *at }..next)
        };
        next = *at;
        let mut response = Response {
            status: Some(*status),
            ..describe(context, part)
        };
        let bodiless = matches!(status, 204 | 205 | 304);
        if bodiless {
            response.empty = true;
            response.ty = None;
        } else if response.ty.is_none() && !response.empty {
            // `200 OK` or `201 Created` and a thing: what follows is said of both.
            if let Some(following) = &shared {
                response.ty.clone_from(&following.ty);
                response.bytes |= following.bytes;
            }
        }
        if !bodiless {
            shared = Some(response.clone());
        }
        responses.push(response);
    }
    responses.reverse();
    if let [response] = responses.as_mut_slice()
        && response.ty.is_none()
        && ends_with_status(&text)
    {
        response.empty |= !response.bytes;
    }
    responses
}

/// What a part of a sentence says about a body.
fn describe(context: Context<'_, '_>, text: Text<'_>) -> Response {
    let words = sentence::unlinked(context, text);
    Response {
        status: None,
        ty: named_type(context, text, &words),
        empty: says_empty(&words),
        bytes: says_bytes(&words),
        span: text.span(),
    }
}

fn named_type(context: Context<'_, '_>, text: Text<'_>, words: &str) -> Option<TypeRef> {
    let many = sentence::says_many(words);
    let linked = sentence::linked(context, text);
    if !linked.is_empty() {
        return sentence::reference(linked, many || link_says_many(context, text), text);
    }
    if says_empty(words) {
        return None;
    }
    let name = sentence::marked(context, text).or_else(|| sentence::noun(&text))?;
    sentence::reference(vec![name], many, text)
}

/// Whether the text of a link says that there are many: `[thing collection](thing.md)`.
fn link_says_many(context: Context<'_, '_>, text: Text<'_>) -> bool {
    pieces(text, &context.page.links).any(|piece| match piece {
        Inline::Link { text, .. } => {
            super::cell::bare(&crate::page::plain(&text)).is_some_and(|(_, many)| many)
        }
        _ => false,
    })
}

/// A sentence behind the one with the status may name the type: `The body contains a thing.`
fn continue_sentence(
    context: Context<'_, '_>,
    text: Text<'_>,
    last: Option<usize>,
    responses: &mut [Response],
) {
    let Some(response) = last.and_then(|at| responses.get_mut(at)) else {
        return;
    };
    let words = sentence::unlinked(context, text);
    let speaks_of_it = ["body", "returns", "contains", "includes", "response is"]
        .iter()
        .any(|word| words.contains(word));
    let bodiless = matches!(response.status, Some(204 | 205));
    if response.ty.is_some() || bodiless || !speaks_of_it || mentions_failure(&words) {
        return;
    }
    if says_empty(&words) {
        response.empty = true;
        return;
    }
    let linked = sentence::linked(context, text);
    response.ty = sentence::reference(linked, sentence::says_many(&words), text);
    response.empty &= response.ty.is_none();
    response.bytes |= says_bytes(&words);
}

/// A sentence without a status that still says what is answered.
fn statement(context: Context<'_, '_>, text: Text<'_>) -> Option<Response> {
    let response = describe(context, text);
    (response.ty.is_some() || response.empty || response.bytes).then_some(response)
}

fn mentions_failure(words: &str) -> bool {
    let words = words.to_lowercase();
    ["error", "fail", "unsuccessful", "400", "404"]
        .iter()
        .any(|word| words.contains(word))
}

/// Whether nothing is said behind the status: `returns a 202 Accepted response code.`
fn ends_with_status(text: &str) -> bool {
    let words = text.to_lowercase();
    ![
        "body",
        "object",
        "collection",
        "return value",
        "stream",
        "content of",
    ]
    .iter()
    .any(|word| words.contains(word))
}

fn says_empty(words: &str) -> bool {
    const EMPTY: [&str; 16] = [
        "not return anything",
        "n't return anything",
        "not return any",
        "n't return any",
        "not return a response body",
        "n't return a response body",
        "no object",
        "no response body",
        "empty response body",
        "empty body",
        "empty object",
        "returns nothing",
        "no content in the response body",
        "no body",
        "returns no ",
        "body is empty",
    ];
    EMPTY.iter().any(|empty| words.contains(empty))
}

fn says_bytes(words: &str) -> bool {
    const BYTES: [&str; 12] = [
        "stream",
        "bytes",
        "binary",
        "the file",
        "a file",
        "the content",
        "contents",
        "csv",
        "download",
        "raw ",
        "image",
        "photo",
    ];
    BYTES.iter().any(|word| words.contains(word)) && !words.contains("collection")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use camino::Utf8Path;

    fn read_text(text: &str) -> (Vec<Response>, Vec<Diagnostic>) {
        let page = format!("---\n---\n## Response\n\n{text}\n");
        let path = Utf8Path::new("api/x.md");
        let mut diagnostics = Vec::new();
        let parsed = crate::page::parse(path, &page, &mut diagnostics);
        let mut findings = Findings {
            path,
            diagnostics: &mut diagnostics,
        };
        let context = Context {
            path,
            page: &parsed,
        };
        let responses = read(context, parsed.sections.iter().skip(1), &mut findings);
        (responses, diagnostics)
    }

    fn ty(response: &Response) -> Option<(&str, bool)> {
        let ty = response.ty.as_ref()?;
        Some((&ty.names[0].text, ty.collection))
    }

    #[test]
    fn a_sentence_gives_status_and_type() {
        let (found, _) = read_text(
            "When it works, you get `201, Created` and the new [thing](../resources/thing.md) object in the body.",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].status, ty(&found[0])),
            (Some(201), Some(("thing", false)))
        );
    }

    #[test]
    fn many_things_are_a_collection() {
        for text in [
            "`200 OK` and a collection of [thing](../resources/thing.md) objects",
            "`200 OK` and a [thing](../resources/thing.md) collection",
            "200 OK with a list of **thing** objects",
        ] {
            assert_eq!(ty(&read_text(text).0[0]), Some(("thing", true)), "{text}");
        }
    }

    #[test]
    fn nothing_may_be_answered() {
        for text in [
            "It gives `204 No Content`. It does not return anything in the response body.",
            "It gives a `202 Accepted` response code.",
            "It gives `200 OK` and no object.",
        ] {
            let (found, _) = read_text(text);
            assert!(found[0].empty && found[0].ty.is_none(), "{text}");
        }
    }

    #[test]
    fn several_statuses_are_kept_apart() {
        let (found, _) = read_text(
            "You get `200 OK` or `201 Created` and a [thing](../resources/thing.md), or `204 No Content`. A `404` is an error.",
        );
        let all: Vec<_> = found
            .iter()
            .map(|response| (response.status, ty(response)))
            .collect();
        assert_eq!(
            all,
            [
                (Some(200), Some(("thing", false))),
                (Some(201), Some(("thing", false))),
                (Some(204), None)
            ]
        );
    }

    #[test]
    fn the_next_sentence_may_name_the_type() {
        let (found, _) = read_text(
            "You get `200 OK`. The response body contains a [thing](../resources/thing.md).",
        );
        assert_eq!(ty(&found[0]), Some(("thing", false)));
        assert!(!found[0].empty);
    }

    #[test]
    fn a_missing_status_is_found() {
        let (found, diagnostics) = read_text("You get a [thing](../resources/thing.md).");
        assert_eq!(
            (found[0].status, ty(&found[0])),
            (None, Some(("thing", false)))
        );
        assert_eq!(diagnostics[0].code, Code::StatusMissing);
    }
}
