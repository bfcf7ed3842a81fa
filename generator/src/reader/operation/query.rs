//! The query options that a page says an operation supports.

use crate::diagnostic::{Span, Spanned};
use crate::page::{Findings, Inline, Section, Table, Text, pieces, plain};
use crate::reader::phrase::sentence;
use crate::reader::resource::property;
use crate::reader::resource::property::Names;
use crate::reader::{Context, Property};

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

/// What `supports the OData query parameters` stands for where one thing is read.
const OF_ONE: &[&str] = &["$select", "$expand"];

/// The same where many are.
const OF_MANY: &[&str] = &[
    "$select", "$expand", "$filter", "$orderby", "$search", "$top", "$skip", "$count",
];

/// What the query sections of a page say.
#[derive(Debug, Default)]
pub(crate) struct Query {
    /// In page order.
    named: Vec<Spanned<String>>,
    /// Where the page says that options are supported without naming all of them.
    general: Option<Span>,
    /// Named as not supported.
    denied: Vec<&'static str>,
    /// Rows that are no options of OData.
    pub(crate) parameters: Vec<Property>,
}

/// Reads what `sections` say about the query.
pub(crate) fn read<'s, 'a: 's>(
    context: Context<'_, '_>,
    sections: impl Iterator<Item = &'s Section<'a>>,
    findings: &mut Findings<'_>,
) -> Query {
    let mut query = Query::default();
    for section in sections {
        for prose in section.prose() {
            for clause in sentence::sentences(prose.text).flat_map(clauses) {
                query.clause(context, clause);
            }
        }
        for table in section.tables() {
            query.table(context, table, findings);
        }
    }
    query
}

impl Query {
    /// The options that a caller can set, where the response is one thing or many.
    pub(crate) fn options(&self, many: bool) -> Vec<Spanned<String>> {
        let mut options = self.named.clone();
        if let Some(span) = self.general {
            let general = if many { OF_MANY } else { OF_ONE };
            for name in general {
                add(&mut options, name, span);
            }
        }
        options.retain(|option| !self.denied.contains(&&*option.value));
        options
    }

    fn clause(&mut self, context: Context<'_, '_>, clause: Text<'_>) {
        let words = plain(clause.as_str()).to_lowercase();
        let mut found = options(clause);
        if words.contains("quer") {
            found.extend(bare_options(context, clause));
        }
        if denies(&words) {
            self.denied.extend(found.iter().map(|(name, _)| *name));
            return;
        }
        let all = found.is_empty() || words.contains("including") && !words.contains("some of");
        let general = ["odata", "quer", "support"]
            .iter()
            .all(|word| words.contains(word));
        if all && general && !words.contains("following") {
            self.general = self.general.or(Some(clause.span()));
        }
        for (name, span) in found {
            add(&mut self.named, name, span);
        }
    }

    fn table(&mut self, context: Context<'_, '_>, table: &Table<'_>, findings: &mut Findings<'_>) {
        for row in &table.rows {
            let text: String = row.cells.iter().skip(1).map(|cell| cell.as_str()).collect();
            if !denies(&text.to_lowercase()) {
                for (name, span) in options(row.cell(0)) {
                    add(&mut self.named, name, span);
                }
            }
        }
        // A table of properties to filter by has neither types nor parameters.
        let parameters = table
            .header
            .first()
            .is_some_and(|cell| names_parameters(cell));
        let columns = property::columns(table).filter(|columns| columns.ty.is_some() || parameters);
        if let Some(columns) = columns {
            let rows = property::rows(context, table, columns, Names::Parameters, findings);
            self.parameters.extend(
                rows.into_iter()
                    .filter(|row| option_without_sign(&row.name.value).is_none()),
            );
        }
    }
}

fn add(options: &mut Vec<Spanned<String>>, name: &str, span: Span) {
    if !options.iter().any(|known| known.value == name) {
        options.push(Spanned {
            value: name.to_owned(),
            span,
        });
    }
}

