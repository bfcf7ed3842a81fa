//! Lists of permissions to alternatives: `A and B, C` is A with B, or C.

use super::token::{Sense, Term, Token, begins, is_term, is_word, joins, text};
use crate::dialect::PermissionTables;

/// A cell offers at most as many alternatives.
pub(super) const MAX_ALTERNATIVES: usize = 64;
/// Brackets nest at most so deep.
const MAX_DEPTH: usize = 8;

/// Permissions that are needed together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Together {
    /// In page order, none twice.
    pub(super) terms: Vec<Term>,
    /// For what the cell offers them.
    pub(super) condition: Option<String>,
    /// The cell says that consent is given for a single resource.
    pub(super) resource_specific: bool,
}

/// What a list such as `A, B and C` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enumeration {
    /// All of them are needed.
    AllOf,
    /// `B and C` is one of the alternatives, as in a column of alternatives.
    LastPair,
    /// Any of them will do.
    AnyOf,
}

/// Reads lists of names.
pub(super) struct Reading<'d> {
    pub(super) dialect: &'d PermissionTables,
    pub(super) enumeration: Enumeration,
    /// A list was met that `enumeration` decides about.
    pub(super) enumerates: bool,
}

/// A list of tokens that a separator ends.
type Parts<'t> = Vec<&'t [Token]>;

impl Reading<'_> {
    /// Alternatives: names, or groups of them, between commas and `or`.
    pub(super) fn any(&mut self, tokens: &[Token], depth: usize) -> Vec<Together> {
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        if let Some((left, right)) = loose(tokens) {
            let left = self.any(left, depth + 1);
            return both(left, self.any(right, depth + 1));
        }
        if asks_all_of(tokens) {
            return self.joined(tokens, depth);
        }
        let parts = split(tokens, separates);
        if let Some(items) = enumeration(tokens, &parts) {
            self.enumerates = true;
            match self.enumeration {
                Enumeration::AllOf => return self.all(&items, depth),
                Enumeration::AnyOf => return self.each(&items, depth),
                Enumeration::LastPair => {}
            }
        }
        self.each(&parts, depth)
    }

    /// All that are named, whatever separates them.
    pub(super) fn joined(&mut self, tokens: &[Token], depth: usize) -> Vec<Together> {
        let parts = split(tokens, |token| {
            separates(token) || is_word(token, Sense::And)
        });
        self.all(&parts, depth)
    }

    fn each(&mut self, parts: &[&[Token]], depth: usize) -> Vec<Together> {
        let mut alternatives: Vec<Together> = Vec::new();
        for part in parts {
            for together in self.item(part, depth) {
                if !alternatives.contains(&together) && alternatives.len() < MAX_ALTERNATIVES {
                    alternatives.push(together);
                }
            }
        }
        alternatives
    }

    fn all(&mut self, parts: &[&[Token]], depth: usize) -> Vec<Together> {
        let parts = parts.iter().map(|part| self.item(part, depth));
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        parts.into_iter().reduce(both).unwrap_or_default()
    }

    /// `A and B`, with what is said about it.
    fn item(&mut self, tokens: &[Token], depth: usize) -> Vec<Together> {
        let tight = |token: &Token| is_word(token, Sense::And) || is_word(token, Sense::Plus);
        let parts = split(tokens, tight);
        let parts = parts.iter().map(|part| self.atom(part, depth));
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        parts.into_iter().reduce(both).unwrap_or_default()
    }

    /// One name, or what stands in brackets; with the words around it, which may say for what it is.
    fn atom(&mut self, tokens: &[Token], depth: usize) -> Vec<Together> {
        let mut found: Vec<Together> = Vec::new();
        let mut words: Vec<Token> = Vec::new();
        let mut remarks: Vec<(bool, String)> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                Token::Name(term) => {
                    let single = Together {
                        terms: vec![term.clone()],
                        ..Together::default()
                    };
                    found.push(single);
                }
                Token::Open => {
                    let rest = tokens.get(at..).unwrap_or_default();
                    let inner = rest.get(..closing(rest)).unwrap_or(rest);
                    at += inner.len() + 1;
                    if inner.iter().any(is_term) && !begins(inner, Sense::Condition) {
                        found.extend(self.any(inner, depth + 1));
                    } else {
                        remarks.push((begins(inner, Sense::Condition), text(inner)));
                    }
                }
                token => words.push(token.clone()),
            }
        }
        // `in addition to B.Read` has words that say nothing more.
        if words.len() > 1 && begins(&words, Sense::Condition) {
            remarks.push((true, text(&words)));
        }
        let specific = |remark: &str| self.dialect.resource_specific.begin_a_word_of(remark);
        let about = remarks
            .iter()
            .find(|(conditional, remark)| *conditional && !specific(remark))
            .map(|(_, remark)| remark);
        let mut all = remarks.iter().map(|(_, remark)| &**remark);
        let resource_specific = all.any(specific) || specific(&text(&words));
        for together in &mut found {
            together.resource_specific |= resource_specific;
            if together.condition.is_none() {
                together.condition = about.cloned().map(unlead);
            }
        }
        found
    }
}

