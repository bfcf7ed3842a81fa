//! What descriptions say in passing.

use crate::dialect::Words;
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;
use std::sync::OnceLock;

/// What a phrase in a description says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The service sets the property.
    ReadOnly,
    /// A request must have it, where the phrase is a sentence of its own.
    Required,
    /// It may be null.
    Nullable,
    /// It is never null.
    NotNullable,
    /// It is deprecated, where the phrase begins the description.
    Deprecated,
    /// It is deprecated, wherever the phrase stands.
    PropertyDeprecated,
    /// A base type has it; the type follows.
    InheritedFrom,
    /// Its values follow.
    Values,
}

/// What descriptions say in passing.
#[derive(Clone, Debug)]
pub struct RemarkPhrases {
    /// Phrases in lower case, with what they say.
    pub phrases: Vec<(String, Remark)>,
    /// What follows `Read-only` where that is said of some objects only.
    pub conditions: Words,
    /// The word before `Read-only` where something is made so.
    pub switches: Words,
    /// What a sentence says that leaves open whether something is so.
    pub questions: Words,
    /// What sentences say that name what replaces something deprecated.
    pub replacement: Words,
    /// What the path of an included text holds that says that a page is deprecated.
    pub deprecation_include: Words,
    /// What follows `Required` where that is said of requests that create something.
    pub when_required: Words,
    /// What a cell, a title or a row mentions that is deprecated.
    pub deprecated: Words,
    /// What follows a title that is deprecated.
    pub deprecated_title: Words,
    /// What a sentence speaks of that says that a whole page is deprecated.
    pub whole_page: Words,
    /// What a sentence speaks of that says that a part of it is.
    pub part_of_page: Words,
    /// Said of a header that must be given.
    pub header_required: Words,
    /// Said of a header that need not be given.
    pub header_optional: Words,
    search: OnceLock<Option<AhoCorasick>>,
}

impl PartialEq for RemarkPhrases {
    fn eq(&self, other: &Self) -> bool {
        let parts = |phrases: &Self| {
            [
                phrases.conditions.clone(),
                phrases.switches.clone(),
                phrases.questions.clone(),
                phrases.replacement.clone(),
                phrases.deprecation_include.clone(),
                phrases.when_required.clone(),
                phrases.deprecated.clone(),
                phrases.deprecated_title.clone(),
                phrases.whole_page.clone(),
                phrases.part_of_page.clone(),
                phrases.header_required.clone(),
                phrases.header_optional.clone(),
            ]
        };
        self.phrases == other.phrases && parts(self) == parts(other)
    }
}

impl Eq for RemarkPhrases {}

impl RemarkPhrases {
    /// All phrases in a description, with their places: tables have a hundred thousand cells, so they are searched for at once.
    pub fn find_in(&self, text: &str) -> impl Iterator<Item = (Remark, Range<usize>)> {
        let build = || {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .build(self.phrases.iter().map(|(phrase, _)| phrase))
                .ok()
        };
        let search = self.search.get_or_init(build).as_ref();
        let found = search
            .into_iter()
            .flat_map(move |search| search.find_iter(text));
        found.filter_map(|found| {
            let (_, remark) = self.phrases.get(found.pattern().as_usize())?;
            Some((*remark, found.range()))
        })
    }

    pub(super) fn graph() -> Self {
        let phrases = [
            ("read-only", Remark::ReadOnly),
            ("read only", Remark::ReadOnly),
            ("readonly", Remark::ReadOnly),
            ("required", Remark::Required),
            ("nullable", Remark::Nullable),
            ("not nullable", Remark::NotNullable),
            ("non-nullable", Remark::NotNullable),
            ("not-nullable", Remark::NotNullable),
            ("cannot be null", Remark::NotNullable),
            ("can't be null", Remark::NotNullable),
            ("deprecated", Remark::Deprecated),
            ("(deprecated)", Remark::PropertyDeprecated),
            ("property is deprecated", Remark::PropertyDeprecated),
            ("is deprecated and", Remark::PropertyDeprecated),
            ("inherited from ", Remark::InheritedFrom),
            ("possible values", Remark::Values),
            ("allowed values", Remark::Values),
            ("supported values", Remark::Values),
            ("valid values", Remark::Values),
            ("following value(s)", Remark::Values),
        ];
        Self {
            phrases: phrases
                .map(|(phrase, remark)| (phrase.to_owned(), remark))
                .into(),
            conditions: Words::from([
                " for ", " if ", " when ", " unless ", " on ", " in ", " after ", " once ",
                " until ", " only ",
            ]),
            switches: Words::from(["to", "as", "into"]),
            questions: Words::from(["whether"]),
            replacement: Words::from(["use ", "instead", "replace", "migrate", "going forward"]),
            deprecation_include: Words::from(["deprecat"]),
            when_required: Words::from([" when creating"]),
            deprecated: Words::from(["deprecated"]),
            deprecated_title: Words::from(["(deprecated)"]),
            whole_page: Words::from([
                "this api",
                "this resource",
                "this method",
                "this type",
                "this entity",
                "this endpoint",
                "this operation",
                "this function",
                "this action",
                "these apis",
                "the api is",
                "the endpoint is",
                "the method is",
                "resource is deprecated",
            ]),
            part_of_page: Words::from(["propert"]),
            header_required: Words::from(["required"]),
            header_optional: Words::from(["not required"]),
            search: OnceLock::new(),
        }
    }
}
