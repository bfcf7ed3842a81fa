//! JSON as it came: with the digits of numbers that no value in memory holds.
//!
//! `serde_json` reads a number with a fraction as `f64`, unless its feature `arbitrary_precision` is on. A library must not
//! switch that on: it changes how every other crate of an application reads numbers. So what must keep its digits is read as
//! text, by the feature `raw_value`, which adds to `serde_json` and changes nothing. Numbers, unknown properties, relationships and
//! plain JSON are. A fraction where the documentation has a text or an object instead keeps the digits of an `f64`.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde_core::ser::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Number};

/// Any JSON value.
pub type Json = serde_json::Value;

/// The names by which `serde_json` hands out text and, with `arbitrary_precision`, numbers.
const TEXT: &str = "$serde_json::private::RawValue";
const NUMBER: &str = "$serde_json::private::Number";

/// Whether a map whose only member has this name is a text or number in disguise.
pub(crate) fn is_disguise(name: &str) -> bool {
    name == TEXT || name == NUMBER
}

/// How deep arrays and objects may be nested, as in `serde_json`.
const DEEPEST: usize = 127;

/// A JSON value as it came.
#[derive(Clone)]
pub struct Raw {
    value: Json,
    /// The text, where the value would be written with other digits.
    text: Option<Box<RawValue>>,
}

impl Raw {
    /// The value that this text says. A text that is no JSON says `null`.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let value = serde_json::from_str(text).unwrap_or_default();
        let text = if is_exact(text) { None } else { boxed(text) };
        Self { value, text }
    }

    /// An array of values as they came.
    pub(crate) fn array(elements: Vec<Raw>) -> Self {
        let text = if elements.iter().any(|element| element.text.is_some()) {
            serde_json::to_string(&elements)
                .ok()
                .and_then(|text| boxed(&text))
        } else {
            None
        };
        let value = elements.into_iter().map(|element| element.value).collect();
        Self { value, text }
    }

    /// The value, whose numbers have the digits that a value in memory holds.
    #[must_use]
    pub fn value(&self) -> &Json {
        &self.value
    }

    /// The value, without its text.
    #[must_use]
    pub fn into_value(self) -> Json {
        self.value
    }

    /// Whether the value is written as it came without the text.
    pub(crate) fn is_exact(&self) -> bool {
        self.text.is_none()
    }
}

impl From<Json> for Raw {
    fn from(value: Json) -> Self {
        Self { value, text: None }
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.write_str(text.get()),
            None => self.value.fmt(f),
        }
    }
}

/// Equal as JSON values are.
impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.text {
            Some(text) => text.serialize(serializer),
            None => self.value.serialize(serializer),
        }
    }
}

/// The JSON text as something that writes itself.
pub(crate) fn boxed(text: &str) -> Option<Box<RawValue>> {
    RawValue::from_string(compact(text)).ok()
}

/// The JSON text without the spaces and line breaks between its tokens.
fn compact(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((between, string)) = rest.find('"').map(|at| rest.split_at(at)) {
        compact.extend(between.split_ascii_whitespace());
        rest = after_string(string);
        compact.push_str(string.strip_suffix(rest).unwrap_or(string));
    }
    compact.extend(rest.split_ascii_whitespace());
    compact
}

/// Whether every number in a JSON text is written as it stands there when the text is read as a value.
fn is_exact(text: &str) -> bool {
    if text.starts_with(['"', 't', 'f', 'n']) {
        return true;
    }
    tokens(text).all(|token| match token {
        Token::Number(number) => is_exact_number(number),
        Token::Open | Token::Close => true,
    })
}

/// Whether a number is written as it stands when it is read as a value.
fn is_exact_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text != "-0";
    }
    serde_json::from_str::<Number>(text).is_ok_and(|number| number.to_string() == text)
}

/// How deep arrays and objects are nested in a JSON text.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for token in tokens(text) {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Number(_) => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

enum Token<'a> {
    Open,
    Close,
    Number(&'a str),
}

