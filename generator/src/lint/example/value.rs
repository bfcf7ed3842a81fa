//! Whether one value can be of the type that a table gives.

use crate::lint::example::mismatch::Mismatch;
use crate::lint::example::timestamp;
use crate::lint::tables::Tables;
use crate::model::{Property, Scalar, Target, Type, TypeUse};
use serde_json::Value;

/// Words of one value that are looked up.
const MOST_WORDS: usize = 64;

/// In what a value and the row of its property differ.
pub(super) fn mismatch<'a>(
    value: &Value,
    property: &'a Property,
    tables: &Tables<'a>,
) -> Option<Mismatch<'a>> {
    match value {
        Value::Null if property.nullable == Some(false) => Some(Mismatch::Null(property)),
        Value::Null => None,
        value if property.ty.target == Target::Untyped => {
            (property.ty.collection && !value.is_array()).then_some(Mismatch::Type(property))
        }
        Value::Array(items) => {
            let one = TypeUse {
                collection: false,
                ..property.ty.clone()
            };
            let fits = property.ty.collection && items.iter().all(|item| fits(item, &one, tables));
            if !fits {
                return Some(Mismatch::Type(property));
            }
            let mut items = items.iter();
            items.find_map(|item| strange_member(item, &one, tables))
        }
        value => {
            let fits = !property.ty.collection && fits(value, &property.ty, tables);
            if !fits {
                return Some(Mismatch::Type(property));
            }
            strange_member(value, &property.ty, tables)
        }
    }
}

/// A word of a value that is none of the members of the enumeration that the table names. Values of several members are
/// joined by commas.
fn strange_member<'a>(value: &Value, ty: &TypeUse, tables: &Tables<'a>) -> Option<Mismatch<'a>> {
    let Target::Named(name) = &ty.target else {
        return None;
    };
    let Some(Type::Enum(enumeration)) = tables.model.types.get(name) else {
        return None;
    };
    let is_member = |word: &&str| {
        let mut members = enumeration.members.iter();
        members.any(|member| member.name == *word)
    };
    let mut words = value.as_str()?.split(',').take(MOST_WORDS).map(str::trim);
    // Nothing at all is a gap to be filled, not another member.
    let word = words.find(|word| !word.is_empty() && !is_member(word))?;
    (!enumeration.members.is_empty()).then(|| Mismatch::Member(enumeration, word.to_owned()))
}

/// Whether a value can be one of the type, leaving aside how many there are.
fn fits(value: &Value, ty: &TypeUse, tables: &Tables<'_>) -> bool {
    match (&ty.target, value) {
        (_, Value::Null) | (Target::Untyped | Target::Omitted(_), _) => true,
        (Target::Named(name), value) => match tables.model.types.get(name) {
            Some(Type::Enum(ty)) if ty.numbers => value.is_i64(),
            Some(Type::Enum(_)) => value.is_string(),
            // A type such as `Json` stands for any value.
            Some(Type::Struct(ty)) => {
                value.is_object() || tables.dialect.primitives.get(ty.name.name()).is_some()
            }
            None => true,
        },
        (Target::Scalar(scalar), value) => match scalar {
            Scalar::Boolean => value.is_boolean(),
            Scalar::Byte | Scalar::SByte | Scalar::Int16 | Scalar::Int32 => value.is_i64(),
            // In quotes only where the caller asked for it, which examples do not show.
            Scalar::Int64 => value.is_i64() || value.is_u64(),
            Scalar::Single | Scalar::Double | Scalar::Decimal => {
                value.is_number() || is_number(value)
            }
            Scalar::DateTimeOffset => value
                .as_str()
                .is_some_and(|text| !timestamp::is_wrong(text)),
            _ => value.is_string(),
        },
    }
}

/// Numbers that JSON cannot hold exactly come as text.
fn is_number(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| matches!(text, "INF" | "-INF" | "NaN") || text.parse::<f64>().is_ok())
}
