//! A finding as the stage that makes it raises it.

use crate::diagnostic::{Code, Span};
use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

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