/// The numbers and brackets of a JSON text.
fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let starts = |byte: &u8| {
                byte.is_ascii_digit() || matches!(byte, b'"' | b'{' | b'[' | b'}' | b']' | b'-')
            };
            let from = rest.get(rest.as_bytes().iter().position(starts)?..)?;
            match from.as_bytes().first()? {
                b'"' => rest = after_string(from),
                b'{' | b'[' => {
                    rest = from.get(1..)?;
                    return Some(Token::Open);
                }
                b'}' | b']' => {
                    rest = from.get(1..)?;
                    return Some(Token::Close);
                }
                _ => {
                    let in_number =
                        |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
                    let end = from.find(|c| !in_number(c)).unwrap_or(from.len());
                    let (number, after) = from.split_at(end);
                    rest = after;
                    return Some(Token::Number(number));
                }
            }
        }
    })
}

/// What follows the string that a text begins with.
fn after_string(text: &str) -> &str {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return text.get(at + 1..).unwrap_or_default(),
            _ => {}
        }
    }
    ""
}

/// Reads any value as its JSON text.
pub(crate) struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // `serde_json` knows this name and gives a map with the text. Others give the value.
        deserializer.deserialize_newtype_struct(TEXT, self)
    }
}

fn shown<'de, E>(value: &Json) -> Result<Cow<'de, str>, E> {
    Ok(value.to_string().into())
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let Some(name) = members.next_key_seed(Name)? else {
            return Ok("{}".into());
        };
        if is_disguise(&name) {
            let text = members.next_value_seed(Name)?;
            if text.starts_with(['{', '[']) && depth(&text) > DEEPEST {
                return Err(A::Error::custom("recursion limit exceeded"));
            }
            return Ok(text);
        }
        let mut read = Map::new();
        read.insert(name.into_owned(), members.next_value()?);
        while let Some((name, value)) = members.next_entry()? {
            read.insert(name, value);
        }
        shown(&Json::Object(read))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        shown(&Json::deserialize(deserializer)?)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        shown(&value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        shown(&value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        shown(&value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        shown(&value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        shown(&value.into())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        shown(&Json::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        shown(&Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut read = Vec::new();
        while let Some(element) = elements.next_element()? {
            read.push(element);
        }
        shown(&Json::Array(read))
    }
}

/// Reads the name of a member, without a copy where the format allows it.
pub(crate) struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }

    #[inline]
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }

    #[inline]
    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value))
    }
}

#[cfg(test)]
mod tests {
    use super::{Raw, depth, is_exact};

    #[test]
    fn numbers_that_a_value_writes_otherwise_are_found() {
        for text in [
            "1",
            "-5",
            "0.5",
            "\"1.10\"",
            r#"{"a\"1.10": [1, "\\", 2.5, true]}"#,
            "1e100",
        ] {
            assert!(is_exact(text) || text == "1e100", "{text}");
        }
        for text in [
            "1.10",
            "-0",
            "12345678901234567890.123",
            "[0.12345678901234567890]",
            r#"{"a":{"b\\":123456789012345678901234567890}}"#,
        ] {
            // Unless another crate has switched on `arbitrary_precision`.
            let written = serde_json::from_str::<serde_json::Value>(text)
                .unwrap()
                .to_string();
            assert!(!is_exact(text) || written == text, "{text}");
            assert_eq!(serde_json::to_string(&Raw::from_text(text)).unwrap(), text);
        }
    }

    #[test]
    fn a_text_is_kept_without_what_is_between_its_tokens() {
        let text = "{ \"a \\\" b\" : [ 1.10 ,\n\t\"\" ] , \"c\": {} }";
        let raw = Raw::from_text(text);
        assert_eq!(
            serde_json::to_string(&raw).unwrap(),
            r#"{"a \" b":[1.10,""],"c":{}}"#.replace(r"\\", r"\")
        );
    }

    #[test]
    fn depth_is_that_of_brackets_outside_of_strings() {
        assert_eq!(depth(r#"{"a[[": [[1], {}]}"#), 3);
        assert_eq!(depth("5"), 0);
    }
}
