//! Request lines to routes: every form of path the dialect has.

use crate::diagnostic::Span;
use crate::dialect::Service;
use crate::model::{Argument, ArgumentValue, Permissions, Segment};
use crate::page::Text;

/// A request line without its method and query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Normalised: leading slash, no host, no version, no query, parameters as written.
    pub text: String,
    /// The parts between slashes.
    pub segments: Vec<Segment>,
    /// After `?`, as written.
    pub query: Option<String>,
    /// Who may call, where the page says other things about other routes.
    pub permissions: Option<Permissions>,
    /// The request line.
    pub span: Span,
}

/// A route has at most as many segments.
const MAX_SEGMENTS: usize = 64;

/// Why a request line gives no route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// The line abbreviates: `/.../`.
    Ellipsis,
    /// It has no path at all.
    Empty,
    /// Brackets or quotes do not match.
    Unbalanced,
    /// The protocol stands before the path: `GET HTTP/1.1 /users`.
    Protocol,
    /// The tool that wrote the page failed to find the path.
    Failed,
}

/// Reads the part of a request line behind its method.
pub(crate) fn read(service: &Service, line: Text<'_>) -> Result<Route, Unreadable> {
    if line.contains("**") || line.contains(" not found") {
        return Err(Unreadable::Failed);
    }
    if line
        .trim()
        .get(..5)
        .is_some_and(|head| head.eq_ignore_ascii_case("HTTP/"))
    {
        return Err(Unreadable::Protocol);
    }
    let address = without_protocol(line.as_str().trim());
    let path = without_host(service, address);
    let parts = split(path)?;
    if parts
        .path
        .iter()
        .any(|part| part == "..." || part == "\u{2026}")
    {
        return Err(Unreadable::Ellipsis);
    }
    let segments = segments(&parts.path);
    if segments.is_empty() || segments.len() > MAX_SEGMENTS {
        return Err(Unreadable::Empty);
    }
    Ok(Route {
        text: parts
            .path
            .iter()
            .fold(String::new(), |text, part| text + "/" + part),
        segments,
        query: parts.query.map(str::to_owned),
        permissions: None,
        span: line.span(),
    })
}

/// Without ` HTTP/1.1` at its end.
fn without_protocol(line: &str) -> &str {
    match line.rfind(" HTTP/") {
        Some(at) => line.get(..at).unwrap_or(line).trim_end(),
        None => line,
    }
}

/// Without scheme, host and version.
fn without_host<'a>(service: &Service, address: &'a str) -> &'a str {
    // What stands for the base URL is no part of the path.
    let prefix = service.prefix_of(address);
    if prefix > 0 {
        return address.get(prefix..).unwrap_or_default();
    }
    let path = match address.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '?', '{']) => rest
            .find('/')
            .and_then(|at| rest.get(at..))
            .unwrap_or_default(),
        _ => behind_placeholder(service, address).unwrap_or(address),
    };
    let hosted = path.len() != address.len();
    if let Some(rest) = behind_version(path).filter(|_| hosted) {
        return rest;
    }
    let first = path.trim_start_matches('/');
    let (version, rest) = first.split_once('/').unwrap_or((first, ""));
    let of_test_system = hosted && service.test_versions.occur_in(version);
    if service.versions.is(version) || of_test_system {
        rest
    } else {
        path
    }
}

/// What stands behind a placeholder for the base URL: `{baseURL}/users`.
fn behind_placeholder<'a>(service: &Service, address: &'a str) -> Option<&'a str> {
    let (name, rest) = address.strip_prefix('{')?.split_once('}')?;
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    (rest.starts_with('/') && service.base_placeholders.is(&letters)).then_some(rest)
}

/// What stands behind `/api/v2.0` in the path of an address with a host, whatever stands before that.
fn behind_version(path: &str) -> Option<&str> {
    let at = path.find("/api/v")?;
    let version = path.get(at + "/api/v".len()..)?;
    let end = version.find('/')?;
    let (number, rest) = version.split_at_checked(end)?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_number.then_some(rest)
}

struct Parts<'a> {
    path: Vec<String>,
    query: Option<&'a str>,
}

