//! What stands within a line: links, code and text, with markup removed on demand.

use crate::page::Text;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A link's text or destination, or a code span, that is longer is read as text.
const MAX_INLINE_BYTES: usize = 2048;

/// Brackets nested deeper are text.
const MAX_NESTING: usize = 8;

/// `[label]: destination` lines of a page, by label in lower case.
#[derive(Clone, Debug, Default)]
pub struct LinkDefinitions(BTreeMap<String, String>);

impl LinkDefinitions {
    pub(crate) fn insert(&mut self, label: &str, destination: &str) {
        self.0
            .entry(fold(label))
            .or_insert_with(|| destination.to_owned());
    }

    /// Where a label leads.
    pub fn get(&self, label: &str) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&fold(label)).map(String::as_str)
    }
}

fn fold(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Text with its markup.
    Text(Text<'a>),
    /// What stands between backticks.
    Code(Text<'a>),
    /// A link.
    Link {
        /// What stands between the first brackets.
        text: Text<'a>,
        /// Where it leads; `None` for brackets that no definition makes a link.
        destination: Option<&'a str>,
        /// With its brackets.
        whole: Text<'a>,
    },
}

/// Reads the pieces of a line or paragraph.
pub fn pieces<'a>(text: Text<'a>, links: &'a LinkDefinitions) -> Pieces<'a> {
    Pieces {
        text,
        at: 0,
        links,
        next: None,
    }
}

/// The pieces of a text, in order.
#[derive(Debug)]
pub struct Pieces<'a> {
    text: Text<'a>,
    at: usize,
    links: &'a LinkDefinitions,
    next: Option<Inline<'a>>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Inline<'a>;

    fn next(&mut self) -> Option<Inline<'a>> {
        if let Some(piece) = self.next.take() {
            return Some(piece);
        }
        let start = self.at;
        let bytes = self.text.as_str().as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            let (found, skip) = match byte {
                b'\\' => (None, 2),
                b'`' => {
                    let run = backticks(self.text.as_str().get(self.at..).unwrap_or_default());
                    (code(self.text, self.at, run), run)
                }
                b'[' => (link(self.text, self.at, self.links), 1),
                _ => (None, 1),
            };
            let Some((piece, end)) = found else {
                self.at += skip;
                continue;
            };
            let before = self.text.slice(start..self.at);
            self.at = end;
            if before.is_empty() {
                return Some(piece);
            }
            self.next = Some(piece);
            return Some(Inline::Text(before));
        }
        let rest = self.text.tail(start);
        self.at = self.text.len();
        (!rest.is_empty()).then_some(Inline::Text(rest))
    }
}

/// How many backticks a text begins with.
fn backticks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// A code span that begins with `run` backticks at `at`, and where it ends.
fn code(text: Text<'_>, at: usize, run: usize) -> Option<(Inline<'_>, usize)> {
    let body = text.tail(at + run);
    let reach = window(&body, 0);
    let mut from = 0;
    while let Some(found) = reach.get(from..)?.find('`') {
        let start = from + found;
        let length = backticks(body.as_str().get(start..).unwrap_or_default());
        if length == run {
            return Some((
                Inline::Code(body.head(start).trim()),
                at + run + start + run,
            ));
        }
        from = start + length;
    }
    None
}

/// A link that begins at `at`, and where it ends.
fn link<'a>(text: Text<'a>, at: usize, links: &'a LinkDefinitions) -> Option<(Inline<'a>, usize)> {
    let words = bracketed(text, at, b'[', b']')?;
    if words.trim().is_empty() {
        return None;
    }
    let end = at + words.len() + 2;
    match text.as_str().as_bytes().get(end) {
        Some(b'(') => {
            let inner = bracketed(text, end, b'(', b')').or_else(|| unclosed(text, end))?;
            let stop = (end + inner.len() + 2).min(text.len());
            let destination = inner.as_str().split_whitespace().next().unwrap_or_default();
            let piece = Inline::Link {
                text: words.trim(),
                destination: Some(destination.trim_matches(['<', '>'])),
                whole: text.slice(at..stop),
            };
            Some((piece, stop))
        }
        Some(b'[') => {
            let label = bracketed(text, end, b'[', b']')?;
            let stop = end + label.len() + 2;
            let label = if label.trim().is_empty() {
                words
            } else {
                label
            };
            let piece = Inline::Link {
                text: words.trim(),
                destination: links.get(&label),
                whole: text.slice(at..stop),
            };
            Some((piece, stop))
        }
        _ => {
            let piece = Inline::Link {
                text: words.trim(),
                destination: links.get(&words),
                whole: text.slice(at..end),
            };
            Some((piece, end))
        }
    }
}

