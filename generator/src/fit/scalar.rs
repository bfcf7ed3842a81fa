//! Whether a value of an example is one of a primitive type, as the tests of the bindings see it.

use crate::model::Scalar;
use serde_json::Value;

/// The largest integer up to which every one is a float.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whether the value is of the type and written like one.
pub(super) fn fits(scalar: Scalar, json: &Value) -> bool {
    let within = |least: i64, most: i64| whole(json).is_some_and(|at| (least..=most).contains(&at));
    let text = |form: fn(&str) -> bool| json.as_str().is_some_and(form);
    match scalar {
        Scalar::Boolean => json.is_boolean(),
        Scalar::Byte => within(0, u8::MAX.into()),
        Scalar::SByte => within(i8::MIN.into(), i8::MAX.into()),
        Scalar::Int16 => within(i16::MIN.into(), i16::MAX.into()),
        Scalar::Int32 => within(i32::MIN.into(), i32::MAX.into()),
        Scalar::Int64 => within(i64::MIN, i64::MAX),
        Scalar::Single | Scalar::Double => {
            json.is_number() || text(|text| matches!(text, "INF" | "-INF" | "NaN"))
        }
        // As text where it has more digits than JSON carries safely.
        Scalar::Decimal => json.is_number() || text(is_number),
        Scalar::String => json.is_string(),
        Scalar::DateTimeOffset => text(date_time),
        Scalar::Date => text(date),
        Scalar::TimeOfDay => text(time),
        Scalar::Duration => text(duration),
        Scalar::Guid => text(guid),
        Scalar::Binary => text(base64),
        Scalar::Stream => true,
    }
}

