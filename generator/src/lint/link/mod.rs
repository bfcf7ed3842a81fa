//! Links and includes that lead to no file.

mod destination;
mod pages;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::lint::Tree;
use crate::reader::Document;
use camino::{Utf8Path, Utf8PathBuf};
use destination::Link;
use pages::Pages;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Broken links of a page that are compared with all pages.
const MOST_NEAR: usize = 20;

/// Looks up where the links of all pages lead.
pub(crate) fn check(documents: &[Document], tree: &dyn Tree) -> Vec<Diagnostic> {
    let pages = Pages::of(documents.iter().map(|document| document.page.as_path()));
    let read = documents
        .par_iter()
        .filter(|document| document.refused.is_none())
        .map(|document| PageLinks::of(document, tree, &pages))
        .collect::<Vec<_>>();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut cases: Vec<CaseSlip<'_>> = Vec::new();
    let mut outside: BTreeMap<Utf8PathBuf, Vec<(&Utf8Path, Span)>> = BTreeMap::new();
    for links in read {
        found.extend(links.found);
        cases.extend(links.cases);
        for (path, span) in links.outside {
            outside.entry(path).or_default().push((links.page, span));
        }
    }
    found.extend(case_of_links(&cases));
    found.extend(
        outside
            .iter()
            .filter_map(|(path, from)| leads_out(path, from)),
    );
    found
}

/// What the links of one page come to.
struct PageLinks<'a> {
    page: &'a Utf8Path,
    /// Files that are missed, each told once.
    found: Vec<Diagnostic>,
    cases: Vec<CaseSlip<'a>>,
    /// Files to include that lie outside the docs folder.
    outside: BTreeMap<Utf8PathBuf, Span>,
}

/// A link in another case than the page that it means.
struct CaseSlip<'a> {
    page: &'a Utf8Path,
    span: Span,
    written: Utf8PathBuf,
    known: &'a Utf8Path,
}

impl<'a> PageLinks<'a> {
    fn of(document: &'a Document, tree: &dyn Tree, pages: &Pages<'a>) -> Self {
        let mut read = Self {
            page: &document.page,
            found: Vec::new(),
            cases: Vec::new(),
            outside: BTreeMap::new(),
        };
        let folder = document.page.parent().unwrap_or(Utf8Path::new(""));
        let mut missed: BTreeMap<Utf8PathBuf, Missed<'_>> = BTreeMap::new();
        for link in destination::all(&document.source) {
            let target = link.destination.as_str();
            let path = match link.include {
                true => destination::included(folder, target),
                false => destination::page(folder, target),
            };
            let Some(path) = path else { continue };
            if link.include && path == document.page {
                read.found.push(itself(document, link.destination.span()));
            } else if link.include && tree.leads_out(&path) {
                read.outside.entry(path).or_insert(link.destination.span());
            } else if let Some(known) = missed.get_mut(&path) {
                known.further += 1;
            } else if tree.holds(&path) != Some(false) {
                continue;
            } else if let Some(known) = pages.in_other_case(&path).filter(|_| !link.include) {
                read.cases.push(CaseSlip {
                    page: &document.page,
                    span: link.destination.span(),
                    written: path,
                    known,
                });
            } else {
                missed.insert(path, Missed { link, further: 0 });
            }
        }
        let findings = missed.iter().enumerate().map(|(number, (path, missed))| {
            missed.finding(document, path, pages, number < MOST_NEAR)
        });
        read.found.extend(findings);
        read
    }
}

/// Systems that publish pages do not tell capital letters from small ones, so all links of a tree in another case are one note.
fn case_of_links(slips: &[CaseSlip<'_>]) -> Option<Diagnostic> {
    let first = slips.first()?;
    let example = format!("`{}` for `{}`", first.written, first.known);
    let message = match slips.len() {
        1 => format!("a link is written in another case than its page: {example}"),
        many => {
            format!("{many} links are written in another case than their pages, such as {example}")
        }
    };
    Some(
        Diagnostic::new(Code::LinkCase, first.page, first.span, message)
            .done("the pages were found all the same")
            .help("write links in the case of the files: some systems tell capital letters from small ones"),
    )
}

fn leads_out(path: &Utf8Path, from: &[(&Utf8Path, Span)]) -> Option<Diagnostic> {
    let (page, span) = from.first()?;
    let more = match from.len() {
        1 => String::new(),
        many => format!(", which {many} pages include,"),
    };
    let message = format!("`{path}`{more} lies outside the docs folder");
    Some(
        Diagnostic::new(Code::IncludeMissing, *page, *span, message)
            .done("the pages were read without it")
            .help("name its folder as `includes` in `[pages]` of docbind.toml, if pages may include what is there"),
    )
}

/// A page that is a part of itself has no end.
fn itself(document: &Document, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::IncludeItself,
        &*document.page,
        span,
        "the page includes itself",
    )
    .done("the page was read without it")
    .help("name the file that is meant, or take the line out")
}

