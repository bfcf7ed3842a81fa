//! The way through the pages of a list, to see that it comes to an end.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// How many pages without items may follow each other.
const EMPTY_PAGES: u32 = 1000;

/// The pages that a list has gone through.
#[derive(Default)]
pub(super) struct Trail {
    /// Hashes of their addresses: a list may have more pages than their addresses are worth in memory.
    seen: HashSet<u64>,
    hasher: RandomState,
    empty: u32,
}

impl Trail {
    /// Notes a page at the address `asked` that leads to `next`.
    ///
    /// # Errors
    /// The reason why the list would not come to an end.
    pub(super) fn goes_on(&mut self, asked: &str, next: &str, items: usize) -> Result<(), String> {
        self.seen.insert(self.hasher.hash_one(asked));
        if self.seen.contains(&self.hasher.hash_one(next)) {
            return Err("the page names itself or an earlier one as the next one".to_owned());
        }
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        if self.empty > EMPTY_PAGES {
            return Err(format!(
                "more than {EMPTY_PAGES} pages without items follow each other"
            ));
        }
        Ok(())
    }
}
