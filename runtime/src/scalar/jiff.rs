use super::duration::Units;
use super::{Date, DateTimeOffset, Duration, ScalarError, TimeOfDay};

impl DateTimeOffset {
    /// The moment, by feature `jiff`.
    ///
    /// # Errors
    /// The text is no date with time and offset.
    pub fn to_timestamp(&self) -> Result<jiff::Timestamp, ScalarError> {
        self.as_str()
            .parse()
            .map_err(|error: jiff::Error| self.no_moment("to_civil_date_time", error))
    }

    /// The date and time as the text says them, whatever the offset, also if there is none; by feature `jiff`.
    ///
    /// # Errors
    /// The text is no date with time.
    pub fn to_civil_date_time(&self) -> Result<jiff::civil::DateTime, ScalarError> {
        self.local()
            .parse()
            .map_err(|error| ScalarError::new("a date with time", self.as_str(), error))
    }
}

impl From<jiff::Timestamp> for DateTimeOffset {
    fn from(value: jiff::Timestamp) -> Self {
        Self::new(value.to_string())
    }
}

impl Date {
    /// The day, by feature `jiff`.
    ///
    /// # Errors
    /// The text is no date.
    pub fn to_civil_date(&self) -> Result<jiff::civil::Date, ScalarError> {
        self.as_str()
            .parse()
            .map_err(|error| ScalarError::new("a date", self.as_str(), error))
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(value: jiff::civil::Date) -> Self {
        Self::new(value.to_string())
    }
}

impl TimeOfDay {
    /// The time, by feature `jiff`.
    ///
    /// # Errors
    /// The text is no time of a day.
    pub fn to_civil_time(&self) -> Result<jiff::civil::Time, ScalarError> {
        self.as_str()
            .parse()
            .map_err(|error| ScalarError::new("a time of day", self.as_str(), error))
    }
}

impl From<jiff::civil::Time> for TimeOfDay {
    fn from(value: jiff::civil::Time) -> Self {
        Self::new(value.to_string())
    }
}

impl Duration {
    /// The length of time in the units of the text, by feature `jiff`.
    ///
    /// Units of different signs are taken together, days as 24 hours. So are days beyond what a span holds: they are hours.
    ///
    /// # Errors
    /// The text is no duration of ISO 8601, or longer than a span can be.
    pub fn to_span(&self) -> Result<jiff::Span, ScalarError> {
        let mut units = self.units()?;
        let signs = [
            units.years,
            units.months,
            units.weeks,
            units.days,
            units.hours,
            units.minutes,
            units.seconds,
            units.nanoseconds,
        ];
        if signs.iter().any(|unit| *unit < 0) && signs.iter().any(|unit| *unit > 0) {
            let (seconds, nanoseconds) = self.total()?;
            units = Units {
                hours: seconds / 3_600,
                minutes: seconds / 60 % 60,
                seconds: seconds % 60,
                nanoseconds: nanoseconds.into(),
                ..Units::default()
            };
        }
        let days = units.days.clamp(-MOST_DAYS, MOST_DAYS);
        let hours = (units.days - days).checked_mul(24);
        units.hours = hours
            .and_then(|hours| hours.checked_add(units.hours))
            .unwrap_or(i64::MAX);
        let span = jiff::Span::new()
            .try_years(units.years)
            .and_then(|span| span.try_months(units.months))
            .and_then(|span| span.try_weeks(units.weeks))
            .and_then(|span| span.try_days(days))
            .and_then(|span| span.try_hours(units.hours))
            .and_then(|span| span.try_minutes(units.minutes))
            .and_then(|span| span.try_seconds(units.seconds))
            .and_then(|span| span.try_nanoseconds(units.nanoseconds));
        span.map_err(|error| ScalarError::new("a span", self.as_str(), error))
    }

