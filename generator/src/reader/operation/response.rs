//! The Response section: which statuses, and what each answers with.

use crate::diagnostic::Code;
use crate::dialect::ResponsePhrases;
use crate::page::{Findings, Inline, Section, Text, pieces, plain};
use crate::reader::operation::status;
use crate::reader::phrase::{mention, sentence, type_phrase};
use crate::reader::{Context, Example, ExampleKind, HttpMethod, Response, TypeRef};

/// What the text says about one status.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    response: Response,
    /// Nothing is said but the status: `returns a 200 OK response code.`
    bare: bool,
}

impl Statement {
    /// The response to a request with `method`. A bare status means that there is no body, unless something is read or
    /// an example shows one.
    pub(crate) fn answer(&self, method: HttpMethod, examples: &[Example]) -> Response {
        let mut response = self.response.clone();
        let status = response.status.unwrap_or_default();
        let kind = ExampleKind::Response { status };
        let shown = |example: &Example| {
            let json = example
                .body
                .as_ref()
                .is_some_and(|body| body.json.is_some());
            example.kind == kind && (json || example.annotated.is_some() && example.body.is_some())
        };
        let body = status != 202 && (method == HttpMethod::Get || examples.iter().any(shown));
        response.empty |= self.bare && !body;
        response
    }

    /// Its status, where the text names one.
    pub(crate) fn status(&self) -> Option<u16> {
        self.response.status
    }

    /// Nothing is known of the body yet.
    fn is_open(&self) -> bool {
        let response = &self.response;
        let bodiless = matches!(response.status, Some(204 | 205 | 300..400));
        response.ty.is_none() && !bodiless
    }
}

/// Reads what `sections` say about success, one statement per status.
pub(crate) fn read<'s, 'a: 's>(
    context: Context<'_, '_>,
    sections: &[&'s Section<'a>],
) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    let mut without_status: Option<Statement> = None;
    let phrases = &context.dialect.phrases.response;
    for prose in sections.iter().flat_map(|section| section.prose()) {
        let mut last: Vec<u16> = Vec::new();
        for text in sentence::sentences(context, prose.text) {
            let statuses = status::in_sentence(context, text);
            if statuses.is_empty() {
                for statement in &mut statements {
                    if statement
                        .response
                        .status
                        .is_some_and(|status| last.contains(&status))
                    {
                        statement.continue_with(context, text);
                    }
                }
                if without_status.is_none() && !phrases.failure.occur_in(&text) {
                    without_status = unnumbered(context, text);
                }
                continue;
            }
            last = statuses.iter().map(|(status, _)| *status).collect();
            for stated in stated(context, text, &statuses) {
                if !statements
                    .iter()
                    .any(|known| known.response.status == stated.response.status)
                {
                    statements.push(stated);
                }
            }
        }
    }
    match without_status {
        Some(statement) if statements.is_empty() => statements.push(statement),
        Some(statement) if statements.iter().all(Statement::is_open) => {
            for open in &mut statements {
                open.response.ty.clone_from(&statement.response.ty);
                open.bare &= open.response.ty.is_none();
            }
        }
        _ => {}
    }
    statements
}

