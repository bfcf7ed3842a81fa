//! How request lines and examples begin: the base URL, and what stands in place of it.

use crate::infer::InferredKey;
use crate::reader::{Document, ExampleKind};
use std::collections::{BTreeMap, BTreeSet};

/// Of a hundred request lines, as many must begin alike for the beginning to be more than a part of their paths.
const SHARE: usize = 80;
/// A beginning of lines that do begin with a slash needs as many pages.
const MANY_PAGES: usize = 10;
/// Of a hundred addresses that begin with something, as many must have a base URL for it to be that of the tree.
const BASE_SHARE: usize = 10;
/// Beginnings that are written into a profile.
const MOST_PREFIXES: usize = 8;

/// What the requests of a tree say about where they go.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Addresses {
    /// What stands in place of the base URL, the most frequent first, and how often.
    pub prefixes: Vec<(String, usize)>,
    /// The base URL that most absolute addresses have, and how many have it.
    pub base_url: Option<(String, usize)>,
    /// Of how many request lines.
    pub lines: usize,
}

/// An address as a page writes it.
struct Address<'a> {
    /// `https://graph.microsoft.com`.
    origin: Option<&'a str>,
    /// Whether the path begins with a slash.
    rooted: bool,
    segments: Vec<&'a str>,
}

impl<'a> Address<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.trim();
        let text = text.split(char::is_whitespace).next().unwrap_or_default();
        let text = text.split('?').next().unwrap_or_default();
        let (origin, path) = match text.find("://") {
            Some(scheme) => {
                let host = text.get(scheme + 3..).unwrap_or_default();
                let end = host.find('/').map_or(text.len(), |at| scheme + 3 + at);
                let (origin, path) = text.split_at_checked(end).unwrap_or((text, ""));
                (Some(origin), path)
            }
            None => (None, text),
        };
        Self {
            origin,
            rooted: path.starts_with('/'),
            segments: segments(path),
        }
    }

    /// What stands before the first segment that is one of `heads`.
    fn beginning(&self, heads: &BTreeSet<&str>) -> Option<String> {
        let at = self.segments.iter();
        let at = at
            .take_while(|segment| !heads.contains(bare(segment)))
            .count();
        (at < self.segments.len()).then(|| {
            let path = self.segments.get(..at).unwrap_or_default();
            let parts = self.origin.into_iter().chain(path.iter().copied());
            parts.collect::<Vec<_>>().join("/")
        })
    }
}

/// The parts between slashes that stand outside brackets.
fn segments(path: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = path.split(|c: char| {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '/' && depth == 0
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// `accounts` of `accounts({id})`.
fn bare(segment: &str) -> &str {
    segment.split('(').next().unwrap_or(segment)
}

fn is_literal(segment: &str) -> bool {
    !segment.starts_with(':') && !segment.contains(['{', '(', '<', '$'])
}

/// Looks at the request lines and the requests of examples.
pub(crate) fn addresses(documents: &[Document], version: &str) -> Addresses {
    let lines: Vec<(&Document, Address<'_>)> = documents
        .iter()
        .flat_map(|document| request_lines(document).map(move |line| (document, line)))
        .collect();
    let literal = shared_literal(&lines);
    // What paths begin with, once what stands for the base URL is gone.
    let heads: BTreeSet<&str> = lines
        .iter()
        .filter(|(_, line)| line.origin.is_none())
        .filter_map(|(_, line)| {
            let first = line.segments.first()?;
            let skipped = usize::from(literal == Some(*first));
            line.segments.get(skipped).map(|segment| bare(segment))
        })
        .filter(|head| is_literal(head) && *head != version && !head.is_empty())
        .collect();
    // A segment that comes second once and first in another place is a part of both.
    let heads = most_frequent(&heads, &lines, literal);
    let mut prefixes: BTreeMap<String, usize> = BTreeMap::new();
    let mut bases: BTreeMap<String, usize> = BTreeMap::new();
    let shown = documents.iter().flat_map(examples);
    let all = lines.iter().map(|(_, line)| line.beginning(&heads));
    for beginning in all
        .chain(shown.map(|address| address.beginning(&heads)))
        .flatten()
    {
        let concrete = beginning.starts_with("http") && !beginning.contains(['{', '<']);
        match () {
            () if concrete => *bases.entry(versioned(&beginning, version)).or_default() += 1,
            () if literal.is_some() && !beginning.is_empty() => {
                *prefixes.entry(beginning).or_default() += 1;
            }
            () => {}
        }
    }
    let mut prefixes: Vec<_> = prefixes.into_iter().collect();
    prefixes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    prefixes.truncate(MOST_PREFIXES);
    let all: usize =
        prefixes.iter().map(|(_, times)| times).sum::<usize>() + bases.values().sum::<usize>();
    let base_url = bases
        .into_iter()
        .max_by_key(|(base, times)| (*times, std::cmp::Reverse(base.clone())))
        .filter(|(_, times)| times * 100 >= all * BASE_SHARE);
    Addresses {
        prefixes,
        base_url,
        lines: lines.len(),
    }
}

fn request_lines(document: &Document) -> impl Iterator<Item = Address<'_>> {
    let routes = document.operations.iter().flat_map(|found| &found.routes);
    routes.filter_map(|route| {
        let line = document
            .source
            .get(route.span.start as usize..route.span.end as usize)?;
        let line = line.trim();
        // The method comes first; a path has a slash or a bracket.
        let address = match line.split_once(char::is_whitespace) {
            Some((method, rest)) if method.chars().all(|c| c.is_ascii_uppercase()) => rest,
            _ => line,
        };
        Some(Address::of(address))
    })
}

fn examples(document: &Document) -> impl Iterator<Item = Address<'_>> {
    let examples = document.operations.iter().flat_map(|found| &found.examples);
    examples.filter_map(|example| match &example.kind {
        ExampleKind::Request { url, .. } => Some(Address::of(url)),
        _ => None,
    })
}

/// A literal with which nearly all request lines begin and that names nothing: no request ends with it, and no key follows it.
fn shared_literal<'a>(lines: &[(&Document, Address<'a>)]) -> Option<&'a str> {
    let relative: Vec<_> = lines
        .iter()
        .filter(|(_, line)| line.origin.is_none())
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, line) in &relative {
        if let Some(first) = line.segments.first() {
            *counts.entry(first).or_default() += 1;
        }
    }
    let (literal, times) = counts.into_iter().max_by_key(|(_, times)| *times)?;
    let own: Vec<_> = relative
        .iter()
        .filter(|(_, line)| line.segments.first() == Some(&literal))
        .collect();
    let pages: BTreeSet<&str> = own
        .iter()
        .map(|(document, _)| document.page.as_str())
        .collect();
    let bare_lines = own.iter().all(|(_, line)| !line.rooted);
    let names_nothing = own.iter().all(|(_, line)| {
        line.segments
            .get(1)
            .is_some_and(|next| !next.starts_with(['{', '<', ':', '(', '$']))
    });
    let is_shared = times * 100 >= relative.len() * SHARE;
    let is_clear = bare_lines || pages.len() >= MANY_PAGES;
    (is_literal(literal) && names_nothing && is_shared && is_clear).then_some(literal)
}

