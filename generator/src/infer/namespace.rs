//! The namespace that pages state.

use crate::infer::InferredKey;
use crate::reader::{Document, Segment};
use serde_json::Value;
use std::collections::BTreeMap;

/// Of a hundred statements, as many must agree.
const SHARE: usize = 60;

/// As many words of cells and routes must name it, where no page states one.
const FEWEST_WORDS: usize = 3;

/// The key of `[types]`: the namespace that pages state, else the one of the qualified names in their cells, JSON and routes.
pub(super) fn keys(documents: &[Document]) -> Vec<InferredKey> {
    let stated = documents.iter().flat_map(|document| {
        let line = document.namespace.iter().map(|line| line.value.as_str());
        let resources = document.resources.iter();
        line.chain(resources.filter_map(|resource| namespace_of(&resource.name.value)))
    });
    let what = "statements of a namespace on the pages";
    if let Some(key) = most(stated, 1, what) {
        return vec![key];
    }
    let words = documents.iter().flat_map(words).filter_map(namespace_of);
    let words: Vec<&str> = words.collect();
    // `NAV` is short for `Microsoft.NAV` where pages write both.
    let whole = |short: &str| {
        let longer = words.iter().copied().filter(|long| {
            let before = long.strip_suffix(short);
            before.is_some_and(|before| before.ends_with('.'))
        });
        longer.max_by_key(|long| long.len())
    };
    let whole = words.iter().map(|word| whole(word).unwrap_or(word));
    let key = most(whole, FEWEST_WORDS, "qualified names on the pages");
    key.into_iter().collect()
}

fn most<'a>(
    namespaces: impl Iterator<Item = &'a str>,
    fewest: usize,
    what: &str,
) -> Option<InferredKey> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for namespace in namespaces {
        *counts.entry(namespace).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let (namespace, times) = counts.into_iter().max_by_key(|(_, times)| *times)?;
    let reason = format!("{times} of {total} {what} name it");
    (times >= fewest && times * 100 >= total * SHARE)
        .then(|| InferredKey::text("types", "namespace", namespace, reason))
}

/// `NAV` of `NAV.address`.
fn namespace_of(name: &str) -> Option<&str> {
    let (namespace, short) = name.rsplit_once('.')?;
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let primitive = namespace.eq_ignore_ascii_case("edm");
    (!primitive && is_name(short) && namespace.split('.').all(is_name)).then_some(namespace)
}

/// The words of a page that may be qualified names: those of type cells, of representations and of routes.
fn words(document: &Document) -> impl Iterator<Item = &str> {
    let resources = document.resources.iter();
    let cells = resources.flat_map(|resource| {
        let rows = resource.properties.iter().chain(&resource.relationships);
        let names = rows
            .filter_map(|row| row.ty.as_ref())
            .flat_map(|ty| &ty.names);
        let shown = resource.json.iter();
        let members = shown.filter_map(|json| json.value.as_object());
        let texts = members.flat_map(|members| members.values().filter_map(Value::as_str));
        names.map(|name| name.text.as_str()).chain(texts)
    });
    let routes = document
        .operations
        .iter()
        .flat_map(|operation| &operation.routes);
    let segments = routes.flat_map(|route| &route.segments);
    let literals = segments.filter_map(|segment| match segment {
        Segment::Literal(word) => Some(word.as_str()),
        _ => None,
    });
    cells.chain(literals)
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

    #[test]
    fn qualified_names_in_cells_tell_it_where_no_page_states_one() {
        let page = |stem: &str, ty: &str| {
            let text = format!(
                "---\ntitle: {stem}\n---\n# {stem} resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|to|{ty}|x|\n"
            );
            (format!("resources/{stem}.md"), text)
        };
        let found = |types: &[&str]| {
            let pages: Vec<_> = types
                .iter()
                .enumerate()
                .map(|(number, ty)| page(&format!("thing{number}"), ty))
                .collect();
            let keys = keys(&documents(&pages));
            keys.into_iter().map(|key| key.value).collect::<Vec<_>>()
        };
        assert_eq!(
            found(&["Acme.Shop.address", "Shop.address", "Shop.unit"]),
            ["\"Acme.Shop\""]
        );
        assert!(found(&["Edm.String", "Edm.Guid", "Edm.Int32", "Shop.unit"]).is_empty());
    }
}