/// Notes that `sections` name no status, where they do not.
pub(crate) fn check(
    sections: &[&Section<'_>],
    statements: &[Statement],
    findings: &mut Findings<'_>,
) {
    let Some(section) = sections.first() else {
        return;
    };
    if statements
        .iter()
        .any(|statement| statement.response.status.is_some())
    {
        return;
    }
    let statement = statements.first();
    findings.add(
        Code::StatusMissing,
        statement.map_or(section.span, |statement| statement.response.span),
        "the response section names no status of success",
        "the status was taken from the example, else from the method",
        "name it, for example `200 OK`",
    );
}

/// What a sentence says about each of its statuses.
fn stated(context: Context<'_, '_>, text: Text<'_>, statuses: &[(u16, usize)]) -> Vec<Statement> {
    let phrases = &context.dialect.phrases.response;
    let mut next = text.len();
    let mut statements = Vec::new();
    let mut following: Option<Response> = None;
    for (index, (status, at)) in statuses.iter().enumerate().rev() {
        let start = if index == 0 { 0 } else { *at };
        let part = text.slice(start..next);
        let part = match status {
            202 | 300..400 => part.head(end_of_body(phrases, &part, at - start)),
            _ => part,
        };
        let mut response = Response {
            status: Some(*status),
            ..describe(context, part)
        };
        next = *at;
        if matches!(status, 204 | 205 | 304) {
            response.empty = true;
            response.ty = None;
        } else if (300..400).contains(status) {
            response.bytes = true;
            response.ty = None;
        } else {
            // `200 OK` or `201 Created` and a thing: what follows is said of both.
            if let Some(following) = following.filter(|_| response.ty.is_none() && !response.empty)
            {
                response.ty = following.ty;
                response.bytes |= following.bytes;
            }
            following = Some(response.clone());
        }
        let bare = statuses.len() == 1
            && response.ty.is_none()
            && !response.bytes
            && !phrases.body.occur_in(&text);
        statements.push(Statement { response, bare });
    }
    statements.reverse();
    statements
}

/// What a part of a sentence says about a body.
fn describe(context: Context<'_, '_>, text: Text<'_>) -> Response {
    let words = mention::unlinked(context, text);
    let phrases = &context.dialect.phrases.response;
    Response {
        status: None,
        ty: named_type(context, text, &words),
        empty: phrases.empty.occur_in(&words),
        bytes: says_bytes(phrases, &words),
        span: text.span(),
    }
}

/// Where a sentence about work to be done elsewhere turns to headers and links, if it does behind `at`.
fn end_of_body(phrases: &ResponsePhrases, text: &str, at: usize) -> usize {
    let behind = text.get(at..).unwrap_or_default();
    let turn = phrases.turns.first_in(behind);
    // The name of the header stands before the word.
    turn.map_or(text.len(), |turn| {
        let before = behind.get(..turn.start).unwrap_or_default().trim_end();
        at + before.rfind(' ').unwrap_or(turn.start)
    })
}

fn named_type(context: Context<'_, '_>, text: Text<'_>, words: &str) -> Option<TypeRef> {
    let many = mention::says_many(context, text);
    let linked = mention::linked(context, text);
    if !linked.is_empty() {
        return mention::reference(linked, many || link_says_many(context, text), text);
    }
    if context.dialect.phrases.response.empty.occur_in(words) {
        return None;
    }
    let name = mention::marked(context, text).or_else(|| mention::noun(context, &text))?;
    mention::reference(vec![name], many, text)
}

/// Whether the text of a link says that there are many: `[thing collection](thing.md)`.
fn link_says_many(context: Context<'_, '_>, text: Text<'_>) -> bool {
    pieces(text, &context.page.links).any(|piece| match piece {
        Inline::Link { text, .. } => {
            type_phrase::words(context.dialect, &plain(&text)).is_some_and(|(_, many)| many)
        }
        _ => false,
    })
}

impl Statement {
    /// A sentence behind the one with the status may name the type: `The body contains a thing.`
    fn continue_with(&mut self, context: Context<'_, '_>, text: Text<'_>) {
        let words = mention::unlinked(context, text);
        let phrases = &context.dialect.phrases.response;
        let relevant = phrases.continued.occur_in(&words)
            && !phrases.headers.occur_in(&words)
            && !phrases.failure.occur_in(&words);
        if !self.is_open() || !relevant {
            return;
        }
        let response = &mut self.response;
        if phrases.empty.occur_in(&words) {
            response.empty = true;
            return;
        }
        let linked = mention::linked(context, text);
        response.ty = mention::reference(linked, mention::says_many(context, text), text);
        response.bytes |= says_bytes(phrases, &words);
        self.bare &= response.ty.is_none() && !response.bytes;
    }
}

/// A sentence without a status that still says what is answered.
fn unnumbered(context: Context<'_, '_>, text: Text<'_>) -> Option<Statement> {
    let words = mention::unlinked(context, text);
    let phrases = &context.dialect.phrases.response;
    // `The Location header holds the address of the [operation](x.md)` says nothing of the body.
    if !phrases.answers.occur_in(&words) || phrases.headers.occur_in(&words) {
        return None;
    }
    let linked = mention::linked(context, text);
    let response = Response {
        status: None,
        ty: mention::reference(linked, mention::says_many(context, text), text),
        empty: phrases.empty.occur_in(&words),
        bytes: says_bytes(phrases, &words),
        span: text.span(),
    };
    (response.ty.is_some() || response.empty).then_some(Statement {
        response,
        bare: false,
    })
}

/// Whether a sentence speaks of a body that is no JSON.
fn says_bytes(phrases: &ResponsePhrases, words: &str) -> bool {
    phrases.bytes.occur_in(words) && !phrases.collection.occur_in(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::reader::test_page::read_page;

    fn read_text(text: &str) -> (Vec<Response>, Vec<Diagnostic>) {
        let page = format!("---\n---\n## Response\n\n{text}\n");
        read_page("api/x.md", &page, |context, findings| {
            let sections: Vec<_> = context.page.sections.iter().skip(1).collect();
            let statements = read(context, &sections);
            check(&sections, &statements, findings);
            statements
                .iter()
                .map(|statement| statement.answer(HttpMethod::Post, &[]))
                .collect()
        })
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
    fn a_status_may_stand_behind_the_type() {
        let (found, _) = read_text(
            "It returns a single [thing](../resources/thing.md) in the body.\n\nThe response will be `201 Created`.",
        );
        assert_eq!(
            (found[0].status, ty(&found[0])),
            (Some(201), Some(("thing", false)))
        );
        assert!(!found[0].empty);
    }

    #[test]
    fn what_a_header_leads_to_is_no_body() {
        let (found, _) = read_text(
            "It returns `202 Accepted`.\n\nThe response has a `Location` header for the [thing](../resources/thing.md).",
        );
        assert!(found[0].empty && found[0].ty.is_none());
    }

    #[test]
    fn a_missing_status_is_found() {
        let (found, diagnostics) = read_text("The call returns a [thing](../resources/thing.md).");
        assert_eq!(
            (found[0].status, ty(&found[0])),
            (None, Some(("thing", false)))
        );
        assert_eq!(diagnostics[0].code, Code::StatusMissing);
    }
}
