//! Gives out the names of one scope, no name twice.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The names that one scope has given out.
#[derive(Default)]
pub struct NameAllocator {
    taken: BTreeSet<Cow<'static, str>>,
    /// The last number that a stem was given: those before it are taken, so that many of one name cost no more than others.
    numbers: BTreeMap<String, u32>,
}

impl NameAllocator {
    /// A scope in which some names are taken already.
    pub fn with(taken: &[&'static str]) -> Self {
        Self {
            taken: taken.iter().map(|&name| Cow::Borrowed(name)).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// Gives out `name`, or `name2`, `name3` ... when it is taken.
    pub fn claim(&mut self, name: String) -> String {
        if self.taken.insert(name.clone().into()) {
            return name;
        }
        let stem = name
            .strip_prefix("r#")
            .unwrap_or(&name)
            .trim_end_matches('_');
        let separator = if stem.starts_with(|c: char| c.is_ascii_lowercase()) {
            "_"
        } else {
            ""
        };
        let number = self.numbers.entry(stem.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let next = format!("{stem}{separator}{number}");
            if self.taken.insert(next.clone().into()) {
                return next;
            }
        }
    }

    /// Takes a name that something else has.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned().into());
    }

    /// Whether a name is taken.
    pub fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut scope = NameAllocator::with(&["additional"]);
        assert_eq!(scope.claim("additional".into()), "additional_2");
        assert_eq!(scope.claim("r#type".into()), "r#type");
        assert_eq!(scope.claim("r#type".into()), "type_2");
        assert_eq!(scope.claim("self_".into()), "self_");
        assert_eq!(scope.claim("self_".into()), "self_2");
        assert_eq!(scope.claim("Remote".into()), "Remote");
        assert_eq!(scope.claim("Remote".into()), "Remote2");
    }
}
