//! What tests of the reader read: a page in the dialect of Graph that includes nothing.

use crate::diagnostic::Diagnostic;
use crate::dialect;
use crate::page::{self, Findings};
use crate::reader::Context;
use camino::Utf8Path;

/// Parses `text` as the page at `path` and reads it. What was found on the way stands beside the result.
pub(crate) fn read_page<T>(
    path: &str,
    text: &str,
    read: impl FnOnce(Context<'_, '_>, &mut Findings<'_>) -> T,
) -> (T, Vec<Diagnostic>) {
    let path = Utf8Path::new(path);
    let dialect = dialect::graph();
    let mut diagnostics = Vec::new();
    let page = page::parse(path, text, &dialect.annotations, &mut diagnostics);
    let context = Context {
        path,
        page: &page,
        dialect,
        includes: &|_| None,
    };
    let mut findings = Findings {
        path,
        diagnostics: &mut diagnostics,
    };
    let result = read(context, &mut findings);
    (result, diagnostics)
}
