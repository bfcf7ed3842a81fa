//! How pages spell primitive types.

use crate::dialect::Words;
use crate::model::Scalar;
use std::collections::BTreeMap;

/// What a word for a primitive type means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primitive {
    /// A value of this kind.
    Scalar(Scalar),
    /// Any JSON, unless a page defines a type of that name.
    AnyJson,
}

/// The spellings of primitive types, in any case, with or without [`Self::prefix`]. The one table of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Primitives {
    /// What may stand before a spelling, in lower case: `edm.`.
    pub prefix: String,
    /// By spelling in lower case.
    spellings: BTreeMap<String, Primitive>,
    longest: usize,
    /// Spellings that say only that there is a number, so that what else the page shows of it tells its type.
    pub vague: Words,
    /// What text is called.
    pub text: String,
    /// What any JSON is called where words say it in passing.
    pub untyped: String,
    /// Names of types whose values stand in quotes as arguments of a function, in lower case.
    pub quoted: Vec<String>,
}

impl Primitives {
    /// Makes a spelling known; it replaces an older meaning.
    pub fn insert(&mut self, spelling: &str, meaning: Primitive) {
        self.longest = self.longest.max(spelling.len());
        self.spellings
            .insert(spelling.to_ascii_lowercase(), meaning);
    }

    /// What a word means.
    pub fn get(&self, word: &str) -> Option<Primitive> {
        if word.len() > self.longest + self.prefix.len() {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let name = lower.strip_prefix(&*self.prefix).unwrap_or(&lower);
        self.spellings.get(name).copied()
    }

    /// The kind of value that a word means.
    pub fn scalar(&self, word: &str) -> Option<Scalar> {
        match self.get(word) {
            Some(Primitive::Scalar(scalar)) => Some(scalar),
            Some(Primitive::AnyJson) | None => None,
        }
    }

    /// The spellings of kinds of values, in lower case and without the prefix.
    pub fn scalars(&self) -> BTreeMap<String, Scalar> {
        let scalar = |(word, meaning): (&String, &Primitive)| match meaning {
            Primitive::Scalar(scalar) => Some((word.clone(), *scalar)),
            Primitive::AnyJson => None,
        };
        self.spellings.iter().filter_map(scalar).collect()
    }

    /// Whether a word means any JSON, unless a page defines a type of that name.
    pub fn is_any_json(&self, word: &str) -> bool {
        self.get(word) == Some(Primitive::AnyJson)
    }

    pub(super) fn graph() -> Self {
        let scalars = [
            (Scalar::String, &["string", "uri", "url"][..]),
            (Scalar::Boolean, &["bool", "boolean"]),
            (Scalar::Byte, &["byte"]),
            (Scalar::SByte, &["sbyte"]),
            (Scalar::Int16, &["int16"]),
            (Scalar::Int32, &["int", "int32", "integer"]),
            (Scalar::Int64, &["int64", "long"]),
            (Scalar::Single, &["single"]),
            (Scalar::Double, &["double", "float", "number", "numeric"]),
            (Scalar::Decimal, &["decimal"]),
            (
                Scalar::DateTimeOffset,
                &["datetime", "datetimeoffset", "timestamp"],
            ),
            (Scalar::Date, &["date"]),
            (Scalar::TimeOfDay, &["timeofday"]),
            (Scalar::Duration, &["duration"]),
            (Scalar::Guid, &["guid", "uuid"]),
            (Scalar::Binary, &["binary", "bytes"]),
            (Scalar::Stream, &["stream"]),
        ];
        let mut primitives = Self {
            prefix: "edm.".to_owned(),
            spellings: BTreeMap::new(),
            longest: 0,
            vague: Words::from(["number", "numeric"]),
            text: "String".to_owned(),
            untyped: "untyped".to_owned(),
            quoted: ["string", "json", "uri", "url"].map(str::to_owned).into(),
        };
        for (scalar, spellings) in scalars {
            for spelling in spellings {
                primitives.insert(spelling, Primitive::Scalar(scalar));
            }
        }
        for spelling in [
            "json",
            "json object",
            "object",
            "untyped",
            "untyped json object",
        ] {
            primitives.insert(spelling, Primitive::AnyJson);
        }
        primitives
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_known_in_any_case() {
        let primitives = Primitives::graph();
        for (word, scalar) in [
            ("String", Scalar::String),
            ("Edm.Int64", Scalar::Int64),
            ("edm.datetimeoffset", Scalar::DateTimeOffset),
            ("Bytes", Scalar::Binary),
        ] {
            assert_eq!(primitives.scalar(word), Some(scalar), "{word}");
        }
        assert!(primitives.is_any_json("Edm.Untyped") && primitives.is_any_json("JSON object"));
        assert_eq!(primitives.get("recipient"), None);
    }

    #[test]
    fn a_spelling_can_be_added() {
        let mut primitives = Primitives::graph();
        primitives.insert("Blob", Primitive::Scalar(Scalar::Binary));
        assert_eq!(primitives.scalar("blob"), Some(Scalar::Binary));
    }
}
