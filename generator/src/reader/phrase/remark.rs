//! What a description remarks in passing: read-only, required, nullable, deprecated, inherited, its values.

use crate::dialect::{Remark, RemarkPhrases, Words};
use crate::page::{Inline, Text, pieces};
use crate::reader::phrase::mention;
use crate::reader::{Context, TypeName};
use std::collections::BTreeSet;
use std::ops::Range;

/// A longer quotation is no value.
const LONGEST_VALUE: usize = 60;

/// What a description remarks in passing.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    pub(crate) read_only: bool,
    pub(crate) required: bool,
    pub(crate) nullable: Option<bool>,
    pub(crate) deprecated: bool,
    pub(crate) inherited_from: Option<TypeName>,
    pub(crate) values: Vec<String>,
}

/// Reads the remarks of a description.
pub(crate) fn read(context: Context<'_, '_>, text: Text<'_>) -> Remarks {
    let mut remarks = Remarks::default();
    let phrases = &context.dialect.phrases.remarks;
    let mut values_at = None;
    for (remark, found) in phrases.find_in(&text) {
        match remark {
            Remark::ReadOnly => remarks.read_only |= is_unconditional(&text, &found, phrases),
            Remark::Required => {
                remarks.required |= is_sentence(&text, &found, &phrases.when_required)
            }
            Remark::Nullable => remarks.nullable = remarks.nullable.or(Some(true)),
            Remark::NotNullable => remarks.nullable = Some(false),
            Remark::Deprecated => remarks.deprecated |= begins(&text, &found),
            Remark::PropertyDeprecated => remarks.deprecated = true,
            Remark::InheritedFrom if remarks.inherited_from.is_none() => {
                remarks.inherited_from = inherited(context, text.tail(found.end));
            }
            Remark::Values if values_at.is_none() => values_at = Some(found.start),
            _ => {}
        }
    }
    remarks.values = values_at.map_or_else(Vec::new, |at| values(context, text.tail(at)));
    if remarks.values.is_empty() {
        remarks.values = quoted(context, &text);
    }
    remarks
}

/// Whether nothing but markup stands before a phrase.
fn begins(text: &str, found: &Range<usize>) -> bool {
    let before = text.get(..found.start).unwrap_or_default();
    before
        .bytes()
        .all(|byte| matches!(byte, b'*' | b'(' | b'[' | b'_' | b' '))
}

/// Whether `Read-only` is said of the property at all times, not of some objects or of what it switches.
fn is_unconditional(text: &str, found: &Range<usize>, phrases: &RemarkPhrases) -> bool {
    let before = text.get(..found.start).unwrap_or_default();
    let behind = text.get(found.end..).unwrap_or_default();
    let within_a_word = before.ends_with(|c: char| c.is_alphanumeric());
    let sentence = before.rsplit(['.', ';', '>']).next().unwrap_or_default();
    let last = sentence.split_whitespace().next_back().unwrap_or_default();
    let conditional = phrases
        .conditions
        .begin(behind.trim_start_matches(['*', '_']));
    let of_other = phrases.switches.is(last) || phrases.questions.occur_in(sentence);
    !(within_a_word || conditional || of_other)
}

/// Whether `Required` stands alone, or begins a sentence about creating.
fn is_sentence(text: &str, found: &Range<usize>, when: &Words) -> bool {
    let markup = |c: char| matches!(c, '*' | '_' | ' ');
    let before = text
        .get(..found.start)
        .unwrap_or_default()
        .trim_end_matches(markup);
    let behind = text.get(found.end..).unwrap_or_default();
    let starts = before.is_empty() || before.ends_with(['.', ';', '>']);
    let next = behind.trim_start_matches(markup);
    starts && (next.is_empty() || next.starts_with(['.', ';', '<']) || when.begin(behind))
}

/// The type behind `Inherited from`.
fn inherited(context: Context<'_, '_>, behind: Text<'_>) -> Option<TypeName> {
    let end = behind.find([',', ';']).unwrap_or(behind.len());
    mention::first_type(context, behind.head(end))
}

/// The values in backticks behind `Possible values are:`, none twice.
fn values(context: Context<'_, '_>, behind: Text<'_>) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for piece in pieces(behind, &context.page.links) {
        if let Inline::Code(code) = piece {
            let value = code.trim_matches(|c| matches!(c, '"' | '\'' | ' ' | '.' | ','));
            let is_word = !value.is_empty() && !value.contains([' ', ':', '/', '=', '$', '{']);
            if is_word && seen.insert(value.as_str()) {
                values.push(value.as_str().to_owned());
            }
        }
    }
    values
}

