//! Which requests a table of permissions is about: by annotation, by the request lines above it, or by the words above it.

use crate::dialect::PermissionTables;
use crate::model::HttpMethod;
use crate::page::{Fence, Inline, LinkDefinitions, Text, pieces, plain};
use crate::reader::Context;
use crate::reader::operation::request_line;
use crate::reader::phrase::sentence;

/// Words above a table are about it where they are few.
const MAX_LABEL_WORDS: usize = 24;

/// A method and path without what varies from caller to caller: names of parameters, arguments, query, case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    method: Option<HttpMethod>,
    segments: Vec<String>,
}

impl Request {
    pub(super) fn new(method: Option<HttpMethod>, path: &str) -> Self {
        Self {
            method,
            segments: segments(path),
        }
    }

    /// Reads `GET /me/messages`, and a path alone.
    fn read(text: Text<'_>) -> Option<Self> {
        let text = text.trim();
        if let Some((method, path)) = request_line::method(text) {
            return Some(Self::new(Some(method), &path));
        }
        text.starts_with('/').then(|| Self::new(None, &text))
    }

    fn is_of(&self, other: &Self) -> bool {
        let method = match (self.method, other.method) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        method && self.segments == other.segments
    }
}

/// The parts of a path in lower case; `{}` for whatever a caller fills in.
fn segments(path: &str) -> Vec<String> {
    let mut blanked = String::with_capacity(path.len());
    let mut depth = 0usize;
    for c in path.chars() {
        match c {
            '{' | '<' => {
                if depth == 0 {
                    blanked.push_str("{}");
                }
                depth += 1;
            }
            '}' | '>' => depth = depth.saturating_sub(1),
            // Arguments and keys in parentheses, and the query.
            '(' if depth == 0 => depth = 1,
            ')' if depth == 1 => depth = 0,
            '?' | ' ' if depth == 0 => break,
            c if depth == 0 => blanked.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let path = match blanked.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => &*blanked,
    };
    let mut segments: Vec<String> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(str::to_owned)
        .collect();
    if segments
        .first()
        .is_some_and(|first| first == "v1.0" || first == "beta")
    {
        segments.remove(0);
    }
    segments
}

/// What a table is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Requests that the page names.
    requests: Vec<Request>,
    /// Words in a sub-heading or above the table.
    label: Option<String>,
    /// The label of the section, for tables that have no words of their own.
    heading: Option<String>,
}

impl Scope {
    /// A sub-heading.
    pub(super) fn label(&mut self, title: &str) {
        self.heading = Some(title.to_owned());
    }

    /// `requestUrls` of an annotation.
    pub(super) fn annotated(&mut self, requests: &[String]) {
        let read = |line: &String| Request::read(Text::new(line));
        self.requests.extend(requests.iter().filter_map(read));
    }

    /// Request lines.
    pub(super) fn fence(&mut self, fence: &Fence<'_>) {
        for line in fence.body.lines() {
            if let Some((method, path)) = request_line::method(line) {
                self.requests.push(Request::new(Some(method), &path));
            }
        }
    }

    /// A paragraph above a table.
    pub(super) fn prose(&mut self, context: Context<'_, '_>, text: Text<'_>) {
        let links = LinkDefinitions::default();
        for piece in pieces(text, &links) {
            if let Inline::Code(code) = piece {
                self.requests.extend(Request::read(code));
            }
        }
        let last = sentence::sentences(context, text).last();
        self.label = last.map(|last| plain(&last).into_owned());
    }

    /// What has been read for the table that follows.
    pub(super) fn take(&mut self) -> Self {
        Self {
            requests: std::mem::take(&mut self.requests),
            label: self.label.take().filter(|label| is_label(label)),
            heading: self.heading.clone(),
        }
    }

    /// For what the table is, where no request says so.
    pub(super) fn condition(&self) -> Option<&str> {
        self.label.as_deref().filter(|_| self.requests.is_empty())
    }

    /// The words that may name a part of a path.
    fn words(&self, dialect: &PermissionTables) -> Vec<String> {
        let label = self.label.as_deref().unwrap_or_default().to_lowercase();
        let mut named: Vec<String> = label
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(singular)
            .collect();
        let others = named.iter().any(|word| dialect.others.is(word));
        let own = named.iter().any(|word| dialect.own.is(word));
        if own && !others {
            named.retain(|word| *word != dialect.others_segment);
            named.push(dialect.own_segment.clone());
        } else if others {
            named.retain(|word| *word != dialect.own_segment);
            named.push(dialect.others_segment.clone());
        }
        named
    }
}

fn is_label(label: &str) -> bool {
    label.split_whitespace().count() <= MAX_LABEL_WORDS
}

/// `users` and `user` are one word.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.to_owned(),
        _ => word,
    }
}

/// Keeps words only where they tell the tables apart: each table its own, else the sub-heading above it.
pub(super) fn distinguish<'s>(
    scopes: impl Iterator<Item = &'s mut Scope>,
    dialect: &PermissionTables,
) {
    let mut scopes: Vec<&mut Scope> = scopes.collect();
    let own: Vec<Option<String>> = scopes.iter().map(|scope| scope.label.clone()).collect();
    let headings: Vec<Option<String>> = scopes.iter().map(|scope| scope.heading.clone()).collect();
    let labels = [own, headings]
        .into_iter()
        .find(|labels| tell_apart(labels))
        .unwrap_or_default();
    let mut labels = labels.into_iter();
    for scope in &mut scopes {
        scope.label = labels
            .next()
            .flatten()
            .map(|label| trimmed(&label, dialect).to_owned())
            .filter(|label| !label.is_empty());
    }
}

