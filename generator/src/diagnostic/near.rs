//! Near misses: the known word that an unknown one was meant to be.

/// Longer words are not compared.
const LONGEST: usize = 80;
/// From here on, on a scale to 1, a word is a slip of another.
const ALIKE: f64 = 0.7;

/// The word of `known` that is most like `word`, whatever their case, if one is like enough to be a slip.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let likeness =
        |known: &str| strsim::normalized_damerau_levenshtein(&known.to_lowercase(), &word);
    known
        .into_iter()
        .map(|known| (likeness(known), known))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
}