/// A link to a file that is not there.
struct Missed<'a> {
    link: Link<'a>,
    /// Links to the same file that follow on the page.
    further: usize,
}

impl Missed<'_> {
    fn finding(
        &self,
        document: &Document,
        path: &Utf8Path,
        pages: &Pages<'_>,
        look_near: bool,
    ) -> Diagnostic {
        let span = self.link.destination.span();
        let more = match self.further {
            0 => String::new(),
            1 => ", to which another link of the page leads too".to_owned(),
            many => format!(", to which {many} other links of the page lead too"),
        };
        if self.link.include {
            let message = format!("there is no file `{path}` to include{more}");
            return Diagnostic::new(Code::IncludeMissing, &*document.page, span, message)
                .done("the page was read without it")
                .help("name a file that is there, or take the line out");
        }
        let near = look_near.then(|| pages.near(path)).flatten();
        let help = near.map_or_else(
            || "link to a page that is there".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("there is no page `{path}`{more}");
        Diagnostic::new(Code::LinkBroken, &*document.page, span, message).help(help)
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, page};

    #[test]
    fn links_lead_to_pages_that_are_there() {
        let text = |link: &str| page("resources/post.md", link);
        for (link, wanted) in [
            (
                "See [user](user.md).",
                Some("there is no page `resources/user.md`"),
            ),
            (
                "See [u](user.md), [v](user.md#a) and\n[w](user.md).",
                Some(
                    "there is no page `resources/user.md`, to which 2 other links of the page lead too",
                ),
            ),
            ("See [p](Post.md#properties).", None),
            (
                "Text\n\n[u]: ../resources/user.md",
                Some("there is no page `resources/user.md`"),
            ),
            (
                "See [p](post.md), [top](#top) and [out](/graph/x.md).",
                None,
            ),
            ("```md\n[user](user.md)\n```", None),
            ("<!-- [user](user.md) -->", None),
            (
                "See [w](https://example.com/user.md) and [c](../../../concepts/a.md).",
                None,
            ),
        ] {
            expect(&[text(link)], Code::LinkBroken, wanted);
        }
    }

    #[test]
    fn includes_are_there() {
        let text = |link: &str| page("resources/post.md", link);
        let bad = "[!INCLUDE [x](../includes/x.md)]";
        expect(
            &[text(bad), page("includes/y.md", "")],
            Code::IncludeMissing,
            Some("there is no file `includes/x.md` to include"),
        );
        expect(
            &[text(bad), page("includes/x.md", "")],
            Code::IncludeMissing,
            None,
        );
        expect(&[text(bad)], Code::IncludeMissing, None);
    }

    #[test]
    fn the_case_of_links_is_one_note_for_a_tree() {
        let pages = |first: &str, second: &str| {
            [
                page("resources/mail.md", first),
                page("resources/post.md", second),
            ]
        };
        for (first, second, wanted) in [
            ("[p](post.md)", "[m](mail.md)", None),
            (
                "[p](post.md)",
                "[m](Mail.md)",
                Some(
                    "a link is written in another case than its page: `resources/Mail.md` for `resources/mail.md`",
                ),
            ),
            (
                "[p](POST.md) and [q](Post.md)",
                "[m](Mail.md)",
                Some(
                    "3 links are written in another case than their pages, such as `resources/POST.md` for `resources/post.md`",
                ),
            ),
        ] {
            expect(&pages(first, second), Code::LinkCase, wanted);
        }
    }

    #[test]
    fn a_file_outside_the_tree_is_told_once() {
        let line = "[!INCLUDE [x](../../outside/x.md)]";
        expect(
            &[
                page("resources/mail.md", line),
                page("resources/post.md", line),
            ],
            Code::IncludeMissing,
            Some("`../outside/x.md`, which 2 pages include, lies outside the docs folder"),
        );
    }
}
