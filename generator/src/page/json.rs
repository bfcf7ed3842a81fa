//! JSON as pages show it: sometimes with comments, trailing commas or an ellipsis.

use serde::de::DeserializeOwned;

/// Longer text is not read as JSON.
const MAX_JSON_BYTES: usize = 1 << 20;

/// What a text holds as JSON.
#[derive(Debug, PartialEq)]
pub struct LenientJson<T> {
    /// What was read.
    pub value: T,
    /// What had to be repaired first: `trailing comma`.
    pub repaired: Option<String>,
}

/// Reads JSON, mending the usual slips where it is not quite JSON. The error says what is wrong with the text as it
/// stands. Nesting deeper than 128 is an error.
pub fn lenient<T: DeserializeOwned>(text: &str) -> Result<LenientJson<T>, String> {
    if text.len() > MAX_JSON_BYTES {
        return Err(format!("it is longer than {MAX_JSON_BYTES} bytes"));
    }
    let error = match serde_json::from_str(text) {
        Ok(value) => {
            return Ok(LenientJson {
                value,
                repaired: None,
            });
        }
        Err(error) => error,
    };
    let (mended, repairs) = Mender::mend(text);
    match serde_json::from_str(&mended) {
        Ok(value) => Ok(LenientJson {
            value,
            repaired: Some(repairs.join(", ")),
        }),
        Err(_) => Err(error.to_string()),
    }
}

/// Copies JSON and mends it on the way.
struct Mender {
    out: String,
    /// Closing brackets that are still due.
    open: Vec<char>,
    repairs: Vec<&'static str>,
}

impl Mender {
    fn mend(text: &str) -> (String, Vec<&'static str>) {
        let mut mender = Self {
            out: String::with_capacity(text.len() + 8),
            open: Vec::new(),
            repairs: Vec::new(),
        };
        // `"value": [..]` without the object around it.
        if is_member(text) {
            mender.repair("missing bracket");
            mender.open.push('}');
            mender.out.push('{');
        }
        mender.values(text);
        mender.close_all();
        (mender.out, mender.repairs)
    }

    fn repair(&mut self, what: &'static str) {
        if !self.repairs.contains(&what) {
            self.repairs.push(what);
        }
    }

    fn values(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let len = match c {
                '"' => self.string(rest),
                '\u{201c}' | '\u{201d}' => {
                    self.repair("curly quotes");
                    self.curly_string(rest)
                }
                '/' if rest.starts_with("//") => self.skip(rest, "comment", "\n", false),
                '/' if rest.starts_with("/*") => self.skip(rest, "comment", "*/", true),
                '.' if rest.starts_with("...") => {
                    self.repair("ellipsis");
                    rest.len() - rest.trim_start_matches('.').len()
                }
                '\u{2026}' => {
                    self.repair("ellipsis");
                    c.len_utf8()
                }
                '{' if type_in_braces(rest).is_some() => {
                    self.repair("name of a type in braces");
                    self.named_type(rest)
                }
                '{' | '[' => {
                    self.comma_before_value();
                    self.open.push(if c == '{' { '}' } else { ']' });
                    self.out.push(c);
                    1
                }
                '}' | ']' => {
                    self.close(c);
                    if self.open.is_empty() {
                        if !text_after(rest).is_empty() {
                            self.repair("text after the value");
                        }
                        return;
                    }
                    1
                }
                ',' => {
                    self.comma();
                    1
                }
                _ => {
                    if c.is_alphanumeric() || c == '-' {
                        self.word(rest)
                    } else {
                        self.out.push(c);
                        c.len_utf8()
                    }
                }
            };
            rest = rest.get(len..).unwrap_or_default();
        }
    }

    fn named_type(&mut self, rest: &str) -> usize {
        let name = type_in_braces(rest).unwrap_or_default();
        self.comma_before_value();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push('"');
        rest.find('}').map_or(rest.len(), |end| end + 1)
    }

    /// A number or literal.
    fn word(&mut self, rest: &str) -> usize {
        self.comma_before_value();
        let len = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')))
            .unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or_default();
        match word {
            "True" | "False" | "TRUE" | "FALSE" => {
                self.repair("case of a literal");
                self.out.push_str(&word.to_ascii_lowercase());
            }
            // `"to": Shop.address`
            _ if is_qualified(word) => {
                self.repair("name of a type without quotes");
                self.out.push('"');
                self.out.push_str(word);
                self.out.push('"');
            }
            _ => self.out.push_str(word),
        }
        len
    }

    fn string(&mut self, rest: &str) -> usize {
        self.comma_before_value();
        self.out.push('"');
        let mut escaped = false;
        for (at, c) in rest.char_indices().skip(1) {
            match c {
                '"' if !escaped => {
                    self.out.push('"');
                    return at + 1;
                }
                '\n' | '\r' | '\t' => {
                    self.repair("line break in a string");
                    self.out.push(' ');
                }
                // `image\jpeg`
                _ if escaped
                    && !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') =>
                {
                    self.repair("stray backslash");
                    self.out.push('\\');
                    self.out.push(c);
                }
                _ => self.out.push(c),
            }
            escaped = c == '\\' && !escaped;
        }
        rest.len()
    }

    fn curly_string(&mut self, rest: &str) -> usize {
        let open = rest.chars().next().map_or(0, char::len_utf8);
        let body = rest.get(open..).unwrap_or_default();
        let end = body.find(['\u{201c}', '\u{201d}', '"', '\n']);
        let content = body.get(..end.unwrap_or(body.len())).unwrap_or_default();
        self.comma_before_value();
        self.out.push('"');
        self.out.push_str(content.trim_end_matches('\\'));
        self.out.push('"');
        let close = body
            .get(content.len()..)
            .and_then(|rest| rest.chars().next());
        open + content.len() + close.filter(|c| *c != '\n').map_or(0, char::len_utf8)
    }

    fn skip(&mut self, rest: &str, what: &'static str, end: &str, with_end: bool) -> usize {
        self.repair(what);
        rest.find(end)
            .map_or(rest.len(), |at| at + if with_end { end.len() } else { 0 })
    }

    fn last(&self) -> Option<char> {
        self.out.trim_end().chars().next_back()
    }

    fn comma(&mut self) {
        if matches!(self.last(), Some(',' | '{' | '[') | None) {
            self.repair("extra comma");
        } else {
            self.out.push(',');
        }
    }

    fn comma_before_value(&mut self) {
        if !matches!(self.last(), Some(',' | '{' | '[' | ':') | None) {
            self.repair("missing comma");
            self.out.push(',');
        }
    }

    fn close(&mut self, bracket: char) {
        match self.open.iter().rposition(|open| *open == bracket) {
            Some(at) => {
                while self.open.len() > at + 1 {
                    self.repair("unclosed bracket");
                    self.close_one();
                }
                self.close_one();
            }
            None => self.repair("extra bracket"),
        }
    }

    fn close_one(&mut self) {
        if self.last() == Some(',') {
            self.repair("trailing comma");
            self.out
                .truncate(self.out.trim_end().len().saturating_sub(1));
        }
        self.out.extend(self.open.pop());
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.repair("unclosed bracket");
            self.close_one();
        }
    }
}

