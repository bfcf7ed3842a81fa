use time::format_description::well_known::{Iso8601, Rfc3339};

use super::{Date, DateTimeOffset, Duration, ScalarError, TimeOfDay};

impl DateTimeOffset {
    /// The moment with its offset, by feature `time`.
    ///
    /// # Errors
    /// The text is no date with time and offset.
    pub fn to_offset_date_time(&self) -> Result<time::OffsetDateTime, ScalarError> {
        time::OffsetDateTime::parse(self.as_str(), &Rfc3339)
            .map_err(|error| self.no_moment("to_primitive_date_time", error))
    }

    /// The date and time as the text says them, whatever the offset, also if there is none; by feature `time`.
    ///
    /// # Errors
    /// The text is no date with time.
    pub fn to_primitive_date_time(&self) -> Result<time::PrimitiveDateTime, ScalarError> {
        time::PrimitiveDateTime::parse(&self.local(), &Iso8601::DATE_TIME)
            .map_err(|error| ScalarError::new("a date with time", self.as_str(), error))
    }
}

impl TryFrom<time::OffsetDateTime> for DateTimeOffset {
    type Error = ScalarError;

    /// # Errors
    /// The year has more than four digits, or the offset has seconds.
    fn try_from(value: time::OffsetDateTime) -> Result<Self, ScalarError> {
        let text = value.format(&Rfc3339);
        text.map(Self::new).map_err(|error| {
            ScalarError::new("a date with time and offset", &value.to_string(), error)
        })
    }
}

impl Date {
    /// The day, by feature `time`.
    ///
    /// # Errors
    /// The text is no date.
    pub fn to_date(&self) -> Result<time::Date, ScalarError> {
        time::Date::parse(self.as_str(), &Iso8601::DATE)
            .map_err(|error| ScalarError::new("a date", self.as_str(), error))
    }
}

impl From<time::Date> for Date {
    fn from(value: time::Date) -> Self {
        Self::new(value.to_string())
    }
}

impl TimeOfDay {
    /// The time, by feature `time`.
    ///
    /// # Errors
    /// The text is no time of a day.
    pub fn to_time(&self) -> Result<time::Time, ScalarError> {
        time::Time::parse(self.as_str(), &Iso8601::TIME)
            .map_err(|error| ScalarError::new("a time of day", self.as_str(), error))
    }
}

impl From<time::Time> for TimeOfDay {
    fn from(value: time::Time) -> Self {
        let (hour, minute, second, nanosecond) = value.as_hms_nano();
        let fraction = if nanosecond == 0 {
            String::new()
        } else {
            format!(".{nanosecond:09}")
        };
        Self::new(format!(
            "{hour:02}:{minute:02}:{second:02}{}",
            fraction.trim_end_matches('0')
        ))
    }
}

impl Duration {
    /// The length of time, by feature `time`. Days are of 24 hours.
    ///
    /// # Errors
    /// The text is no duration of ISO 8601, or counts years or months, which have no fixed length.
    pub fn to_time_duration(&self) -> Result<time::Duration, ScalarError> {
        let (seconds, nanoseconds) = self.total()?;
        Ok(time::Duration::new(seconds, nanoseconds))
    }
}

impl From<time::Duration> for Duration {
    fn from(value: time::Duration) -> Self {
        let length = Self::from(value.unsigned_abs());
        if value.is_negative() {
            Self::new(format!("-{length}"))
        } else {
            length
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DateTimeOffset, Duration, TimeOfDay};

    #[test]
    fn scalars_go_both_ways() {
        for text in ["2014-10-01T07:15:00+02:00", "2014-10-01T05:15:00Z"] {
            let moment = DateTimeOffset::from(text);
            assert_eq!(
                DateTimeOffset::try_from(moment.to_offset_date_time().unwrap()).unwrap(),
                moment
            );
        }
        let day = Date::from("2014-10-01");
        assert_eq!(Date::from(day.to_date().unwrap()), day);
        for text in ["05:15:00", "05:15:00.25"] {
            let time = TimeOfDay::from(text);
            assert_eq!(TimeOfDay::from(time.to_time().unwrap()), time);
        }
        assert!(
            DateTimeOffset::from("yesterday")
                .to_offset_date_time()
                .is_err()
        );
    }
    #[test]
    fn a_moment_without_offset_is_a_date_with_time() {
        for text in [
            "2024-02-14T07:37:32",
            "2024-02-14T07:37:32Z",
            "2024-02-14 07:37:32+02:00",
        ] {
            let local = DateTimeOffset::from(text).to_primitive_date_time().unwrap();
            assert_eq!(local.as_hms(), (7, 37, 32), "{text}");
        }
        let error = DateTimeOffset::from("2024-02-14T07:37:32")
            .to_offset_date_time()
            .unwrap_err();
        assert!(
            error.to_string().contains("to_primitive_date_time"),
            "{error}"
        );
    }

    #[test]
    fn durations_of_services_are_converted() {
        for (text, seconds, nanoseconds) in [
            ("P-1D", -86_400, 0),
            ("PT-0.5S", 0, -500_000_000),
            ("P10675199DT2H48M5.4775807S", 922_337_203_685, 477_580_700),
        ] {
            let length = Duration::from(text).to_time_duration().unwrap();
            assert_eq!(
                (length.whole_seconds(), length.subsec_nanoseconds()),
                (seconds, nanoseconds),
                "{text}"
            );
            assert_eq!(Duration::from(length).to_time_duration().unwrap(), length);
        }
        assert!(Duration::from("P1Y").to_time_duration().is_err());
    }
}