    /// The length of time as a number of seconds, by feature `jiff`. Days are of 24 hours.
    ///
    /// # Errors
    /// The text is no duration of ISO 8601, or counts years or months, which have no fixed length.
    pub fn to_signed_duration(&self) -> Result<jiff::SignedDuration, ScalarError> {
        let (seconds, nanoseconds) = self.total()?;
        Ok(jiff::SignedDuration::new(seconds, nanoseconds))
    }
}

/// The days that a span holds at most.
const MOST_DAYS: i64 = 7_304_484;

impl From<jiff::Span> for Duration {
    fn from(value: jiff::Span) -> Self {
        Self::new(value.to_string())
    }
}

impl From<jiff::SignedDuration> for Duration {
    fn from(value: jiff::SignedDuration) -> Self {
        Self::new(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DateTimeOffset, Duration, TimeOfDay};

    #[test]
    fn scalars_go_both_ways() {
        let moment = DateTimeOffset::from("2014-10-01T07:15:00+02:00")
            .to_timestamp()
            .unwrap();
        assert_eq!(
            DateTimeOffset::from(moment).as_str(),
            "2014-10-01T05:15:00Z"
        );
        let day = Date::from("2014-10-01");
        assert_eq!(Date::from(day.to_civil_date().unwrap()), day);
        let time = TimeOfDay::from("05:15:00.25");
        assert_eq!(TimeOfDay::from(time.to_civil_time().unwrap()), time);
        let length = Duration::from("PT1H30M");
        assert_eq!(Duration::from(length.to_span().unwrap()), length);
        assert!(DateTimeOffset::from("yesterday").to_timestamp().is_err());
    }
    #[test]
    fn a_moment_without_offset_is_a_date_with_time() {
        for text in [
            "2024-02-14T07:37:32",
            "2024-02-14T07:37:32Z",
            "2024-02-14T07:37:32+02:00",
            "2024-02-14 07:37:32",
            "2024-02-14T07:37:32-0800",
        ] {
            let local = DateTimeOffset::from(text).to_civil_date_time().unwrap();
            assert_eq!(
                local,
                jiff::civil::datetime(2024, 2, 14, 7, 37, 32, 0),
                "{text}"
            );
        }
        let bare = DateTimeOffset::from("2024-02-14T07:37:32.1234567");
        assert!(!bare.has_offset());
        let error = bare.to_timestamp().unwrap_err().to_string();
        assert!(error.contains("to_civil_date_time"), "{error}");
        assert_eq!(
            bare.to_civil_date_time().unwrap().subsec_nanosecond(),
            123_456_700
        );
        assert!(
            DateTimeOffset::from("9999-12-31T23:59:59.9999999Z")
                .to_civil_date_time()
                .is_ok()
        );
        assert!(DateTimeOffset::from("soon").to_civil_date_time().is_err());
    }

    #[test]
    fn durations_of_services_are_converted() {
        let longest = "P10675199DT2H48M5.4775807S";
        for (text, seconds) in [
            ("P-1D", -86_400.0),
            ("-P1D", -86_400.0),
            ("P1DT-1H", 82_800.0),
            ("PT1H30M", 5_400.0),
            (longest, 922_337_203_685.477_5),
        ] {
            let length = Duration::from(text);
            let span = length.to_span().unwrap();
            let day = jiff::SpanRelativeTo::days_are_24_hours();
            assert_eq!(
                span.total((jiff::Unit::Second, day)).unwrap(),
                seconds,
                "{text}"
            );
            let signed = length.to_signed_duration().unwrap();
            assert!((signed.as_secs_f64() - seconds).abs() < 1e-3, "{text}");
        }
        let longest = Duration::from(longest).to_signed_duration().unwrap();
        assert_eq!(
            (longest.as_secs(), longest.subsec_nanos()),
            (922_337_203_685, 477_580_700)
        );
        assert_eq!(
            Duration::from("P1Y2M").to_span().unwrap(),
            jiff::Span::new().years(1).months(2).fieldwise()
        );
        assert!(Duration::from("P1Y").to_signed_duration().is_err());
        for text in ["P99999999999D", "P1Y-1D", "soon"] {
            assert!(Duration::from(text).to_span().is_err(), "{text}");
        }
    }
}
