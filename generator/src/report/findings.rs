//! What was found on the pages, by cause: what was lost first, then where pages or parts of one contradict each other.

use crate::diagnostic::{Code, Finding, Findings, Severity};
use crate::report::markdown::{Page, text};
use crate::resolve::is_lossy;
use std::collections::BTreeMap;

/// What the findings of a code have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Something that a page documents is absent or untyped.
    Lost,
    /// Two places say different things.
    Contradiction,
    /// Something to mend that cost nothing.
    Other,
    /// Less than a warning: only counted.
    Note,
}

const SECTIONS: [(&str, Group); 3] = [
    ("Degraded items by cause", Group::Lost),
    (
        "Pages that disagree, with others or with themselves",
        Group::Contradiction,
    ),
    ("Other findings by cause", Group::Other),
];

/// A section for each code, a number for notes.
pub(crate) fn write(findings: &Findings, page: &mut Page) {
    let mut causes: BTreeMap<Code, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        causes
            .entry(finding.diagnostic.code)
            .or_default()
            .push(finding);
    }
    let causes: Vec<(Code, Group, Vec<&Finding>)> = causes
        .into_iter()
        .map(|(code, found)| (code, group(code, &found), found))
        .collect();
    for (title, wanted) in SECTIONS {
        let mut shown = causes
            .iter()
            .filter(|(_, group, _)| *group == wanted)
            .peekable();
        if shown.peek().is_some() {
            page.heading(2, title);
        }
        shown.for_each(|(code, _, found)| cause(*code, found, page));
    }
    let rest = causes.iter().filter(|(_, group, _)| *group == Group::Note);
    let rest: Vec<_> = rest
        .map(|(code, _, found)| {
            vec![
                code.id().to_owned(),
                code.title().to_owned(),
                found.len().to_string(),
            ]
        })
        .collect();
    if !rest.is_empty() {
        page.heading(2, "Notes");
        page.table(&["code", "what", "times"], rest);
    }
}

fn group(code: Code, found: &[&Finding]) -> Group {
    let contradicts = matches!(
        code,
        Code::PagesDisagree
            | Code::PartsDisagree
            | Code::LinkContradicts
            | Code::PageKindContradicts
            | Code::RepresentationContradicts
            | Code::ExampleContradicts
    );
    let weighty = || {
        found
            .iter()
            .any(|finding| finding.severity > Severity::Note)
    };
    match () {
        () if is_lossy(code) => Group::Lost,
        () if contradicts => Group::Contradiction,
        () if weighty() => Group::Other,
        () => Group::Note,
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
