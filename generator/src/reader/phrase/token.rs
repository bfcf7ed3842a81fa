//! A cell or sentence as tokens: links, code, words, numbers and punctuation.

use crate::page::{Inline, LinkDefinitions, Text, pieces};

/// A piece of a cell or sentence. Emphasis is no piece: it says nothing about what a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A link, or brackets that could be one.
    Link {
        /// Its words.
        text: Text<'a>,
        /// Where it leads, if it is one.
        destination: Option<&'a str>,
    },
    /// What stands between backticks.
    Code(Text<'a>),
    /// Letters and digits that begin with a letter, with the dots and underscores within.
    Word(&'a str),
    /// Digits, with what follows them without a space.
    Number(&'a str),
    /// One character.
    Punctuation(char),
}

/// The tokens of a text.
pub(crate) fn tokens<'a>(text: Text<'a>, links: &'a LinkDefinitions) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    for piece in pieces(text, links) {
        match piece {
            Inline::Link {
                text, destination, ..
            } => tokens.push(Token::Link { text, destination }),
            Inline::Code(code) => tokens.push(Token::Code(code)),
            Inline::Text(text) => split(text.as_str(), &mut tokens),
        }
    }
    tokens
}

/// The tokens of words without any markup.
pub(crate) fn plain_tokens(words: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    split(words, &mut tokens);
    tokens
}

fn split<'a>(text: &'a str, tokens: &mut Vec<Token<'a>>) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')));
            let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest);
            // A stop behind a word ends the sentence.
            let word = word.trim_end_matches('.');
            tokens.push(match first.is_numeric() {
                true => Token::Number(word),
                false => Token::Word(word),
            });
            word.len()
        } else {
            if !(first.is_whitespace() || first == '*') {
                tokens.push(Token::Punctuation(first));
            }
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_into_tokens() {
        let links = LinkDefinitions::default();
        let found = tokens(
            Text::new("A **set** of [x](y.md), `a b` or Edm.Int32. 20"),
            &links,
        );
        let kinds: Vec<_> = found
            .iter()
            .map(|token| match token {
                Token::Link { text, .. } => format!("link {}", text.as_str()),
                Token::Code(code) => format!("code {}", code.as_str()),
                Token::Word(word) => (*word).to_owned(),
                Token::Number(number) => format!("number {number}"),
                Token::Punctuation(c) => c.to_string(),
            })
            .collect();
        assert_eq!(
            kinds,
            [
                "A",
                "set",
                "of",
                "link x",
                ",",
                "code a b",
                "or",
                "Edm.Int32",
                ".",
                "number 20"
            ]
        );
    }
}
