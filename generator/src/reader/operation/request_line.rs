//! Fences to request lines.

use crate::diagnostic::Code;
use crate::dialect::{Dialect, Service};
use crate::page::{Fence, Findings, Table, Text, plain};
use crate::reader::operation::route;
use crate::reader::{HttpMethod, Route};
use route::Unreadable;

const METHODS: [(&str, HttpMethod); 5] = [
    ("GET", HttpMethod::Get),
    ("POST", HttpMethod::Post),
    ("PATCH", HttpMethod::Patch),
    ("PUT", HttpMethod::Put),
    ("DELETE", HttpMethod::Delete),
];

/// The method that a line begins with, and what stands behind it.
pub(crate) fn method(line: Text<'_>) -> Option<(HttpMethod, Text<'_>)> {
    let line = line.trim();
    if !line.starts_with(['G', 'P', 'D', 'g', 'p', 'd']) {
        return None;
    }
    METHODS.iter().find_map(|(word, method)| {
        let head = line.get(..word.len())?;
        let rest = line.tail(word.len());
        let exact = head == *word && rest.starts_with([' ', '\t', '/', '*']);
        // `Get /users` is a slip, `Get the users` a sentence.
        let slip = head.eq_ignore_ascii_case(word)
            && rest.starts_with(' ')
            && rest.trim().starts_with('/');
        (exact || slip)
            .then(|| (*method, rest.trim()))
            .filter(|(_, rest)| !rest.is_empty())
    })
}

/// The requests of a fence, each with its route. Lines that are no request are passed over.
pub(crate) fn read(
    service: &Service,
    fence: &Fence<'_>,
    findings: &mut Findings<'_>,
) -> Vec<(HttpMethod, Route)> {
    let mut requests = Vec::new();
    for line in fence.body.lines() {
        let Some((method, rest)) = method(line) else {
            continue;
        };
        match route::read(service, rest) {
            Ok(route) => requests.push((method, route)),
            Err(reason) => unreadable(line.trim(), reason, findings),
        }
    }
    requests
}

/// The request that one line is, without a finding where it is none.
pub(crate) fn line(service: &Service, line: Text<'_>) -> Option<(HttpMethod, Route)> {
    let (method, rest) = method(line)?;
    Some((method, route::read(service, rest).ok()?))
}

/// The requests in the rows of a table with a column of methods and one of addresses.
pub(crate) fn rows(dialect: &Dialect, table: &Table<'_>) -> Vec<(HttpMethod, Route)> {
    let first = table.header.first();
    if !first.is_some_and(|cell| dialect.columns.method.is(&plain(cell))) {
        return Vec::new();
    }
    let requests = table.rows.iter().filter_map(|row| {
        let cell = row.cell(0);
        let word = plain(&cell);
        let (_, method) = METHODS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(&word))?;
        // The base URL may be a link: `[*{baseURL}*](urls.md)/users`.
        let cell = row.cell(1);
        let words = match cell.contains("](") {
            true => plain(&cell),
            false => cell.as_str().into(),
        };
        let address = words.trim_matches(|c| matches!(c, '<' | '>' | '`' | '*' | ' '));
        let route = route::read(&dialect.service, Text::new(address)).ok()?;
        let span = cell.span();
        Some((*method, Route { span, ..route }))
    });
    requests.collect()
}

fn unreadable(line: Text<'_>, reason: Unreadable, findings: &mut Findings<'_>) {
    let (message, help) = match reason {
        Unreadable::Ellipsis => (
            "the request line abbreviates its path with `...`",
            "write the path in full, or leave the line out",
        ),
        Unreadable::Empty => (
            "the request line has no path",
            "write a path such as `/users/{id}` behind the method",
        ),
        Unreadable::Unbalanced => (
            "brackets or quotes of the request line do not match",
            "close every `{`, `(` and `'`",
        ),
        Unreadable::Protocol => (
            "the version of the protocol stands where the path belongs",
            "write the path behind the method, and the version of the protocol behind the path or not at all",
        ),
        Unreadable::Failed => (
            "the request line is an error message of the tool that wrote it",
            "write the path of the request",
        ),
    };
    findings.add(
        Code::RequestLineInvalid,
        line.span(),
        message,
        "the line was left out",
        help,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_line(line: &str) -> Option<(HttpMethod, &str)> {
        method(Text::new(line)).map(|(method, rest)| (method, rest.as_str()))
    }

    #[test]
    fn a_method_begins_a_request() {
        assert_eq!(read_line(" GET  /users"), Some((HttpMethod::Get, "/users")));
        assert_eq!(
            read_line("DELETE/users"),
            Some((HttpMethod::Delete, "/users"))
        );
        assert_eq!(
            read_line("Patch /users"),
            Some((HttpMethod::Patch, "/users"))
        );
        assert_eq!(read_line("POST users"), Some((HttpMethod::Post, "users")));
    }

    #[test]
    fn rows_may_link_the_base_url() {
        let text = "---\n---\n| Method | Request URI |\n|-|-|\n| **PUT** | <https://a.example/v1.0/orders/{id}> |\n\
                    | get | [*{baseURL}*](urls.md)/v1/orders/{id} HTTP/1.1 |\n";
        let (found, _) = crate::reader::test_page::read_page("api/x.md", text, |context, _| {
            let mut tables = context
                .page
                .sections
                .iter()
                .flat_map(|section| section.tables());
            rows(context.dialect, tables.next().unwrap())
        });
        let paths: Vec<_> = found.iter().map(|(_, route)| &*route.text).collect();
        assert_eq!(paths, ["/orders/{id}", "/v1/orders/{id}"]);
    }

    #[test]
    fn other_lines_are_no_request() {
        for line in [
            "",
            "GET",
            "GETTING /x",
            "Get the users",
            "\"method\": \"GET\"",
            "Content-Type: text",
        ] {
            assert_eq!(read_line(line), None, "{line}");
        }
    }
}
