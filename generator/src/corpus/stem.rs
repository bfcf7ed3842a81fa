//! Names of page files: a page's name becomes the names of a file, a module and a type.

use crate::diagnostic::{Code, Diagnostic, Span};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;

/// Emitted file names stay well within what file systems take.
const MAX_STEM_BYTES: usize = 200;

/// Parts `paths`, which are sorted, into those that can be used and why the others cannot.
pub(crate) fn check(paths: Vec<Utf8PathBuf>) -> (Vec<Utf8PathBuf>, Vec<Diagnostic>) {
    let mut pages: Vec<Utf8PathBuf> = Vec::with_capacity(paths.len());
    let mut refused = Vec::new();
    let mut first: BTreeMap<String, Utf8PathBuf> = BTreeMap::new();
    for path in paths {
        let Some(odd) = odd_part(&path) else {
            match first.get(&path.as_str().to_ascii_lowercase()) {
                Some(other) => refused.push(clash(&path, other)),
                None => {
                    first.insert(path.as_str().to_ascii_lowercase(), path.clone());
                    pages.push(path);
                }
            }
            continue;
        };
        let message = format!("`{path}` {odd}");
        refused.push(refusal(Code::StemInvalid, &path, message).help(
            "rename the file: ASCII letters, digits, `-`, `_` and `.`, as in `api/user-list-messages.md`",
        ));
    }
    (pages, refused)
}

/// A file whose name is not UTF-8; `path` shows it with replacement characters.
pub(crate) fn unreadable(path: &Utf8Path) -> Diagnostic {
    refusal(
        Code::StemInvalid,
        path,
        format!("the name of `{path}` is not UTF-8"),
    )
    .help("rename the file: ASCII letters, digits, `-`, `_` and `.`")
}

/// A page that is a link to a file outside the docs folder.
pub(crate) fn outside(path: &Utf8Path) -> Diagnostic {
    let message = format!("`{path}` is a link that leads out of the docs folder");
    refusal(Code::LeadsOut, path, message)
        .help("put the page itself there: what lies outside may hold what nobody meant to publish")
}

fn odd_part(path: &Utf8Path) -> Option<String> {
    let name = path.as_str();
    let odd = name
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.' | '/'));
    let stem = path.file_stem().unwrap_or_default();
    if let Some(odd) = odd {
        Some(format!("has the character {odd:?} in its name"))
    } else if !stem.contains(|c: char| c.is_ascii_alphanumeric()) {
        Some("has no letter and no digit in its name".to_owned())
    } else if stem.len() > MAX_STEM_BYTES {
        Some(format!(
            "has a name of more than {MAX_STEM_BYTES} characters"
        ))
    } else {
        None
    }
}

fn clash(path: &Utf8Path, other: &Utf8Path) -> Diagnostic {
    refusal(
        Code::StemClash,
        path,
        format!("`{path}` and `{other}` differ only in capital letters"),
    )
    .help("remove one of them, or rename it")
}

fn refusal(code: Code, path: &Utf8Path, message: String) -> Diagnostic {
    Diagnostic::new(code, path, Span::default(), message).done("the page was left out")
}
