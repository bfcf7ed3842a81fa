use chrono::format::SecondsFormat;

use super::{Date, DateTimeOffset, Duration, ScalarError, TimeOfDay};

impl DateTimeOffset {
    /// The moment with its offset, by feature `chrono`.
    ///
    /// # Errors
    /// The text is no date with time and offset.
    pub fn to_chrono(&self) -> Result<chrono::DateTime<chrono::FixedOffset>, ScalarError> {
        chrono::DateTime::parse_from_rfc3339(self.as_str())
            .map_err(|error| self.no_moment("to_naive_date_time", error))
    }

    /// The date and time as the text says them, whatever the offset, also if there is none; by feature `chrono`.
    ///
    /// # Errors
    /// The text is no date with time.
    pub fn to_naive_date_time(&self) -> Result<chrono::NaiveDateTime, ScalarError> {
        self.local()
            .parse()
            .map_err(|error| ScalarError::new("a date with time", self.as_str(), error))
    }
}

impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for DateTimeOffset {
    fn from(value: chrono::DateTime<Z>) -> Self {
        Self::new(
            value
                .fixed_offset()
                .to_rfc3339_opts(SecondsFormat::AutoSi, true),
        )
    }
}

impl Date {
    /// The day, by feature `chrono`.
    ///
    /// # Errors
    /// The text is no date.
    pub fn to_naive_date(&self) -> Result<chrono::NaiveDate, ScalarError> {
        self.as_str()
            .parse()
            .map_err(|error| ScalarError::new("a date", self.as_str(), error))
    }
}

impl From<chrono::NaiveDate> for Date {
    fn from(value: chrono::NaiveDate) -> Self {
        Self::new(value.to_string())
    }
}

impl TimeOfDay {
    /// The time, by feature `chrono`.
    ///
    /// # Errors
    /// The text is no time of a day.
    pub fn to_naive_time(&self) -> Result<chrono::NaiveTime, ScalarError> {
        self.as_str()
            .parse()
            .map_err(|error| ScalarError::new("a time of day", self.as_str(), error))
    }
}

impl From<chrono::NaiveTime> for TimeOfDay {
    fn from(value: chrono::NaiveTime) -> Self {
        Self::new(value.to_string())
    }
}

impl Duration {
    /// The length of time, by feature `chrono`. Days are of 24 hours.
    ///
    /// # Errors
    /// The text is no duration of ISO 8601, counts years or months, which have no fixed length, or is longer than the type holds.
    pub fn to_time_delta(&self) -> Result<chrono::TimeDelta, ScalarError> {
        let (seconds, nanoseconds) = self.total()?;
        let (seconds, nanoseconds) = if nanoseconds < 0 {
            (seconds.saturating_sub(1), nanoseconds + 1_000_000_000)
        } else {
            (seconds, nanoseconds)
        };
        let delta = chrono::TimeDelta::new(seconds, nanoseconds.unsigned_abs());
        delta.ok_or_else(|| ScalarError::new("a length of time", self.as_str(), "it is too long"))
    }
}

impl From<chrono::TimeDelta> for Duration {
    fn from(value: chrono::TimeDelta) -> Self {
        Self::new(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DateTimeOffset, Duration, TimeOfDay};

    #[test]
    fn scalars_go_both_ways() {
        for text in ["2014-10-01T07:15:00+02:00", "2014-10-01T05:15:00Z"] {
            let moment = DateTimeOffset::from(text);
            assert_eq!(DateTimeOffset::from(moment.to_chrono().unwrap()), moment);
        }
        let day = Date::from("2014-10-01");
        assert_eq!(Date::from(day.to_naive_date().unwrap()), day);
        let time = TimeOfDay::from("05:15:00.250");
        assert_eq!(TimeOfDay::from(time.to_naive_time().unwrap()), time);
        assert!(DateTimeOffset::from("yesterday").to_chrono().is_err());
    }
    #[test]
    fn a_moment_without_offset_is_a_date_with_time() {
        for text in [
            "2024-02-14T07:37:32",
            "2024-02-14T07:37:32Z",
            "2024-02-14 07:37:32+02:00",
        ] {
            let local = DateTimeOffset::from(text).to_naive_date_time().unwrap();
            assert_eq!(local.to_string(), "2024-02-14 07:37:32", "{text}");
        }
        let error = DateTimeOffset::from("2024-02-14T07:37:32")
            .to_chrono()
            .unwrap_err();
        assert!(error.to_string().contains("to_naive_date_time"), "{error}");
    }

    #[test]
    fn durations_of_services_are_converted() {
        for (text, seconds, nanoseconds) in [
            ("P-1D", -86_400, 0),
            ("PT-0.5S", 0, -500_000_000),
            ("P10675199DT2H48M5.4775807S", 922_337_203_685, 477_580_700),
        ] {
            let delta = Duration::from(text).to_time_delta().unwrap();
            assert_eq!(
                (delta.num_seconds(), delta.subsec_nanos()),
                (seconds, nanoseconds),
                "{text}"
            );
            assert_eq!(Duration::from(delta).to_time_delta().unwrap(), delta);
        }
        assert!(Duration::from("P1Y").to_time_delta().is_err());
    }
}
