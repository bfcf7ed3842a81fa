//! How the file names of a tree are written.

/// How the stems of pages are made of the name of a thing and of what is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stems {
    /// What every stem begins with and no name has: `dynamics_`.
    pub strip: String,
    /// What stands between the thing and what is done with it: `-` in `user-list-messages`.
    pub separator: String,
}

impl Default for Stems {
    fn default() -> Self {
        Self {
            strip: String::new(),
            separator: "-".to_owned(),
        }
    }
}

impl Stems {
    /// A stem without what all stems begin with.
    pub fn stripped<'s>(&self, stem: &'s str) -> &'s str {
        let start = self.strip.len();
        match (stem.get(..start), stem.get(start..)) {
            (Some(head), Some(rest))
                if head.eq_ignore_ascii_case(&self.strip) && !rest.is_empty() =>
            {
                rest
            }
            _ => stem,
        }
    }

    /// The thing and what is done with it: `user` and `list-messages`. A stem of one part is both.
    pub fn parts<'s>(&self, stem: &'s str) -> (&'s str, &'s str) {
        let stem = self.stripped(stem);
        if self.separator.is_empty() {
            return (stem, stem);
        }
        stem.split_once(&*self.separator)
            .filter(|(thing, rest)| !thing.is_empty() && !rest.is_empty())
            .unwrap_or((stem, stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_has_a_thing_and_what_is_done_with_it() {
        let plain = Stems::default();
        assert_eq!(plain.parts("user-list-messages"), ("user", "list-messages"));
        assert_eq!(plain.parts("user"), ("user", "user"));
        assert_eq!(plain.parts("a_b"), ("a_b", "a_b"));
        let profile = Stems {
            strip: "acme_".to_owned(),
            separator: "_".to_owned(),
        };
        assert_eq!(
            profile.parts("acme_salesOrder_list_open"),
            ("salesOrder", "list_open")
        );
        assert_eq!(profile.parts("Acme_salesorder_get"), ("salesorder", "get"));
        assert_eq!(profile.parts("acme_"), ("acme_", "acme_"));
        assert_eq!(profile.parts("other_get"), ("other", "get"));
        assert_eq!(
            profile.parts("\u{e9}\u{e9}\u{e9}"),
            ("\u{e9}\u{e9}\u{e9}", "\u{e9}\u{e9}\u{e9}")
        );
    }
}
