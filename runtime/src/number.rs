//! Numbers. They are read from their text: what a type cannot give back is kept beside it with all of its digits.

use serde_core::ser::Serializer;

use crate::raw::Raw;
use crate::wire::{Found, Json, Wire};

/// Integers of this size and below are exact as `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A type of numbers.
trait Number: Sized {
    /// The number that the text of a JSON number says, if it is one of this type.
    fn parse(text: &str) -> Option<Self>;

    /// Whether the number is the one that the text says, and not one near it.
    fn is_exactly(&self, text: &str) -> bool;
}

/// Reads a number, or a text that says one.
fn read<T: Number>(json: &str) -> Found<T> {
    if !json.starts_with('"') {
        return match T::parse(json) {
            Some(number) if number.is_exactly(json) => Found::Value(number),
            Some(number) => Found::rounded(number, Raw::from_text(json)),
            None => Found::Mismatch(Raw::from_text(json)),
        };
    }
    match serde_json::from_str::<String>(json) {
        Ok(text) => read_text(&text),
        Err(_) => Found::Mismatch(Raw::from_text(json)),
    }
}

/// Reads a text that says a number, as services write those that JavaScript cannot hold.
fn read_text<T: Number>(text: &str) -> Found<T> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = if digits.starts_with(|c: char| c.is_ascii_digit()) {
        T::parse(text)
    } else {
        None
    };
    match number {
        Some(number) => Found::understood(number, Json::from(text)),
        None => Found::Mismatch(Json::from(text).into()),
    }
}

macro_rules! integer {
    ($($integer:ident $write:ident),*) => {$(
        impl Number for $integer {
            fn parse(text: &str) -> Option<Self> {
                text.parse().ok().or_else(|| whole(text)?.try_into().ok())
            }

            fn is_exactly(&self, _: &str) -> bool {
                true
            }
        }

        impl Wire for $integer {
            const FROM_JSON_TEXT: bool = true;

            fn from_json_text(text: &str) -> Found<Self> {
                read(text)
            }

            fn from_text(text: &str) -> Found<Self> {
                read_text(text)
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$write(*self)
            }
        }
    )*};
}

integer!(u8 serialize_u8, i8 serialize_i8, i16 serialize_i16, i32 serialize_i32, i64 serialize_i64);

/// `5.0` is the number 5.
fn whole(text: &str) -> Option<i64> {
    let value = float(text)?;
    (value.fract() == 0.0 && value.abs() <= EXACT && holds(value, text)).then_some(value as i64)
}

/// The float nearest to the number that a text says.
fn float(text: &str) -> Option<f64> {
    // Rust reads words as well.
    let is_number = text.ends_with(|c: char| c.is_ascii_digit());
    let value: f64 = text.parse().ok().filter(|_| is_number)?;
    value.is_finite().then_some(value)
}

/// Whether a float is the number that a text says: all of its digits come back.
fn holds(value: f64, text: &str) -> bool {
    /// So many digits every float gives back.
    const SURE: usize = 15;
    text.bytes().filter(u8::is_ascii_digit).count() <= SURE
        || significant(text) == significant(&format!("{value:e}"))
}

/// The digits of a number without zeros at its ends, and the power of ten of the first.
fn significant(text: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let negative = mantissa.starts_with('-');
    let mantissa = mantissa.trim_start_matches('-');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let zeros = digits.bytes().take_while(|byte| *byte == b'0').count();
    let significant = digits.trim_matches('0').to_owned();
    if significant.is_empty() {
        return Some((negative, significant, 0));
    }
    let point = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?;
    Some((negative, significant, point.checked_add(exponent)?))
}

