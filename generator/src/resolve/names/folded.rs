//! Names as keys of maps: a name is looked for in any case of its letters, and no copy in lower case is made for it.

use indexmap::Equivalent;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A text that is equal to itself in any case of its ASCII letters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Folded<S = String>(pub S);

impl<S: AsRef<str>> Folded<S> {
    fn letters(&self) -> impl Iterator<Item = u8> + '_ {
        letters(self.0.as_ref())
    }
}

impl<S: AsRef<str>> PartialEq for Folded<S> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().eq_ignore_ascii_case(other.0.as_ref())
    }
}

impl<S: AsRef<str>> Eq for Folded<S> {}

impl<S: AsRef<str>> PartialOrd for Folded<S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<S: AsRef<str>> Ord for Folded<S> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.letters().cmp(other.letters())
    }
}

impl<S: AsRef<str>> Hash for Folded<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&[self.0.as_ref()], state);
    }
}

/// A text in pieces, to look for a [`Folded`] key without putting the pieces together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pieces<'a>(pub &'a [&'a str]);

impl Hash for Pieces<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(self.0, state);
    }
}

impl<S: AsRef<str>> Equivalent<Folded<S>> for Pieces<'_> {
    fn equivalent(&self, key: &Folded<S>) -> bool {
        let length: usize = self.0.iter().map(|piece| piece.len()).sum();
        length == key.0.as_ref().len()
            && self
                .0
                .iter()
                .flat_map(|piece| letters(piece))
                .eq(key.letters())
    }
}

fn letters(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.bytes().map(|byte| byte.to_ascii_lowercase())
}

/// Feeds the letters of all pieces to the hasher in blocks, wherever one piece ends and the next one begins.
fn hash<H: Hasher>(pieces: &[&str], state: &mut H) {
    let mut rest = pieces.iter().flat_map(|piece| letters(piece));
    loop {
        let mut block = [0; 64];
        let mut filled = 0;
        for (slot, letter) in block.iter_mut().zip(&mut rest) {
            *slot = letter;
            filled += 1;
        }
        state.write(block.get(..filled).unwrap_or(&block));
        if filled < block.len() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indexmap::IndexMap;

    #[test]
    fn keys_are_found_in_any_case_whole_or_in_pieces() {
        let long = "x".repeat(100);
        let mut map = IndexMap::new();
        map.insert(Folded("microsoft.graph.openShift".to_owned()), 1);
        map.insert(Folded(format!("{long}Y")), 2);
        assert_eq!(map.get(&Pieces(&["Microsoft.Graph.OPENSHIFT"])), Some(&1));
        assert_eq!(
            map.get(&Pieces(&["microsoft.graph", ".", "openshift"])),
            Some(&1)
        );
        assert_eq!(map.get(&Pieces(&[&long, "y"])), Some(&2));
        assert_eq!(map.get(&Pieces(&["microsoft.graph", "openshift"])), None);
        assert!(Folded("A") < Folded("b") && Folded("a") == Folded("A"));
    }
}