/// The name in `{NAV.Address}`, where that is all.
fn type_in_braces(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix('{')?.split('}').next()?.trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    is_name.then_some(name)
}

/// Whether a word is a name with a namespace, such as `Shop.address`.
fn is_qualified(word: &str) -> bool {
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    word.contains('.') && word.split('.').all(is_name)
}

/// Whether a text begins with the name of a member rather than a value.
fn is_member(text: &str) -> bool {
    let behind = text.trim_start().strip_prefix('"');
    let behind = behind.and_then(|rest| rest.split_once('"'));
    behind.is_some_and(|(name, rest)| !name.contains('\n') && rest.trim_start().starts_with(':'))
}

fn text_after(rest: &str) -> &str {
    rest.get(1..).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(text: &str) -> LenientJson<Value> {
        lenient(text).unwrap()
    }

    #[test]
    fn good_json_needs_no_repair() {
        assert_eq!(read(r#"{"a": [1, "//b,}"]}"#).repaired, None);
    }

    #[test]
    fn usual_slips_are_mended_and_named() {
        for (text, value, repair) in [
            (r#"{"a": 1,}"#, json!({"a": 1}), "trailing comma"),
            ("{\"a\": 1 // one\n}", json!({"a": 1}), "comment"),
            (r#"{"a": /* n */ 1}"#, json!({"a": 1}), "comment"),
            (
                r#"{"a": [1, ...]}"#,
                json!({"a": [1]}),
                "ellipsis, trailing comma",
            ),
            (
                r#"{"a": 1 "b": {} "c": 2}"#,
                json!({"a": 1, "b": {}, "c": 2}),
                "missing comma",
            ),
            (r#"{"a": [1"#, json!({"a": [1]}), "unclosed bracket"),
            (
                "{\"a\": \"x\ny\"}",
                json!({"a": "x y"}),
                "line break in a string",
            ),
            ("{\u{201c}a\u{201d}: 1}", json!({"a": 1}), "curly quotes"),
            (r#"{"a": "b\jc"}"#, json!({"a": "b\\jc"}), "stray backslash"),
            (
                r#"{"a": 1}} and more"#,
                json!({"a": 1}),
                "text after the value",
            ),
            (r#"{"a": [1}"#, json!({"a": [1]}), "unclosed bracket"),
            (
                r#"{"a": {S.Part}, "b": { part }}"#,
                json!({"a": "S.Part", "b": "part"}),
                "name of a type in braces",
            ),
            (
                r#"{"a": S.Part, "b": 1.5}"#,
                json!({"a": "S.Part", "b": 1.5}),
                "name of a type without quotes",
            ),
            (
                r#""value": [{"a": 1}]"#,
                json!({"value": [{"a": 1}]}),
                "missing bracket, unclosed bracket",
            ),
            (r#"{"a":: 1}"#, Value::Null, ""),
        ] {
            match lenient::<Value>(text) {
                Ok(read) => assert_eq!(
                    (read.value, read.repaired.as_deref()),
                    (value, Some(repair)),
                    "{text}"
                ),
                Err(_) => assert_eq!(repair, "", "{text}"),
            }
        }
    }

    #[test]
    fn deep_and_large_text_is_an_error() {
        assert!(lenient::<Value>(&"[".repeat(100_000)).is_err());
        assert!(lenient::<Value>(&" ".repeat(MAX_JSON_BYTES + 1)).is_err());
    }
}