/// Splits at the slashes that stand outside brackets and quotes, and cuts off the query and a remark.
fn split(path: &str) -> Result<Parts<'_>, Unreadable> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut closers: Vec<char> = Vec::new();
    let mut query = None;
    for (at, c) in path.char_indices() {
        let rest = path.get(at..).unwrap_or_default();
        if closers.last() == Some(&c) {
            closers.pop();
        } else if let Some(closer) = closer(c, closers.last().copied()) {
            if rest.starts_with("{?") {
                break;
            }
            closers.push(closer);
        } else if closers.is_empty() {
            match c {
                '?' => {
                    query = rest.get(1..);
                    break;
                }
                // `/things$filter=..` lacks the question mark.
                '$' if !part.is_empty() && rest.contains('=') => {
                    query = Some(rest);
                    break;
                }
                '/' => {
                    parts.push(std::mem::take(&mut part));
                    continue;
                }
                _ if c.is_whitespace() => {
                    let next = rest.trim_start();
                    let joins = next.starts_with(['/', '|', '?'])
                        || next.starts_with('(') && next.contains('=')
                        || part.trim().is_empty()
                        || part.ends_with('|');
                    if joins {
                        if next.starts_with('|') || part.ends_with('|') {
                            part.push(' ');
                        }
                        continue;
                    }
                    break;
                }
                '}' | ')' | '>' => return Err(Unreadable::Unbalanced),
                _ => {}
            }
        }
        part.push(c);
    }
    if !closers.is_empty() {
        return Err(Unreadable::Unbalanced);
    }
    parts.push(part);
    let path = parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let query = query.map(str::trim).filter(|query| !query.is_empty());
    Ok(Parts { path, query })
}

/// What closes a bracket or quote that `c` opens within `within`.
fn closer(c: char, within: Option<char>) -> Option<char> {
    match c {
        '{' => Some('}'),
        '<' => Some('>'),
        '(' if within != Some('\'') => Some(')'),
        '\'' if within == Some(')') => Some('\''),
        _ => None,
    }
}

fn segments(parts: &[String]) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(parts.len());
    let mut parts = parts.iter().map(String::as_str).peekable();
    while let Some(part) = parts.next() {
        let Some(base) = part.strip_suffix(':').filter(|_| !part.ends_with("::")) else {
            match part
                .split_once(":{")
                .filter(|(head, _)| !head.is_empty() && !head.contains(['(', '{']))
            {
                // `root:{item-path}` lacks a slash.
                Some((base, rest)) => {
                    segments.push(segment(base));
                    segments.push(path_segment(&[&format!("{{{rest}")]));
                }
                None => segments.push(segment(part)),
            }
            continue;
        };
        if !base.is_empty() {
            segments.push(segment(base));
        }
        let mut addressed = Vec::new();
        for part in parts.by_ref() {
            addressed.push(part);
            if part.ends_with(':') {
                break;
            }
        }
        if !addressed.is_empty() {
            segments.push(path_segment(&addressed));
        }
    }
    segments
}

/// The parts between two colons.
fn path_segment(parts: &[&str]) -> Segment {
    let closed = parts.last().is_some_and(|part| part.ends_with(':'));
    let names: Vec<String> = parts
        .iter()
        .filter_map(|part| placeholder(part.trim_end_matches(':')))
        .collect();
    let parameter = match names.as_slice() {
        [name] if parts.len() == 1 => name.clone(),
        _ => "path".to_owned(),
    };
    Segment::Path { parameter, closed }
}

/// The name in `{name}` or `<name>`, where that is all.
fn placeholder(part: &str) -> Option<String> {
    let inner = part
        .strip_prefix('{')
        .and_then(|part| part.strip_suffix('}'))
        .or_else(|| {
            part.strip_prefix('<')
                .and_then(|part| part.strip_suffix('>'))
        })?;
    (!inner.contains(['{', '}', '<', '>'])).then(|| words(inner))
}

