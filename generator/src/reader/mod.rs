//! Page to reference: what one page documents, as the page says it.
//!
//! Nothing here looks at another page. Types are still words with an optional link ([`TypeRef`]); the model links them.

mod context;
mod document;
pub(crate) mod operation;
pub(crate) mod outline;
pub(crate) mod permission;
pub(crate) mod phrase;
mod request;
pub(crate) mod resource;
mod types;

pub(crate) use outline::link::resolve as resolve_link;

pub(crate) use context::Context;

pub use crate::model::{Argument, ArgumentValue, HttpMethod, Permissions, Segment};
pub use document::Document;
pub use operation::route::Route;
pub use request::{Body, Example, ExampleBody, ExampleKind, Header, Operation, Response};
pub use types::{
    Carrier, Enumeration, Member, Method, Property, Resource, Target, TypeName, TypeRef,
};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::dialect::{Dialect, PageKind};
use crate::page;
use crate::page::{Findings, Page};
use camino::Utf8Path;
use std::sync::Arc;

/// Reads what the page at `page`, relative to the folder of its version, documents.
///
/// `dialect` says what the page's words mean. `includes` gives the text of a page that is included, by its path relative to the same folder. Reading never fails:
/// what cannot be read is missing from the document and stands in `diagnostics`.
pub fn read(
    page: &Utf8Path,
    bytes: &[u8],
    dialect: &Dialect,
    includes: &dyn Fn(&Utf8Path) -> Option<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Document {
    read_and_inspect(page, bytes, dialect, includes, diagnostics, &|_, _, _| ())
}

/// What looks at a page that was read, and adds to what was found on it.
pub(crate) type Inspect<'i> = dyn Fn(&Document, &Page<'_>, &mut Findings<'_>) + 'i;

/// As [`read`]; `inspect` sees the text of the page together with what it documents.
pub(crate) fn read_and_inspect(
    page: &Utf8Path,
    bytes: &[u8],
    dialect: &Dialect,
    includes: &dyn Fn(&Utf8Path) -> Option<String>,
    diagnostics: &mut Vec<Diagnostic>,
    inspect: &Inspect<'_>,
) -> Document {
    let mut document = Document {
        page: page.to_owned(),
        ..Document::default()
    };
    let source = match page::decode(page, bytes) {
        Ok(source) => source,
        Err(refusal) => {
            document.refused = Some(refusal.code.title().to_owned());
            diagnostics.push(refusal);
            return document;
        }
    };
    document.source = Arc::from(source);
    let text = page::normalise(source);
    let parsed = page::parse(page, &text, &dialect.annotations, diagnostics);
    let mut findings = Findings {
        path: page,
        diagnostics,
    };
    if let Some(language) = outline::preamble::translated(&parsed, &dialect.front_matter) {
        findings.add(
            Code::LocalisedPage,
            parsed.front_matter.span,
            format!("the page is a translation ({language})"),
            "the page was left out: translations change the names of types and properties",
            "use the English page",
        );
        document.refused = Some(Code::LocalisedPage.title().to_owned());
        return document;
    }
    let context = Context {
        path: page,
        page: &parsed,
        dialect,
        includes,
    };
    outline::preamble::read(context, &mut document, &mut findings);
    contents(context, &mut document, &mut findings);
    inspect(&document, &parsed, &mut findings);
    document.front_matter = parsed.front_matter;
    document
}

/// Reads the types or operations of a page.
fn contents(context: Context<'_, '_>, document: &mut Document, findings: &mut Findings<'_>) {
    let kind = context.dialect.places.kind(context.path);
    let of_operations = kind == Some(PageKind::Operations);
    document.enumerations = resource::enumeration::read(context, document, findings);
    let own_page = document
        .enumerations
        .iter()
        .any(|enumeration| enumeration.carrier == Carrier::Page);
    if own_page {
        return;
    }
    if !of_operations {
        document.resources = resource::read(context, document, findings);
    }
    document.operations = operation::read(context, document, findings);
    // Some describe what a type can do on its page.
    if document.operations.is_empty() && !of_operations && !document.resources.is_empty() {
        document.operations = operation::action::read(context, findings);
    }
    // Some references keep types and requests in one folder.
    if of_operations && document.operations.is_empty() {
        document.resources = resource::read(context, document, findings);
    }
    if document.resources.is_empty()
        && document.enumerations.is_empty()
        && document.operations.is_empty()
    {
        nothing(context, of_operations, document, findings);
    }
}

/// Says why a page documents nothing.
fn nothing(
    context: Context<'_, '_>,
    of_operations: bool,
    document: &mut Document,
    findings: &mut Findings<'_>,
) {
    let keys = &context.dialect.front_matter;
    let kind = context
        .page
        .front_matter
        .get(&keys.kind)
        .unwrap_or_default();
    if of_operations && !kind.starts_with(&keys.kinds.conceptual_prefix) {
        let heading = context
            .page
            .sections
            .iter()
            .find(|section| section.level == 1);
        findings.add(
            Code::RequestMissing,
            heading.map_or(Span::default(), |heading| heading.span),
            "the page has no request line that can be read",
            "no operation was generated for it",
            "add a heading `## HTTP request` and below it a fence with lines such as `GET /users/{id}`",
        );
    }
    document.nothing = Some("conceptual page".to_owned());
}

#[cfg(test)]
pub(crate) mod test_page;
#[cfg(test)]
mod tests;
