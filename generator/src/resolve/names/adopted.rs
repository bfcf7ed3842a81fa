//! What types are called where nothing but a heading names them: names that the words of the pages tell better.
//!
//! Headings of some trees call a type by the word of its collection (`accounts`), and labels above JSON by less than its name
//! (`Address`). What other pages, or the text of the page itself, call it instead is its name; the heading's word stays another name.

use crate::dialect::Dialect;
use crate::model::QualifiedName;
use crate::reader::{Document, Resource};
use crate::resolve::evidence::Tally;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::{TypeIndex, qualify, short_of};
use crate::resolve::names::plurals::singulars;
use crate::resolve::routes::segments::word_and_key;
use std::collections::{BTreeMap, BTreeSet};

/// As many types must be called like collections for that to be a habit of the tree.
const FEWEST: usize = 5;
/// A name of more words is left as it is.
const MOST_WORDS: usize = 6;

/// Another name of a type.
#[derive(Debug)]
pub(crate) struct OtherName {
    /// As the heading has it.
    pub name: QualifiedName,
    /// What it is called.
    pub ty: QualifiedName,
}

/// Reads documents. Renames types that only headings or labels name, and gives what they were called.
pub(crate) fn adopt_names(documents: &mut [Document], dialect: &Dialect) -> Vec<OtherName> {
    let mut taken: BTreeSet<Folded> = documents
        .iter()
        .flat_map(|document| &document.resources)
        .map(|resource| Folded(short_of(&resource.name.value).to_owned()))
        .collect();
    let cells = cells(documents);
    let collections = collections(documents);
    let habit = taken.iter().filter(|name| collections.contains(*name));
    let habit = habit.count() >= FEWEST;
    let mut others = Vec::new();
    for document in documents {
        let several = document.resources.len() > 1;
        let namespace = document.namespace.as_ref().map(|line| line.value.clone());
        for resource in &mut document.resources {
            let name = &resource.name.value;
            if name.contains('.') {
                continue;
            }
            let better = match several {
                true => longer(name, &cells, dialect),
                false if habit && collections.contains(&Folded(name.clone())) => {
                    singular(name, &document.source)
                }
                false => None,
            };
            let Some(better) = better else { continue };
            if taken.insert(Folded(short_of(&better).to_owned())) {
                rename(resource, better, namespace.as_deref(), dialect, &mut others);
            }
        }
    }
    others
}

fn rename(
    resource: &mut Resource,
    better: String,
    namespace: Option<&str>,
    dialect: &Dialect,
    others: &mut Vec<OtherName>,
) {
    others.push(OtherName {
        name: qualify(&resource.name.value, namespace, dialect),
        ty: qualify(&better, namespace, dialect),
    });
    resource.name.value = better;
}

/// Makes what types were called other names of them.
pub(crate) fn alias_adopted(others: &[OtherName], index: &mut TypeIndex<'_>) {
    for other in others {
        if let Some(ty) = index.get(&other.ty.0) {
            index.alias(&other.name, ty);
        }
    }
}

/// How type cells write the names of types, by the part behind the last dot.
fn cells(documents: &[Document]) -> BTreeMap<Folded, Tally<String>> {
    let mut cells: BTreeMap<Folded, Tally<String>> = BTreeMap::new();
    for resource in documents.iter().flat_map(|document| &document.resources) {
        for row in resource.properties.iter().chain(&resource.relationships) {
            for name in row.ty.iter().flat_map(|ty| &ty.names) {
                let key = Folded(short_of(&name.text).to_owned());
                cells.entry(key).or_default().add(name.text.clone());
            }
        }
    }
    cells
}

/// The words of routes behind which a key stands in brackets.
fn collections(documents: &[Document]) -> BTreeSet<Folded> {
    let operations = documents.iter().flat_map(|document| &document.operations);
    let routes = operations.flat_map(|operation| &operation.routes);
    let words = routes.flat_map(|route| route.segments.iter().filter_map(word_and_key));
    words
        .filter(|(_, keyed)| *keyed)
        .map(|(word, _)| Folded(word.to_owned()))
        .collect()
}

/// `Shop.addressType` for `Address`, where cells say that more often than the name itself.
fn longer(
    name: &str,
    cells: &BTreeMap<Folded, Tally<String>>,
    dialect: &Dialect,
) -> Option<String> {
    let times = |tally: &Tally<String>| tally.total();
    let own = cells.get(&Folded(name.to_owned())).map_or(0, times);
    let mut found: Vec<_> = dialect
        .phrases
        .types
        .nouns
        .iter()
        .filter_map(|noun| cells.get(&Folded(format!("{name}{noun}"))))
        .filter(|tally| times(tally) > own)
        .collect();
    found.sort_by_key(|tally| std::cmp::Reverse(times(tally)));
    let (written, _) = found.first()?.most()?;
    Some(written.clone())
}

