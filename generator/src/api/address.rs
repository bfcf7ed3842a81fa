//! The address of an operation page to the address of its item: `api/user-sendmail.md` is `user::SendMail`.
//!
//! Word breaks come from the page's own paths and titles, never from another page: a page's names change only with it.

use crate::api::name::{file_name, module_name, singular, snake, type_name, upper_camel};
use crate::api::name_allocator::NameAllocator;
use crate::model::{HttpMethod, Operation, Segment};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Where the operations of a page live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `user`.
    pub module: String,
    /// The file in it: `sendmail`.
    pub file: String,
    /// A name for each operation of the page, in page order.
    pub names: Vec<String>,
}

/// The address of a page's operations. `first` and `rest` are the parts of its stem, with `first` as the module is written.
pub fn of_page(first: &str, rest: &str, operations: &[&Operation]) -> Address {
    let breaks = word_breaks(operations);
    let base: String = rest
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(|token| match breaks.get(&token.to_ascii_lowercase()) {
            Some(word) => upper_camel(word),
            None => upper_camel(token),
        })
        .collect();
    let titled: Vec<(HttpMethod, &str)> = operations
        .iter()
        .map(|operation| (operation.method, &*operation.title))
        .collect();
    let module = module_name(&words_of(first));
    Address {
        file: file_name(rest, &module),
        module,
        names: item_names(&base, &titled),
    }
}

/// A first part that is written with capitals has word breaks: `sales_order` of `salesOrder`.
fn words_of(first: &str) -> Cow<'_, str> {
    if first.bytes().skip(1).any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(snake(first))
    } else {
        Cow::Borrowed(first)
    }
}

/// The first part of a stem with the capitals that it has in paths and titles, there perhaps as a plural: `salesInvoice` of
/// `salesinvoice`, where requests go to `/salesInvoices`.
pub fn spelt(first: &str, operations: &[&Operation]) -> Option<String> {
    word_breaks(operations)
        .into_values()
        .flat_map(|word| [singular(&word), word])
        .find(|word| word.eq_ignore_ascii_case(first))
}

/// Words of the page that have capitals inside, by their lower case.
fn word_breaks(operations: &[&Operation]) -> BTreeMap<String, String> {
    let mut breaks = BTreeMap::new();
    let mut learn = |text: &str| {
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            if word.bytes().skip(1).any(|b| b.is_ascii_uppercase()) {
                breaks
                    .entry(word.to_ascii_lowercase())
                    .or_insert_with(|| word.to_owned());
            }
        }
    };
    for operation in operations {
        for route in &operation.routes {
            for segment in &route.segments {
                match segment {
                    Segment::Literal(name) | Segment::Function { name, .. } => learn(name),
                    Segment::Parameter(_) | Segment::Path { .. } => {}
                }
            }
        }
    }
    for operation in operations {
        learn(&operation.title);
    }
    breaks
}

/// One operation has the page's name; several are told apart by method, where methods differ, then by those words of
/// their headings that the page's name does not hold.
fn item_names(base: &str, operations: &[(HttpMethod, &str)]) -> Vec<String> {
    let mut scope = NameAllocator::default();
    operations
        .iter()
        .map(|(method, title)| {
            let same = || operations.iter().filter(|(other, _)| other == method);
            let alike = same().count();
            let shared = shared_words(same().map(|(_, title)| *title));
            let word = if alike == operations.len() {
                ""
            } else {
                method_word(*method)
            };
            let tail = if alike == 1 {
                String::new()
            } else {
                title_words(title, base, &shared)
            };
            scope.claim(type_name(&format!("{base}{word}{tail}")))
        })
        .collect()
}

/// Words that every heading of a page has, in lower case: they tell nothing apart.
fn shared_words<'a>(titles: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    titles
        .map(|title| {
            let words = title.split(|c: char| !c.is_ascii_alphanumeric());
            words.map(str::to_ascii_lowercase).collect::<BTreeSet<_>>()
        })
        .reduce(|all, words| all.intersection(&words).cloned().collect())
        .unwrap_or_default()
}

/// `Create an extension in an existing resource` to `ExtensionExistingResource`, beside `Create`.
fn title_words(title: &str, base: &str, shared: &BTreeSet<String>) -> String {
    const SMALL: &[&str] = &[
        "a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
    ];
    let base = words(base);
    title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .filter(|word| !SMALL.contains(&&*word.to_ascii_lowercase()))
        .filter(|word| !shared.contains(&word.to_ascii_lowercase()))
        .filter(|word| !base.iter().any(|known| known.eq_ignore_ascii_case(word)))
        .take(6)
        .map(upper_camel)
        .collect()
}

/// `ListMembers` to `List` and `Members`.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_uppercase())
            .map_or(rest.len(), |(at, _)| at);
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

fn method_word(method: HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "Get",
        HttpMethod::Post => "Post",
        HttpMethod::Patch => "Patch",
        HttpMethod::Put => "Put",
        HttpMethod::Delete => "Delete",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_its_only_operation() {
        assert_eq!(
            item_names("Get", &[(HttpMethod::Get, "Get a tool")]),
            ["Get"]
        );
    }

    #[test]
    fn methods_tell_operations_apart() {
        let found = item_names(
            "Update",
            &[(HttpMethod::Patch, "Update"), (HttpMethod::Put, "Update")],
        );
        assert_eq!(found, ["UpdatePatch", "UpdatePut"]);
    }

    #[test]
    fn headings_tell_operations_of_one_method_apart() {
        let found = item_names(
            "ListParts",
            &[
                (HttpMethod::Get, "List the parts"),
                (HttpMethod::Get, "Count the parts"),
            ],
        );
        assert_eq!(found, ["ListParts", "ListPartsCount"]);
        let found = item_names(
            "Add",
            &[
                (HttpMethod::Post, "Add to a box"),
                (HttpMethod::Post, "Add to the box"),
                (HttpMethod::Put, "Add"),
            ],
        );
        assert_eq!(found, ["AddPost", "AddPost2", "AddPut"]);
    }
}
