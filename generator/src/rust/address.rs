//! The address of an operation page to the address of its item: `api/user-sendmail.md` is `user::SendMail`.
//!
//! Word breaks come from the page's own paths and titles, never from another page: a page's names change only with it.

use super::name::{Scope, module_name, type_name, upper_camel};
use crate::model::{HttpMethod, Operation, Segment};
use std::collections::BTreeMap;

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

/// The address of a page's operations.
pub fn of_page(stem: &str, operations: &[&Operation]) -> Address {
    let (first, rest) = stem.split_once('-').unwrap_or((stem, stem));
    let breaks = word_breaks(operations);
    let base: String = rest
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(|token| match breaks.get(&token.to_ascii_lowercase()) {
            Some(word) => upper_camel(word),
            None => upper_camel(token),
        })
        .collect();
    Address {
        module: module_name(first),
        file: module_name(rest),
        names: item_names(&base, operations),
    }
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

/// One operation has the page's name; several are told apart by method, then by the words of their title.
fn item_names(base: &str, operations: &[&Operation]) -> Vec<String> {
    if operations.len() == 1 {
        return vec![type_name(base)];
    }
    let mut scope = Scope::default();
    operations
        .iter()
        .map(|operation| {
            let alone = operations
                .iter()
                .filter(|other| other.method == operation.method)
                .count()
                == 1;
            let tail = if alone {
                String::new()
            } else {
                title_words(&operation.title)
            };
            scope.claim(type_name(&format!(
                "{base}{}{tail}",
                method_word(operation.method)
            )))
        })
        .collect()
}

/// `Create an extension in an existing resource instance` to `CreateExtensionExistingResourceInstance`.
fn title_words(title: &str) -> String {
    const SMALL: &[&str] = &[
        "a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
    ];
    title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !SMALL.contains(&&*word.to_ascii_lowercase()))
        .take(6)
        .map(upper_camel)
        .collect()
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
