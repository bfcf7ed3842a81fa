//! What shows on one page: its kind, the order of its parts, its annotations.

use crate::diagnostic::{Code, Span, nearest};
use crate::dialect::{Annotations, Dialect, FrontMatterKeys, Headings};
use crate::lint::annotation;
use crate::page::{Block, Findings, Page, plain};
use crate::reader::{Carrier, Document};

/// Looks at a page and at what it documents.
pub(crate) fn page(
    document: &Document,
    page: &Page<'_>,
    dialect: &Dialect,
    findings: &mut Findings<'_>,
) {
    annotation::check(document, page, &dialect.annotations, findings);
    kind(document, page, &dialect.front_matter, findings);
    order(document, page, &dialect.headings, findings);
    for section in &page.sections {
        for block in &section.blocks {
            match block {
                Block::Annotation(annotation) => {
                    for name in &annotation.unknown {
                        unknown(name, annotation.span, &dialect.annotations, findings);
                    }
                }
                Block::Table(table) => {
                    for cell in &table.header {
                        if dialect.permissions.most_first.occur_in(&plain(cell)) {
                            permission_order(cell.span(), findings);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn kind(document: &Document, page: &Page<'_>, keys: &FrontMatterKeys, findings: &mut Findings<'_>) {
    let kinds = &keys.kinds;
    let own_enumeration = |carrier| carrier == Carrier::Page;
    let mut carriers = document.enumerations.iter().map(|found| found.carrier);
    let documents = match () {
        () if !document.operations.is_empty() => &kinds.operation,
        () if carriers.any(own_enumeration) => &kinds.enumeration,
        () if !document.resources.is_empty() => &kinds.resource,
        () => return,
    };
    let Some(says) = page.front_matter.get(&keys.kind) else {
        return;
    };
    // The older word for a page of an enumeration.
    let older = *documents == kinds.enumeration && says == kinds.resource;
    if says == *documents || older {
        return;
    }
    let key = &keys.kind;
    let message = if kinds.is_known(says) {
        format!("{key} is `{says}`, but the text of the page is that of `{documents}`")
    } else {
        format!("{key} is `{says}`, which is no kind of page")
    };
    findings.add(
        Code::PageKindContradicts,
        page.front_matter.span,
        message,
        "the text was believed",
        &format!("write `{key}: {documents}`"),
    );
}

/// Pages with several operations or types repeat their sections, so only the first ones count.
fn order(document: &Document, page: &Page<'_>, headings: &Headings, findings: &mut Findings<'_>) {
    let outline = match () {
        () if document.operations.len() == 1 => &headings.operation_order,
        () if document.resources.len() == 1 => &headings.resource_order,
        () => return,
    };
    let mut highest: Option<(usize, &str)> = None;
    for section in page.sections.iter().filter(|section| section.level == 2) {
        let Some(rank) = outline.iter().position(|slugs| section.is(slugs)) else {
            continue;
        };
        match highest {
            Some((above, title)) if above > rank => {
                findings.add(
                    Code::HeadingOrder,
                    section.span,
                    format!("`{}` stands below `{title}`", section.title),
                    "it was read all the same",
                    &format!("move it above `{title}`: readers look for it there"),
                );
                return;
            }
            _ => highest = Some((rank, &section.title)),
        }
    }
}

fn unknown(name: &str, span: Span, known: &Annotations, findings: &mut Findings<'_>) {
    let near = nearest(name, known.suggestions.iter().map(String::as_str));
    let help = near.map_or_else(
        || "take it out, or look for a slip".to_owned(),
        |known| format!("did you mean `{known}`?"),
    );
    findings.add(
        Code::AnnotationUnknown,
        span,
        format!("`{name}` means nothing in an annotation"),
        "it was skipped",
        &help,
    );
}

fn permission_order(span: Span, findings: &mut Findings<'_>) {
    findings.add(
        Code::PermissionOrder,
        span,
        "permissions are listed from most to least privileged, unlike on other pages",
        "their order was reversed",
        "begin with the least privileged one: readers take the first",
    );
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, operation, page, resource};

    #[test]
    fn doc_type_is_the_kind_of_the_page() {
        let (path, text) = resource("post", "|sender|String|Who wrote it.|");
        for (kind, wanted) in [
            (
                "apiPageType",
                Some(
                    "doc_type is `apiPageType`, but the text of the page is that of `resourcePageType`",
                ),
            ),
            (
                "resourcePagetype",
                Some("doc_type is `resourcePagetype`, which is no kind of page"),
            ),
            ("resourcePageType", None),
        ] {
            let text = text.replace("resourcePageType", kind);
            expect(&[(path.clone(), text)], Code::PageKindContradicts, wanted);
        }
    }

    #[test]
    fn sections_have_an_order() {
        let bad = operation(
            "post-delete",
            "DELETE /posts/{id}",
            "## Request body\n\nNone.\n",
        );
        expect(
            &[bad],
            Code::HeadingOrder,
            Some("`Request body` stands below `Response`"),
        );
        let good = operation("post-delete", "DELETE /posts/{id}", "## Example\n\nNone.\n");
        expect(&[good], Code::HeadingOrder, None);
    }

    #[test]
    fn annotations_have_known_names() {
        for (annotation, wanted) in [
            (
                "{\"blocktype\": \"ignored\"}",
                Some("`blocktype` means nothing in an annotation"),
            ),
            (
                "{\"blockType\": \"responce\"}",
                Some("`responce` means nothing in an annotation"),
            ),
            (
                "{\"blockType\": \"ignored\", \"name\": \"a\", \"truncated\": true}",
                None,
            ),
        ] {
            let text = format!("Text.\n\n<!-- {annotation} -->\n");
            expect(
                &[page("resources/post.md", &text)],
                Code::AnnotationUnknown,
                wanted,
            );
        }
    }

    #[test]
    fn the_least_privileged_permission_comes_first() {
        for (order, wanted) in [
            (
                "most to least",
                Some("permissions are listed from most to least privileged, unlike on other pages"),
            ),
            ("least to most", None),
        ] {
            let table = format!(
                "## Permissions\n\n|Type|Permissions (from {order} privileged)|\n|:-|:-|\n|Application|Post.Read|\n"
            );
            let page = operation("post-delete", "DELETE /posts/{id}", &table);
            expect(&[page], Code::PermissionOrder, wanted);
        }
    }
}
