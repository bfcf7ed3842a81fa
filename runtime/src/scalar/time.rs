use time::format_description::well_known::{Iso8601, Rfc3339};

use super::{Date, DateTimeOffset, ScalarError, TimeOfDay};

impl DateTimeOffset {
    /// The moment with its offset, by feature `time`.
    ///
    /// # Errors
    /// The text is no date with time and offset.
    pub fn to_offset_date_time(&self) -> Result<time::OffsetDateTime, ScalarError> {
        time::OffsetDateTime::parse(self.as_str(), &Rfc3339)
            .map_err(|error| ScalarError::new("a date with time and offset", self.as_str(), error))
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

#[cfg(test)]
mod tests {
    use super::{Date, DateTimeOffset, TimeOfDay};

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
}
