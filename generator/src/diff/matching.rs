//! Which of the things that are gone is which of the things that are new.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Pairs that `score` takes for the same thing, surest first; each thing is in one pair at most.
///
/// A score is between 0 and 1000. Of equal scores the pair wins that comes first in both lists.
pub fn pairs<A, B>(
    gone: &[A],
    new: &[B],
    score: impl Fn(&A, &B) -> Option<u32>,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, a) in gone.iter().enumerate() {
        let scored = new.iter().enumerate().map(|(j, b)| (j, score(a, b)));
        candidates.extend(scored.filter_map(|(j, score)| Some((score?, i, j))));
    }
    surest(candidates)
}

/// Of all pairs with their scores, the surest ones that have nothing in common.
pub fn surest(candidates: Vec<(u32, usize, usize)>) -> Vec<(usize, usize)> {
    let mut candidates: Vec<_> = candidates
        .into_iter()
        .map(|(score, i, j)| (Reverse(score), i, j))
        .collect();
    candidates.sort_unstable();
    let (mut from, mut to) = (BTreeSet::new(), BTreeSet::new());
    candidates.retain(|&(_, i, j)| {
        let free = !from.contains(&i) && !to.contains(&j);
        free && from.insert(i) && to.insert(j)
    });
    candidates.into_iter().map(|(_, i, j)| (i, j)).collect()
}

/// The things that no pair has, in their order.
pub fn others<T: Clone>(all: &[T], taken: impl Iterator<Item = usize>) -> Vec<T> {
    let taken: BTreeSet<usize> = taken.collect();
    let free = all.iter().enumerate().filter(|(i, _)| !taken.contains(i));
    free.map(|(_, one)| one.clone()).collect()
}

/// How alike two names are, from 0 to 1000; 1000 where only case and punctuation differ.
pub fn likeness(a: &str, b: &str) -> u32 {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let ratio = strsim::normalized_damerau_levenshtein(&plain(a), &plain(b));
    per_mille(ratio)
}

/// Part of a whole, from 0 to 1000.
pub fn share(part: usize, whole: usize) -> u32 {
    if whole == 0 {
        return 0;
    }
    u32::try_from(part.saturating_mul(1000) / whole).unwrap_or(1000)
}

fn per_mille(ratio: f64) -> u32 {
    // From 0 to 1, by the contract of strsim.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let share = (ratio.clamp(0.0, 1.0) * 1000.0) as u32;
    share
}

/// Whether two descriptions say the same, and enough to tell things apart.
pub fn same_words(a: Option<&str>, b: Option<&str>) -> bool {
    const ENOUGH: usize = 12;
    a.is_some_and(|a| a.len() >= ENOUGH) && a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surest_pair_wins() {
        let score = |a: &&str, b: &&str| Some(likeness(a, b)).filter(|&score| score >= 500);
        let found = pairs(
            &["displayName", "name"],
            &["fullName", "DisplayName"],
            score,
        );
        assert_eq!(found, [(0, 1), (1, 0)]);
        assert_eq!(pairs(&["a"], &["xyz"], score), []);
    }

    #[test]
    fn case_is_no_difference() {
        assert_eq!(likeness("isRead", "is_read"), 1000);
        assert!(likeness("sender", "author") < 500);
    }
}