/// A name without quotes and surplus white space.
fn words(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '`'));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn segment(part: &str) -> Segment {
    if let Some(names) = alternatives(part) {
        return Segment::Parameter(names);
    }
    if let Some((name, rest)) = part.split_once('(')
        && let Some(inner) = rest.strip_suffix(')')
        && !name.contains('{')
    {
        let bare = name.is_empty() && !inner.contains(['=', '\'', '{']);
        if bare {
            return Segment::Parameter(vec![words(inner)]);
        }
        return Segment::Function {
            name: name.trim().to_owned(),
            arguments: arguments(inner),
        };
    }
    // `:id`, as references of Rails applications have it.
    if let Some(name) = part.strip_prefix(':').filter(|name| is_word(name)) {
        return Segment::Parameter(vec![name.to_owned()]);
    }
    if is_concrete_id(part) {
        return Segment::Parameter(vec!["id".to_owned()]);
    }
    match part.find('{') {
        // `{a}.{b}`, `prefix-{a}`: one value to the caller.
        Some(at) => {
            let inner = part.get(at + 1..).and_then(|rest| rest.split('}').next());
            Segment::Parameter(vec![words(inner.unwrap_or(part))])
        }
        None => Segment::Literal(part.to_owned()),
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `{a | b}`, `{a} | {b}`, `{a} | b`.
fn alternatives(part: &str) -> Option<Vec<String>> {
    if !part.starts_with(['{', '<']) {
        return None;
    }
    let whole = placeholder(part).is_some();
    if !whole && !part.contains('|') {
        return None;
    }
    let names: Vec<String> = part
        .split('|')
        .map(|name| words(&name.replace(['{', '}', '<', '>'], "")))
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty()).then_some(names)
}

/// An identifier of a real thing, shown instead of a placeholder.
fn is_concrete_id(part: &str) -> bool {
    let hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    let guid = part.len() == 36 && part.chars().all(hex) && part.matches('-').count() == 4;
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let long = part.len() >= 16
        && digits >= 4
        && part
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=' | '!' | '+'));
    let number = !part.is_empty() && digits == part.len();
    guid || long || number
}

/// Splits what stands between the parentheses of a function or key.
fn arguments(inner: &str) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut depth = 0usize;
    let mut quoted = false;
    let mut start = 0;
    for (at, c) in inner.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '{' | '(' | '[' | '<' => depth += 1,
            '}' | ')' | ']' | '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && !quoted => {
                arguments.extend(argument(inner.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.extend(argument(inner.get(start..).unwrap_or_default()));
    arguments
}

fn argument(text: &str) -> Option<Argument> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let named = text
        .split_once('=')
        .filter(|(name, _)| !name.contains(['{', '\'', '"', '<']));
    let (name, value) = match named {
        Some((name, value)) => (Some(name.trim().to_owned()), value.trim()),
        None => (None, text),
    };
    let inner = value
        .strip_prefix('\'')
        .and_then(|value| value.strip_suffix('\''))
        .or_else(|| {
            value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'))
        });
    let quoted = inner.is_some();
    let inner = inner.unwrap_or(value).trim();
    let names_itself =
        name.as_deref() == Some(inner) || name.is_none() && !quoted && !is_concrete_id(inner);
    let value = match placeholder(inner) {
        Some(parameter) => ArgumentValue::Parameter(parameter),
        None if names_itself => ArgumentValue::Parameter(inner.to_owned()),
        None if inner.contains('{') => {
            ArgumentValue::Parameter(words(&inner.replace(['{', '}', '@'], "")))
        }
        None => ArgumentValue::Literal(inner.to_owned()),
    };
    Some(Argument {
        name,
        quoted,
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(line: &str) -> Route {
        read(&crate::dialect::graph().service, Text::new(line)).unwrap()
    }

    fn literal(text: &str) -> Segment {
        Segment::Literal(text.to_owned())
    }

    fn parameter(names: &[&str]) -> Segment {
        Segment::Parameter(names.iter().map(|name| (*name).to_owned()).collect())
    }

    fn function(name: &str, arguments: &[(Option<&str>, bool, &str, bool)]) -> Segment {
        Segment::Function {
            name: name.to_owned(),
            arguments: arguments
                .iter()
                .map(|(name, quoted, value, placeholder)| Argument {
                    name: name.map(str::to_owned),
                    quoted: *quoted,
                    value: match placeholder {
                        true => ArgumentValue::Parameter((*value).to_owned()),
                        false => ArgumentValue::Literal((*value).to_owned()),
                    },
                })
                .collect(),
        }
    }

    fn path(name: &str, closed: bool) -> Segment {
        Segment::Path {
            parameter: name.to_owned(),
            closed,
        }
    }

    #[test]
    fn host_version_protocol_and_query_are_cut() {
        for line in [
            "/users/{id}/notes",
            "users/{id}/notes/",
            "/v1.0/users/{id}/notes",
            "https://graph.example.com/beta/users/{id}/notes HTTP/1.1",
            "https://graph.example.com/localtest/users/{id}/notes",
            "https://<host>:<port>/<instance name>/api/v2.0/users/{id}/notes",
            "{baseURL}/users/{id}/notes",
            "{base-url}/v1.0/users/{id}/notes",
            "  /users/{id}/notes   (of a user)x",
        ] {
            assert_eq!(route(line).text, "/users/{id}/notes", "{line}");
        }
        let with_query = route("/notes?$filter=owner eq '{id}' and size gt 1");
        assert_eq!(with_query.text, "/notes");
        assert_eq!(
            with_query.query.as_deref(),
            Some("$filter=owner eq '{id}' and size gt 1")
        );
    }

    #[test]
    fn parameters_have_alternatives() {
        let names = &["id", "userPrincipalName"];
        for line in [
            "/users/{id | userPrincipalName}",
            "/users/{id|userPrincipalName}",
            "/users/{id} | userPrincipalName",
        ] {
            assert_eq!(
                route(line).segments,
                [literal("users"), parameter(names)],
                "{line}"
            );
        }
        assert_eq!(
            route("/a/<name>/(team-id)").segments,
            [literal("a"), parameter(&["name"]), parameter(&["team-id"])]
        );
        assert_eq!(
            route("/classes/acdefc6b-2dc6-4e71-b1e9-6d9810ab1793/42").segments,
            [literal("classes"), parameter(&["id"]), parameter(&["id"])]
        );
    }

    #[test]
    fn a_colon_begins_a_parameter() {
        assert_eq!(
            route("/projects/:id/branches/:branch_name").segments,
            [
                literal("projects"),
                parameter(&["id"]),
                literal("branches"),
                parameter(&["branch_name"])
            ]
        );
    }

    #[test]
    fn functions_and_keys_have_arguments() {
        assert_eq!(
            route("/reports/usage(period='{period_value}',date={date},kind='all',top=top)")
                .segments[1],
            function(
                "usage",
                &[
                    (Some("period"), true, "period_value", true),
                    (Some("date"), false, "date", true),
                    (Some("kind"), true, "all", false),
                    (Some("top"), false, "top", true),
                ]
            )
        );
        assert_eq!(
            route("/items('{id}')").segments[0],
            function("items", &[(None, true, "id", true)])
        );
        assert_eq!(
            route("/apps(name='{a/b}')/$ref").segments[1],
            literal("$ref")
        );
        assert_eq!(route("/me/all()").segments[1], function("all", &[]));
    }

    #[test]
    fn paths_stand_between_colons() {
        assert_eq!(
            route("/drive/root:/{item-path}:/children").segments,
            [
                literal("drive"),
                literal("root"),
                path("item-path", true),
                literal("children")
            ]
        );
        assert_eq!(
            route("/sites/{host}:/{relative-path}").segments,
            [
                literal("sites"),
                parameter(&["host"]),
                path("relative-path", false)
            ]
        );
        assert_eq!(
            route("/items/{id}:/{a}/{b}:/content").segments[2..],
            [path("path", true), literal("content")]
        );
    }

    #[test]
    fn unreadable_lines_say_why() {
        for (line, why) in [
            ("** Collection URI for x not found", Unreadable::Failed),
            ("/users/{id/notes", Unreadable::Unbalanced),
            ("/users/id}/notes", Unreadable::Unbalanced),
            ("/range(a='b'", Unreadable::Unbalanced),
            ("/folders/{id}/.../children", Unreadable::Ellipsis),
            ("https://graph.example.com/v1.0/", Unreadable::Empty),
        ] {
            assert_eq!(
                read(&crate::dialect::graph().service, Text::new(line)).unwrap_err(),
                why,
                "{line}"
            );
        }
    }
}
