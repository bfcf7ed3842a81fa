use super::{Date, DateTimeOffset, Duration, ScalarError, TimeOfDay};

impl DateTimeOffset {
    /// The moment, by feature `jiff`.
    ///
    /// # Errors
    /// The text is no date with time and offset.
    pub fn to_timestamp(&self) -> Result<jiff::Timestamp, ScalarError> {
        self.as_str()
            .parse()
            .map_err(|error| ScalarError::new("a timestamp", self.as_str(), error))
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
    /// The length of time, by feature `jiff`.
    ///
    /// # Errors
    /// The text is no duration of ISO 8601.
    pub fn to_span(&self) -> Result<jiff::Span, ScalarError> {
        self.as_str()
            .parse()
            .map_err(|error| ScalarError::new("a duration", self.as_str(), error))
    }
}

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
}