/// `unitOfStock` for `unitsOfStock`, where the text of the page speaks of a unit of stock.
fn singular(name: &str, source: &str) -> Option<String> {
    let words = words(name);
    if words.len() > MOST_WORDS {
        return None;
    }
    let text = plain_words(source);
    let mut forms: Vec<Vec<String>> = vec![Vec::new()];
    for word in &words {
        let lower = word.to_lowercase();
        let one = singulars(&lower).collect::<Vec<_>>();
        forms = forms
            .into_iter()
            .flat_map(|form| {
                let kept = std::iter::once(lower.clone());
                let all = kept.chain(one.iter().filter(|one| one.len() > 1).cloned());
                all.map(move |word| form.iter().cloned().chain([word]).collect::<Vec<_>>())
            })
            .collect();
    }
    let plural = forms.first().map(|form| form.join(" "))?;
    let spoken = forms.iter().map(|form| {
        let phrase = form.join(" ");
        let times = if phrase == plural {
            0
        } else {
            occurrences(&text, &phrase)
        };
        (times, form)
    });
    let (times, form) =
        spoken.max_by_key(|(times, form)| (*times, std::cmp::Reverse(form.concat())))?;
    let cased = form.iter().zip(&words).map(|(word, written)| {
        match written.starts_with(char::is_uppercase) {
            true => {
                word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default()
            }
            false => word.clone(),
        }
    });
    (times > 0).then(|| cased.collect())
}

/// `units`, `Of`, `Stock`.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, c) in name.char_indices().skip(1) {
        let before = name.get(..at).and_then(|head| head.chars().next_back());
        if c.is_uppercase() && !before.is_some_and(char::is_uppercase) {
            words.extend(name.get(start..at));
            start = at;
        }
    }
    words.extend(name.get(start..));
    words
}

/// A text in lower case with one space between its words and around them.
fn plain_words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |text, word| {
        text + &word.to_lowercase() + " "
    })
}

fn occurrences(text: &str, phrase: &str) -> usize {
    text.matches(&format!(" {phrase} ")).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::graph;
    use crate::infer::tests::{documents, operation};

    fn page(stem: &str, text: &str, rows: &str) -> (String, String) {
        let text = format!(
            "---\ntitle: {stem}\n---\n# {stem} resource type\n\n{text}\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n{rows}\n"
        );
        (format!("resources/{stem}.md"), text)
    }

    fn adopted(pages: &[(String, String)]) -> Vec<String> {
        let mut documents = documents(pages);
        adopt_names(&mut documents, graph());
        let resources = documents.iter().flat_map(|document| &document.resources);
        resources.map(|found| found.name.value.clone()).collect()
    }

    #[test]
    fn a_type_is_called_like_one_of_its_collection() {
        let names = [
            ("carts", "Represents a cart."),
            ("unitsOfStock", "One unit of stock."),
            ("citiesTowns", "A city/town of the store."),
            ("salesOrders", "A sales order."),
            ("news", "Represents news."),
            ("sheets", "Represents a sheet."),
        ];
        let mut pages: Vec<_> = names
            .map(|(name, text)| page(name, text, "|id|String|x|"))
            .into();
        let keyed =
            |name: &str| operation(name, &format!("GET /stores({{id}})/{name}({{id}})"), "");
        pages.extend(names.iter().take(5).map(|(name, _)| keyed(name)));
        assert_eq!(
            adopted(&pages),
            [
                "cart",
                "unitOfStock",
                "cityTown",
                "salesOrder",
                "news",
                "sheets"
            ],
            "without a key it is no collection"
        );
        let few: Vec<_> = pages
            .iter()
            .filter(|(path, _)| !path.contains("news"))
            .cloned()
            .collect();
        assert_eq!(adopted(&few)[0], "carts", "that is no habit");
    }

    #[test]
    fn a_labelled_type_is_called_as_cells_call_it() {
        let small = "# Small types\n\n## Address\n\n### Properties\n\n|Property|Type|\n|-|-|\n|city|String|\n\n## Unit\n\n### Properties\n\n|Property|Type|\n|-|-|\n|code|String|\n";
        let small = (
            "resources/small.md".to_owned(),
            format!("---\n---\n{small}"),
        );
        let order = page(
            "order",
            "x",
            "|a|Acme.Shop.addressType|x|\n|b|Acme.Shop.addressType|x|\n|c|Shop.Address|x|\n|d|Shop.Unit|x|",
        );
        assert_eq!(
            adopted(&[order, small]),
            ["order", "Acme.Shop.addressType", "Unit"]
        );
    }
}
