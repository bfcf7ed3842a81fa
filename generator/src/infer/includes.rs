//! Where files lie that pages include from outside of the docs folder.

use crate::corpus::resolve_from_docs;
use crate::infer::InferredKey;
use crate::reader::Document;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;

/// The key of `[pages]`: the folder of the files that most pages include and that lies outside `docs`. `folder` is that of the
/// version.
pub(crate) fn key(
    documents: &[Document],
    folder: &Utf8Path,
    docs: &Utf8Path,
) -> Option<InferredKey> {
    let docs_path = docs.canonicalize_utf8().ok()?;
    let mut counts: BTreeMap<Utf8PathBuf, usize> = BTreeMap::new();
    for file in outer_includes(documents, folder, docs) {
        if let Some(parent) = file.parent() {
            *counts.entry(parent.to_owned()).or_default() += 1;
        }
    }
    let (found, times) = counts.into_iter().max_by_key(|(_, times)| *times)?;
    let relative = pathdiff::diff_utf8_paths(&found, &docs_path)?;
    let reason = format!("pages include files from there {times} times");
    Some(InferredKey::text(
        "pages",
        "includes",
        relative.as_str(),
        reason,
    ))
}

/// Every file outside `docs` that a page includes, once for each time.
pub(crate) fn outer_includes(
    documents: &[Document],
    folder: &Utf8Path,
    docs: &Utf8Path,
) -> Vec<Utf8PathBuf> {
    let Ok(docs) = docs.canonicalize_utf8() else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for document in documents {
        let from = folder.join(document.page.parent().unwrap_or(Utf8Path::new("")));
        for target in targets(&document.source) {
            let path = resolve_from_docs(&from, Utf8Path::new(target));
            // A file that is not there is not outside either.
            if let Ok(path) = path.canonicalize_utf8()
                && !path.starts_with(&docs)
            {
                files.push(path);
            }
        }
    }
    files
}

/// Destinations of `[!INCLUDE [..](..)]`.
fn targets(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines().filter(|line| line.contains("[!"));
    lines.flat_map(|line| {
        let parts = line.split("[!").skip(1);
        parts.filter_map(|part| {
            let keyword = part.get(..7)?;
            let (_, rest) = part
                .split_once("](")
                .filter(|_| keyword.eq_ignore_ascii_case("include"))?;
            Some(rest.split(')').next().unwrap_or(rest).trim())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn includes_are_found_in_sentences_too() {
        let text =
            "An account in [!INCLUDE[p](../a.md)] and [x](b.md).\n\n[!include [q](../../c.md)]\n";
        assert_eq!(targets(text).collect::<Vec<_>>(), ["../a.md", "../../c.md"]);
    }
}
