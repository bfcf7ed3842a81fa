//! The query options that a page says an operation supports.

use crate::diagnostic::{Span, Spanned};
use crate::dialect::{QueryOptions, QueryPhrases};
use crate::page::{Findings, Inline, Section, Table, Text, pieces, plain};
use crate::reader::phrase::sentence;
use crate::reader::resource::property;
use crate::reader::resource::property::Names;
use crate::reader::{Context, Property};

/// What the query sections of a page say.
#[derive(Debug, Default)]
pub(crate) struct Query {
    /// In page order.
    named: Vec<Spanned<String>>,
    /// Where the page says that options are supported without naming all of them.
    general: Option<Span>,
    /// Named as not supported.
    denied: Vec<String>,
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
            for sentence in sentence::sentences(context, prose.text) {
                for clause in clauses(context, sentence) {
                    query.clause(context, clause);
                }
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
    pub(crate) fn options(&self, known: &QueryOptions, many: bool) -> Vec<Spanned<String>> {
        let mut options = self.named.clone();
        if let Some(span) = self.general {
            let general = if many { &known.of_many } else { &known.of_one };
            for name in general {
                add(&mut options, name, span);
            }
        }
        options.retain(|option| !self.denied.contains(&option.value));
        options
    }

    fn clause(&mut self, context: Context<'_, '_>, clause: Text<'_>) {
        let phrases = &context.dialect.phrases.query;
        let words = plain(clause.as_str()).to_lowercase();
        let mut found = options(context, clause);
        if phrases.query.occur_in(&words) {
            found.extend(bare_options(context, clause));
        }
        if denies(phrases, &words) {
            let denied = found.into_iter().map(|(name, _)| name.to_owned());
            self.denied.extend(denied);
            return;
        }
        let examples = phrases.including.occur_in(&words) && !phrases.some.occur_in(&words);
        let general = phrases.general.iter().all(|word| words.contains(word));
        let listed_below = phrases.following.occur_in(&words);
        if (found.is_empty() || examples) && general && !listed_below {
            self.general = self.general.or(Some(clause.span()));
        }
        for (name, span) in found {
            add(&mut self.named, name, span);
        }
    }

    fn table(&mut self, context: Context<'_, '_>, table: &Table<'_>, findings: &mut Findings<'_>) {
        for row in &table.rows {
            let text: String = row.cells.iter().skip(1).map(|cell| cell.as_str()).collect();
            if !denies(&context.dialect.phrases.query, &text) {
                for (name, span) in options(context, row.cell(0)) {
                    add(&mut self.named, name, span);
                }
            }
        }
        // A table of properties to filter by has neither types nor parameters.
        let parameters = table
            .header
            .first()
            .is_some_and(|cell| context.dialect.columns.query_parameter.occur_in(cell));
        let columns =
            property::columns(context, table).filter(|columns| columns.ty.is_some() || parameters);
        if let Some(columns) = columns {
            let rows = property::rows(context, table, columns, Names::Parameters, findings);
            self.parameters.extend(rows.into_iter().filter(|row| {
                context
                    .dialect
                    .query
                    .without_sign(&row.name.value)
                    .is_none()
            }));
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

/// Whether what words name is not supported at all. What is not supported for some objects only is supported.
fn denies(phrases: &QueryPhrases, words: &str) -> bool {
    phrases.denials.all_in(words).any(|found| {
        let behind = words.get(found.end..).unwrap_or_default();
        let behind = behind.trim_start_matches(|c: char| c.is_alphabetic());
        let condition = phrases.conditions.strip_prefix(behind);
        condition.is_none_or(|of| phrases.whole.begin(of))
    })
}

/// The parts of a sentence that may each say yes or no.
fn clauses<'a>(context: Context<'_, '_>, sentence: Text<'a>) -> Vec<Text<'a>> {
    let turns = &context.dialect.phrases.query.turns;
    let mut clauses = Vec::new();
    let mut rest = sentence;
    while let Some(turn) = rest.get(1..).and_then(|behind| turns.first_in(behind)) {
        clauses.push(rest.head(turn.start + 1));
        rest = rest.tail(turn.start + 1);
    }
    clauses.push(rest);
    clauses
}

/// Options that a text names, each with its place.
fn options<'d>(context: Context<'d, '_>, text: Text<'_>) -> Vec<(&'d str, Span)> {
    text.match_indices('$')
        .filter_map(|(at, _)| {
            let rest = text.tail(at);
            let end = rest.tail(1).find(|c: char| !c.is_ascii_alphanumeric());
            let word = rest.head(end.map_or(rest.len(), |end| end + 1));
            Some((context.dialect.query.named(&word)?, word.span()))
        })
        .collect()
}

/// Options written as code without their `$`: `select`.
fn bare_options<'d>(context: Context<'d, '_>, text: Text<'_>) -> Vec<(&'d str, Span)> {
    pieces(text, &context.page.links)
        .filter_map(|piece| match piece {
            Inline::Code(code) => Some((context.dialect.query.without_sign(&code)?, code.span())),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    fn read_text(text: &str) -> (Query, Vec<String>) {
        let page = format!("---\n---\n## Query parameters\n\n{text}\n");
        let (query, _) = read_page("api/x.md", &page, |context, findings| {
            read(context, context.page.sections.iter().skip(1), findings)
        });
        let parameters = query
            .parameters
            .iter()
            .map(|row| row.name.value.clone())
            .collect();
        (query, parameters)
    }

    fn named(text: &str) -> Vec<String> {
        let options = read_text(text)
            .0
            .options(&crate::dialect::graph().query, false);
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
        assert_eq!(
            query.options(&crate::dialect::graph().query, true)[0].value,
            "$filter"
        );
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
    fn a_negation_with_a_condition_removes_nothing() {
        assert_eq!(
            named(
                "It supports `$top` and `$search`; `$search` is currently not available in some tenants."
            ),
            ["$top", "$search"]
        );
        assert_eq!(
            named("It supports `$top` and `$search`; `$search` isn't supported on this resource."),
            ["$top"]
        );
    }

    #[test]
    fn support_in_general_depends_on_the_response() {
        let (query, _) =
            read_text("This call supports the [OData query parameters](/x) to shape the response.");
        assert_eq!(
            query.options(&crate::dialect::graph().query, false).len(),
            crate::dialect::graph().query.of_one.len()
        );
        assert_eq!(
            query.options(&crate::dialect::graph().query, true).len(),
            crate::dialect::graph().query.of_many.len()
        );
        assert_eq!(
            named("It supports some of the OData query parameters, including `$top`."),
            ["$top"]
        );
        assert!(named("It does not support the OData query parameters.").is_empty());
    }
}
