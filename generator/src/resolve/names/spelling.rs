//! The ways in which pages spell primitive types.

use crate::dialect::{Dialect, Primitive};
use crate::model::{Scalar, Target};

/// What a word means when it names a primitive type, in any case, with or without `Edm.`.
pub(crate) fn scalar(word: &str) -> Option<Scalar> {
    let lower = word.to_ascii_lowercase();
    let name = lower.strip_prefix("edm.").unwrap_or(&lower);
    Some(match name {
        "string" | "url" | "uri" => Scalar::String,
        "boolean" | "bool" => Scalar::Boolean,
        "byte" => Scalar::Byte,
        "sbyte" => Scalar::SByte,
        "int16" => Scalar::Int16,
        "int32" | "int" | "integer" => Scalar::Int32,
        "int64" | "long" => Scalar::Int64,
        "single" => Scalar::Single,
        "double" | "float" | "number" | "numeric" => Scalar::Double,
        "decimal" => Scalar::Decimal,
        "datetimeoffset" | "datetime" | "timestamp" => Scalar::DateTimeOffset,
        "date" => Scalar::Date,
        "timeofday" => Scalar::TimeOfDay,
        "duration" => Scalar::Duration,
        "guid" | "uuid" => Scalar::Guid,
        "binary" | "bytes" => Scalar::Binary,
        "stream" => Scalar::Stream,
        _ => return None,
    })
}

/// Whether a word means any JSON, unless a page defines a type of that name.
pub(crate) fn any_json(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    matches!(
        &*lower,
        "json" | "object" | "json object" | "untyped json object" | "untyped" | "edm.untyped"
    )
}

/// The word without what is said about the type: `string (url)`, `string, maximum size 20`, `user resource`.
pub(crate) fn bare(text: &str) -> &str {
    let end = text.find(['(', ',']).unwrap_or(text.len());
    let mut word = text.get(..end).unwrap_or(text).trim();
    for tail in [
        " type",
        " resource",
        " object",
        " objects",
        " enum",
        " entity",
    ] {
        let cut = word.len().saturating_sub(tail.len());
        if cut > 0
            && word
                .get(cut..)
                .is_some_and(|end| end.eq_ignore_ascii_case(tail))
            && !any_json(word)
        {
            word = word.get(..cut).unwrap_or(word).trim_end();
        }
    }
    word.trim_start_matches('#')
}

/// The target of a word that names no type of a page.
pub(crate) fn primitive(word: &str, dialect: &Dialect) -> Option<Target> {
    Some(match dialect.primitives.get(word)? {
        Primitive::Scalar(scalar) => Target::Scalar(scalar),
        Primitive::AnyJson => Target::Untyped,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_has_its_edm_name() {
        for (word, edm) in [
            ("Edm.string", "Edm.String"),
            ("Integer", "Edm.Int32"),
            ("long", "Edm.Int64"),
            ("numeric", "Edm.Double"),
            ("Single", "Edm.Single"),
            ("datetime", "Edm.DateTimeOffset"),
            ("GUID", "Edm.Guid"),
        ] {
            assert_eq!(scalar(word).map(Scalar::edm), Some(edm), "{word}");
        }
        assert_eq!(scalar("recipient"), None);
    }

    #[test]
    fn what_is_said_about_a_type_is_cut() {
        assert_eq!(bare("string, maximum size 20"), "string");
        assert_eq!(bare("String (url)"), "String");
        assert_eq!(bare("user resource type"), "user");
        assert_eq!(bare("Untyped JSON object"), "Untyped JSON object");
        assert_eq!(bare("#microsoft.graph.user"), "microsoft.graph.user");
        assert_eq!(bare("object"), "object");
    }
}
