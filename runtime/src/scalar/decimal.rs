use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;

use crate::wire::{Json, Wire};

/// A decimal number. Services write it as a JSON number or as text; it is written as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    text: Box<str>,
    quoted: bool,
}

impl Decimal {
    /// The number of this text, which is not checked. It is written as a JSON number if that keeps all
    /// of its digits, else as text.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let quoted = exact(&text).is_none();
        Self { text, quoted }
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// The JSON number that says exactly this text.
fn exact(text: &str) -> Option<Number> {
    let number: Number = serde_json::from_str(text).ok()?;
    (number.to_string() == text).then_some(number)
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
    fn from_i64(value: i64) -> Result<Self, Json> {
        Ok(Self {
            text: value.to_string().into(),
            quoted: false,
        })
    }

    fn from_u64(value: u64) -> Result<Self, Json> {
        Ok(Self {
            text: value.to_string().into(),
            quoted: false,
        })
    }

    fn from_f64(value: f64) -> Result<Self, Json> {
        let raw = Json::from(value);
        if raw.is_number() {
            Ok(Self {
                text: raw.to_string().into(),
                quoted: false,
            })
        } else {
            Err(raw)
        }
    }

    fn from_text(value: &str) -> Result<Self, Json> {
        Ok(Self {
            text: value.into(),
            quoted: true,
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match exact(&self.text) {
            Some(number) if !self.quoted => number.serialize(serializer),
            _ => serializer.serialize_str(&self.text),
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
        match Json::deserialize(deserializer)? {
            Json::String(text) => Ok(Self {
                text: text.into(),
                quoted: true,
            }),
            Json::Number(number) => Ok(Self {
                text: number.to_string().into(),
                quoted: false,
            }),
            other => Err(serde_core::de::Error::custom(format_args!(
                "expected a decimal number, found `{other}`"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn a_decimal_is_written_as_it_was_read() {
        for text in ["5", "-0.25", "1e100", r#""1.10""#, "18446744073709551615"] {
            let decimal: Decimal = serde_json::from_str(text).unwrap();
            let written: serde_json::Value = serde_json::to_value(&decimal).unwrap();
            assert_eq!(
                written,
                serde_json::from_str::<serde_json::Value>(text).unwrap()
            );
        }
    }

    #[test]
    fn digits_that_a_json_number_would_lose_are_written_as_text() {
        let digits = "0.12345678901234567890123";
        assert_eq!(
            serde_json::to_string(&Decimal::new(digits)).unwrap(),
            format!("{digits:?}")
        );
        assert_eq!(serde_json::to_string(&Decimal::new("2.5")).unwrap(), "2.5");
    }
}
