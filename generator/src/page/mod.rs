//! Text to page: front matter, sections, tables, fences and annotations, every piece with its span.
//!
//! Nothing here knows what a page documents. Reading is total: any bytes give a page or a refusal, and diagnostics.

mod annotation;
mod blocks;
mod fence;
mod findings;
mod front_matter;
mod inline;
mod json;
mod section;
mod source;
mod table;
mod text;
mod yaml;

pub use annotation::Annotation;
pub use fence::Fence;
pub use front_matter::FrontMatter;
pub use inline::{Inline, LinkDefinitions, Pieces, pieces, plain};
pub use json::{LenientJson, lenient as lenient_json};
pub use section::{Block, Page, Prose, Section};
pub use source::{MAX_PAGE_BYTES, decode, normalise};
pub use table::{Row, Table};
pub use text::Text;

pub(crate) use findings::Findings;

use crate::diagnostic::Diagnostic;
use crate::dialect::Annotations;
use camino::Utf8Path;

/// Reads a page's text, which [`normalise`] has prepared. Findings name `path`; `annotations` says which comments mean something.
pub fn parse<'a>(
    path: &Utf8Path,
    text: &'a str,
    annotations: &Annotations,
    diagnostics: &mut Vec<Diagnostic>,
) -> Page<'a> {
    let (head, body) = front_matter::cut(Text::new(text));
    let mut findings = Findings { path, diagnostics };
    let front_matter = FrontMatter::read(head, &mut findings);
    let blocks::Body { sections, links } = blocks::read(body, annotations, &mut findings);
    Page {
        front_matter,
        sections,
        links,
    }
}

#[cfg(test)]
mod tests;