fn names_parameters(header: &str) -> bool {
    let header = header.to_lowercase();
    header.contains("parameter") || header.contains("quer")
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

/// Whether lower-case words say that what they name is not supported.
fn denies(words: &str) -> bool {
    const DENIALS: [&str; 11] = [
        "not support",
        "n't support",
        "n\u{2019}t support",
        "no support",
        "not currently support",
        "unsupported",
        "not available",
        "except",
        "not apply",
        "cannot use",
        "can't use",
    ];
    DENIALS.iter().any(|denial| words.contains(denial))
}

/// Options that a text names, each with its place.
fn options(text: Text<'_>) -> Vec<(&'static str, Span)> {
    text.match_indices('$')
        .filter_map(|(at, _)| {
            let rest = text.tail(at);
            let end = rest.tail(1).find(|c: char| !c.is_ascii_alphanumeric());
            let word = rest.head(end.map_or(rest.len(), |end| end + 1));
            let option = OPTIONS
                .iter()
                .find(|option| option.eq_ignore_ascii_case(&word))?;
            Some((*option, word.span()))
        })
        .collect()
}

/// Options written as code without their `$`: `select`.
fn bare_options(context: Context<'_, '_>, text: Text<'_>) -> Vec<(&'static str, Span)> {
    pieces(text, &context.page.links)
        .filter_map(|piece| match piece {
            Inline::Code(code) => Some((option_without_sign(&code)?, code.span())),
            _ => None,
        })
        .collect()
}

fn option_without_sign(word: &str) -> Option<&'static str> {
    OPTIONS
        .iter()
        .find(|option| {
            option
                .get(1..)
                .is_some_and(|name| name.eq_ignore_ascii_case(word))
        })
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    fn read_text(text: &str) -> (Query, Vec<String>) {
        let page = format!("---\n---\n## Query parameters\n\n{text}\n");
        let path = Utf8Path::new("api/x.md");
        let mut diagnostics = Vec::new();
        let parsed = crate::page::parse(
            path,
            &page,
            &crate::dialect::graph().annotations,
            &mut diagnostics,
        );
        let mut findings = Findings {
            path,
            diagnostics: &mut diagnostics,
        };
        let context = Context {
            path,
            page: &parsed,
            dialect: crate::dialect::graph(),
        };
        let query = read(context, parsed.sections.iter().skip(1), &mut findings);
        let parameters = query
            .parameters
            .iter()
            .map(|row| row.name.value.clone())
            .collect();
        (query, parameters)
    }

    fn named(text: &str) -> Vec<String> {
        let options = read_text(text).0.options(false);
        options.into_iter().map(|option| option.value).collect()
    }

    #[test]
    fn options_are_read_from_text_and_tables() {
        assert_eq!(
            named("It knows `$Select` and [$top](/a)."),
            ["$select", "$top"]
        );
        assert_eq!(
            named("The query options `select` and `top` work."),
            ["$select", "$top"]
        );
        let (query, parameters) = read_text(
            "|Name|Type|Description|\n|-|-|-|\n|$filter|String|a|\n|startDateTime|String|b|",
        );
        assert_eq!(query.options(true)[0].value, "$filter");
        assert_eq!(parameters, ["startDateTime"]);
        assert!(
            read_text("|Name|Operators|\n|-|-|\n|owner|eq|")
                .1
                .is_empty()
        );
    }

    #[test]
    fn options_that_are_denied_are_left_out() {
        assert_eq!(
            named("It supports `$select` and `$search`. It does not support `$search`."),
            ["$select"]
        );
        assert_eq!(
            named("It supports `$top`, but there is no support for `$skip`."),
            ["$top"]
        );
        assert!(named("It supports all, except `$count`.").is_empty());
    }

    #[test]
    fn support_in_general_depends_on_the_response() {
        let (query, _) =
            read_text("This call supports the [OData query parameters](/x) to shape the response.");
        assert_eq!(query.options(false).len(), OF_ONE.len());
        assert_eq!(query.options(true).len(), OF_MANY.len());
        assert_eq!(
            named("It supports some of the OData query parameters, including `$top`."),
            ["$top"]
        );
        assert!(named("It does not support the OData query parameters.").is_empty());
    }
}
