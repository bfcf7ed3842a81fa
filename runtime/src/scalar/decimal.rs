use std::fmt;

use serde_core::de::{DeserializeSeed, Error};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::number::is_number;
use crate::raw::{Raw, TextSeed, boxed};
use crate::wire::{Found, Wire};

/// A decimal number. Services write it as a JSON number or as text; it is written as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    text: Box<str>,
    quoted: bool,
}

impl Decimal {
    /// The number of this text, which is not checked. It is written as a JSON number with these digits; what is no
    /// number of JSON is written as text.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let quoted = !is_number(&text);
        Self { text, quoted }
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Decimal {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Decimal {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl AsRef<str> for Decimal {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Wire for Decimal {
    const FROM_JSON_TEXT: bool = true;

    fn from_json_text(text: &str) -> Found<Self> {
        if is_number(text) {
            return Found::Value(Self {
                text: text.into(),
                quoted: false,
            });
        }
        match serde_json::from_str::<String>(text) {
            Ok(text) => Self::from_owned_text(text),
            Err(_) => Found::Mismatch(Raw::from_text(text)),
        }
    }

    fn from_text(value: &str) -> Found<Self> {
        Found::Value(Self {
            text: value.into(),
            quoted: true,
        })
    }

    #[cfg(feature = "testing")]
    fn is_written_like(text: &str) -> bool {
        is_number(text)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = if self.quoted { None } else { boxed(&self.text) };
        match number {
            Some(number) => number.serialize(serializer),
            None => serializer.serialize_str(&self.text),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = TextSeed.deserialize(deserializer)?;
        Self::from_json_text(&text).value().ok_or_else(|| {
            D::Error::custom(format_args!("expected a decimal number, found `{text}`"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn a_decimal_is_written_as_it_was_read() {
        for text in [
            "5",
            "-0.25",
            "1e100",
            r#""1.10""#,
            "1.10",
            "-0",
            "18446744073709551615",
            "12345678901234567890.123",
            "0.12345678901234567890123",
        ] {
            let decimal: Decimal = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&decimal).unwrap(), text);
            let new = Decimal::new(decimal.as_str());
            assert_eq!(new.as_str(), text.trim_matches('"'));
            assert_eq!(serde_json::to_string(&new).unwrap(), new.as_str());
        }
        for text in ["true", "{}", "null"] {
            assert!(serde_json::from_str::<Decimal>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_written_as_text() {
        for text in ["five", "", "1,5", " 1", "+1", "1}", "[1]"] {
            let written = serde_json::to_string(&Decimal::new(text)).unwrap();
            assert_eq!(written, format!("{text:?}"));
        }
    }
}
