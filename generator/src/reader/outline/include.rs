//! Texts that a page includes.

use crate::page::Text;
use crate::reader::Context;
use camino::{Utf8Path, Utf8PathBuf};
use std::borrow::Cow;

/// How an include within a text begins.
const MARK: &str = "[!INCLUDE";

/// The text of an included page, without front matter.
pub(crate) fn text(context: Context<'_, '_>, path: &str) -> Option<String> {
    let folder = context.path.parent().unwrap_or(Utf8Path::new(""));
    let text = (context.includes)(&resolve(folder, path)?)?;
    let text = crate::page::normalise(&text).into_owned();
    let body = match text.strip_prefix("---\n") {
        Some(rest) => rest.split_once("\n---").map_or("", |(_, body)| body),
        None => &text,
    };
    Some(body.trim_start_matches('-').trim().to_owned())
}

/// A text with what it includes in the middle of sentences. What cannot be read is left out.
pub(crate) fn expand<'t>(context: Context<'_, '_>, text: Text<'t>) -> Cow<'t, str> {
    if !text.contains(MARK) {
        return Cow::Borrowed(text.as_str());
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(MARK) {
        let (before, include) = rest.split_at(at);
        out.push_str(before);
        let Some((path, behind)) = parts(include) else {
            out.push_str(include);
            return Cow::Owned(out);
        };
        match self::text(context, path) {
            Some(included) if !included.contains('\n') => out.push_str(&included),
            _ => out.truncate(out.trim_end().len()),
        }
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The path of `[!INCLUDE [text](path)]`, and what stands behind it.
fn parts(include: &str) -> Option<(&str, &str)> {
    let (_, rest) = include.split_once("](")?;
    let (path, rest) = rest.split_once(')')?;
    let rest = rest.trim_start_matches(' ').strip_prefix(']')?;
    (path.len() <= 512).then_some((path.trim(), rest))
}

/// `path` as seen from `folder`, relative to the version's folder; it may lead above that.
fn resolve(folder: &Utf8Path, path: &str) -> Option<Utf8PathBuf> {
    let mut parts: Vec<&str> = folder
        .as_str()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_none_or(|last| *last == "..") => parts.push(".."),
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn includes_are_put_into_sentences() {
        let path = Utf8Path::new("api/x.md");
        let page = crate::page::parse(
            path,
            "",
            &crate::dialect::graph().annotations,
            &mut Vec::new(),
        );
        let includes = |path: &Utf8Path| {
            (path == "../includes/name.md").then(|| "---\na: b\n---\nThe Product\n".to_owned())
        };
        let context = Context {
            path,
            page: &page,
            dialect: crate::dialect::graph(),
            includes: &includes,
        };
        let expanded = |text: &str| expand(context, Text::new(text)).into_owned();
        assert_eq!(
            expanded("In [!INCLUDE [n](../../includes/name.md)], all."),
            "In The Product, all."
        );
        assert_eq!(expanded("In [!INCLUDE[n](other.md)]."), "In.");
        assert_eq!(expanded("In [!INCLUDE [n"), "In [!INCLUDE [n");
        assert_eq!(
            resolve(Utf8Path::new("api"), "../../includes/a.md").unwrap(),
            "../includes/a.md"
        );
    }
}
