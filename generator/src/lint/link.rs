//! Links and includes that lead to no file.

use crate::diagnostic::{Code, Diagnostic, Letters};
use crate::lint::Tree;
use crate::page::Text;
use crate::reader::{Document, resolve_link};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;

/// The pages of the tree by their paths in small letters.
pub(crate) type Cases<'a> = BTreeMap<String, &'a Utf8Path>;

/// Letters in which a slip differs from what was meant.
const FEW_LETTERS: usize = 2;
/// Broken links of a page that are compared with all pages.
const MOST_NEAR: usize = 20;

/// A link of a page to a file.
struct Link<'a> {
    destination: Text<'a>,
    include: bool,
}

/// Looks up where the links of a page lead. A file that is missed is told once for a page.
pub(crate) fn check(
    document: &Document,
    tree: &Tree<'_>,
    cases: &Cases<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let folder = document.page.parent().unwrap_or(Utf8Path::new(""));
    let mut missed: BTreeMap<Utf8PathBuf, Missed<'_>> = BTreeMap::new();
    for line in content_lines(Text::new(&document.source)) {
        for link in links(line) {
            let Some(path) = file(folder, link.destination.as_str()) else {
                continue;
            };
            if let Some(known) = missed.get_mut(&path) {
                known.further += 1;
            } else if tree(&path) == Some(false) {
                let further = 0;
                missed.insert(path, Missed { link, further });
            }
        }
    }
    let findings = missed
        .iter()
        .enumerate()
        .map(|(number, (path, missed))| missed.finding(document, path, cases, number < MOST_NEAR));
    found.extend(findings);
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
        cases: &Cases<'_>,
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
        let (message, help) = if let Some(known) = cases.get(&path.as_str().to_lowercase()) {
            (
                format!("the file is called `{known}`, not `{path}`{more}"),
                "write the link in the case of the file: some systems tell capital letters from small ones".to_owned(),
            )
        } else {
            let near = look_near.then(|| near(path, cases)).flatten();
            (
                format!("there is no page `{path}`{more}"),
                near.map_or_else(
                    || "link to a page that is there".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                ),
            )
        };
        Diagnostic::new(Code::LinkBroken, &*document.page, span, message).help(help)
    }
}

/// The page whose path is a slip away.
fn near<'a>(path: &Utf8Path, cases: &Cases<'a>) -> Option<&'a Utf8Path> {
    let lower = path.as_str().to_lowercase();
    let letters = Letters::of(&lower);
    let folder = folder_of(path);
    // Of a short name, most others are few letters away.
    let few = FEW_LETTERS.min(path.file_stem().unwrap_or_default().len() / 3);
    let alike = cases.iter().filter(|(known, page)| {
        folder_of(page) == folder && letters.least_edits(&Letters::of(known)) <= few
    });
    let distances = alike.map(|(known, page)| (strsim::osa_distance(known, &lower), *page));
    let nearest = distances.min_by_key(|(distance, _)| *distance);
    nearest
        .filter(|(distance, _)| *distance <= few)
        .map(|(_, page)| page)
}

/// As text: comparing paths part by part takes longer than comparing the names in them.
fn folder_of(path: &Utf8Path) -> &str {
    path.as_str()
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
}

/// The file that a destination means, relative to the folder of the version.
fn file(folder: &Utf8Path, destination: &str) -> Option<Utf8PathBuf> {
    let end = destination.find(['#', '?']).unwrap_or(destination.len());
    let path = destination.get(..end)?;
    let relative = !path.starts_with('/') && !path.contains(':');
    let page = path.len() > 3 && path.get(path.len() - 3..)?.eq_ignore_ascii_case(".md");
    if !relative || !page || path.contains(['%', '<', '{']) {
        return None;
    }
    resolve_link(folder, path)
}

/// Lines that are neither in a fence nor in a comment.
fn content_lines(source: Text<'_>) -> impl Iterator<Item = Text<'_>> {
    let mut fenced = false;
    let mut commented = false;
    source.lines().filter(move |line| {
        let text = line.as_str().trim_start();
        if !commented && (text.starts_with("```") || text.starts_with("~~~")) {
            fenced = !fenced;
            return false;
        }
        if fenced {
            return false;
        }
        let before = commented;
        // One byte is looked for many times as fast as a word.
        if text.contains('<')
            && let Some(at) = text.rfind("<!--")
        {
            commented = !text.get(at..).is_some_and(|rest| rest.contains("-->"));
            return false;
        }
        if commented && text.contains("-->") {
            commented = false;
        }
        !before
    })
}

/// The links in a line: `[text](destination)`, `[label]: destination`, `[!INCLUDE [text](destination)]`.
fn links(line: Text<'_>) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    if !line.contains(']') {
        return links;
    }
    let include = line.contains("[!INCLUDE") || line.contains("[!include");
    let mut from = 0;
    while let Some(at) = line.get(from..).and_then(|rest| rest.find(']')) {
        from += at + 1;
        if !line.get(from..).is_some_and(|rest| rest.starts_with('(')) {
            continue;
        }
        let rest = line.tail(from + 1);
        let end = rest.find([')', ' ', '"']).unwrap_or(rest.len());
        links.push(Link {
            destination: rest.head(end),
            include,
        });
    }
    if line.starts_with('[')
        && let Some((label, _)) = line.split_once("]: ")
        && !label.contains(']')
    {
        let rest = line.tail(label.len() + 3).trim();
        let end = rest.find(' ').unwrap_or(rest.len());
        links.push(Link {
            destination: rest.head(end),
            include: false,
        });
    }
    links
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, page};
    use camino::Utf8Path;

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
            (
                "See [p](Post.md#properties).",
                Some("the file is called `resources/post.md`, not `resources/Post.md`"),
            ),
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
    fn a_slip_in_a_link_is_told_with_the_page_that_was_meant() {
        let near = |link: &str| {
            let pages = ["recipient", "post", "a"].map(|stem| format!("resources/{stem}.md"));
            let cases = pages.iter().map(|page| (page.clone(), Utf8Path::new(page)));
            super::near(Utf8Path::new(link), &cases.collect()).map(ToString::to_string)
        };
        assert_eq!(
            near("resources/recipeint.md").as_deref(),
            Some("resources/recipient.md")
        );
        assert_eq!(near("resources/mailbox.md"), None);
        assert_eq!(near("api/post.md"), None);
        assert_eq!(near("resources/b.md"), None);
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
}