macro_rules! float {
    ($($float:ident $parse:path, $shown:path;)*) => {$(
        impl Number for $float {
            fn parse(text: &str) -> Option<Self> {
                float(text).and_then($parse)
            }

            fn is_exactly(&self, text: &str) -> bool {
                holds($shown(*self), text)
            }
        }

        impl Wire for $float {
            const FROM_JSON_TEXT: bool = true;

            fn from_json_text(text: &str) -> Found<Self> {
                match text {
                    "\"NaN\"" | "\"INF\"" | "\"-INF\"" => Self::from_text(text.trim_matches('"')),
                    _ => read(text),
                }
            }

            /// JSON has no such numbers; OData spells them as text.
            fn from_text(text: &str) -> Found<Self> {
                match text {
                    "NaN" => Found::Value($float::NAN),
                    "INF" => Found::Value($float::INFINITY),
                    "-INF" => Found::Value($float::NEG_INFINITY),
                    _ => read_text(text),
                }
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if self.is_finite() {
                    serializer.serialize_f64($shown(*self))
                } else if self.is_nan() {
                    serializer.serialize_str("NaN")
                } else {
                    serializer.serialize_str(if *self > 0.0 { "INF" } else { "-INF" })
                }
            }
        }
    )*};
}

float! {
    f64 Some, f64::from;
    f32 single, shortest;
}

/// The single that a double is, if it is one.
fn single(value: f64) -> Option<f32> {
    let single = value as f32;
    (shortest(single) == value).then_some(single)
}

/// The number that the shortest decimal text of a single says: 0.1, not 0.10000000149011612.
fn shortest(single: f32) -> f64 {
    single
        .to_string()
        .parse()
        .unwrap_or_else(|_| f64::from(single))
}

/// Whether the text is a number of JSON, with all of its digits or not.
pub(crate) fn is_number(text: &str) -> bool {
    let has_no_space = !text.contains(|c: char| c.is_ascii_whitespace());
    has_no_space && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::significant;
    use crate::wire::{Found, Wire};

    #[test]
    fn a_text_that_says_a_number_is_one() {
        for text in ["\"12345\"", "\"-1\"", "\"12345.0\""] {
            let found = i64::from_json_text(text);
            let Found::Approximate(found) = found else {
                panic!("{text}: {found:?}")
            };
            assert!(!found.fits);
            assert_eq!(serde_json::to_string(&found.raw).unwrap(), text);
        }
        for text in [
            "\"\"",
            "\"+5\"",
            "\"5x\"",
            "\"inf\"",
            "\"1e400\"",
            "\"-\"",
            "true",
            "[]",
            "1e40",
            "1.5",
        ] {
            let found = i64::from_json_text(text);
            assert!(matches!(found, Found::Mismatch(_)), "{text}: {found:?}");
        }
        assert_eq!(f64::from_json_text("\"1.5\"").value(), Some(1.5));
        assert_eq!(f64::from_json_text("\"INF\""), Found::Value(f64::INFINITY));
        assert!(matches!(
            f64::from_json_text("\"infinity\""),
            Found::Mismatch(_)
        ));
    }

    #[test]
    fn digits_that_a_type_does_not_hold_are_kept() {
        for text in [
            "0.12345678901234567890123",
            "12345678901234567890.123",
            "123456789012345678901234567890",
        ] {
            let found = f64::from_json_text(text);
            let Found::Approximate(found) = found else {
                panic!("{text}: {found:?}")
            };
            assert!(found.fits);
            assert_eq!(serde_json::to_string(&found.raw).unwrap(), text);
        }
        for text in [
            "1.10",
            "0.30000000000000004",
            "1e100",
            "-0",
            "100000000000000000000000",
        ] {
            assert!(
                matches!(f64::from_json_text(text), Found::Value(_)),
                "{text}"
            );
        }
        let Found::Mismatch(raw) = i64::from_json_text("12345678901234567890.10") else {
            panic!()
        };
        assert_eq!(
            serde_json::to_string(&raw).unwrap(),
            "12345678901234567890.10"
        );
        assert!(matches!(f32::from_json_text("0.1"), Found::Value(_)));
        assert!(matches!(
            f32::from_json_text("0.1234567891"),
            Found::Mismatch(_)
        ));
    }

    #[test]
    fn numbers_are_compared_by_their_digits() {
        assert_eq!(significant("0.00120"), significant("12e-4"));
        assert_eq!(significant("120"), significant("1.2e2"));
        assert_ne!(significant("120"), significant("1.2e3"));
        assert_ne!(significant("120"), significant("-120"));
        assert_eq!(significant("0.0"), significant("0e5"));
    }
}
