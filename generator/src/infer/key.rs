//! A key of `docbind.toml` that pages suggest.

/// A key of `docbind.toml` that pages suggest.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InferredKey {
    /// The table.
    pub section: &'static str,
    /// The key in it.
    pub key: String,
    /// Its value, as TOML.
    pub value: String,
    /// From what.
    pub reason: String,
    /// The version that it is for; `None` for all.
    pub version: Option<String>,
    /// Whether it is only proposed, because it needs somebody who knows what is meant.
    pub doubtful: bool,
}

impl InferredKey {
    pub(super) fn text(section: &'static str, key: &str, value: &str, reason: String) -> Self {
        Self::value(section, key, &toml::Value::String(value.to_owned()), reason)
    }

    pub(super) fn list(section: &'static str, key: &str, values: &[&str], reason: String) -> Self {
        let values = values
            .iter()
            .map(|value| toml::Value::String((*value).to_owned()));
        Self::value(section, key, &toml::Value::Array(values.collect()), reason)
    }

    pub(super) fn value(
        section: &'static str,
        key: &str,
        value: &toml::Value,
        reason: String,
    ) -> Self {
        Self::new(section, key, value.to_string(), reason)
    }

    /// A key of all versions, with its value as TOML and the reason in a few words.
    pub fn new(
        section: &'static str,
        key: &str,
        value: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            section,
            key: key.to_owned(),
            value: value.into(),
            reason: reason.into(),
            version: None,
            doubtful: false,
        }
    }

    pub(super) fn doubtful(mut self) -> Self {
        self.doubtful = true;
        self
    }
}
