//! What is found while one page is read.

use crate::diagnostic::{Code, Diagnostic, Span};
use camino::Utf8Path;

/// Where the stages of reading one page put what they find.
pub(crate) struct Findings<'d> {
    /// The page.
    pub(crate) path: &'d Utf8Path,
    /// All findings so far.
    pub(crate) diagnostics: &'d mut Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Adds a finding about this page.
    pub(crate) fn add(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        done: &str,
        help: &str,
    ) {
        self.diagnostics.push(
            Diagnostic::new(code, self.path, span, message)
                .done(done)
                .help(help),
        );
    }
}
