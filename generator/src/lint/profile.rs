//! Where a tree needs a key of `docbind.toml`: its pages are in another form than docbind takes them for.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::dialect::Dialect;
use crate::infer;
use crate::reader::Document;

/// Of the forms that a profile can name, those that keep bindings from working without it.
pub(crate) fn check(documents: &[Document], version: &str, dialect: &Dialect) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(prefix(documents, version, dialect));
    found.extend(headings(documents, dialect));
    found
}

/// A literal that stands for the base URL is no part of a path.
fn prefix(documents: &[Document], version: &str, dialect: &Dialect) -> Option<Diagnostic> {
    let addresses = infer::addresses(documents, version);
    let mut unknown = addresses.prefixes.iter();
    let (prefix, times) =
        unknown.find(|(prefix, _)| dialect.service.prefix_of(prefix) != prefix.len())?;
    let place = documents.iter().find_map(|document| {
        let mut routes = document.operations.iter().flat_map(|found| &found.routes);
        let route = routes.find(|route| text(document, route.span).contains(prefix.as_str()))?;
        Some((document, route.span))
    });
    let (document, span) = place?;
    let message = format!(
        "{times} of {} request lines begin with `{prefix}`, which names nothing: it seems to stand for the base URL",
        addresses.lines
    );
    let help = format!(
        "add `prefix = [{}]` to `[service]` in docbind.toml; `docbind init --docs` writes all keys that a tree suggests",
        toml::Value::String(prefix.clone())
    );
    let diagnostic = Diagnostic::new(Code::ProfileNeeded, &*document.page, span, message);
    Some(
        diagnostic
            .done("it was taken for a part of the paths")
            .help(help),
    )
}

/// Sections that hold tables or request lines and were passed over.
fn headings(documents: &[Document], dialect: &Dialect) -> Vec<Diagnostic> {
    let found = infer::unknown_headings(documents, dialect).into_iter();
    let diagnostics = found.map(|found| {
        let message = format!(
            "the heading `{}` of {} pages is none that docbind knows, and holds {}",
            found.slug, found.pages, found.holds
        );
        let help = format!(
            "say in `[headings]` of docbind.toml what it announces, perhaps `{} = [{}]`",
            found.role,
            toml::Value::String(found.slug.clone())
        );
        Diagnostic::new(Code::SectionUnknown, &*found.page, found.span, message)
            .done("they were passed over")
            .help(help)
    });
    diagnostics.collect()
}

fn text(document: &Document, span: Span) -> &str {
    let range = span.start as usize..span.end as usize;
    document.source.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, operation};

    #[test]
    fn a_beginning_that_stands_for_the_base_url_needs_a_key() {
        let lines = |first: &str, second: &str| {
            [
                operation("cart-delete", first, ""),
                operation("store-delete", second, ""),
            ]
        };
        expect(
            &lines(
                "DELETE shopPrefix/stores({id})/carts({id})",
                "DELETE shopPrefix/stores({id})",
            ),
            Code::ProfileNeeded,
            Some(
                "2 of 2 request lines begin with `shopPrefix`, which names nothing: it seems to stand for the base URL",
            ),
        );
        for (first, second) in [
            ("DELETE /stores/{id}/carts/{id}", "DELETE /stores/{id}"),
            ("DELETE stores({id})/carts({id})", "DELETE stores({id})"),
            ("DELETE /me/carts/{id}", "DELETE /me/stores/{id}"),
        ] {
            expect(&lines(first, second), Code::ProfileNeeded, None);
        }
    }
}
