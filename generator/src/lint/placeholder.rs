//! What a value of a JSON representation says about its type: `"String (timestamp)"`, `"microsoft.graph.importance"`, `1024`.

use crate::lint::names::Names;
use crate::model::{Model, QualifiedName, Scalar, Target, Type, TypeUse};
use serde_json::Value;

/// Whether a value shows another type than the one that the table has. How many there are is compared elsewhere.
pub(crate) fn contradicts(
    value: &Value,
    known: &TypeUse,
    names: &Names<'_>,
    model: &Model,
) -> bool {
    let value = match value {
        Value::Array(items) => items.first().unwrap_or(&Value::Null),
        value => value,
    };
    let word = match value {
        Value::Object(_) => value.get(names.type_member()).and_then(Value::as_str),
        value => value.as_str(),
    };
    match (&known.target, word.map(one_of)) {
        (Target::Scalar(known), Some(word)) if value.is_string() || names.is_primitive(word) => {
            is_other_scalar(word, *known, names)
        }
        (Target::Scalar(known), _) => match value {
            Value::Bool(_) => *known != Scalar::Boolean,
            Value::Number(_) => !is_numeric(*known),
            Value::Object(_) => *known != Scalar::Stream,
            _ => false,
        },
        (Target::Named(known), Some(word)) => is_other_type(word, known, names, model),
        (Target::Named(_), None) | (Target::Untyped | Target::Omitted(_), _) => false,
    }
}

/// The word for one of many: `Collection(Edm.String)`, `String collection`.
fn one_of(text: &str) -> &str {
    let text = text.trim().trim_start_matches('#');
    let many = text.strip_suffix(')').and_then(|text| {
        let (word, inside) = text.split_once('(')?;
        word.eq_ignore_ascii_case("collection").then_some(inside)
    });
    many.or_else(|| text.strip_suffix(" collection"))
        .unwrap_or(text)
}

fn is_other_scalar(word: &str, known: Scalar, names: &Names<'_>) -> bool {
    let (word, hint) = match word.split_once(" (") {
        Some((word, hint)) => (word, names.scalar(hint.trim_end_matches(')'))),
        None => (word, None),
    };
    match (names.scalar(word.trim()), hint) {
        // `String (timestamp)`: what the text holds; and it is a text after all.
        (Some(shown), Some(hint)) => shown != known && !agree(hint, known),
        (Some(shown), None) => !agree(shown, known),
        // A sample of a text may be any word, the short name of a type among them.
        (None, _) => names.is_qualified(word),
    }
}

/// Whether two words for primitive types can stand for one. `String` is a word for all that travels as text, and a
/// timestamp one for whatever says when.
fn agree(shown: Scalar, known: Scalar) -> bool {
    match (shown, known) {
        (Scalar::String, known) => !is_numeric(known) && known != Scalar::Boolean,
        (Scalar::DateTimeOffset, Scalar::Date | Scalar::TimeOfDay) => true,
        (shown, known) => shown == known || is_numeric(shown) && is_numeric(known),
    }
}

fn is_numeric(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::Byte
            | Scalar::SByte
            | Scalar::Int16
            | Scalar::Int32
            | Scalar::Int64
            | Scalar::Single
            | Scalar::Double
            | Scalar::Decimal
    )
}

fn is_other_type(word: &str, known: &QualifiedName, names: &Names<'_>, model: &Model) -> bool {
    let is_enumeration = matches!(model.types.get(known), Some(Type::Enum(_)));
    if names.scalar(word).is_some() {
        // A type such as `Json` stands for any value, and members of enumerations travel as text.
        return !is_enumeration && !names.is_primitive(known.name());
    }
    // A sample of a member may be called like a type.
    if is_enumeration && !names.is_qualified(word) {
        return false;
    }
    let shown = names.called(word);
    let related =
        |shown: &&QualifiedName| model.derives(shown, known) || model.derives(known, shown);
    !shown.is_empty() && !shown.iter().any(related)
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, resource};

    /// The finding for a property of type `cell` whose value in the JSON representation is `value`.
    fn compare(cell: &str, value: &str, contradicts: bool) {
        let (path, mut text) = resource("post", &format!("|topic|{cell}|About.|"));
        text.push_str(&format!(
            "\n## JSON representation\n\n<!-- {{\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.post\"}} -->\n```json\n{{\"topic\": {value}}}\n```\n"
        ));
        let others = ["recipient", "sender"].map(|name| resource(name, "|name|String|A name.|"));
        let word = cell.split(['[', ']']).nth(1).unwrap_or(cell);
        let shown: serde_json::Value = serde_json::from_str(value).unwrap();
        let wanted = format!("`topic` is `{word}` in the table, which `{shown}` is not");
        let pages = [vec![(path, text)], others.to_vec()].concat();
        expect(
            &pages,
            Code::RepresentationContradicts,
            contradicts.then_some(&wanted),
        );
    }

    #[test]
    fn placeholders_name_the_type_of_the_table() {
        for (cell, value) in [
            ("String", "\"string (identifier)\""),
            ("String", "\"recipient\""),
            ("DateTimeOffset", "\"String (timestamp)\""),
            ("Date", "\"String (timestamp)\""),
            ("Guid", "\"String\""),
            ("Int64", "\"Int32\""),
            ("Int32", "1024"),
            ("Boolean", "\"Boolean\""),
            ("String collection", "[\"Edm.String\"]"),
            (
                "[recipient](recipient.md)",
                "{\"@odata.type\": \"#microsoft.graph.recipient\"}",
            ),
            ("[recipient](recipient.md)", "{}"),
        ] {
            compare(cell, value, false);
        }
    }

    #[test]
    fn placeholders_name_another_type() {
        for (cell, value) in [
            ("Int32", "\"String\""),
            ("Boolean", "\"String (timestamp)\""),
            ("Guid", "\"String (timestamp)\""),
            ("Date", "\"Guid\""),
            ("String", "\"Int32\""),
            ("String", "\"microsoft.graph.recipient\""),
            ("String", "true"),
            ("[recipient](recipient.md)", "\"String\""),
            (
                "[recipient](recipient.md)",
                "{\"@odata.type\": \"microsoft.graph.sender\"}",
            ),
        ] {
            compare(cell, value, true);
        }
    }
}
