//! `operationId`: the address of the page, and what its path holds beyond that.
//!
//! An id follows from its own page and route alone wherever that is unique, so that another route or page changes no id:
//! `/me/sendMail` of `api/user-sendmail.md` is `user-sendmail.me`, and `/users/{id}/sendMail` is `user-sendmail`.

use super::template::{last_name, singular, unique};
use crate::model::{HttpMethod, Operation, Route, Segment};
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};

/// Gives out ids.
#[derive(Default)]
pub(super) struct Ids<'a> {
    methods: BTreeMap<&'a Utf8Path, BTreeSet<HttpMethod>>,
    taken: BTreeSet<String>,
}

impl<'a> Ids<'a> {
    /// Ids for `operations`.
    pub fn of(operations: &'a [Operation]) -> Self {
        let mut methods: BTreeMap<&Utf8Path, BTreeSet<HttpMethod>> = BTreeMap::new();
        for operation in operations {
            let page = methods.entry(&operation.page).or_default();
            page.insert(operation.method);
        }
        Self {
            methods,
            taken: BTreeSet::new(),
        }
    }

    /// The id of `operation` sent to `route`: with the method where the page documents several, with all words of the path where
    /// fewer are taken, and with a number where those are.
    pub fn claim(&mut self, operation: &Operation, route: &Route) -> String {
        let stem = plain(operation.page.file_stem().unwrap_or_default());
        let words = words(&route.segments);
        let beyond: Vec<&String> = words.iter().filter(|word| !says(&stem, word)).collect();
        let several = self
            .methods
            .get(&*operation.page)
            .is_some_and(|methods| methods.len() > 1);
        let mut base = stem.clone();
        if several {
            base.push('.');
            base.push_str(method_name(operation.method));
        }
        let id = |words: &mut dyn Iterator<Item = &String>| {
            words.fold(base.clone(), |id, word| id + "." + word)
        };
        let short = id(&mut beyond.into_iter());
        if self.taken.insert(short.clone()) {
            return short;
        }
        let long = id(&mut words.iter());
        unique(long, "-", |id| !self.taken.insert(id.to_owned()))
    }
}

/// As the key of a path item.
pub(super) fn method_name(method: HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "get",
        HttpMethod::Post => "post",
        HttpMethod::Put => "put",
        HttpMethod::Patch => "patch",
        HttpMethod::Delete => "delete",
    }
}

/// The fixed segments, and the names of arguments, which tell alternative keys apart.
fn words(segments: &[Segment]) -> Vec<String> {
    let mut words = Vec::new();
    for segment in segments {
        match segment {
            Segment::Literal(text) => words.push(plain(last_name(text))),
            Segment::Function { name, arguments } => {
                words.push(plain(last_name(name)));
                let names = arguments
                    .iter()
                    .filter_map(|argument| argument.name.as_deref());
                words.extend(names.map(plain));
            }
            Segment::Path { .. } => words.push("path".to_owned()),
            Segment::Parameter(_) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a part of a page's name is the word, in the singular or plural.
fn says(stem: &str, word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    stem.split(['-', '_'])
        .map(str::to_ascii_lowercase)
        .any(|part| part == word || part == singular(&word) || singular(&part) == word)
}

/// Only characters that a URI, and a name in most languages' tools, can take.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect()
}
