//! The query options that a page says an operation supports.

use super::property::{self, Names};
use super::{Context, Property, sentence};
use crate::diagnostic::{Span, Spanned};
use crate::page::{Findings, Section, Text, plain};

/// Options of OData that a caller can set.
const OPTIONS: [&str; 11] = [
    "$select",
    "$expand",
    "$filter",
    "$orderby",
    "$search",
    "$top",
    "$skip",
    "$count",
    "$skiptoken",
    "$deltatoken",
    "$format",
];

/// What the query sections of a page say.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// In page order.
    pub(super) options: Vec<Spanned<String>>,
    /// Rows that are no options of OData.
    pub(super) parameters: Vec<Property>,
}

/// Reads what `sections` say about the query.
pub(super) fn read<'s, 'a: 's>(
    context: Context<'_, '_>,
    sections: impl Iterator<Item = &'s Section<'a>>,
    findings: &mut Findings<'_>,
) -> Query {
    let mut query = Query::default();
    let mut denied: Vec<&str> = Vec::new();
    for section in sections {
        for prose in section.prose() {
            for clause in sentence::sentences(prose.text).flat_map(clauses) {
                let found = options(clause);
                if denies(&clause) {
                    denied.extend(found.iter().map(|(name, _)| *name));
                } else {
                    found
                        .into_iter()
                        .for_each(|(name, span)| query.add(name, span));
                }
            }
        }
        for table in section.tables() {
            let columns = property::columns(table);
            for row in &table.rows {
                let named = options(row.cell(0));
                let text: String = row.cells.iter().skip(1).map(|cell| cell.as_str()).collect();
                if !denies(&text) {
                    named
                        .into_iter()
                        .for_each(|(name, span)| query.add(name, span));
                }
            }
            if let Some(columns) = columns {
                let rows = property::rows(context, table, columns, Names::Parameters, findings);
                let is_option = |name: &str| {
                    OPTIONS
                        .iter()
                        .any(|option| option.get(1..) == Some(&*name.to_lowercase()))
                };
                query
                    .parameters
                    .extend(rows.into_iter().filter(|row| !is_option(&row.name.value)));
            }
        }
    }
    query
        .options
        .retain(|option| !denied.contains(&&*option.value));
    query
}

impl Query {
    fn add(&mut self, name: &str, span: Span) {
        if !self.options.iter().any(|known| known.value == name) {
            self.options.push(Spanned {
                value: name.to_owned(),
                span,
            });
        }
    }
}

/// The parts of a sentence that may each say yes or no.
fn clauses(sentence: Text<'_>) -> Vec<Text<'_>> {
    const TURNS: [&str; 5] = [", but", " but ", "; ", " except", ", and does not"];
    let mut clauses = Vec::new();
    let mut rest = sentence;
    while let Some(at) = TURNS
        .iter()
        .filter_map(|turn| rest.get(1..)?.find(turn))
        .min()
    {
        clauses.push(rest.head(at + 1));
        rest = rest.tail(at + 1);
    }
    clauses.push(rest);
    clauses
}

/// Whether a clause says that what it names is not supported.
fn denies(clause: &str) -> bool {
    let words = plain(clause).to_lowercase().replace('\u{2019}', "'");
    [
        "not support",
        "n't support",
        "no support",
        "not currently support",
        "unsupported",
        "not available",
        "except",
        "not apply",
        "cannot use",
        "can't use",
        "ignored",
    ]
    .iter()
    .any(|word| words.contains(word))
}

/// Options that a text names, each with its place.
fn options(text: Text<'_>) -> Vec<(&'static str, Span)> {
    text.match_indices('$')
        .filter_map(|(at, _)| {
            let rest = text.tail(at);
            let end = rest
                .tail(1)
                .find(|c: char| !c.is_ascii_alphanumeric())
                .map_or(rest.len(), |end| end + 1);
            let word = rest.head(end);
            let option = OPTIONS
                .iter()
                .find(|option| option.eq_ignore_ascii_case(&word))?;
            Some((*option, word.span()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    fn read_text(text: &str) -> (Vec<String>, Vec<String>) {
        let page = format!("---\n---\n## Query parameters\n\n{text}\n");
        let path = Utf8Path::new("api/x.md");
        let mut diagnostics = Vec::new();
        let parsed = crate::page::parse(path, &page, &mut diagnostics);
        let mut findings = Findings {
            path,
            diagnostics: &mut diagnostics,
        };
        let query = read(
            Context {
                path,
                page: &parsed,
            },
            parsed.sections.iter().skip(1),
            &mut findings,
        );
        let options = query
            .options
            .into_iter()
            .map(|option| option.value)
            .collect();
        (
            options,
            query
                .parameters
                .into_iter()
                .map(|row| row.name.value)
                .collect(),
        )
    }

    #[test]
    fn options_are_read_from_text_and_tables() {
        assert_eq!(
            read_text("It knows `$Select` and [$top](/a).").0,
            ["$select", "$top"]
        );
        let (options, parameters) = read_text(
            "|Name|Type|Description|\n|-|-|-|\n|$filter|String|a|\n|startDateTime|String|b|",
        );
        assert_eq!(
            (options, parameters),
            (vec!["$filter".to_owned()], vec!["startDateTime".to_owned()])
        );
    }

    #[test]
    fn options_that_are_denied_are_left_out() {
        assert_eq!(
            read_text("It supports `$select` and `$search`. It does not support `$search`.").0,
            ["$select"]
        );
        assert_eq!(
            read_text("It supports `$top`, but there is no support for `$skip`.").0,
            ["$top"]
        );
        assert_eq!(
            read_text("It supports all, except `$count`.").0,
            Vec::<String>::new()
        );
    }
}