/// Heads without those that only follow another one once in a while.
fn most_frequent<'a>(
    heads: &BTreeSet<&'a str>,
    lines: &[(&Document, Address<'a>)],
    literal: Option<&str>,
) -> BTreeSet<&'a str> {
    let Some(literal) = literal else {
        return heads.clone();
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, line) in lines {
        if line.segments.first() == Some(&literal)
            && let Some(next) = line.segments.get(1)
        {
            *counts.entry(bare(next)).or_default() += 1;
        }
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let often = |head: &&&str| counts.get(**head).is_some_and(|times| times * 10 >= most);
    heads.iter().filter(often).copied().collect()
}

/// The last segment that is the name of the version stands for any version.
fn versioned(base: &str, version: &str) -> String {
    match base.rfind(&format!("/{version}")) {
        Some(at)
            if base.len() == at + version.len() + 1
                || base.as_bytes().get(at + version.len() + 1) == Some(&b'/') =>
        {
            let (before, after) = base.split_at_checked(at + 1).unwrap_or((base, ""));
            format!(
                "{before}{{version}}{}",
                after.strip_prefix(version).unwrap_or(after)
            )
        }
        _ => base.to_owned(),
    }
}

/// Keys of `[service]`.
pub(super) fn keys(documents: &[Document], version: &str) -> Vec<InferredKey> {
    let found = addresses(documents, version);
    let mut keys = Vec::new();
    if let Some((base, times)) = &found.base_url {
        keys.push(InferredKey::text(
            "service",
            "base-url",
            base,
            format!("{times} request lines and examples begin so"),
        ));
    }
    if let Some((first, times)) = found.prefixes.first() {
        let list: Vec<&str> = found
            .prefixes
            .iter()
            .map(|(prefix, _)| prefix.as_str())
            .collect();
        let reason = format!(
            "{times} of {} request lines begin with `{first}`, which names nothing",
            found.lines
        );
        keys.push(InferredKey::list("service", "prefix", &list, reason));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::infer::tests::{documents, operation};

    fn found(lines: &[&str], example: &str) -> Addresses {
        let pages: Vec<_> = lines
            .iter()
            .enumerate()
            .map(|(number, line)| operation(&format!("thing-{number}"), line, example))
            .collect();
        addresses(&documents(&pages), "v2.0")
    }

    #[test]
    fn a_literal_before_every_path_stands_for_the_base_url() {
        let lines = [
            "GET shopPrefix/stores({id})/carts({id})",
            "GET shopPrefix/stores({id})",
            "GET https://{shopPrefix}/api/v2.0/stores({id})/items",
        ];
        let found = found(&lines, "GET https://api.shop.example/v2.0/stores(1)/items");
        let prefixes: Vec<_> = found.prefixes.iter().map(|(prefix, _)| &**prefix).collect();
        assert_eq!(prefixes, ["shopPrefix", "https://{shopPrefix}/api/v2.0"]);
        let base = found.base_url.map(|(base, _)| base);
        assert_eq!(base.as_deref(), Some("https://api.shop.example/{version}"));
    }

    #[test]
    fn a_collection_is_no_prefix() {
        for lines in [
            ["GET /stores", "GET /stores/{id}"],
            ["GET stores", "GET stores({id})/items"],
            ["GET /me/carts", "GET /me/items"],
            ["GET me/carts", "GET me"],
        ] {
            assert_eq!(found(&lines, "").prefixes, [], "{lines:?}");
        }
    }
}
