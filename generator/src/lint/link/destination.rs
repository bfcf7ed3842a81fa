//! Where the links of a page lead.

use crate::corpus::resolve_from_docs;
use crate::page::Text;
use crate::reader::resolve_link;
use camino::{Utf8Path, Utf8PathBuf};

/// A link of a page to a file.
pub(super) struct Link<'a> {
    pub destination: Text<'a>,
    /// Whether the file is to be included.
    pub include: bool,
}

/// Every link of a page, outside of fences and comments.
pub(super) fn all(source: &str) -> impl Iterator<Item = Link<'_>> {
    content_lines(Text::new(source)).flat_map(links)
}

/// The page that a link leads to, relative to the folder of the version. `None` where it leaves it.
pub(super) fn page(folder: &Utf8Path, destination: &str) -> Option<Utf8PathBuf> {
    resolve_link(folder, relative(destination)?)
}

/// The file that is included, relative to the folder of the version; `..` may lead out of that.
pub(super) fn included(folder: &Utf8Path, destination: &str) -> Option<Utf8PathBuf> {
    Some(resolve_from_docs(
        folder,
        Utf8Path::new(relative(destination)?),
    ))
}

/// A destination without its anchor, if it is a relative path of a Markdown file.
fn relative(destination: &str) -> Option<&str> {
    let end = destination.find(['#', '?']).unwrap_or(destination.len());
    let path = destination.get(..end)?;
    let relative = !path.starts_with('/') && !path.contains(':');
    let page = path.len() > 3 && path.get(path.len() - 3..)?.eq_ignore_ascii_case(".md");
    if !relative || !page || path.contains(['%', '<', '{']) {
        return None;
    }
    Some(path)
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
