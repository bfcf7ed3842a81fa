//! Diagnostics with their weight and place, in the order in which they are shown.

use crate::diagnostic::place::Lines;
use crate::diagnostic::{Code, Diagnostic, Lints, Place, Severity};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A diagnostic as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// After `docbind.toml`.
    pub severity: Severity,
    /// The page's file, to be opened from the folder docbind was called in.
    pub file: Utf8PathBuf,
    /// First character.
    pub start: Place,
    /// One past the last character.
    pub end: Place,
    /// What was found.
    pub diagnostic: Diagnostic,
    /// Text of the page; empty where it could not be read.
    pub source: Arc<str>,
}

/// All findings of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Weighs the diagnostics of the version in `folder` and finds their places; `sources` has the text of each page.
    pub fn new(
        folder: &Utf8Path,
        diagnostics: Vec<Diagnostic>,
        sources: &BTreeMap<Utf8PathBuf, Arc<str>>,
        lints: &Lints,
    ) -> Self {
        let nothing: Arc<str> = Arc::from("");
        let mut lines: BTreeMap<&Utf8Path, Lines<'_>> = BTreeMap::new();
        let mut findings: Vec<_> = diagnostics
            .into_iter()
            .filter_map(|diagnostic| {
                let severity = lints.severity(&diagnostic)?;
                let (page, source) = sources
                    .get_key_value(&diagnostic.page)
                    .map_or((Utf8Path::new(""), &nothing), |(page, text)| (page, text));
                let lines = lines.entry(page).or_insert_with(|| Lines::of(source));
                let span = diagnostic.span;
                Some(Finding {
                    severity,
                    file: folder.join(&diagnostic.page),
                    start: lines.place(span.start as usize),
                    end: lines.place(span.end.max(span.start) as usize),
                    diagnostic,
                    source: source.clone(),
                })
            })
            .collect();
        // Files as text: to compare paths part by part takes many times as long.
        findings.sort_by(|a, b| {
            let files = a.file.as_str().cmp(b.file.as_str());
            files.then_with(|| a.diagnostic.cmp(&b.diagnostic))
        });
        findings.dedup_by(|a, b| a.file == b.file && a.diagnostic == b.diagnostic);
        Self(findings)
    }

    /// Adds the findings of another version, whose files sort behind these.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// By file, place and code.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many have this weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.0
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// Those of this weight and above.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> Self {
        Self(
            self.0
                .iter()
                .filter(|finding| finding.severity >= severity)
                .cloned()
                .collect(),
        )
    }

    /// Whether a page, or an item of one, could not be used.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// At most `limit` findings of each code, and how many of each were left out.
    pub fn bounded(&self, limit: usize) -> (Vec<&Finding>, BTreeMap<Code, usize>) {
        let mut shown = Vec::new();
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        for finding in &self.0 {
            let count = seen.entry(finding.diagnostic.code).or_default();
            *count += 1;
            if *count <= limit {
                shown.push(finding);
            }
        }
        let rest = seen
            .into_iter()
            .filter(|(_, count)| *count > limit)
            .map(|(code, count)| (code, count - limit))
            .collect();
        (shown, rest)
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
