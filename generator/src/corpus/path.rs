//! Paths that files in a docs folder name.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// `path` as a file in `docs` means it: relative to that folder, and without `..` where that is possible.
pub fn resolve_from_docs(docs: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    let mut whole = docs.to_owned();
    for part in path.components() {
        let climbs = part == Utf8Component::ParentDir;
        if climbs
            && matches!(
                whole.components().next_back(),
                Some(Utf8Component::Normal(_))
            )
        {
            whole.pop();
        } else if part != Utf8Component::CurDir {
            whole.push(part);
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::resolve_from_docs;

    #[test]
    fn paths_are_meant_from_the_docs_folder() {
        let path =
            |docs: &str, path: &str| resolve_from_docs(docs.into(), path.into()).into_string();
        assert_eq!(path("docs-input", "../generated/src"), "generated/src");
        assert_eq!(path("../a/docs", "../src"), "../a/src");
        assert_eq!(path("..", "../src"), "../../src");
        assert_eq!(path("docs", "/src"), "/src");
        assert_eq!(path("docs", "./src"), "docs/src");
    }
}
