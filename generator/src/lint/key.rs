//! The key of a type, as its annotation names it, against its tables.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::lint::names::Names;
use crate::model::{Model, Type};
use crate::reader::Document;

/// Looks whether the types of a page have the property that is said to be their key.
pub(crate) fn check(
    document: &Document,
    model: &Model,
    names: &Names<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for resource in &document.resources {
        let Some(key) = resource.key.as_deref().filter(|key| !key.is_empty()) else {
            continue;
        };
        let defined = names.named_on(&document.page, &resource.name.value);
        let Some(Type::Struct(ty)) = defined.and_then(|name| model.types.get(name)) else {
            continue;
        };
        let properties = model.properties(&ty.name);
        // Without a table nobody can tell.
        if properties.is_empty() || properties.iter().any(|known| known.name == key) {
            continue;
        }
        let known = properties.iter().map(|known| known.name.as_str());
        let help = match nearest(key, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add a row for it to the table of properties".to_owned(),
        };
        let message = format!(
            "the key of `{}` is said to be `{key}`, which is none of its properties",
            ty.name.name()
        );
        found.push(
            Diagnostic::new(
                Code::KeyUnknown,
                &*document.page,
                resource.name.span,
                message,
            )
            .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, resource};

    #[test]
    fn a_key_is_a_property() {
        for (key, wanted) in [
            ("id", None),
            (
                "ID",
                Some("the key of `post` is said to be `ID`, which is none of its properties"),
            ),
            (
                "number",
                Some("the key of `post` is said to be `number`, which is none of its properties"),
            ),
        ] {
            let (path, text) = resource("post", "|id|String|An id.|");
            let text = format!(
                "{text}\n## JSON representation\n\n<!-- {{\"blockType\": \"resource\", \"keyProperty\": \"{key}\", \"@odata.type\": \"microsoft.graph.post\"}} -->\n```json\n{{\"id\": \"String\"}}\n```\n"
            );
            expect(&[(path, text)], Code::KeyUnknown, wanted);
        }
    }
}
