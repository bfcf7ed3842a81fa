//! On which line of a JSON text each value stands.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// An open object or array.
enum Open {
    /// With the member that comes next.
    Object(String),
    /// With the number of the next item.
    Array(usize),
}

/// Lines from 0, by the pointers to the values: `/value/0/sender`. The text is valid JSON.
pub(super) fn json_lines(text: &str) -> BTreeMap<String, u32> {
    let mut lines = BTreeMap::new();
    let mut open: Vec<Open> = Vec::new();
    let mut line = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '\n' => line += 1,
            '{' | '[' => {
                lines.insert(pointer(&open), line);
                open.push(if c == '{' {
                    Open::Object(String::new())
                } else {
                    Open::Array(0)
                });
            }
            '}' | ']' => {
                open.pop();
            }
            ',' => {
                if let Some(Open::Array(next)) = open.last_mut() {
                    *next += 1;
                }
            }
            '"' => {
                length = string_length(rest);
                let behind = rest.get(length..).unwrap_or_default();
                let is_name = behind.trim_start().starts_with(':');
                match open.last_mut() {
                    Some(Open::Object(name)) if is_name => {
                        let literal = rest.get(..length).unwrap_or_default();
                        *name = serde_json::from_str(literal).unwrap_or_default();
                    }
                    _ => {
                        lines.insert(pointer(&open), line);
                    }
                }
            }
            '-' | '0'..='9' | 't' | 'f' | 'n' => {
                lines.insert(pointer(&open), line);
                let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']');
                length = rest.find(ends).unwrap_or(rest.len());
            }
            _ => {}
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    lines
}

/// Bytes of the string that the text begins with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn pointer(open: &[Open]) -> String {
    let mut pointer = String::new();
    for open in open {
        let _ = match open {
            Open::Object(name) => write!(pointer, "/{}", escaped(name)),
            Open::Array(number) => write!(pointer, "/{number}"),
        };
    }
    pointer
}

/// A segment of a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_line() {
        let text = "{\n \"a\\\"\": [1,\n {\"b\": \"x:{\"}],\n\n \"c\": null\n}";
        let lines = json_lines(text);
        let found: Vec<_> = lines.iter().map(|(at, line)| (&**at, *line)).collect();
        assert_eq!(
            found,
            [
                ("", 0),
                ("/a\"", 1),
                ("/a\"/0", 1),
                ("/a\"/1", 2),
                ("/a\"/1/b", 2),
                ("/c", 4)
            ]
        );
    }

    #[test]
    fn any_text_ends() {
        for text in ["", "}}", "\"\\", "[[[", "{\"a", "\u{e4}"] {
            json_lines(text);
        }
    }
}
