//! Near misses: the known word that an unknown one was meant to be.

/// Longer words are not compared.
const LONGEST: usize = 80;
/// From here on, on a scale to 1, a word is a slip of another.
const ALIKE: f64 = 0.7;

/// The word of `known` that is most like `word`, whatever their case, if one is like enough to be a slip.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    most_alike(word, known, ALIKE)
}

/// The same, for words that are at least so much alike.
pub(crate) fn most_alike<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    least: f64,
) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let letters = Letters::of(&word);
    known
        .into_iter()
        .filter(|known| letters.allow(&Letters::of(known), least))
        .map(|known| {
            let likeness = strsim::normalized_damerau_levenshtein(&known.to_lowercase(), &word);
            (likeness, known)
        })
        .filter(|(likeness, _)| *likeness >= least)
        // Of several, the first.
        .reduce(|best, one| if one.0 > best.0 { one } else { best })
        .map(|(_, known)| known)
}

/// How often a word has each letter, whatever its case. An edit changes two of these numbers at most, so most words are seen to
/// be unlike without their distance, which takes a thousand times as long.
pub(crate) struct Letters {
    counts: [u8; 32],
    length: usize,
}

impl Letters {
    pub fn of(word: &str) -> Self {
        let mut counts = [0_u8; 32];
        let mut length = 0;
        for c in word.chars().flat_map(char::to_lowercase) {
            if let Some(count) = counts.get_mut(c as usize % 32) {
                *count = count.saturating_add(1);
            }
            length += 1;
        }
        Self { counts, length }
    }

    /// No fewer edits make one of the words of the other.
    pub fn least_edits(&self, other: &Self) -> usize {
        let apart: usize = self
            .counts
            .iter()
            .zip(other.counts)
            .map(|(one, other)| usize::from(one.abs_diff(other)))
            .sum();
        apart.div_ceil(2).max(self.length.abs_diff(other.length))
    }

    /// Whether the words can be so much alike.
    fn allow(&self, other: &Self, least: f64) -> bool {
        let longest = self.length.max(other.length);
        self.least_edits(other) as f64 <= (1.0 - least) * longest as f64 + f64::EPSILON * 100.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Letters, nearest};
    use proptest::prelude::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let known = ["warn", "allow", "include", "exclude"];
        for (word, wanted) in [
            ("warning", None),
            ("warm", Some("warn")),
            ("inlcude", Some("include")),
            ("Allow", Some("allow")),
            ("", None),
            ("lints", None),
        ] {
            assert_eq!(nearest(word, known), wanted, "{word}");
        }
    }

    proptest! {
        #[test]
        fn no_word_is_ruled_out_by_its_letters_alone(one in "[a-eA-Eß. ]{0,12}", other in "[a-eA-Eß. ]{0,12}") {
            let likeness =
                strsim::normalized_damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase());
            prop_assert!(Letters::of(&one).allow(&Letters::of(&other), likeness));
        }
    }
}
