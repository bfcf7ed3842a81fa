//! Tables, row by row, so that one bad row costs that row.

use crate::diagnostic::{Code, Span};
use crate::page::{Findings, Text};

/// More columns than this are not a table of the dialect; the rest joins the last one.
const MAX_COLUMNS: usize = 32;

/// A table.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// The cells of the first row.
    pub header: Vec<Text<'a>>,
    /// The others, each with as many cells as the header.
    pub rows: Vec<Row<'a>>,
    /// The whole table.
    pub span: Span,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// As many as the header has: missing ones are empty, further ones are joined to the last.
    pub cells: Vec<Text<'a>>,
    /// The row.
    pub span: Span,
}

impl<'a> Row<'a> {
    /// A cell; empty where the table has no such column.
    pub fn cell(&self, column: usize) -> Text<'a> {
        self.cells.get(column).copied().unwrap_or(Text::new(""))
    }
}

impl<'a> Table<'a> {
    /// Reads the lines of a table. `None` where they hold no header and delimiter row.
    pub(crate) fn read(text: Text<'a>, findings: &mut Findings<'_>) -> Option<Self> {
        let mut lines = text.lines().map(unquoted).filter(|line| !line.is_empty());
        let header = cells(lines.next()?);
        let delimiter = lines.next()?;
        if !is_delimiter(&delimiter) {
            return None;
        }
        let mut rows = Vec::new();
        for line in lines {
            let mut cells = cells(line);
            if cells.len() != header.len() {
                even(&mut cells, line, &header, findings);
            }
            rows.push(Row {
                cells,
                span: line.span(),
            });
        }
        Some(Self {
            header,
            rows,
            span: text.span(),
        })
    }
}

/// The table in lines that the Markdown parser did not take for one, because the delimiter row has another number of
/// columns or HTML stands around it: what stands above it, and its lines.
pub(crate) fn find<'a>(text: Text<'a>) -> Option<(Text<'a>, Text<'a>)> {
    if !text.contains('|') {
        return None;
    }
    let mut above: Option<Text<'a>> = None;
    for line in text.lines() {
        let header = above.filter(|line| line.contains('|'));
        if let Some(header) = header.filter(|_| line.contains('|') && is_delimiter(&unquoted(line)))
        {
            let start = (header.span().start - text.span().start) as usize;
            let body = text.tail(start);
            let end = body.lines().find(|line| !line.contains('|'));
            let end = end.map_or(body.len(), |line| {
                (line.span().start - body.span().start) as usize
            });
            return Some((text.head(start), body.head(end)));
        }
        above = Some(line);
    }
    None
}

/// Gives a row as many cells as its table has columns.
fn even<'a>(
    cells: &mut Vec<Text<'a>>,
    line: Text<'a>,
    header: &[Text<'_>],
    findings: &mut Findings<'_>,
) {
    let (found, due) = (cells.len(), header.len());
    while cells.len() > due && cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    if cells.len() == due {
        return;
    }
    if found == 1 && line.contains("**") {
        // A title above the rows of a group.
        cells.resize(due, line.tail(line.len()));
        return;
    }
    let done = if found > due {
        let end = cells.last().map_or(line.span().end, |cell| cell.span().end);
        cells.truncate(due.max(1));
        if let Some(last) = cells.last_mut() {
            let start = (last.span().start - line.span().start) as usize;
            *last = line.slice(start..(end - line.span().start) as usize);
        }
        "the further cells were read as part of the last column"
    } else {
        cells.resize(due, line.tail(line.len()));
        "the missing cells were read as empty"
    };
    findings.add(
        Code::RowRagged,
        line.span(),
        format!("the row has {found} cells, its table has {due} columns"),
        done,
        "write a `|` within a cell as `\\|`, and a row on one line",
    );
}

/// The line without the mark of a quotation.
fn unquoted(line: Text<'_>) -> Text<'_> {
    let line = line.trim();
    if line.starts_with('>') {
        line.trim_matches(|c| matches!(c, '>' | ' '))
    } else {
        line
    }
}

fn is_delimiter(line: &str) -> bool {
    line.contains('-')
        && line
            .bytes()
            .all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// Splits at every `|` that no backslash stands before; outer ones are optional.
fn cells(line: Text<'_>) -> Vec<Text<'_>> {
    let line = if line.starts_with('|') {
        line.tail(1)
    } else {
        line
    };
    let mut cells = Vec::with_capacity(4);
    let mut start = 0;
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'|' && !escaped && cells.len() < MAX_COLUMNS {
            cells.push(line.slice(start..at).trim());
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    let last = line.tail(start).trim();
    if !last.is_empty() || cells.is_empty() {
        cells.push(last);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use camino::Utf8Path;

    fn read(text: &str) -> (Table<'_>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut findings = Findings {
            path: Utf8Path::new("resources/x.md"),
            diagnostics: &mut diagnostics,
        };
        let table = Table::read(Text::new(text), &mut findings).unwrap();
        (table, diagnostics)
    }

    fn texts<'a>(row: &'a Row<'_>) -> Vec<&'a str> {
        row.cells.iter().map(|cell| cell.as_str()).collect()
    }

    #[test]
    fn cells_have_their_place() {
        let (table, diagnostics) = read("| Name | Type\n|:--|--\n| a | b \\| c |\nd|e");
        assert_eq!(table.header[1].as_str(), "Type");
        assert_eq!(texts(&table.rows[0]), ["a", "b \\| c"]);
        assert_eq!(table.rows[0].cells[0].span(), Span { start: 24, end: 25 });
        assert_eq!(texts(&table.rows[1]), ["d", "e"]);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn a_ragged_row_costs_at_most_that_row() {
        let (table, diagnostics) =
            read("|a|b|c|\n|-|-|-|\n|1|2|\n|1|2|x | y | z|\n|1|2|3||\n|1|2|3|");
        assert_eq!(texts(&table.rows[0]), ["1", "2", ""]);
        assert_eq!(texts(&table.rows[1]), ["1", "2", "x | y | z"]);
        assert_eq!(texts(&table.rows[2]), ["1", "2", "3"]);
        assert_eq!(diagnostics.len(), 2);
        assert!(diagnostics.iter().all(|d| d.code == Code::RowRagged));
    }

    #[test]
    fn a_table_with_a_wrong_delimiter_row_is_found() {
        let text = Text::new("Words.\n|a|b|\n|:-|:-|:-|\n|1|2|\nMore.");
        let (above, table) = find(text).unwrap();
        assert_eq!(above.as_str(), "Words.\n");
        assert_eq!(table.as_str(), "|a|b|\n|:-|:-|:-|\n|1|2|\n");
        assert!(find(Text::new("a | b\nc | d")).is_none());
    }
}
