//! The namespace that pages state.

use crate::infer::InferredKey;
use crate::reader::Document;
use std::collections::BTreeMap;

/// Of a hundred statements, as many must agree.
const SHARE: usize = 60;

/// The key of `[types]`.
pub(super) fn keys(documents: &[Document]) -> Vec<InferredKey> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut total = 0;
    for document in documents {
        let stated = document
            .namespace
            .iter()
            .map(|stated| stated.value.as_str());
        let named = document.resources.iter().filter_map(|resource| {
            let (namespace, _) = resource.name.value.rsplit_once('.')?;
            Some(namespace)
        });
        for namespace in stated.chain(named) {
            *counts.entry(namespace).or_default() += 1;
            total += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, times)| *times);
    most.filter(|(_, times)| times * 100 >= total * SHARE)
        .map(|(namespace, times)| {
            let reason =
                format!("{times} of {total} statements of a namespace on the pages name it");
            InferredKey::text("types", "namespace", namespace, reason)
        })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::infer::tests::documents;

    #[test]
    fn the_namespace_of_most_pages_is_that_of_the_tree() {
        let page = |stem: &str, namespace: &str| {
            let text = format!(
                "---\ntitle: {stem}\n---\n# {stem} resource type\n\nNamespace: {namespace}\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|An id.|\n"
            );
            (format!("resources/{stem}.md"), text)
        };
        let pages = [
            page("a", "shop.api"),
            page("b", "shop.api"),
            page("c", "shop.odd"),
        ];
        let found = keys(&documents(&pages));
        let values: Vec<_> = found.iter().map(|key| (&*key.key, &*key.value)).collect();
        assert_eq!(values, [("namespace", "\"shop.api\"")]);
        let apart = [page("a", "shop.api"), page("c", "shop.odd")];
        assert_eq!(keys(&documents(&apart)), []);
    }
}
