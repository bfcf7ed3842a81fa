//! Lengths of time in the form of ISO 8601, as services write them: `PT1H30M`, `-P1D`, and with a sign inside, `P-1D`.

use super::{Duration, ScalarError};

/// What the text of a duration says, unit by unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Units {
    pub(super) years: i64,
    pub(super) months: i64,
    pub(super) weeks: i64,
    pub(super) days: i64,
    pub(super) hours: i64,
    pub(super) minutes: i64,
    pub(super) seconds: i64,
    pub(super) nanoseconds: i64,
}

impl Units {
    /// Reads a duration. Digits of a second beyond nanoseconds are cut off.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (sign, rest) = sign(text);
        let rest = rest.strip_prefix(['P', 'p'])?;
        let (date, time) = match rest.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time).filter(|time| !time.is_empty())?),
            None => (rest, ""),
        };
        let mut units = Self::default();
        let mut parts = 0;
        parts += components(date, "YMWD", |letter, whole, _| {
            let unit = match letter {
                'Y' => &mut units.years,
                'M' => &mut units.months,
                'W' => &mut units.weeks,
                _ => &mut units.days,
            };
            *unit = whole.checked_mul(sign)?;
            Some(())
        })?;
        parts += components(time, "HMS", |letter, whole, nanoseconds| {
            let unit = match letter {
                'H' => &mut units.hours,
                'M' => &mut units.minutes,
                _ => &mut units.seconds,
            };
            *unit = whole.checked_mul(sign)?;
            units.nanoseconds = nanoseconds.checked_mul(sign)?;
            Some(())
        })?;
        (parts > 0).then_some(units)
    }

    /// The whole in seconds and nanoseconds of the same sign, days of 24 hours. Years and months have no such length.
    pub(super) fn seconds(&self) -> Option<(i64, i32)> {
        if self.years != 0 || self.months != 0 {
            return None;
        }
        let units = [
            (self.weeks, 604_800),
            (self.days, 86_400),
            (self.hours, 3_600),
            (self.minutes, 60),
            (self.seconds, 1),
        ];
        let total: i128 = units
            .iter()
            .map(|(count, seconds)| i128::from(*count) * seconds)
            .sum();
        let nanoseconds = total * 1_000_000_000 + i128::from(self.nanoseconds);
        let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
        let rest = i32::try_from(nanoseconds % 1_000_000_000).ok()?;
        Some((seconds, rest))
    }
}

fn sign(text: &str) -> (i64, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Reads numbers, each before the letter of its unit, and says how many there are. Only seconds have a fraction.
fn components(
    text: &str,
    letters: &str,
    mut take: impl FnMut(char, i64, i64) -> Option<()>,
) -> Option<usize> {
    let (mut rest, mut letters, mut count) = (text, letters, 0);
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, after) = rest.split_at(end);
        let letter = after.chars().next()?.to_ascii_uppercase();
        // Units come in their order, and once.
        let (_, later) = letters.split_once(letter)?;
        let (whole, nanoseconds) = number_of(number, letter == 'S')?;
        take(letter, whole, nanoseconds)?;
        (rest, letters, count) = (after.get(1..)?, later, count + 1);
    }
    Some(count)
}

fn number_of(text: &str, may_have_fraction: bool) -> Option<(i64, i64)> {
    let (sign, digits) = sign(text);
    let (whole, fraction) = match digits.split_once(['.', ',']) {
        Some((whole, fraction)) if may_have_fraction && !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (digits, ""),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let nanoseconds: i64 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    Some((whole.checked_mul(sign)?, nanoseconds * sign))
}

impl Duration {
    /// The units of the text.
    pub(super) fn units(&self) -> Result<Units, ScalarError> {
        Units::parse(self.as_str()).ok_or_else(|| {
            let reason = "it is not in the form of ISO 8601, such as `PT1H30M`";
            ScalarError::new("a duration", self.as_str(), reason)
        })
    }

    /// The whole length of the text in seconds and nanoseconds.
    pub(super) fn total(&self) -> Result<(i64, i32), ScalarError> {
        self.units()?.seconds().ok_or_else(|| {
            let reason = "years and months have no fixed length";
            ScalarError::new("a length in seconds", self.as_str(), reason)
        })
    }

    /// The length of time. Days are of 24 hours.
    ///
    /// # Errors
    /// The text is no duration, is negative, or counts years or months, which have no fixed length.
    pub fn to_std(&self) -> Result<std::time::Duration, ScalarError> {
        let (seconds, nanoseconds) = self.total()?;
        match (u64::try_from(seconds), u32::try_from(nanoseconds)) {
            (Ok(seconds), Ok(nanoseconds)) => Ok(std::time::Duration::new(seconds, nanoseconds)),
            _ => Err(ScalarError::new(
                "a length of time of the standard library",
                self.as_str(),
                "it is negative",
            )),
        }
    }
}

impl From<std::time::Duration> for Duration {
    fn from(value: std::time::Duration) -> Self {
        let fraction = format!(".{:09}", value.subsec_nanos());
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        Self::new(format!("PT{}{fraction}S", value.as_secs()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Units};

    fn total(text: &str) -> Option<(i64, i32)> {
        Units::parse(text)?.seconds()
    }

    #[test]
    fn durations_are_read_as_services_write_them() {
        for (text, seconds) in [
            ("PT1H30M", (5_400, 0)),
            ("P1D", (86_400, 0)),
            ("P-1D", (-86_400, 0)),
            ("-P1D", (-86_400, 0)),
            ("-P-1D", (86_400, 0)),
            ("P1DT-1H", (82_800, 0)),
            ("P2W", (1_209_600, 0)),
            ("PT0.5S", (0, 500_000_000)),
            ("PT-0.5S", (0, -500_000_000)),
            ("PT1M-0.5S", (59, 500_000_000)),
            ("PT0S", (0, 0)),
            ("P10675199DT2H48M5.4775807S", (922_337_203_685, 477_580_700)),
            (
                "-P10675199DT2H48M5.4775808S",
                (-922_337_203_685, -477_580_800),
            ),
            ("PT1.0000000009S", (1, 0)),
            ("+PT1S", (1, 0)),
            ("pt1s", (1, 0)),
        ] {
            assert_eq!(total(text), Some(seconds), "{text}");
        }
        for text in [
            "",
            "P",
            "PT",
            "P1DT",
            "1D",
            "P1H",
            "PT1D",
            "PT1S1M",
            "PT1S1S",
            "P1.5D",
            "PT.5S",
            "PT1.S",
            "PT1",
            "P1 D",
            "PTéS",
            "P99999999999999999999D",
            "--P1D",
            "5 minutes",
            "01:00:00",
        ] {
            assert_eq!(Units::parse(text), None, "{text}");
        }
        assert_eq!(total("P1Y"), None);
        assert_eq!(total("P9223372036854775807W"), None);
    }

    #[test]
    fn lengths_of_the_standard_library_go_both_ways() {
        for text in ["PT5400S", "PT0.25S", "PT0S"] {
            let length = Duration::from(text);
            assert_eq!(Duration::from(length.to_std().unwrap()), length);
        }
        for text in ["P-1D", "P1M", "soon"] {
            assert!(Duration::from(text).to_std().is_err(), "{text}");
        }
    }
}
