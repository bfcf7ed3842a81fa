//! Whether a text is a moment: `2024-02-29T12:30:00.5Z`, `2024-02-29T12:30:00+01:00`.

/// The most days that each month has.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Whether a text that is meant to be a moment is none. A word such as `datetime-value` is a gap to be filled, not a slip: it has to
/// begin like a date.
pub(super) fn is_wrong(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let behind = text.chars().nth(digits);
    let begins_like_one = digits == 4 && behind == Some('-') || digits == 2 && behind == Some('/');
    begins_like_one && !is_moment(text)
}

fn is_moment(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return is_date(text);
    };
    is_date(date) && is_time(time)
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |length: usize| number(parts.next()?, length);
    let (Some(_), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    let month = usize::try_from(month)
        .ok()
        .and_then(|month| month.checked_sub(1));
    let most = month.and_then(|month| DAYS.get(month));
    parts.next().is_none() && most.is_some_and(|most| (1..=*most).contains(&day))
}

fn is_time(text: &str) -> bool {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(end).unwrap_or((text, ""));
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let fraction = !fraction.is_empty() && fraction.chars().all(|c| c.is_ascii_digit());
    let mut parts = whole.split(':');
    let hour = parts.next().and_then(|part| number(part, 2));
    let minute = parts.next().and_then(|part| number(part, 2));
    let second = parts.next().map_or(Some(0), |part| number(part, 2));
    let clock = hour.is_some_and(|hour| hour < 24)
        && minute.is_some_and(|minute| minute < 60)
        && second.is_some_and(|second| second <= 60);
    clock && fraction && parts.next().is_none() && is_zone(zone)
}

/// Some services leave the zone out.
fn is_zone(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else {
        return text.is_empty() || text.eq_ignore_ascii_case("z");
    };
    let (hours, minutes) = match offset.split_once(':') {
        Some(parts) => parts,
        None => offset.split_at_checked(2).unwrap_or((offset, "")),
    };
    number(hours, 2).is_some_and(|hours| hours <= 14)
        && number(minutes, 2).is_some_and(|minutes| minutes < 60)
}

fn number(text: &str, length: usize) -> Option<u32> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::is_wrong;

    #[test]
    fn moments_are_told_from_slips_and_gaps() {
        for text in [
            "2024-02-29T12:30:00Z",
            "2024-02-29T12:30:00.1234567+01:00",
            "2024-02-29 12:30",
            "2024-02-29",
            "0001-01-01T00:00:00",
            "2024-02-29T12:30:00-0800",
            "datetime-value",
            "String (timestamp)",
            "",
        ] {
            assert!(!is_wrong(text), "{text}");
        }
        for text in [
            "2024-13-01T00:00:00Z",
            "2024-02-30T00:00:00Z",
            "2024-02-29T25:00:00Z",
            "2024-02-29T12:30:00Z.5",
            "2024-02-29T12.30",
            "02/29/2024",
            "2024-2-9T12:30:00Z",
            "2024-02-29T",
            "2024-ü",
        ] {
            assert!(is_wrong(text), "{text}");
        }
    }
}
