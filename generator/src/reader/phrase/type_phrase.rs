//! The one grammar of phrases that name types: `quantity? article? type (or type)* noun?`.
//!
//! Cells, sentences, annotations and placeholders of JSON are read with it. Which words are quantities, articles and nouns
//! is the dialect's.

use crate::dialect::Dialect;
use crate::reader::TypeName;
use crate::reader::phrase::token::{Token, plain_tokens};

/// More words that mention JSON are a sentence about something else.
const MAX_JSON_WORDS: usize = 3;

/// Names of types in words without links, and whether the words say that there are many.
pub(crate) fn words(dialect: &Dialect, words: &str) -> Option<(Vec<TypeName>, bool)> {
    let words = words.trim();
    if is_identifier(words) {
        return Some((vec![name(words)], false));
    }
    let tokens = plain_tokens(words);
    Phrase {
        dialect,
        tokens: &tokens,
        at: 0,
        many: false,
    }
    .read()
}

/// Whether words around a type say that there are many of it.
pub(crate) fn says_many(dialect: &Dialect, tokens: &[Token<'_>]) -> bool {
    let types = &dialect.phrases.types;
    tokens.iter().enumerate().any(|(at, token)| {
        let next = tokens.get(at + 1);
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        match token {
            Token::Word(word) if types.quantities.is(word) => true,
            Token::Word(word) if types.partitive_quantities.is(word) => {
                let of = matches!(next, Some(Token::Word(next)) if types.of.is(next));
                of || next == Some(&Token::Punctuation('('))
                    || matches!(before, Some(Token::Link { .. }))
            }
            Token::Punctuation('[') => next == Some(&Token::Punctuation(']')),
            _ => false,
        }
    })
}

/// Whether a noun in the plural follows a link: `the requested [thing](thing.md) objects`.
pub(crate) fn has_plural_noun(dialect: &Dialect, tokens: &[Token<'_>]) -> bool {
    let plural = &dialect.phrases.types.plural_nouns;
    tokens.windows(2).any(|pair| match pair {
        [Token::Link { .. }, Token::Word(noun)] => plural.is(noun),
        _ => false,
    })
}

/// Whether any of several types may be meant.
pub(crate) fn offers_alternatives(dialect: &Dialect, tokens: &[Token<'_>]) -> bool {
    let alternatives = &dialect.phrases.types.alternatives;
    tokens
        .iter()
        .any(|token| matches!(token, Token::Word(word) if alternatives.is(word)))
}

/// A phrase as it is read.
struct Phrase<'t> {
    dialect: &'t Dialect,
    tokens: &'t [Token<'t>],
    at: usize,
    many: bool,
}

impl<'t> Phrase<'t> {
    fn read(mut self) -> Option<(Vec<TypeName>, bool)> {
        self.leading_remark();
        self.quantities_and_articles();
        let start = self.at;
        let Some(first) = self.type_name() else {
            return self.any_json(start);
        };
        let mut names = vec![name(first)];
        while self.alternative() {
            names.push(name(self.type_name()?));
        }
        let end = self.ends();
        if let Some(of) = self.of_named_values(first) {
            return Some((vec![name(of)], self.many));
        }
        if let Some(of) = self.of_values() {
            return Some((vec![name(of)], self.many));
        }
        match end {
            End::Phrase => Some((names, self.many)),
            // `Int32 between 1 and 5`
            End::Sentence if self.is_primitive(first) => self.any_json(start).or_else(|| {
                names.truncate(1);
                Some((names, self.many))
            }),
            End::Sentence | End::Other => self.any_json(start),
        }
    }

    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at).copied()
    }

    fn peek_second(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at + 1).copied()
    }

    fn is_primitive(&self, word: &str) -> bool {
        self.dialect.primitives.get(word).is_some()
    }

    /// `(Optional) String`
    fn leading_remark(&mut self) {
        if self.peek() != Some(Token::Punctuation('(')) {
            return;
        }
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|t| *t == Token::Punctuation(')'));
        // `(String)`
        let remark = end.filter(|end| end + 1 < rest.len());
        self.at += remark.map_or(1, |end| end + 1);
    }

    fn quantities_and_articles(&mut self) {
        let types = &self.dialect.phrases.types;
        while let Some(Token::Word(word)) = self.peek() {
            let quantity = types.quantities.is(word) || types.partitive_quantities.is(word);
            match self.peek_second() {
                Some(Token::Punctuation('(')) if quantity => self.many = true,
                Some(Token::Word(of)) if quantity && types.of.is(of) => self.many = true,
                Some(Token::Word(_)) if types.articles.is(word) || types.modifiers.is(word) => {
                    self.at += 1;
                    continue;
                }
                _ => return,
            }
            self.at += 2;
        }
    }

    fn type_name(&mut self) -> Option<&'t str> {
        if self.peek() == Some(Token::Punctuation('#')) {
            self.at += 1;
        }
        let Some(Token::Word(word)) = self.peek() else {
            return None;
        };
        self.at += 1;
        is_identifier(word).then_some(word)
    }

    /// Steps over `or` and `/`.
    fn alternative(&mut self) -> bool {
        let alternatives = &self.dialect.phrases.types.alternatives;
        let found = match self.peek() {
            Some(Token::Word(word)) => alternatives.is(word),
            Some(Token::Punctuation('/')) => true,
            _ => false,
        };
        if found {
            self.at += 1;
            let articles = &self.dialect.phrases.types.articles;
            if matches!(self.peek(), Some(Token::Word(word)) if articles.is(word)) {
                self.at += 1;
            }
        }
        found
    }

    /// What follows the types: nouns, quantities and remarks.
    fn ends(&mut self) -> End {
        let types = &self.dialect.phrases.types;
        while let Some(token) = self.peek() {
            self.at += 1;
            match token {
                Token::Word(word) if types.nouns.is(word) => {}
                Token::Word(word)
                    if types.quantities.is(word) || types.partitive_quantities.is(word) =>
                {
                    self.many = true;
                }
                Token::Punctuation('[') if self.peek() == Some(Token::Punctuation(']')) => {
                    self.many = true;
                    self.at += 1;
                }
                Token::Punctuation('(') => {
                    let quantity =
                        matches!(self.peek(), Some(Token::Word(word)) if types.quantities.is(word));
                    self.many |= quantity;
                    return End::Phrase;
                }
                Token::Punctuation(')' | ',' | ';') => return End::Phrase,
                Token::Punctuation('.' | ':') if self.peek().is_none() => return End::Phrase,
                Token::Word(_) | Token::Number(_) => return End::Sentence,
                _ => return End::Other,
            }
        }
        End::Phrase
    }

    /// `Collection(string) of kind`: the type whose values travel so.
    fn of_values(&self) -> Option<&'t str> {
        let types = &self.dialect.phrases.types;
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        match (before, self.peek(), self.peek_second()) {
            (Some(Token::Punctuation(')')), Some(Token::Word(of)), Some(Token::Word(name))) => {
                (types.of.is(of) && is_identifier(name)).then_some(name)
            }
            _ => None,
        }
    }

    /// `String collection of kind values`: the same, said the other way round.
    fn of_named_values(&self, first: &str) -> Option<&'t str> {
        let types = &self.dialect.phrases.types;
        let back = |by: usize| self.tokens.get(self.at.checked_sub(by)?).copied();
        let (Some(Token::Word(quantity)), Some(Token::Word(of)), Some(Token::Word(name))) =
            (back(2), back(1), self.peek())
        else {
            return None;
        };
        let mut rest = self.tokens.get(self.at + 1..).unwrap_or_default().iter();
        let fits = types.quantities.is(quantity)
            && types.of.is(of)
            && self.is_primitive(first)
            && is_identifier(name)
            && !self.is_primitive(name)
            && rest.all(|token| matches!(token, Token::Word(word) if types.nouns.is(word)));
        fits.then_some(name)
    }

    /// `Untyped JSON object`
    fn any_json(&self, start: usize) -> Option<(Vec<TypeName>, bool)> {
        let rest = self.tokens.get(start..).unwrap_or_default();
        let json = &self.dialect.phrases.types.json;
        let said = rest
            .iter()
            .any(|token| matches!(token, Token::Word(word) if json.is(word)));
        (said && rest.len() <= MAX_JSON_WORDS)
            .then(|| (vec![name(&self.dialect.primitives.untyped)], self.many))
    }
}

/// What a phrase ends with.
enum End {
    /// Nothing that it says nothing about.
    Phrase,
    /// Further words.
    Sentence,
    /// Something that is no part of a phrase.
    Other,
}

pub(crate) fn name(text: &str) -> TypeName {
    TypeName {
        text: text.trim_start_matches('#').to_owned(),
        target: None,
    }
}

fn is_identifier(text: &str) -> bool {
    let text = text.strip_prefix('#').unwrap_or(text);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
        && !text.ends_with('.')
}
