//! What a JSON representation or an example says about the type of a property.

use crate::dialect::Dialect;
use crate::model::Scalar;
use crate::reader::TypeName;
use crate::resolve::names::index::{LookupScope, TypeIndex, is_type_name};
use crate::resolve::names::type_id::{Target, TypeUse};
use serde_json::Value;

/// Whether a key is data, not an annotation of OData: `@odata.type`, `attendees@odata.context`, `#microsoft.graph.forward`.
pub(crate) fn is_data(key: &str) -> bool {
    !key.contains(['@', '#', '.'])
        && key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The type that an object itself names, without the `#`.
pub(crate) fn own_type<'v>(value: &'v Value, dialect: &Dialect) -> Option<&'v str> {
    let name = value
        .get(&dialect.annotations.type_of)?
        .as_str()?
        .trim_start_matches('#');
    is_type_name(name).then_some(name)
}

/// The use that a value shows; untyped where it shows none.
pub(crate) fn shown_use(value: &Value, index: &TypeIndex<'_>, scope: LookupScope<'_>) -> TypeUse {
    match value {
        Value::Array(items) => TypeUse {
            target: items
                .first()
                .map_or(Target::Untyped, |item| shown_target(item, index, scope)),
            collection: true,
        },
        value => match value.as_str().and_then(collection_words) {
            Some(word) => TypeUse {
                target: word_target(word, index),
                collection: true,
            },
            None => TypeUse {
                target: shown_target(value, index, scope),
                collection: false,
            },
        },
    }
}

/// `Collection(Edm.String)`, `String collection`: the word for one of them.
fn collection_words(text: &str) -> Option<&str> {
    let inside = text
        .strip_prefix("Collection(")
        .and_then(|rest| rest.strip_suffix(')'));
    inside.or_else(|| text.strip_suffix(" collection"))
}

/// Whether a text stands for a type rather than for data: `String`, `String (timestamp)`, `microsoft.graph.importance`.
pub(crate) fn is_placeholder(text: &str, index: &TypeIndex<'_>) -> bool {
    let word = collection_words(text).unwrap_or(text);
    let (word, _) = word.split_once(" (").unwrap_or((word, ""));
    index.dialect.primitives.scalar(word).is_some() || index.get(word).is_some()
}

fn shown_target(value: &Value, index: &TypeIndex<'_>, scope: LookupScope<'_>) -> Target {
    match value {
        Value::Bool(_) => Target::Scalar(Scalar::Boolean),
        Value::Number(number) => Target::Scalar(match number.as_i64() {
            Some(whole) if i32::try_from(whole).is_ok() => Scalar::Int32,
            Some(_) => Scalar::Int64,
            None => Scalar::Double,
        }),
        Value::String(text) => word_target(text, index),
        Value::Object(_) => own_type(value, index.dialect)
            .and_then(|name| index.resolve(&plain(name), scope))
            .map_or(Target::Untyped, Target::Named),
        Value::Array(_) | Value::Null => Target::Untyped,
    }
}

fn plain(text: &str) -> TypeName {
    TypeName {
        text: text.to_owned(),
        target: None,
    }
}

/// A placeholder such as `String (timestamp)` or `microsoft.graph.importance`, or a sample such as `2016-12-31T23:58:58Z`.
fn word_target(text: &str, index: &TypeIndex<'_>) -> Target {
    if let Some((_, hint)) = text.split_once(" (") {
        let known = index.dialect.primitives.scalar(hint.trim_end_matches(')'));
        return Target::Scalar(known.unwrap_or(Scalar::String));
    }
    if let Some(known) = index.dialect.primitives.scalar(text) {
        return Target::Scalar(known);
    }
    if text.contains('.')
        && let Some(name) = index.get(text)
    {
        return Target::Named(name);
    }
    if is_date_time(text) {
        return Target::Scalar(Scalar::DateTimeOffset);
    }
    Target::Scalar(Scalar::String)
}

/// `2016-12-31T23:58:58.39+03:00`.
fn is_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pattern = b"dddd-dd-ddTdd:dd:dd";
    let shaped = bytes.len() > pattern.len()
        && bytes
            .iter()
            .zip(pattern)
            .all(|(byte, wanted)| match wanted {
                b'd' => byte.is_ascii_digit(),
                wanted => byte == wanted,
            });
    let rest = text.get(pattern.len()..).unwrap_or_default();
    let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    shaped && (zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-'])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QualifiedName;
    use crate::resolve::names::type_id::TypeId;
    use camino::Utf8Path;
    use serde_json::json;

    fn shown(value: Value) -> TypeUse {
        let mut index = TypeIndex::new(crate::dialect::graph());
        index.define(&QualifiedName("microsoft.graph.importance".to_owned()));
        let page = Utf8Path::new("resources/message.md");
        shown_use(
            &value,
            &index,
            LookupScope {
                page,
                namespace: "microsoft.graph",
            },
        )
    }

    #[test]
    fn placeholders_and_samples_show_types() {
        let scalar = |scalar| TypeUse {
            target: Target::Scalar(scalar),
            collection: false,
        };
        assert_eq!(
            shown(json!("String (timestamp)")),
            scalar(Scalar::DateTimeOffset)
        );
        assert_eq!(shown(json!("String (identifier)")), scalar(Scalar::String));
        assert_eq!(
            shown(json!("2016-12-31T23:58:58.39+03:00")),
            scalar(Scalar::DateTimeOffset)
        );
        assert_eq!(shown(json!("2016-12-31")), scalar(Scalar::String));
        assert_eq!(shown(json!(1024)), scalar(Scalar::Int32));
        assert_eq!(shown(json!(true)), scalar(Scalar::Boolean));
        assert_eq!(shown(json!(null)).target, Target::Untyped);
        assert!(shown(json!(["String"])).collection);
        let named = Target::Named(TypeId(0));
        assert_eq!(
            shown(json!({"@odata.type": "#microsoft.graph.importance"})).target,
            named
        );
        assert_eq!(shown(json!("microsoft.graph.importance")).target, named);
    }

    #[test]
    fn annotations_are_not_data() {
        assert!(is_data("topic"));
        for key in [
            "@odata.type",
            "attendees@odata.context",
            "#microsoft.graph.forward",
            "...",
        ] {
            assert!(!is_data(key), "{key}");
        }
    }
}