/// The values of a row of quoted words: `"Draft", "In Review" or "Paid"`. A single one may be anything.
fn quoted(context: Context<'_, '_>, text: &str) -> Vec<String> {
    let conjunctions = &context.dialect.phrases.types.conjunctions;
    let mut values: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('"') {
        let Some((value, after)) = behind.split_once('"') else {
            break;
        };
        if seen.insert(value) {
            values.push(value.to_owned());
        }
        let next = after.split_once('"').map(|(between, _)| between.trim());
        let joins = |between: &str| {
            let word = between.trim_matches(|c: char| c == ',' || c == '/' || c.is_whitespace());
            word.is_empty() && !between.is_empty() || conjunctions.is(word)
        };
        match next {
            Some(between) if joins(between) => rest = after,
            _ if values.len() > 1 => break,
            _ => {
                values.clear();
                seen.clear();
                rest = after;
            }
        }
    }
    if values.len() < 2 || values.iter().any(|value| value.len() > LONGEST_VALUE) {
        values.clear();
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    fn read_text(text: &str) -> Remarks {
        let (remarks, _) = read_page("resources/x.md", "---\n---\n", |context, _| {
            read(context, Text::new(text))
        });
        remarks
    }

    #[test]
    fn phrases_are_found_in_any_case() {
        let found = read_text("Read-only. NOT Nullable. Inherited from [base](base.md), as ever.");
        assert!(found.read_only && !found.deprecated);
        assert_eq!(found.nullable, Some(false));
        assert_eq!(found.inherited_from.unwrap().text, "base");
        assert_eq!(read_text("May be Nullable.").nullable, Some(true));
    }

    #[test]
    fn read_only_is_said_without_a_condition() {
        for text in [
            "Read-only.",
            "The size (read-only)",
            "This property is read only.",
        ] {
            assert!(read_text(text).read_only, "{text}");
        }
        for text in [
            "Read-only for users of another directory.",
            "Read-only when it is locked.",
            "Read-only only for guests.",
            "Whether members find it read-only",
            "Set to read-only on the site.",
            "See isReadOnly.",
        ] {
            assert!(!read_text(text).read_only, "{text}");
        }
    }

    #[test]
    fn required_is_a_sentence_of_its_own() {
        for text in [
            "Required",
            "The name. **Required.**",
            "Required when creating one.",
        ] {
            assert!(read_text(text).required, "{text}");
        }
        for text in [
            "It is not required.",
            "The required name.",
            "Required permissions are listed.",
        ] {
            assert!(!read_text(text).required, "{text}");
        }
    }

    #[test]
    fn deprecated_is_said_of_the_property() {
        for text in [
            "**Deprecated.** Use `b`.",
            "Old. This property is deprecated.",
            "Old (deprecated)",
        ] {
            assert!(read_text(text).deprecated, "{text}");
        }
        assert!(!read_text("Lists deprecated things.").deprecated);
    }

    /// Work that grows with the square of the values would not end here.
    #[test]
    fn many_values_cost_no_more_each_than_few() {
        let list: Vec<String> = (0..100_000).map(|number| format!("`v{number}`")).collect();
        let found = read_text(&format!("Possible values are: {}.", list.join(", ")));
        assert_eq!(found.values.len(), list.len());
    }

    #[test]
    fn values_behind_their_introduction_are_read_once() {
        let text =
            "`x`. Possible values are: `a`, `b`, `a`. Use the `Prefer: all` header to get `c`.";
        assert_eq!(read_text(text).values, ["a", "b", "c"]);
    }

    #[test]
    fn quoted_words_in_a_row_are_values() {
        let values = |text: &str| read_text(text).values;
        assert_eq!(
            values("The state. It is \" \", \"Draft\", \"In Review\", or \"Paid\"."),
            [" ", "Draft", "In Review", "Paid"]
        );
        assert_eq!(values("Either \"on\" or \"off\""), ["on", "off"]);
        for text in [
            "Called \"thing\" here.",
            "The \"first\" and then, later, the \"second\" one",
            "An inch is \"",
        ] {
            assert!(values(text).is_empty(), "{text}");
        }
        assert_eq!(
            values("Possible values are `a`, `b`, not \"c\", \"d\"."),
            ["a", "b"]
        );
    }
}
