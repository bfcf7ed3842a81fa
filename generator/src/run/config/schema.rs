//! `docbind.toml` for editors: its JSON Schema.

use crate::run::config::Config;
use serde_json::Value;

/// The JSON Schema of `docbind.toml`, made from the structure that reads it.
pub fn schema() -> Value {
    schemars::schema_for!(Config).to_value()
}

#[cfg(test)]
mod tests {
    use super::schema;
    use serde_json::Value;
    use std::collections::{BTreeMap, BTreeSet};

    const DOCUMENT: &str = include_str!("../../../../docs/docbind-toml.md");

    /// Keys by table; those of the whole file below `""`.
    type Keys = BTreeMap<String, BTreeSet<String>>;

    fn of_structure() -> Keys {
        let schema = schema();
        let definition = |property: &Value| {
            let reference = property
                .get("$ref")
                .or_else(|| property.pointer("/allOf/0/$ref"));
            let name = reference?.as_str()?.rsplit('/').next()?;
            schema["$defs"][name]
                .get("properties")?
                .as_object()
                .cloned()
        };
        let mut keys = Keys::new();
        for (key, property) in schema["properties"].as_object().unwrap() {
            keys.entry(String::new()).or_default().insert(key.clone());
            // `lints` has a section of its own words.
            if let Some(inner) = definition(property).filter(|_| key != "lints") {
                keys.insert(key.clone(), inner.keys().cloned().collect());
                // A key may hold tables that are all alike.
                for (name, property) in inner {
                    if let Some(each) = definition(&property["additionalProperties"]) {
                        keys.insert(format!("{key}.{name}"), each.keys().cloned().collect());
                    }
                }
            }
        }
        keys
    }

    fn of_document() -> Keys {
        let mut keys = Keys::new();
        let mut section = Some(String::new());
        for line in DOCUMENT.lines() {
            if let Some(heading) = line.strip_prefix("### [") {
                section = Some(heading.trim_end_matches(']').to_owned());
            } else if line.starts_with('#') && !line.starts_with("# ") {
                section = None;
            }
            let (Some(section), Some(row)) = (&section, line.strip_prefix("| `")) else {
                continue;
            };
            let cell = row.split(" |").next().unwrap();
            let words = cell
                .split(", ")
                .map(|word| word.trim_matches('`').to_owned());
            let own = words.filter(|word| !word.contains('.'));
            keys.entry(section.clone()).or_default().extend(own);
        }
        keys
    }

    #[test]
    fn the_document_has_every_key_and_no_other() {
        assert_eq!(of_document(), of_structure());
    }

    #[test]
    fn the_schema_takes_what_docbind_takes() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        for (text, valid) in [
            ("", true),
            (
                "out = 'x'\n[lints]\nallow = ['DB0104']\n[[lints.on]]\npages = ['a']",
                true,
            ),
            ("[lists]\nform = 'array'", true),
            ("[lists]\nform = { items = 'data', next = 'next' }", true),
            ("[lists]\nnext = { cursor = 'after' }", true),
            ("[errors]\nform = 'problem'", true),
            ("[service]\nbatch = '/batch'", true),
            ("[service.clouds.north]\nbase-url = 'x'", true),
            ("[service.clouds.north]\nurl = 'x'", false),
            ("[service]\nbatch = 1", false),
            ("[lists]\nnext = { cursr = 'after' }", false),
            ("[types]\nspellings = { numeric = 'Decimal' }", true),
            ("[versions.beta.columns]\ntype = ['Kind']", true),
            ("[service]\nbase_url = 'x'", false),
            ("[lists]\nform = 'rows'", false),
            ("colour = 1", false),
        ] {
            let json: Value = toml::from_str(text).unwrap();
            assert_eq!(validator.is_valid(&json), valid, "{text}");
            assert_eq!(
                toml::from_str::<crate::run::config::Config>(text).is_ok(),
                valid,
                "{text}"
            );
        }
    }

    #[test]
    fn the_file_is_current() {
        let text = format!("{:#}\n", schema());
        expect_test::expect_file!["../../../../docs/docbind.schema.json"].assert_eq(&text);
    }
}
