//! A Markdown page that is written from top to bottom. Text from pages never becomes markup.

use crate::corpus::PageTexts;
use crate::diagnostic::Span;
use camino::{Utf8Path, Utf8PathBuf};
use std::fmt::Write as _;

/// Rows of one table that are written; the title says how many there are.
const MOST_ROWS: usize = 200;
/// Characters of one text that are shown.
const WIDEST: usize = 300;

/// The page.
pub(crate) struct Page {
    folder: Utf8PathBuf,
    out: String,
}

impl Page {
    /// A page that will stand in `folder`.
    pub fn new(folder: &Utf8Path) -> Self {
        Self {
            folder: absolute(folder),
            out: String::new(),
        }
    }

    pub fn heading(&mut self, level: usize, title: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let _ = writeln!(self.out, "{} {title}", "#".repeat(level));
    }

    pub fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.out, "\n{text}");
    }

    /// A heading with the number of rows and a table; nothing where there are no rows.
    pub fn section(&mut self, level: usize, title: &str, head: &[&str], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        self.heading(level, &format!("{title} ({})", rows.len()));
        self.table(head, rows);
    }

    pub fn table(&mut self, head: &[&str], rows: Vec<Vec<String>>) {
        let rule = vec![":--"; head.len()];
        let _ = writeln!(self.out, "\n| {} |\n|{}|", head.join(" | "), rule.join("|"));
        for row in rows.iter().take(MOST_ROWS) {
            let _ = writeln!(self.out, "| {} |", row.join(" | "));
        }
        if let Some(rest) = rows.len().checked_sub(MOST_ROWS).filter(|rest| *rest > 0) {
            let _ = writeln!(self.out, "\n... and {rest} more.");
        }
    }

    /// A link to a file, and to a line of it.
    pub fn link(&self, file: &Utf8Path, line: Option<u32>) -> String {
        let target = absolute(file);
        let target = pathdiff::diff_utf8_paths(&target, &self.folder).unwrap_or(target);
        let name = Utf8Path::new(
            file.parent()
                .and_then(Utf8Path::file_name)
                .unwrap_or_default(),
        )
        .join(file.file_name().unwrap_or_default());
        let (shown, anchor) = match line {
            Some(line) => (format!("{name}:{line}"), format!("#L{line}")),
            None => (name.into_string(), String::new()),
        };
        format!("[{}]({}{anchor})", text(&shown), address(target.as_str()))
    }

    /// A link to the line of a span of a page.
    pub fn place(&self, texts: &PageTexts, page: &Utf8Path, span: Span) -> String {
        self.link(&texts.file(page), Some(texts.line(page, span)))
    }

    pub fn finish(self) -> String {
        self.out
    }
}

fn absolute(path: &Utf8Path) -> Utf8PathBuf {
    let path = if path.as_str().is_empty() {
        Utf8Path::new(".")
    } else {
        path
    };
    let known = path.canonicalize_utf8();
    known.unwrap_or_else(|_| camino::absolute_utf8(path).unwrap_or_else(|_| path.to_owned()))
}

/// A path as the target of a link.
fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            b'\\' => address.push('/'),
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

/// Text in which only simple code spans mean something.
pub(crate) fn text(text: &str) -> String {
    let text = one_line(text);
    let spans = !text.contains("``") && text.matches('`').count().is_multiple_of(2);
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '`' if spans => {
                in_code = !in_code;
                out.push(c);
            }
            '|' => out.push_str("\\|"),
            '\\' | '`' | '<' | '>' | '[' | ']' | '*' | '_' | '&' | '#' | '~' if !in_code => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Text as code.
pub(crate) fn code(words: &str) -> String {
    match words {
        "" => String::new(),
        words if words.contains(['`', '|']) => text(words),
        words => format!("`{}`", one_line(words)),
    }
}

fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut line: String = text.chars().take(WIDEST).map(plain).collect();
    if line.len() < text.len() {
        line.push_str("...");
    }
    line
}

/// `1 page`, `2 pages`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// `98.76 %`; nothing of nothing is `-`. Rounded down, so that only all is 100 %.
pub(crate) fn share(part: usize, whole: usize) -> String {
    match part.saturating_mul(10_000).checked_div(whole) {
        Some(share) => format!("{}.{:02} %", share / 100, share % 100),
        None => "-".to_owned(),
    }
}
