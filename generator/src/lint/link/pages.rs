//! The pages of a tree, for links that nearly lead to one.

use crate::diagnostic::Letters;
use camino::Utf8Path;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Letters in which a slip differs from what was meant.
const FEW_LETTERS: usize = 2;

/// The pages of the tree, for links that nearly lead to one.
pub(crate) struct Pages<'a> {
    /// By their paths in small letters.
    by_lower: BTreeMap<String, &'a Utf8Path>,
    /// Counted once, when the first link misses its page.
    letters: OnceLock<BTreeMap<&'a str, Vec<Candidate<'a>>>>,
}

/// A page that a broken link may have meant.
struct Candidate<'a> {
    page: &'a Utf8Path,
    lower: String,
    letters: Letters,
}

impl<'a> Pages<'a> {
    /// All of them.
    pub fn of(pages: impl Iterator<Item = &'a Utf8Path>) -> Self {
        let lower = |page: &'a Utf8Path| (page.as_str().to_lowercase(), page);
        Self {
            by_lower: pages.map(lower).collect(),
            letters: OnceLock::new(),
        }
    }

    /// The page that a path means in another case.
    pub fn in_other_case(&self, path: &Utf8Path) -> Option<&'a Utf8Path> {
        self.by_lower.get(&path.as_str().to_lowercase()).copied()
    }

    /// The page whose path is a slip away.
    pub fn near(&self, path: &Utf8Path) -> Option<&'a Utf8Path> {
        let lower = path.as_str().to_lowercase();
        let letters = Letters::of(&lower);
        // Of a short name, most others are few letters away.
        let few = FEW_LETTERS.min(path.file_stem().unwrap_or_default().len() / 3);
        let alike = self.in_folder(folder_of(path)).iter();
        let alike = alike.filter(|known| letters.least_edits(&known.letters) <= few);
        let distances = alike.map(|known| (strsim::osa_distance(&known.lower, &lower), known.page));
        let nearest = distances.min_by_key(|(distance, _)| *distance);
        nearest
            .filter(|(distance, _)| *distance <= few)
            .map(|(_, page)| page)
    }

    /// The pages in a folder.
    fn in_folder(&self, folder: &str) -> &[Candidate<'a>] {
        let letters = self.letters.get_or_init(|| {
            let mut letters: BTreeMap<&str, Vec<_>> = BTreeMap::new();
            for (lower, page) in &self.by_lower {
                letters.entry(folder_of(page)).or_default().push(Candidate {
                    page,
                    lower: lower.clone(),
                    letters: Letters::of(lower),
                });
            }
            letters
        });
        letters.get(folder).map_or(&[], Vec::as_slice)
    }
}

/// As text: comparing paths part by part takes longer than comparing the names in them.
fn folder_of(path: &Utf8Path) -> &str {
    path.as_str()
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::Pages;
    use camino::Utf8Path;

    #[test]
    fn a_slip_in_a_link_is_told_with_the_page_that_was_meant() {
        let near = |link: &str| {
            let pages = ["recipient", "post", "a"].map(|stem| format!("resources/{stem}.md"));
            let pages = Pages::of(pages.iter().map(Utf8Path::new));
            pages.near(Utf8Path::new(link)).map(ToString::to_string)
        };
        assert_eq!(
            near("resources/recipeint.md").as_deref(),
            Some("resources/recipient.md")
        );
        assert_eq!(near("resources/mailbox.md"), None);
        assert_eq!(near("api/post.md"), None);
        assert_eq!(near("resources/b.md"), None);
    }
}
