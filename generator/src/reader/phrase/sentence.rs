//! A paragraph to its sentences.

use crate::page::Text;
use crate::reader::Context;

/// The sentences of a paragraph.
pub(crate) fn sentences<'a>(
    context: Context<'_, '_>,
    text: Text<'a>,
) -> impl Iterator<Item = Text<'a>> {
    let abbreviations = &context.dialect.phrases.abbreviations;
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < text.len() {
            let rest = text.tail(start);
            let end = end_of_sentence(&rest, abbreviations).unwrap_or(rest.len());
            start += end;
            let sentence = rest.head(end).trim();
            if !sentence.is_empty() {
                return Some(sentence);
            }
        }
        None
    })
}

/// Behind the full stop: a stop that white space follows, unless it is part of an abbreviation.
fn end_of_sentence(text: &str, abbreviations: &[String]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(['.', '!', '?'])?;
        from = at + 1;
        let rest = text.get(from..)?;
        let before = text.get(..at)?;
        let abbreviated = abbreviations
            .iter()
            .any(|abbreviation| before.ends_with(abbreviation));
        if !abbreviated && (rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            return Some(from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    #[test]
    fn sentences_end_with_a_stop() {
        let text = Text::new("See a.md, e.g. b. Then c! `d.e`");
        let (all, _) = read_page("api/x.md", "", |context, _| {
            let all: Vec<_> = sentences(context, text).map(Text::as_str).collect();
            all
        });
        assert_eq!(all, ["See a.md, e.g. b.", "Then c!", "`d.e`"]);
    }
}
