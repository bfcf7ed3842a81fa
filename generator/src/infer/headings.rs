//! Headings that docbind does not know and that hold tables or request lines.

use crate::diagnostic::Span;
use crate::dialect::{Dialect, Role};
use crate::infer::InferredKey;
use crate::page::Text;
use crate::reader::Document;
use camino::Utf8PathBuf;
use std::collections::BTreeMap;

/// Headings that are proposed; further ones are rare.
const MOST: usize = 6;
/// As many pages must have one.
const FEWEST_PAGES: usize = 2;

/// What stands below a heading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    /// Rows of a name and a type.
    Table,
    /// A method and a path.
    RequestLine,
}

/// A heading that docbind does not know, over something that it reads elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct UnknownHeading {
    pub slug: String,
    /// What stands below it, in words.
    pub holds: &'static str,
    /// The key of `[headings]` that fits it best.
    pub role: &'static str,
    /// On how many pages it stands.
    pub pages: usize,
    /// The first of them.
    pub page: Utf8PathBuf,
    pub span: Span,
}

/// The headings of several pages that docbind passes over, the most frequent first.
pub(crate) fn unknown_headings(documents: &[Document], dialect: &Dialect) -> Vec<UnknownHeading> {
    let mut found: BTreeMap<(Holds, String), UnknownHeading> = BTreeMap::new();
    for document in documents
        .iter()
        .filter(|document| document.nothing.is_none())
    {
        let mut on_page: BTreeMap<(Holds, String), Span> = BTreeMap::new();
        for (holds, slug, span) in unknown(&document.source, dialect) {
            on_page.entry((holds, slug)).or_insert(span);
        }
        for ((holds, slug), span) in on_page {
            let (role, words) = match holds {
                Holds::Table => (table_role(&slug), "tables of names and types"),
                Holds::RequestLine => ("request", "request lines"),
            };
            let known = found
                .entry((holds, slug.clone()))
                .or_insert_with(|| UnknownHeading {
                    slug,
                    holds: words,
                    role,
                    pages: 0,
                    page: document.page.clone(),
                    span,
                });
            known.pages += 1;
        }
    }
    let mut found: Vec<_> = found
        .into_values()
        .filter(|one| one.pages >= FEWEST_PAGES)
        .collect();
    found.sort_by(|a, b| b.pages.cmp(&a.pages).then_with(|| a.slug.cmp(&b.slug)));
    found.truncate(MOST);
    found
}

/// The keys of `[headings]`. Those that seem to announce the same are one key.
pub(super) fn keys(documents: &[Document], dialect: &Dialect) -> Vec<InferredKey> {
    let found = unknown_headings(documents, dialect);
    let mut roles: BTreeMap<&str, Vec<&UnknownHeading>> = BTreeMap::new();
    for heading in &found {
        roles.entry(heading.role).or_default().push(heading);
    }
    let keys = roles.into_iter().map(|(role, found)| {
        let slugs: Vec<&str> = found.iter().map(|heading| heading.slug.as_str()).collect();
        let shown: Vec<String> = found
            .iter()
            .map(|heading| format!("`{}` on {} pages", heading.slug, heading.pages))
            .collect();
        let reason = format!(
            "Headings that docbind does not know hold something that it reads elsewhere: {}",
            shown.join(", ")
        );
        InferredKey::list("headings", role, &slugs, reason).doubtful()
    });
    keys.collect()
}

/// What the word suggests.
fn table_role(slug: &str) -> &'static str {
    let relates = ["navigation", "relation", "reference", "link"];
    if relates.iter().any(|word| slug.contains(word)) {
        "relationships"
    } else if slug.contains("param") || slug.contains("argument") {
        "parameters"
    } else {
        "properties"
    }
}

