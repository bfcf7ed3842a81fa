//! Doc comments: paragraphs, lists and blocks in lines that are not too long.

use crate::emit::markdown::{plain, visible};

/// Width at which a doc comment wraps, in characters.
const WIDTH: usize = 100;

/// Lines of a doc comment, without `///`.
#[derive(Default)]
pub struct Doc(Vec<String>);

impl Doc {
    /// A comment whose first paragraph is a page's Markdown, or our own words where the page has none.
    pub fn new(markdown: Option<&str>, instead: &str) -> Self {
        let mut doc = Self::default();
        match markdown.map(plain).filter(|text| !text.is_empty()) {
            Some(text) => doc.wrap(&text),
            None => doc.wrap(instead),
        }
        doc
    }

    /// A further paragraph of our own words, which are Markdown already.
    pub fn paragraph(&mut self, markdown: &str) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.wrap(markdown);
    }

    /// Items of our own words, which are Markdown already.
    pub fn list(&mut self, items: impl IntoIterator<Item = String>) {
        self.0.push(String::new());
        for item in items {
            let start = self.0.len();
            self.wrap(&item);
            for (i, line) in self.0.iter_mut().skip(start).enumerate() {
                line.insert_str(0, if i == 0 { "- " } else { "  " });
            }
        }
    }

    /// A table of our own words, which are Markdown already.
    pub fn table<const N: usize>(&mut self, header: [&str; N], rows: Vec<[String; N]>) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        let line = |cells: &[String]| {
            let cells = cells.iter().map(|cell| match cell.trim() {
                "" => " |".to_owned(),
                cell => format!(" {} |", cell.replace("\\|", "|").replace('|', "\\|")),
            });
            format!("|{}", cells.collect::<String>())
        };
        self.0.push(line(&header.map(str::to_owned)));
        self.0.push(format!("|{}", "---|".repeat(N)));
        self.0.extend(rows.iter().map(|row| line(row)));
    }

    /// A block of JSON, shown as it is.
    pub fn json(&mut self, json: &str) {
        let longest = json
            .split(|c| c != '`')
            .map(str::len)
            .max()
            .unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        self.0.push(String::new());
        self.0.push(format!("{fence}json"));
        self.0
            .extend(json.lines().map(|line| visible(line).into_owned()));
        self.0.push(fence);
    }

    /// The lines.
    pub fn lines(&self) -> &[String] {
        &self.0
    }

    /// The lines.
    pub fn into_lines(self) -> Vec<String> {
        self.0
    }

    fn wrap(&mut self, text: &str) {
        let mut line = String::new();
        let mut width = 0;
        for word in words(text) {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > WIDTH {
                self.0.push(std::mem::take(&mut line));
                width = 0;
            }
            if width == 0 {
                line.push_str(&at_line_start(word));
                width = length;
            } else {
                line.push(' ');
                line.push_str(word);
                width += length + 1;
            }
        }
        self.0.push(line);
    }
}

/// The words of a text of Markdown; a code span is one word, whatever it holds.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_ascii_start();
        let mut in_code = false;
        let mut escaped = false;
        let end = rest.char_indices().find(|&(at, c)| {
            match c {
                // What never ends is no span.
                '`' if !escaped => {
                    let behind = rest.get(at + 1..).unwrap_or_default();
                    in_code = !in_code && behind.contains('`');
                }
                c if c.is_ascii_whitespace() && !in_code => return true,
                _ => {}
            }
            escaped = c == '\\' && !escaped && !in_code;
            false
        });
        let (word, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

/// A word at the start of a line must not open a list, heading, quote, rule or table.
fn at_line_start(word: &str) -> String {
    let opens = word.starts_with(['#', '>', '+', '-', '=', '~', '|', ':'])
        || word
            .strip_suffix(['.', ')'])
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    let last = word.strip_suffix(['.', ')']);
    match last.and_then(|number| Some((number, word.get(number.len()..)?))) {
        Some((number, sign)) if opens => format!("{number}\\{sign}"),
        _ if opens => format!("\\{word}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    #[test]
    fn a_line_never_starts_a_block() {
        for word in ["#", "-", "1.", "12)", "+", "|x|", "~~~"] {
            let doc = Doc::new(None, &format!("{word} rest"));
            let html_is_paragraph =
                Parser::new_ext(&doc.lines().join("\n"), Options::ENABLE_TABLES)
                    .next()
                    .is_some_and(|event| event == Event::Start(Tag::Paragraph));
            assert!(html_is_paragraph, "{:?}", doc.lines());
        }
    }

    #[test]
    fn a_code_span_stays_on_its_line() {
        let span = format!("`GET /a {}`", "x".repeat(60));
        let doc = Doc::new(
            None,
            &format!("{} {span} and `b c`. A \\` is none.", "word ".repeat(10)),
        );
        assert_eq!(doc.lines().len(), 2);
        assert!(doc.lines()[1].starts_with(&*span), "{:?}", doc.lines());
        assert_eq!(
            words("`a b` \\`c d `e").collect::<Vec<_>>(),
            ["`a b`", "\\`c", "d", "`e"]
        );
    }

    #[test]
    fn a_fence_is_longer_than_any_in_its_text() {
        let mut doc = Doc::default();
        doc.json("{\"a\": \"```\"}");
        assert_eq!(doc.lines(), ["", "````json", "{\"a\": \"```\"}", "````"]);
    }
}