/// The destination of a link that ends with the text instead of a bracket.
fn unclosed(text: Text<'_>, at: usize) -> Option<Text<'_>> {
    let rest = text.tail(at + 1);
    let is_path = rest.len() <= MAX_INLINE_BYTES
        && rest.contains(".md")
        && !rest.contains([' ', '\n', '[', '(']);
    is_path.then_some(rest)
}

/// What stands between the bracket at `at` and the one that closes it.
fn bracketed(text: Text<'_>, at: usize, open: u8, close: u8) -> Option<Text<'_>> {
    let mut depth = 0usize;
    let mut escaped = false;
    let bytes = window(&text, at).bytes();
    for (offset, byte) in bytes.enumerate() {
        if !escaped && byte == open {
            depth += 1;
            if depth > MAX_NESTING {
                return None;
            }
        } else if !escaped && byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(text.slice(at + 1..at + offset));
            }
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}

/// The text from `from` on as far as an inline piece may reach.
fn window<'a>(text: &Text<'a>, from: usize) -> &'a str {
    let mut end = text.len().min(from + MAX_INLINE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.as_str().get(from..end).unwrap_or_default()
}

/// The words of a line without markup: links as their text, no emphasis, no HTML tags, escapes and entities resolved,
/// white space collapsed.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let marked = |b: u8| matches!(b, b'[' | b'*' | b'`' | b'\\' | b'<' | b'&' | b'\t' | b'\n');
    if !text.bytes().any(marked) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let links = LinkDefinitions::default();
    for piece in pieces(Text::new(text), &links) {
        match piece {
            Inline::Text(text) => push_text(&mut out, &text),
            Inline::Code(text) => push_words(&mut out, &text),
            Inline::Link { text, .. } => push_text(&mut out, &text),
        }
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        match c {
            '*' | '`' => {}
            '\\' => {
                let escaped = rest.chars().nth(1);
                push_char(
                    out,
                    escaped.filter(char::is_ascii_punctuation).unwrap_or('\\'),
                );
                len += escaped
                    .filter(char::is_ascii_punctuation)
                    .map_or(0, char::len_utf8);
            }
            '<' => match tag(rest) {
                Some(tag) => {
                    push_char(out, ' ');
                    len = tag;
                }
                None => push_char(out, c),
            },
            '&' => match entity(rest) {
                Some((character, length)) => {
                    push_char(out, character);
                    len = length;
                }
                None => push_char(out, c),
            },
            _ => push_char(out, c),
        }
        rest = rest.get(len..).unwrap_or_default();
    }
}

fn push_words(out: &mut String, text: &str) {
    text.chars().for_each(|c| push_char(out, c));
}

fn push_char(out: &mut String, c: char) {
    if !c.is_whitespace() {
        out.push(c);
    } else if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The length of an HTML tag.
fn tag(text: &str) -> Option<usize> {
    let name = text.get(1..)?.trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = text
        .get(..text.len().min(MAX_INLINE_BYTES))
        .unwrap_or(text)
        .find('>')?;
    // `<address>` is a placeholder of the dialect and no tag.
    let word = name.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    const TAGS: [&str; 16] = [
        "a", "b", "br", "code", "div", "em", "i", "img", "li", "ol", "p", "span", "strong", "sub",
        "sup", "ul",
    ];
    TAGS.iter()
        .any(|tag| tag.eq_ignore_ascii_case(word))
        .then_some(end + 1)
}

fn entity(text: &str) -> Option<(char, usize)> {
    const ENTITIES: [(&str, char); 8] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&nbsp;", ' '),
        ("&#124;", '|'),
        ("&#xa0;", ' '),
    ];
    ENTITIES
        .iter()
        .find(|(name, _)| text.starts_with(name))
        .map(|(name, character)| (*character, name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> LinkDefinitions {
        let mut links = LinkDefinitions::default();
        links.insert("Who  Did It", "set.md");
        links.insert("item", "item.md");
        links
    }

    fn destinations(text: &str) -> Vec<(String, Option<String>)> {
        let links = links();
        pieces(Text::new(text), &links)
            .filter_map(|piece| match piece {
                Inline::Link {
                    text, destination, ..
                } => Some((text.as_str().to_owned(), destination.map(str::to_owned))),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_form_of_link_is_read() {
        let link = |text: &str, to: Option<&str>| (text.to_owned(), to.map(str::to_owned));
        assert_eq!(
            destinations(
                "[a](b.md#c \"t\") [set][who did it] [item][] [item] [0] `[no](x)` \\[no](y) [e](<f.md>)"
            ),
            [
                link("a", Some("b.md#c")),
                link("set", Some("set.md")),
                link("item", Some("item.md")),
                link("item", Some("item.md")),
                link("0", None),
                link("e", Some("f.md")),
            ]
        );
    }

    #[test]
    fn pieces_cover_the_text() {
        let links = links();
        let text = "see `a` or [item][], then ``b ` c``";
        let all: Vec<_> = pieces(Text::new(text), &links).collect();
        assert!(matches!(all[1], Inline::Code(code) if code.as_str() == "a"));
        assert!(matches!(all[3], Inline::Link { whole, .. } if whole.as_str() == "[item][]"));
        assert!(matches!(all[5], Inline::Code(code) if code.as_str() == "b ` c"));
    }

    #[test]
    fn words_lose_their_markup() {
        assert_eq!(
            plain("  **a**  [b](c.md) `d_e` f\\_g &lt;h&gt;<br>i "),
            "a b d_e f_g <h> i"
        );
        assert_eq!(plain("plain"), "plain");
        assert_eq!(plain("<id> [x"), "<id> [x");
        assert_eq!(plain("a \\"), "a \\");
    }

    #[test]
    fn unmatched_brackets_cost_little() {
        let text = "[".repeat(200_000);
        assert_eq!(plain(&text).len(), text.len());
    }
}