fn tell_apart(labels: &[Option<String>]) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    for label in labels {
        match label.as_deref() {
            Some(label) if !seen.contains(&label) => seen.push(label),
            // The first table may need no words.
            None if seen.is_empty() && labels.len() > 1 => {}
            _ => return false,
        }
    }
    !seen.is_empty()
}

/// A label without the words that all have: `Permissions acting on self:`.
fn trimmed<'l>(label: &'l str, dialect: &PermissionTables) -> &'l str {
    let mut rest = label.trim().trim_end_matches([':', '.']).trim();
    while let Some(after) = dialect.heading_words.strip_prefix(rest) {
        if !after.is_empty() && !after.starts_with(' ') {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

/// The scopes that each request falls under, by their number; all of them where the page does not say.
pub(super) fn assign(
    scopes: &[&Scope],
    requests: &[Request],
    dialect: &PermissionTables,
) -> Vec<Vec<usize>> {
    let general: Vec<usize> = (0..scopes.len())
        .filter(|at| {
            scopes
                .get(*at)
                .is_some_and(|scope| scope.requests.is_empty())
        })
        .collect();
    let named = |request: &Request| -> Vec<usize> {
        let about = |scope: &&Scope| scope.requests.iter().any(|known| known.is_of(request));
        let scopes = scopes.iter().enumerate();
        scopes
            .filter(|(_, scope)| about(scope))
            .map(|(at, _)| at)
            .collect()
    };
    let mut found: Vec<Vec<usize>> = requests.iter().map(named).collect();
    let open: Vec<usize> = (0..found.len())
        .filter(|at| found.get(*at).is_some_and(Vec::is_empty))
        .collect();
    let remaining: Vec<&Request> = open.iter().filter_map(|at| requests.get(*at)).collect();
    let by_words = by_words(scopes, &general, &remaining, requests, dialect);
    for (place, at) in open.into_iter().enumerate() {
        let about = match &by_words {
            Some(parts) => parts.get(place).cloned().unwrap_or_default(),
            None if !general.is_empty() => general.clone(),
            None => (0..scopes.len()).collect(),
        };
        if let Some(found) = found.get_mut(at) {
            *found = about;
        }
    }
    found
}

/// Which of the `general` scopes each request falls under by the words of the labels: only where they fit like a key, every label at least
/// one request and every request exactly one label.
fn by_words(
    scopes: &[&Scope],
    general: &[usize],
    remaining: &[&Request],
    all: &[Request],
    dialect: &PermissionTables,
) -> Option<Vec<Vec<usize>>> {
    if general.len() < 2 || remaining.len() < 2 {
        return None;
    }
    let shared = |word: &String| {
        all.iter().all(|request| {
            request
                .segments
                .iter()
                .any(|segment| singular(segment) == *word)
        })
    };
    let labels: Vec<(usize, Vec<String>)> = general
        .iter()
        .filter_map(|at| Some((*at, scopes.get(*at)?.words(dialect))))
        .collect();
    let mut parts = Vec::new();
    for request in remaining {
        let names: Vec<String> = request
            .segments
            .iter()
            .map(|segment| singular(segment))
            .collect();
        let distinct: Vec<&String> = names.iter().filter(|name| !shared(name)).collect();
        let fits: Vec<usize> = labels
            .iter()
            .filter(|(_, words)| distinct.iter().any(|name| words.contains(name)))
            .map(|(at, _)| *at)
            .collect();
        if fits.len() != 1 {
            return None;
        }
        parts.push(fits);
    }
    let every = general
        .iter()
        .all(|at| parts.iter().any(|part| part.contains(at)));
    every.then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect;

    #[test]
    fn names_of_parameters_do_not_matter() {
        let request = |text: &str| Request::read(Text::new(text)).unwrap();
        let same = |a: &str, b: &str| request(a).is_of(&request(b));
        assert!(same(
            "GET /users/{id | userPrincipalName}/x",
            "GET /Users/{user-id}/x?$top=1"
        ));
        assert!(same(
            "GET https://a.example/v1.0/me/f(a='{b}')",
            "/me/f(a='1')/"
        ));
        assert!(!same("GET /me/x", "POST /me/x"));
        assert!(!same("GET /me/x", "GET /users/{id}/x"));
        assert_eq!(Request::read(Text::new("some words")), None);
    }

    #[test]
    fn labels_lose_what_all_have() {
        let trimmed = |label| super::trimmed(label, &dialect::graph().permissions);
        assert_eq!(trimmed("Permissions acting on self"), "acting on self");
        assert_eq!(trimmed("Permissions required to list **a**:"), "list **a**");
        assert_eq!(trimmed("For group owners"), "group owners");
        assert_eq!(trimmed("Permissions"), "");
        assert_eq!(trimmed("Total"), "Total");
    }
}
