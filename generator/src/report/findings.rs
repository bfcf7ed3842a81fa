//! What was found on the pages, by cause: what was lost first, then where pages or parts of one contradict each other.

use super::markdown::{Page, text};
use crate::diagnostic::{Code, Finding, Findings, Severity};
use std::collections::BTreeMap;

/// A section for each code that costs something or is a contradiction, a number for the rest.
pub(super) fn write(findings: &Findings, page: &mut Page) {
    let mut causes: BTreeMap<Code, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        causes
            .entry(finding.diagnostic.code)
            .or_default()
            .push(finding);
    }
    let contradicts = |code| matches!(code, Code::PagesDisagree | Code::PartsDisagree);
    let weighty = |found: &[&Finding]| {
        found
            .iter()
            .any(|finding| finding.severity > Severity::Note)
    };
    let sections = [
        ("Degraded items by cause", false),
        ("Pages that disagree, with others or with themselves", true),
    ];
    for (title, contradict) in sections {
        let shown = causes.iter().filter(|(code, found)| {
            contradicts(**code) == contradict && (contradict || weighty(found))
        });
        if shown.clone().next().is_some() {
            page.heading(2, title);
        }
        shown.for_each(|(code, found)| cause(*code, found, page));
    }
    let rest = causes
        .iter()
        .filter(|(code, found)| !contradicts(**code) && !weighty(found))
        .map(|(code, found)| {
            vec![
                code.id().to_owned(),
                code.title().to_owned(),
                found.len().to_string(),
            ]
        });
    let rest: Vec<_> = rest.collect();
    if !rest.is_empty() {
        page.heading(2, "Notes");
        page.table(&["code", "what", "times"], rest);
    }
}

fn cause(code: Code, found: &[&Finding], page: &mut Page) {
    let rows = found.iter().map(|finding| {
        vec![
            page.link(&finding.file, Some(finding.start.line)),
            text(&finding.diagnostic.message),
            text(finding.diagnostic.done.as_deref().unwrap_or_default()),
        ]
    });
    let rows = rows.collect();
    let title = format!("{}: {}", code.id(), code.title());
    page.section(3, &title, &["page", "what", "what docbind did"], rows);
}
