//! Names of types, and the words around them: `quantity? article? type (or type)* noun?`.

use crate::dialect::Words;

/// Names of types, and the words around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypePhrases {
    /// Around a type: there are many of it.
    pub quantities: Words,
    /// The same beside a type or with [`Self::of`]; elsewhere they are words like others.
    pub partitive_quantities: Words,
    /// Between a quantity and its type.
    pub of: Words,
    /// Before a type.
    pub articles: Words,
    /// Before a type, saying whether it must be there.
    pub modifiers: Words,
    /// Behind a type, saying only that it is one.
    pub nouns: Words,
    /// Behind a linked type in a sentence: there are many of it.
    pub plural_nouns: Words,
    /// Between two types of which either may be meant.
    pub alternatives: Words,
    /// Between two types that make them alternatives in a sentence.
    pub conjunctions: Words,
    /// Words that may stand between two such types beside them.
    pub fillers: Words,
    /// Words before a marked word that make it a type.
    pub before_type: Words,
    /// Words behind a marked word that make it a type.
    pub behind_type: Words,
    /// Words behind a marked word that make it something else.
    pub behind_other: Words,
    /// Marked words that are never a type.
    pub never_type: Vec<String>,
    /// Nouns of a sentence that stand for a primitive type, with its name.
    pub primitive_nouns: Vec<(String, String)>,
    /// In few words: any JSON.
    pub json: Words,
    /// Names of types that a sentence may mean without any markup, though they look like words.
    pub plain_types: Words,
    /// In a text about what is sent: what follows is shown.
    pub representation: Words,
    /// Nouns behind the unmarked name of a type that is shown.
    pub representation_nouns: Words,
    /// Words before such a noun that are no name.
    pub representation_fillers: Words,
}

impl TypePhrases {
    pub(super) fn graph() -> Self {
        let nouns = [
            ("string", "String"),
            ("strings", "String"),
            ("boolean", "Boolean"),
            ("bool", "Boolean"),
            ("int32", "Int32"),
            ("int64", "Int64"),
            ("integer", "Int32"),
            ("double", "Double"),
            ("guid", "Guid"),
            ("guids", "Guid"),
            ("datetimeoffset", "DateTimeOffset"),
            ("true/false", "Boolean"),
        ];
        Self {
            quantities: Words::from(["collection", "collections", "array", "arrays"]),
            partitive_quantities: Words::from(["list", "lists", "set", "sets"]),
            of: Words::from(["of"]),
            articles: Words::from(["a", "an", "the"]),
            modifiers: Words::from(["nullable", "optional"]),
            nouns: Words::from([
                "resource",
                "resources",
                "object",
                "objects",
                "enum",
                "enumeration",
                "type",
                "entity",
                "entities",
                "value",
                "values",
            ]),
            plural_nouns: Words::from(["objects", "resources", "entities", "items", "instances"]),
            alternatives: Words::from(["or"]),
            conjunctions: Words::from(["or", "and"]),
            fillers: Words::from([
                "a",
                "an",
                "and",
                "collection",
                "entity",
                "object",
                "objects",
                "of",
                "or",
                "resource",
                "the",
                "type",
            ]),
            before_type: Words::from([
                "a",
                "an",
                "and",
                "collection",
                "created",
                "from",
                "new",
                "of",
                "requested",
                "return",
                "returned",
                "returns",
                "single",
                "the",
                "updated",
                "with",
                "",
            ]),
            behind_type: Words::from([
                "collection",
                "entities",
                "entity",
                "instance",
                "object",
                "objects",
                "resource",
                "resources",
                "type",
            ]),
            behind_other: Words::from([
                "field",
                "header",
                "parameter",
                "properties",
                "property",
                "request",
                "response",
            ]),
            never_type: ["Location", "true", "false", "null", "value"]
                .map(str::to_owned)
                .into(),
            primitive_nouns: nouns
                .map(|(noun, name)| (noun.to_owned(), name.to_owned()))
                .into(),
            json: Words::from(["json"]),
            plain_types: Words::from(["entity"]),
            representation: Words::from(["representation"]),
            representation_nouns: Words::from(["object", "resource", "entity"]),
            representation_fillers: Words::from(["the", "a", "an", "json"]),
        }
    }

    /// The primitive type that a noun of a sentence stands for.
    pub fn primitive_noun(&self, word: &str) -> Option<&str> {
        let known = self.primitive_nouns.iter();
        let mut named = known.filter(|(noun, _)| noun.eq_ignore_ascii_case(word));
        named.next().map(|(_, name)| name.as_str())
    }
}