/// `5.0` is the number 5.
fn whole(json: &Value) -> Option<i64> {
    json.as_i64().or_else(|| {
        let value = json.as_f64().filter(|_| !json.is_u64())?;
        (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
    })
}

fn is_number(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_whitespace())
        && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

/// `2014-10-01`.
fn date(text: &str) -> bool {
    let mut parts = text.trim_start_matches('-').split('-');
    let year = parts.next().is_some_and(|year| number(year, 4, 9999));
    let month = parts.next().is_some_and(|month| number(month, 2, 12));
    let day = parts.next().is_some_and(|day| number(day, 2, 31));
    year && month && day && parts.next().is_none()
}

/// `05:15:00.25`, also without seconds.
fn time(text: &str) -> bool {
    let (text, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = text.split(':');
    let hour = parts.next().is_some_and(|hour| number(hour, 2, 24));
    let minute = parts.next().is_some_and(|minute| number(minute, 2, 59));
    let second = parts.next().is_none_or(|second| number(second, 2, 60));
    let fraction = !fraction.is_empty() && digits(fraction);
    hour && minute && second && fraction && parts.next().is_none()
}

/// `2014-10-01T05:15:00Z`, also without the offset, which services leave out.
fn date_time(text: &str) -> bool {
    let Some((day, rest)) = text.split_once(['T', ' ']) else {
        return false;
    };
    let at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at_checked(at).unwrap_or((rest, ""));
    let offset = offset.trim_start_matches(['+', '-']);
    let is_offset = match offset {
        "" | "Z" | "z" => true,
        _ => offset.split_once(':').map_or_else(
            || number(offset, 4, 2400),
            |(hours, minutes)| number(hours, 2, 24) && number(minutes, 2, 59),
        ),
    };
    date(day) && time(clock) && is_offset
}

/// `PT1H30M`, with signs also inside.
fn duration(text: &str) -> bool {
    let Some(rest) = unsigned(text).strip_prefix(['P', 'p']) else {
        return false;
    };
    let (date, time) = match rest.split_once(['T', 't']) {
        Some((_, "")) => return false,
        Some(parts) => parts,
        None => (rest, ""),
    };
    !rest.is_empty() && components(date, "YMWD") && components(time, "HMS")
}

/// Numbers, each before the letter of its unit, in the order of the units. Only seconds have a fraction.
fn components(text: &str, letters: &str) -> bool {
    let (mut rest, mut letters) = (text, letters);
    while !rest.is_empty() {
        let Some((number, letter)) = rest
            .find(|c: char| c.is_ascii_alphabetic())
            .and_then(|end| rest.split_at_checked(end))
        else {
            return false;
        };
        let unit = letter
            .chars()
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let Some((_, later)) = letters.split_once(unit) else {
            return false;
        };
        let number = unsigned(number);
        let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        let is_fraction = fraction == "0" || unit == 'S' && !fraction.is_empty();
        if whole.parse::<i64>().is_err() || !digits(whole) || !is_fraction || !digits(fraction) {
            return false;
        }
        (rest, letters) = (letter.get(1..).unwrap_or_default(), later);
    }
    true
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

/// `f3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11`.
fn guid(text: &str) -> bool {
    let mut parts = text.split('-');
    let fits = [8, 4, 4, 4, 12].iter().all(|length| {
        let hexadecimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
        parts
            .next()
            .is_some_and(|part| part.len() == *length && hexadecimal(part))
    });
    fits && parts.next().is_none()
}

/// `aGk=`, in either alphabet, padded or not.
fn base64(text: &str) -> bool {
    text.bytes().all(|byte| {
        byte.is_ascii_alphanumeric()
            || byte.is_ascii_whitespace()
            || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
    })
}

fn number(text: &str, length: usize, most: u32) -> bool {
    text.len() == length && digits(text) && text.parse().is_ok_and(|number: u32| number <= most)
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::fits;
    use crate::model::Scalar;
    use docbind_runtime::prelude::*;
    use docbind_runtime::testing::Report;
    use serde_json::{Value, json};

    /// Whether the runtime finds nothing wrong with it.
    fn runs<T: Wire>(json: &Value) -> bool {
        Report::of(&[], json, T::examine)
            .contradictions()
            .is_empty()
    }

    type Runs = fn(&Value) -> bool;

    const SCALARS: &[(Scalar, Runs)] = &[
        (Scalar::Boolean, runs::<bool>),
        (Scalar::Byte, runs::<u8>),
        (Scalar::SByte, runs::<i8>),
        (Scalar::Int16, runs::<i16>),
        (Scalar::Int32, runs::<i32>),
        (Scalar::Int64, runs::<i64>),
        (Scalar::Double, runs::<f64>),
        (Scalar::Decimal, runs::<Decimal>),
        (Scalar::String, runs::<String>),
        (Scalar::DateTimeOffset, runs::<DateTimeOffset>),
        (Scalar::Date, runs::<Date>),
        (Scalar::TimeOfDay, runs::<TimeOfDay>),
        (Scalar::Duration, runs::<Duration>),
        (Scalar::Guid, runs::<Guid>),
        (Scalar::Binary, runs::<Binary>),
        (Scalar::Stream, runs::<Json>),
    ];

    #[test]
    fn what_fits_here_fits_in_the_tests_of_the_bindings() {
        let texts = [
            "",
            " ",
            "a",
            "String",
            "true",
            "5",
            "5.0",
            "-5",
            "+5",
            "5x",
            "1e3",
            "1,5",
            "INF",
            "-INF",
            "NaN",
            "inf",
            "null",
            "2014-10-01",
            "-2014-10-01",
            "2014-13-01",
            "2014-10-32",
            "14-10-01",
            "2014-10-01T",
            "10/01/2014",
            "2014-10-01T05:15:00Z",
            "2014-10-01T05:15:00",
            "2014-10-01 05:15:00+02:00",
            "2014-10-01T05:15Z",
            "2014-10-01t05:15:00z",
            "2014-10-01T25:15:00Z",
            "2014-10-01T05:15:00.1234567Z",
            "2014-10-01T05:15:00.Z",
            "0001-01-01T00:00:00-0800",
            "2014-10-01T05:15:00+25:00",
            "2014-10-01T05:15:00ZZ",
            "05:15:00",
            "05:15",
            "24:00:00",
            "5:15",
            "05:15:61",
            "05:15:00.5",
            "PT1H30M",
            "P-1D",
            "-P1D",
            "+P1Y2M3W4D",
            "P1D2Y",
            "P",
            "PT",
            "p1d",
            "PT1.5H",
            "PT1.5S",
            "PT1,5S",
            "PT-0.5S",
            "PT.5S",
            "P1DT",
            "1H",
            "P99999999999999999999D",
            "PT1H1H",
            "P1",
            "f3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11",
            "F3A1C1E4-5D2B-4F70-9A51-2F6F3F7D9C11",
            "f3a1c1e45d2b4f709a512f6f3f7d9c11",
            "{f3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11}",
            "g3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11",
            "aGk=",
            "a-_k",
            "a b*",
            "\u{e4}",
        ];
        let mut values: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
        values.extend([
            json!(true),
            json!([]),
            json!({}),
            json!([1]),
            json!({"a": 1}),
            json!(0),
            json!(-1),
            json!(127),
            json!(128),
            json!(-129),
            json!(255),
            json!(256),
            json!(32768),
            json!(2147483647),
            json!(2147483648_u32),
            json!(9007199254740993_i64),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
            json!(5.0),
            json!(5.5),
            json!(1e3),
            json!(1e40),
            json!(-0.0),
            json!(9007199254740992.0),
            json!(9007199254740994.0),
            json!(0.1234567891),
        ]);
        for (scalar, runs) in SCALARS {
            for json in &values {
                assert_eq!(fits(*scalar, json), runs(json), "{scalar:?} {json}");
            }
        }
    }
}