/// Where the bracket closes that is open at the beginning.
fn closing(tokens: &[Token]) -> usize {
    let mut depth = 1usize;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

fn separates(token: &Token) -> bool {
    matches!(token, Token::Comma | Token::Slash | Token::Break) || is_word(token, Sense::Or)
}

/// The parts between separators outside of brackets. Two names side by side are parts of their own.
fn split(tokens: &[Token], separates: impl Fn(&Token) -> bool) -> Parts<'_> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut conditional = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        let after = tokens.get(at + 1..).unwrap_or_default();
        // `for a chat or channel`: no name follows before the next separator.
        let within = conditional
            && !after
                .first()
                .is_some_and(|next| is_term(next) || *next == Token::Open || joins(next));
        let beside = is_term(token) && at > start && tokens.get(at - 1).is_some_and(is_term);
        conditional = match token {
            Token::Comma | Token::Slash | Token::Break => false,
            token if is_term(token) => false,
            token => conditional || is_word(token, Sense::Condition),
        };
        if depth > 0 {
            continue;
        }
        let of_condition = within && matches!(token, Token::Word(_, Sense::And | Sense::Or));
        if separates(token) && !of_condition {
            parts.push(tokens.get(start..at).unwrap_or_default());
            start = at + 1;
        } else if beside {
            parts.push(tokens.get(start..at).unwrap_or_default());
            start = at;
        }
    }
    parts.push(tokens.get(start..).unwrap_or_default());
    parts.retain(|part| part.iter().any(is_term));
    parts
}

/// Whether names follow on `all of`.
fn asks_all_of(tokens: &[Token]) -> bool {
    let first = tokens.iter().position(is_term).unwrap_or(0);
    let before = tokens.get(..first).unwrap_or_default();
    before.iter().any(|token| is_word(token, Sense::AllOf)) && !before.contains(&Token::Open)
}

/// Two lists of which one each is needed: `A, B plus C`, `A and either B or C`.
fn loose(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    let mut depth = 0usize;
    let mut joints = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        let plus = is_word(token, Sense::Plus);
        let and = is_word(token, Sense::And);
        let next = tokens.get(at + 1);
        let choice = next.is_some_and(|next| is_word(next, Sense::OneOf));
        if depth == 0 && (plus || and && choice) {
            joints.push((at, choice));
        }
    }
    let [(at, choice)] = *joints.as_slice() else {
        return None;
    };
    let (left, right) = tokens.split_at_checked(at)?;
    let right = right.get(1..)?;
    let several = choice || left.iter().any(separates);
    (several && left.iter().any(is_term) && right.iter().any(is_term)).then_some((left, right))
}

/// The items of `A, B and C` or `A, B, and C`: commas, and one `and` before the last.
fn enumeration<'t>(tokens: &'t [Token], parts: &Parts<'t>) -> Option<Parts<'t>> {
    let and = |token: &Token| is_word(token, Sense::And);
    let plain = !tokens.iter().any(|token| {
        matches!(token, Token::Open | Token::Slash | Token::Break) || is_word(token, Sense::Or)
    });
    let joints = tokens.iter().filter(|token| and(token)).count();
    let (last, others) = parts.split_last()?;
    let in_last = last.iter().any(and) && !others.is_empty();
    if !plain || joints != 1 || !in_last {
        return None;
    }
    let mut items = others.to_vec();
    items.extend(split(last, and));
    (items.len() > 2).then_some(items)
}

/// Each of the one with each of the other.
fn both(left: Vec<Together>, right: Vec<Together>) -> Vec<Together> {
    let mut all = Vec::new();
    for a in &left {
        for b in &right {
            let mut together = a.clone();
            for term in &b.terms {
                if !together.terms.iter().any(|known| known.name == term.name) {
                    together.terms.push(term.clone());
                }
            }
            together.condition = together.condition.or_else(|| b.condition.clone());
            together.resource_specific |= b.resource_specific;
            if all.len() < MAX_ALTERNATIVES {
                all.push(together);
            }
        }
    }
    all
}

/// A condition without the word that is understood.
pub(super) fn unlead(condition: String) -> String {
    let head = condition.get(..4).unwrap_or_default();
    match head.eq_ignore_ascii_case("for ") {
        true => condition.get(4..).unwrap_or_default().to_owned(),
        false => condition,
    }
}
