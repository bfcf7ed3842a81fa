//! The only place that knows which crate reads YAML.

use std::collections::BTreeMap;

/// The scalars and lists of scalars of a YAML mapping as text, or what is wrong with it and in which line of `text`, from 0.
pub(crate) fn mapping(text: &str) -> Result<BTreeMap<String, String>, (String, Option<usize>)> {
    let value: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| {
        (
            error.to_string(),
            error.location().map(|at| at.line().saturating_sub(1)),
        )
    })?;
    match value {
        serde_yaml::Value::Mapping(entries) => Ok(entries
            .into_iter()
            .filter_map(|(key, value)| Some((scalar(key)?, scalar(value)?)))
            .collect()),
        serde_yaml::Value::Null => Ok(BTreeMap::new()),
        _ => Err(("it is not a mapping".to_owned(), None)),
    }
}

fn scalar(value: serde_yaml::Value) -> Option<String> {
    match value {
        serde_yaml::Value::String(text) => Some(text),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(flag) => Some(flag.to_string()),
        serde_yaml::Value::Sequence(values) => {
            let values: Option<Vec<String>> = values.into_iter().map(scalar).collect();
            Some(values?.join(", "))
        }
        _ => None,
    }
}
