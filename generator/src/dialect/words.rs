//! Lists of words that mean one thing, searched for at once.

use aho_corasick::{AhoCorasick, MatchKind};
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

/// Words or phrases that mean one thing. Case never matters.
///
/// Their order is the order of precedence where only one of them can count.
#[derive(Clone, Default)]
pub struct Words {
    words: Vec<String>,
    /// Built when a text is first searched: tables have a hundred thousand cells, and most runs search with few lists.
    search: OnceLock<Option<AhoCorasick>>,
}

impl Words {
    /// A list of `words`.
    pub fn new<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Self {
        Self {
            words: words.into_iter().map(Into::into).collect(),
            search: OnceLock::new(),
        }
    }

    /// In order of precedence.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether `word` is one of them.
    pub fn is(&self, word: &str) -> bool {
        self.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Whether `word` is one of them, in the same case.
    pub fn is_exactly(&self, word: &str) -> bool {
        self.iter().any(|known| known == word)
    }

    /// Whether one of them stands anywhere in `text`.
    pub fn occur_in(&self, text: &str) -> bool {
        match self.search() {
            Some(search) => search.is_match(text),
            None => self.first_in(text).is_some(),
        }
    }

    /// Whether a word of `text` begins with one of them.
    pub fn begin_a_word_of(&self, text: &str) -> bool {
        let begins = |at: usize| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            !before.is_some_and(char::is_alphanumeric)
                && text.get(at..).is_some_and(|rest| self.begin(rest))
        };
        self.occur_in(text) && text.char_indices().any(|(at, _)| begins(at))
    }

    /// Where the first of them stands in `text`: the leftmost, and the longest of those that begin there.
    pub fn first_in(&self, text: &str) -> Option<Range<usize>> {
        match self.search() {
            Some(search) => search.find(text).map(|found| found.range()),
            None => self
                .iter()
                .filter_map(|word| found_in(text, word))
                .min_by_key(|found| (found.start, std::cmp::Reverse(found.end))),
        }
    }

    /// Where all of them stand in `text`, none within another.
    pub fn all_in(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let found = self.search().into_iter();
        found.flat_map(move |search| search.find_iter(text).map(|found| found.range()))
    }

    /// Where the one of highest precedence that stands in `text` is found first.
    pub fn preferred_in(&self, text: &str) -> Option<Range<usize>> {
        if !self.occur_in(text) {
            return None;
        }
        self.iter().find_map(|word| found_in(text, word))
    }

    /// What follows one of them at the beginning of `text`.
    pub fn strip_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().find_map(|word| {
            let head = text.get(..word.len())?;
            let rest = text.get(word.len()..)?;
            head.eq_ignore_ascii_case(word).then_some(rest)
        })
    }

    /// What stands before one of them at the end of `text`.
    pub fn strip_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().find_map(|word| {
            let at = text.len().checked_sub(word.len())?;
            let (head, tail) = (text.get(..at)?, text.get(at..)?);
            tail.eq_ignore_ascii_case(word).then_some(head)
        })
    }

    /// Whether one of them begins `text`.
    pub fn begin(&self, text: &str) -> bool {
        self.strip_prefix(text).is_some()
    }

    fn search(&self) -> Option<&AhoCorasick> {
        let build = || {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .build(&self.words)
                .ok()
        };
        self.search.get_or_init(build).as_ref()
    }
}

/// Where `word` stands in `text` first, in any case.
fn found_in(text: &str, word: &str) -> Option<Range<usize>> {
    let windows = text.as_bytes().windows(word.len().max(1));
    let at = windows
        .enumerate()
        .find(|(_, window)| window.eq_ignore_ascii_case(word.as_bytes()))
        .map(|(at, _)| at)?;
    Some(at..at + word.len())
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.words.fmt(f)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

impl Eq for Words {}

impl<W: Into<String>, const N: usize> From<[W; N]> for Words {
    fn from(words: [W; N]) -> Self {
        Self::new(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let words = Words::from(["not nullable", "nullable"]);
        assert!(words.is("NULLABLE") && !words.is("null"));
        assert_eq!(words.first_in("It is Not Nullable."), Some(6..18));
        assert_eq!(words.strip_suffix("is Nullable"), Some("is "));
        assert_eq!(words.strip_prefix("Nullable."), Some("."));
        assert!(words.begin_a_word_of("is nullable") && !words.begin_a_word_of("unnullable"));
        assert!(!words.occur_in("null") && !Words::default().occur_in("null"));
    }

    #[test]
    fn precedence_is_the_order_of_the_list() {
        let words = Words::from(["second", "first"]);
        assert_eq!(words.first_in("first, second"), Some(0..5));
        assert_eq!(words.preferred_in("first, second"), Some(7..13));
    }
}
