use chrono::format::SecondsFormat;

use super::{Date, DateTimeOffset, ScalarError, TimeOfDay};

impl DateTimeOffset {
    /// The moment with its offset, by feature `chrono`.
    ///
    /// # Errors
    /// The text is no date with time and offset.
    pub fn to_chrono(&self) -> Result<chrono::DateTime<chrono::FixedOffset>, ScalarError> {
        chrono::DateTime::parse_from_rfc3339(self.as_str())
            .map_err(|error| ScalarError::new("a date with time and offset", self.as_str(), error))
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

#[cfg(test)]
mod tests {
    use super::{Date, DateTimeOffset, TimeOfDay};

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
}
