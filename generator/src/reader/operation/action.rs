//! Actions that the page of a type describes in prose: a request in a code span, or in a fence, below a heading about actions.

use crate::diagnostic::{Code, Span};
use crate::model::Segment;
use crate::page::{Findings, Inline, Section, Text, pieces, plain};
use crate::reader::operation::{request_line, response, route};
use crate::reader::phrase::sentence;
use crate::reader::{Body, Context, HttpMethod, Operation, Permissions, Response, Route};

/// Reads the actions of a page that documents types.
pub(crate) fn read(context: Context<'_, '_>, findings: &mut Findings<'_>) -> Vec<Operation> {
    let headings = &context.dialect.headings;
    let sections = context.page.sections.iter().enumerate();
    let about_actions = sections.filter(|(_, section)| section.starts_with(&headings.actions));
    let mut operations: Vec<Operation> = Vec::new();
    for (at, _) in about_actions {
        for section in context.page.subtree(at) {
            for operation in actions(context, section, findings) {
                let route =
                    |other: &Operation| other.routes.first().map(|route| route.text.clone());
                let known = |other: &Operation| {
                    other.method == operation.method && route(other) == route(&operation)
                };
                if !operations.iter().any(known) {
                    operations.push(operation);
                }
            }
        }
    }
    operations
}

fn actions(
    context: Context<'_, '_>,
    section: &Section<'_>,
    findings: &mut Findings<'_>,
) -> Vec<Operation> {
    let statements = response::read(context, &[section]);
    let mut operations = Vec::new();
    let mut add = |method, route: Route, description: Option<String>| {
        // The name of what is bound to a type is qualified; other requests are mere examples.
        if !is_qualified(&route) {
            return;
        }
        let mut answers: Vec<Response> = statements
            .iter()
            .map(|statement| statement.answer(method, &[]))
            .collect();
        if method == HttpMethod::Get {
            answers.retain(|answer| !answer.empty);
        }
        operations.push(operation(method, route, description, answers));
    };
    for (_, fence) in section.fences() {
        for (method, route) in request_line::read(&context.dialect.service, fence, findings) {
            add(method, route, None);
        }
    }
    for prose in section.prose() {
        let described = described(context, prose.text);
        for piece in pieces(prose.text, &context.page.links) {
            let Inline::Code(code) = piece else { continue };
            if let Some((method, route)) = request(context, code, findings) {
                add(method, route, described.clone());
            }
        }
    }
    operations
}

/// The request of a code span. Where a word that is no method stands before an address, an action is called so.
fn request(
    context: Context<'_, '_>,
    code: Text<'_>,
    findings: &mut Findings<'_>,
) -> Option<(HttpMethod, Route)> {
    let service = &context.dialect.service;
    if let Some(request) = request_line::line(service, code) {
        return Some(request);
    }
    let at = code.find(char::is_whitespace)?;
    let (word, address) = (code.head(at), code.tail(at).trim());
    let is_word = word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase());
    if !is_word || !(address.contains("://") || address.starts_with('/')) {
        return None;
    }
    let route = route::read(service, address).ok()?;
    if !is_qualified(&route) {
        return None;
    }
    findings.add(
        Code::RequestLineInvalid,
        word.span(),
        format!("`{}` is no method of HTTP", word.as_str()),
        "the action is called with POST",
        "write the method in front of the address: `POST`",
    );
    Some((HttpMethod::Post, route))
}

fn is_qualified(route: &Route) -> bool {
    matches!(
        route.segments.last(),
        Some(Segment::Literal(name) | Segment::Function { name, .. }) if name.contains('.')
    )
}

/// What stands before the request in its paragraph.
fn described(context: Context<'_, '_>, text: Text<'_>) -> Option<String> {
    let first = sentence::sentences(context, text).next()?;
    let words = plain(first.as_str()).trim().to_owned();
    (!words.is_empty() && !words.contains("://")).then_some(words)
}

fn operation(
    method: HttpMethod,
    route: Route,
    description: Option<String>,
    responses: Vec<Response>,
) -> Operation {
    let span = route.span;
    Operation {
        title: title(&route),
        description,
        method,
        routes: vec![route],
        permissions: Permissions::default(),
        query: Vec::new(),
        query_parameters: Vec::new(),
        headers: Vec::new(),
        parameters: Vec::new(),
        body: Body {
            span: Span::default(),
            ..Body::default()
        },
        responses,
        examples: Vec::new(),
        span,
    }
}

/// `post` of `/invoices({id})/Shop.post`.
fn title(route: &Route) -> String {
    match route.segments.last() {
        Some(Segment::Literal(word) | Segment::Function { name: word, .. }) => {
            word.rsplit('.').next().unwrap_or(word).to_owned()
        }
        _ => route.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    /// A method, a path, and the statuses of its answers.
    type Found = (HttpMethod, String, Vec<Option<u16>>);

    /// The actions, and how many findings there were.
    fn found(text: &str) -> (Vec<Found>, usize) {
        let text = format!("---\n---\n# order resource type\n\n{text}\n\n## Properties\n\nNone.\n");
        let (found, diagnostics) = read_page("resources/order.md", &text, read);
        let one = |operation: Operation| {
            let path = operation.routes.first().map(|route| route.text.clone());
            let statuses = operation.responses.iter().map(|answer| answer.status);
            (
                operation.method,
                path.unwrap_or_default(),
                statuses.collect(),
            )
        };
        (found.into_iter().map(one).collect(), diagnostics.len())
    }

    #[test]
    fn requests_in_prose_are_actions() {
        let (actions, diagnostics) = found(
            "## Bound actions\n\nAn order can be shipped, as in\n`POST https://<host name>:<port>/<instance>/api/v2.0/orders({id})/Shop.ship`\n\n\
             The response code is 204.\n\nIt can be stopped: `STOP https://<host>/api/v2.0/orders({id})/Shop.stop`.",
        );
        let path = |name: &str| format!("/orders({{id}})/Shop.{name}");
        let no_content = || vec![Some(204)];
        assert_eq!(
            actions,
            [
                (HttpMethod::Post, path("ship"), no_content()),
                (HttpMethod::Post, path("stop"), no_content())
            ]
        );
        assert_eq!(diagnostics, 1, "STOP is no method");
    }

    #[test]
    fn fences_count_and_other_headings_do_not() {
        let fence = "```http\nPOST /orders({id})/Shop.ship\n```";
        assert_eq!(found(&format!("## Actions\n\n{fence}")).0.len(), 1);
        assert_eq!(found("## Functions\n\n`POST /sums/median`").0.len(), 0);
        assert_eq!(
            found(&format!("## Remarks\n\n{fence}\n\n`POST /x`"))
                .0
                .len(),
            0
        );
        assert_eq!(
            found("## Actions\n\nIt is `READ ONLY` and `ALWAYS /x`.")
                .0
                .len(),
            0
        );
    }
}