/// What stands below headings without a role, with the place of the heading.
fn unknown(source: &str, dialect: &Dialect) -> Vec<(Holds, String, Span)> {
    let mut found = Vec::new();
    let mut slug = String::new();
    let mut place = Span::default();
    let mut known = true;
    let mut example: Option<usize> = None;
    let mut fenced = false;
    let mut lines = Text::new(source).lines().peekable();
    while let Some(line) = lines.next() {
        let text = line.as_str().trim();
        if text.starts_with("```") || text.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if !fenced && let Some((level, title)) = heading(text) {
            slug = slug_of(title);
            place = line.trim().span();
            let role = role_of(&slug, dialect);
            // What stands below an example belongs to it.
            example = example.filter(|above| *above < level);
            if role == Some(Some(Role::Example)) && example.is_none() {
                example = Some(level);
            }
            known = role.is_some() || example.is_some();
            continue;
        }
        if known {
            continue;
        }
        if fenced && is_request_line(text) {
            found.push((Holds::RequestLine, slug.clone(), place));
        } else if !fenced
            && text.contains('|')
            && lines.peek().is_some_and(|next| is_delimiter(next.as_str()))
            && is_head_of_rows(text, dialect)
        {
            found.push((Holds::Table, slug.clone(), place));
        }
    }
    found
}

/// The level and the text of a heading below the title.
fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    ((2..=6).contains(&level) && title.starts_with(' ')).then(|| (level, title.trim()))
}

fn slug_of(title: &str) -> String {
    let letters = title
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    letters
        .collect::<String>()
        .trim()
        .to_lowercase()
        .replace(' ', "-")
}

/// What a heading announces, if it is known: `None` within for one that is left to the heading above it.
fn role_of(slug: &str, dialect: &Dialect) -> Option<Option<Role>> {
    let mut rules = dialect.headings.roles.iter();
    let rule = rules.find(|rule| {
        rule.slugs.iter().any(|known| match rule.whole {
            true => slug == known,
            false => slug.starts_with(known.as_str()),
        })
    });
    let mut messages = dialect.headings.messages.iter();
    match rule {
        Some(rule) => Some(rule.role),
        None if slug.is_empty() || messages.any(|known| slug.starts_with(known.as_str())) => {
            Some(None)
        }
        None => None,
    }
}

fn is_delimiter(line: &str) -> bool {
    let text = line.trim();
    text.contains('-')
        && text.contains('|')
        && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn is_head_of_rows(line: &str, dialect: &Dialect) -> bool {
    let cells = line.trim_matches('|').split('|');
    let cells: Vec<String> = cells.map(|cell| cell.trim().to_lowercase()).collect();
    let columns = &dialect.columns;
    let name = cells.first().is_some_and(|first| columns.name.is(first));
    name && cells.iter().skip(1).any(|cell| columns.ty.is(cell))
}

fn is_request_line(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let method = words.next().unwrap_or_default();
    let path = words.next().unwrap_or_default();
    ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method) && path.contains('/')
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::dialect;
    use crate::infer::tests::documents;

    #[test]
    fn headings_that_hold_something_are_proposed() {
        let page = |stem: &str, heading: &str| {
            let text = format!(
                "---\ntitle: {stem}\n---\n# {stem} resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|An id.|\n\n## {heading}\n\n|Name|Type|\n|:-|:-|\n|cart|cart|\n"
            );
            (format!("resources/{stem}.md"), text)
        };
        let found = |heading: &str| {
            let keys = keys(
                &documents(&[page("a", heading), page("b", heading)]),
                dialect::graph(),
            );
            keys.into_iter()
                .map(|key| (key.key, key.value))
                .collect::<Vec<_>>()
        };
        let one = |key: &str, value: &str| vec![(key.to_owned(), format!("[\"{value}\"]"))];
        assert_eq!(
            found("Navigation links"),
            one("relationships", "navigation-links")
        );
        assert_eq!(found("Fields of it"), one("properties", "fields-of-it"));
        assert_eq!(found("Relationships"), []);
        assert_eq!(found("See also"), []);
    }
}
