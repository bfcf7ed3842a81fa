//! What docbind tells the author of a page: a stable code, the place, what was done instead, how to mend it.

mod code;
mod explain;
mod finding;
#[cfg(test)]
mod formats;
mod human;
mod lint_error;
mod lints;
mod machine;
mod near;
mod pattern;
mod place;
mod sarif;

pub use code::{Code, Severity};
pub use explain::{explanation, reference, weight};
pub use finding::{Finding, Findings};
pub use human::{SCREENFUL, human};
pub use lint_error::LintError;
pub use lints::near_code;
pub use lints::{LintSettings, Lints, PageLints};
pub use machine::{github, json};
pub use near::nearest;
pub(crate) use near::{Letters, most_alike};
pub(crate) use pattern::{Stars, glob};
pub use place::Place;
pub use sarif::sarif;

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

/// A range of bytes in the text of a page as it is on disk.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value with its place on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The page, relative to the folder of its version: `api/user-get.md`.
    pub page: Utf8PathBuf,
    /// Where on the page.
    pub span: Span,
    /// What kind of finding.
    pub code: Code,
    /// What is wrong, in one sentence that names the thing.
    pub message: String,
    /// What docbind did instead: `the row was left out`.
    pub done: Option<String>,
    /// How to mend the page: ``did you mean `conversationThread`?``.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding of `code` at `span` of `page`.
    pub fn new(
        code: Code,
        page: impl Into<Utf8PathBuf>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            page: page.into(),
            span,
            code,
            message: message.into(),
            done: None,
            help: None,
        }
    }

    /// Says what docbind did instead.
    #[must_use]
    pub fn done(mut self, text: impl Into<String>) -> Self {
        self.done = Some(text.into());
        self
    }

    /// Says how to mend the page.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// All of it in one line: what is wrong, what was done, how to mend it.
    pub fn sentence(&self) -> String {
        let mut text = self.message.clone();
        if let Some(done) = &self.done {
            text.push_str("; ");
            text.push_str(done);
        }
        if let Some(help) = &self.help {
            text.push_str("; help: ");
            text.push_str(help);
        }
        text
    }
}
