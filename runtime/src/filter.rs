//! Values in the expressions of `$filter` and `$search`.

use crate::scalar::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};

/// The value as a literal of OData.
///
/// ```
/// use docbind_runtime::filter::literal;
///
/// let name = "O'Neil";
/// let filter = format!("surname eq {} and size gt {}", literal(name), literal(&5));
/// assert_eq!(filter, "surname eq 'O''Neil' and size gt 5");
/// ```
#[must_use]
pub fn literal<T: Literal + ?Sized>(value: &T) -> String {
    value.literal()
}

/// The text as a phrase for `$search`, in double quotes.
///
/// ```
/// use docbind_runtime::filter::phrase;
///
/// assert_eq!(phrase(r#"displayName:the "blue" one"#), r#""displayName:the \"blue\" one""#);
/// ```
#[must_use]
pub fn phrase(text: &str) -> String {
    let mut phrase = String::with_capacity(text.len() + 2);
    phrase.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            phrase.push('\\');
        }
        phrase.push(c);
    }
    phrase.push('"');
    phrase
}

/// A value that OData has literals for. Those of enumerations are texts: `literal(importance.as_str())`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no literal",
    note = "literals are those of texts, numbers, booleans and scalars; of an enumeration it is that of its `as_str()`"
)]
pub trait Literal {
    /// The literal.
    fn literal(&self) -> String;
}

/// In single quotes; a quote inside is doubled.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

impl Literal for str {
    fn literal(&self) -> String {
        quoted(self)
    }
}

impl Literal for String {
    fn literal(&self) -> String {
        quoted(self)
    }
}

impl<T: Literal + ?Sized> Literal for &T {
    fn literal(&self) -> String {
        (**self).literal()
    }
}

macro_rules! bare {
    ($($value:ty),*) => {$(
        impl Literal for $value {
            fn literal(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

bare!(bool, i8, i16, i32, i64, u8, u16, u32);

macro_rules! float {
    ($($value:ty),*) => {$(
        impl Literal for $value {
            fn literal(&self) -> String {
                if self.is_nan() {
                    "NaN".to_owned()
                } else if self.is_infinite() {
                    if *self > 0.0 { "INF" } else { "-INF" }.to_owned()
                } else {
                    self.to_string()
                }
            }
        }
    )*};
}

float!(f32, f64);

macro_rules! scalar {
    ($($value:ty),*) => {$(
        /// Bare, unless its text, which nobody checked, could end the literal: then it is quoted.
        impl Literal for $value {
            fn literal(&self) -> String {
                let text = self.as_str();
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | ':');
                if !text.is_empty() && text.chars().all(plain) {
                    text.to_owned()
                } else {
                    quoted(text)
                }
            }
        }
    )*};
}

scalar!(Date, DateTimeOffset, Decimal, Guid, TimeOfDay);

impl Literal for Duration {
    fn literal(&self) -> String {
        format!("duration{}", quoted(self.as_str()))
    }
}

impl Literal for Binary {
    fn literal(&self) -> String {
        format!("binary{}", quoted(self.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::literal;
    use crate::scalar::{Date, DateTimeOffset, Duration, Guid};

    #[test]
    fn a_literal_ends_where_the_value_ends() {
        for (text, quoted) in [
            ("O'Neil", "'O''Neil'"),
            ("' or '1' eq '1", "''' or ''1'' eq ''1'"),
            ("''", "''''''"),
            ("", "''"),
        ] {
            assert_eq!(literal(text), quoted);
            assert_eq!(literal(&text.to_owned()), quoted);
        }
        assert_eq!(literal(&true), "true");
        assert_eq!(literal(&-0.5), "-0.5");
        assert_eq!(literal(&f64::NEG_INFINITY), "-INF");
        assert_eq!(
            literal(&DateTimeOffset::from("2014-10-01T05:15:00+02:00")),
            "2014-10-01T05:15:00+02:00"
        );
        assert_eq!(
            literal(&Date::from("2014' or 1 eq 1")),
            "'2014'' or 1 eq 1'"
        );
        assert_eq!(literal(&Guid::from("f3a1c1e4-5d2b")), "f3a1c1e4-5d2b");
        assert_eq!(literal(&Duration::from("PT1H")), "duration'PT1H'");
    }
}
