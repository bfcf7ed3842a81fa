//! What all names of pages have in common.

use crate::infer::InferredKey;
use camino::Utf8Path;
use std::collections::BTreeMap;

/// Of a hundred pages, as many must have a thing in common.
const SHARE: usize = 90;
/// Fewer pages say nothing about all.
const FEWEST: usize = 3;

/// What the names of a tree's pages have in common.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Stems {
    /// Between words.
    pub separator: Option<char>,
    /// How names begin, separator included.
    pub strip: Option<String>,
}

/// Looks at the names of pages.
pub(crate) fn stems<'p>(pages: impl IntoIterator<Item = &'p Utf8Path>) -> Stems {
    let stems: Vec<&str> = pages.into_iter().filter_map(Utf8Path::file_stem).collect();
    let of = |part: usize| stems.len() >= FEWEST && part * 100 >= stems.len() * SHARE;
    let with = |c: char| stems.iter().filter(|stem| stem.contains(c)).count();
    // `-` is what docbind expects.
    let separator = (with('-') == 0 && with('_') * 2 > stems.len()).then_some('_');
    let mut beginnings: BTreeMap<&str, usize> = BTreeMap::new();
    for stem in &stems {
        if let Some(at) = stem.find(separator.unwrap_or('-'))
            && let Some(beginning) = stem.get(..=at)
        {
            *beginnings.entry(beginning).or_default() += 1;
        }
    }
    let most = beginnings.into_iter().max_by_key(|(_, times)| *times);
    let strip = most.filter(|(_, times)| of(*times));
    Stems {
        separator,
        strip: strip.map(|(beginning, _)| beginning.to_owned()),
    }
}

/// Keys of `[stems]`.
pub(super) fn keys<'p>(pages: impl Iterator<Item = &'p Utf8Path> + Clone) -> Vec<InferredKey> {
    let total = pages.clone().count();
    let found = stems(pages);
    let mut keys = Vec::new();
    if let Some(strip) = &found.strip {
        let reason = format!("nearly all names of the {total} pages begin so");
        keys.push(InferredKey::text("stems", "strip", strip, reason));
    }
    if let Some(separator) = found.separator {
        let reason = "names of pages have it between their words, and none has `-`".to_owned();
        keys.push(InferredKey::text(
            "stems",
            "separator",
            &separator.to_string(),
            reason,
        ));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(stems: &[&str]) -> (Option<char>, Option<String>) {
        let pages: Vec<String> = stems.iter().map(|stem| format!("api/{stem}.md")).collect();
        let found = super::stems(pages.iter().map(Utf8Path::new));
        (found.separator, found.strip)
    }

    #[test]
    fn what_all_names_share_is_found() {
        let shop = ["shop_cart_get", "shop_cart_list", "shop_item"];
        assert_eq!(found(&shop), (Some('_'), Some("shop_".to_owned())));
        assert_eq!(found(&["a_b", "c_d", "e_f"]), (Some('_'), None));
        assert_eq!(found(&["user-get", "user-list", "group-get"]), (None, None));
        assert_eq!(found(&["user-get"]), (None, None));
        let users = ["user-get", "user-list", "user-delete"];
        assert_eq!(
            found(&users),
            (None, Some("user-".to_owned())),
            "a tree of one resource"
        );
    }
}
