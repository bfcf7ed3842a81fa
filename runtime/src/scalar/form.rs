//! Whether a text has the form of a scalar. Only tests ask: services may write what they like.

use super::duration::Units;

/// `2014-10-01`.
pub(super) fn date(text: &str) -> bool {
    let mut parts = text.trim_start_matches('-').split('-');
    let year = parts.next().is_some_and(|year| number(year, 4, 9999));
    let month = parts.next().is_some_and(|month| number(month, 2, 12));
    let day = parts.next().is_some_and(|day| number(day, 2, 31));
    year && month && day && parts.next().is_none()
}

/// `05:15:00`, also without seconds, also with a fraction of them.
pub(super) fn time(text: &str) -> bool {
    let (text, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = text.split(':');
    let hour = parts.next().is_some_and(|hour| number(hour, 2, 24));
    let minute = parts.next().is_some_and(|minute| number(minute, 2, 59));
    let second = parts.next().is_none_or(|second| number(second, 2, 60));
    let fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    hour && minute && second && fraction && parts.next().is_none()
}

/// `2014-10-01T05:15:00Z`, also without the offset: services leave it out, and the text can still be converted.
pub(super) fn date_time(text: &str) -> bool {
    let Some((day, rest)) = text.split_once(['T', ' ']) else {
        return false;
    };
    let (clock, offset) = super::split_offset(rest);
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

/// `PT1H30M`.
pub(super) fn duration(text: &str) -> bool {
    Units::parse(text).is_some()
}

/// `f3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11`.
pub(super) fn guid(text: &str) -> bool {
    let mut parts = text.split('-');
    let fits = [8, 4, 4, 4, 12].iter().all(|length| {
        parts.next().is_some_and(|part| {
            part.len() == *length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    });
    fits && parts.next().is_none()
}

/// `aGk=`, in either alphabet, padded or not.
pub(super) fn base64(text: &str) -> bool {
    text.bytes().all(|byte| {
        byte.is_ascii_alphanumeric()
            || byte.is_ascii_whitespace()
            || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
    })
}

fn number(text: &str, digits: usize, most: u32) -> bool {
    text.len() == digits
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse().is_ok_and(|number: u32| number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        type Form = fn(&str) -> bool;
        let forms: [(Form, &[&str]); 6] = [
            (date, &["2014-10-01"]),
            (time, &["05:15:00.0000000", "05:15"]),
            (
                date_time,
                &[
                    "2014-10-01T05:15:00Z",
                    "2014-10-01T05:15:00.25+02:00",
                    "2014-10-01T05:15:00",
                    "0001-01-01T00:00:00-0800",
                ],
            ),
            (duration, &["PT1H30M", "P-1D"]),
            (guid, &["f3a1c1e4-5d2b-4f70-9a51-2F6F3F7D9C11"]),
            (base64, &["aGk=", "a-_k", "+/"]),
        ];
        for (at, (form, texts)) in forms.iter().enumerate() {
            for text in *texts {
                assert!(form(text), "{text}");
            }
            // What is written as bytes may be any word.
            for (other, (_, texts)) in forms.iter().enumerate().take(5) {
                for text in texts.iter().filter(|_| other != at && at != 5) {
                    assert!(!form(text), "{text}");
                }
            }
        }
        for form in [date, time, date_time, duration, guid] {
            for text in [
                "",
                "String",
                "2014",
                "-",
                "T",
                "2014-13-01",
                "25:00",
                "2014-10-01T",
            ] {
                assert!(!form(text), "{text}");
            }
        }
        assert!(!base64("a b*"));
    }
}
