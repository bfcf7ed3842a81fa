//! The cell of a permission table to alternatives: `A and B, C` is A with B, or C.

use super::token::{Sense, Term, Token, tokens};
use crate::dialect::PermissionTables;

/// A cell offers at most as many alternatives.
const MAX_ALTERNATIVES: usize = 64;
/// Brackets nest at most so deep.
const MAX_DEPTH: usize = 8;

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// In the order of the cell.
    pub(super) alternatives: Vec<Together>,
    /// The cell says that there is no permission that would do.
    pub(super) none: bool,
    /// It has a list such as `A, B and C`, which can mean all of them or any of them.
    pub(super) enumerates: bool,
}

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

/// Reads a cell.
pub(super) fn read(cell: &str, enumeration: Enumeration, dialect: &PermissionTables) -> Cell {
    let mut found = Cell::default();
    let mut heading: Option<String> = None;
    for clause in clauses(tokens(cell, dialect), dialect) {
        let clause = without_last_comma(clause, enumeration);
        let (lead, rest) = lead(&clause);
        let words = lead.as_ref().map(|lead| text(lead));
        let condition = words.clone().filter(|words| is_condition(words, dialect));
        if !rest.iter().any(is_term) {
            match (says(rest, dialect), &condition) {
                (Some(Said::Nothing), None) => {
                    found.none = true;
                    if found.alternatives.is_empty() {
                        return found;
                    }
                }
                (Some(Said::Nothing), Some(_)) => found.none = true,
                (Some(Said::Free), _) => found.alternatives.push(Together {
                    condition: condition.clone().or(heading.clone()).map(unlead),
                    ..Together::default()
                }),
                // `For chats:` above the lines it is about.
                (None, Some(_)) => heading = condition.clone(),
                (None, None) => {}
            }
            continue;
        }
        let all = lead.is_some_and(|lead| begins(lead, Sense::AllOf));
        let condition = condition.or_else(|| heading.clone()).map(unlead);
        let mut reading = Reading {
            dialect,
            enumeration,
            enumerates: false,
        };
        let mut alternatives = match all {
            true => reading.joined(rest, 0),
            false => reading.any(rest, 0),
        };
        found.enumerates |= reading.enumerates;
        for together in &mut alternatives {
            together.condition = together.condition.take().or_else(|| condition.clone());
        }
        found.alternatives.append(&mut alternatives);
    }
    found.alternatives.truncate(MAX_ALTERNATIVES);
    found
}

/// What a clause without names says.
enum Said {
    Nothing,
    Free,
}

fn says(clause: &[Token], dialect: &PermissionTables) -> Option<Said> {
    let words = text(clause);
    if dialect.free.begin(&words) {
        return Some(Said::Free);
    }
    let nothing = dialect.none.begin(&words) || dialect.blank.is(&words);
    nothing.then_some(Said::Nothing)
}

fn is_term(token: &Token) -> bool {
    matches!(token, Token::Name(_))
}

/// The lines and sentences of a cell. A line that begins or ends with `and` goes on.
fn clauses(tokens: Vec<Token>, dialect: &PermissionTables) -> Vec<Vec<Token>> {
    let alone: Vec<_> = tokens
        .split(|token| matches!(token, Token::Comma | Token::Break | Token::Slash))
        .map(<[Token]>::len)
        .collect();
    let standard = |at: usize| alone.get(at) == Some(&1);
    let mut part = 0;
    let mut clauses: Vec<Vec<Token>> = vec![Vec::new()];
    for token in tokens {
        let token = match token {
            Token::Word(word, _) if standard(part) && dialect.standard_alone.is(&word) => {
                Token::Name(Term {
                    name: word,
                    mark: String::new(),
                })
            }
            token => token,
        };
        if matches!(token, Token::Comma | Token::Break | Token::Slash) {
            part += 1;
        }
        let goes_on = |clause: &Vec<Token>| clause.last().is_some_and(joins);
        match clauses.last_mut() {
            Some(last) if token == Token::Break && !goes_on(last) => clauses.push(Vec::new()),
            Some(_) if token == Token::Break => {}
            Some(last) => last.push(token),
            None => {}
        }
    }
    clauses.retain(|clause| !clause.is_empty());
    let mut joined: Vec<Vec<Token>> = Vec::new();
    for clause in clauses {
        match joined.last_mut() {
            Some(last) if clause.first().is_some_and(joins) => last.extend(clause),
            _ => joined.push(clause),
        }
    }
    joined
}

/// `A, and B` without its comma, or without its `and` where the cell is a list of alternatives.
fn without_last_comma(clause: Vec<Token>, enumeration: Enumeration) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(clause.len());
    for token in clause {
        let last = tokens.last() == Some(&Token::Comma) && is_word(&token, Sense::And);
        match enumeration {
            _ if !last => tokens.push(token),
            Enumeration::AllOf => {
                tokens.pop();
                tokens.push(token);
            }
            Enumeration::LastPair | Enumeration::AnyOf => {}
        }
    }
    tokens
}

/// Whether a word joins what stands before it with what follows.
fn joins(token: &Token) -> bool {
    let joining = [Sense::And, Sense::Plus, Sense::Or];
    matches!(token, Token::Word(_, sense) if joining.contains(sense)) || *token == Token::Comma
}

fn is_word(token: &Token, wanted: Sense) -> bool {
    matches!(token, Token::Word(_, sense) if *sense == wanted)
}

/// The words up to a colon that no name stands before, and what follows.
fn lead(clause: &[Token]) -> (Option<&[Token]>, &[Token]) {
    let colon = clause.iter().position(|token| *token == Token::Colon);
    match colon.and_then(|at| clause.split_at_checked(at)) {
        Some((lead, rest)) if !lead.iter().any(is_term) => (
            Some(lead).filter(|lead| !lead.is_empty()),
            rest.get(1..).unwrap_or_default(),
        ),
        _ => (None, clause),
    }
}

/// The words of some tokens.
fn text(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        let word = match token {
            Token::Name(term) => &*term.name,
            Token::Word(word, _) => &**word,
            Token::Comma => ",",
            Token::Slash => "/",
            Token::Colon => ":",
            Token::Open => "(",
            Token::Close => ")",
            Token::Break => ";",
        };
        let tight = matches!(
            token,
            Token::Comma | Token::Colon | Token::Close | Token::Break | Token::Slash
        );
        if !text.is_empty() && !tight && !text.ends_with(['(', '/']) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Words in front of a list that say for what it is, and not what it is.
fn is_condition(words: &str, dialect: &PermissionTables) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let counts = dialect.one_of.is(first) || dialect.all_of.is(first);
    let names_list = dialect.list.begin_a_word_of(words) && !dialect.condition.is(first);
    !counts && !names_list
}

fn begins(tokens: &[Token], sense: Sense) -> bool {
    tokens.first().is_some_and(|first| is_word(first, sense))
}

/// A condition without the word that is understood.
fn unlead(condition: String) -> String {
    let head = condition.get(..4).unwrap_or_default();
    match head.eq_ignore_ascii_case("for ") {
        true => condition.get(4..).unwrap_or_default().to_owned(),
        false => condition,
    }
}

/// Reads lists of names.
struct Reading<'d> {
    dialect: &'d PermissionTables,
    enumeration: Enumeration,
    enumerates: bool,
}

/// A list of tokens that a separator ends.
type Parts<'t> = Vec<&'t [Token]>;

impl Reading<'_> {
    /// Alternatives: names, or groups of them, between commas and `or`.
    fn any(&mut self, tokens: &[Token], depth: usize) -> Vec<Together> {
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
    fn joined(&mut self, tokens: &[Token], depth: usize) -> Vec<Together> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect;

    fn shown(cell: Cell) -> String {
        let alternatives = cell.alternatives.iter().map(|together| {
            let names: Vec<_> = together.terms.iter().map(|term| &*term.name).collect();
            let mut shown = names.join("+");
            if let Some(condition) = &together.condition {
                shown = format!("{shown} ({condition})");
            }
            if together.resource_specific {
                shown += " RSC";
            }
            shown
        });
        let alternatives: Vec<_> = alternatives.collect();
        match (alternatives.is_empty(), cell.none) {
            (true, true) => "none".to_owned(),
            (true, false) => "unsaid".to_owned(),
            _ => alternatives.join(", "),
        }
    }

    fn read(cell: &str, enumeration: Enumeration) -> Cell {
        super::read(cell, enumeration, &dialect::graph().permissions)
    }

    fn all_of(cell: &str) -> String {
        shown(read(cell, Enumeration::AllOf))
    }

    #[test]
    fn names_are_joined_as_words_say() {
        for (cell, wanted) in [
            ("A.R", "A.R"),
            ("A.R, B.R or C.R", "A.R, B.R, C.R"),
            ("A.R; B.R / C.R<br>D.R", "A.R, B.R, C.R, D.R"),
            ("A.R B.R", "A.R, B.R"),
            ("A.R and B.R", "A.R+B.R"),
            ("A.R & B.R, C.R", "A.R+B.R, C.R"),
            ("A.R<br/>and<br/>B.R", "A.R+B.R"),
            ("A.R and<br/>B.R<br/>C.R", "A.R+B.R, C.R"),
            ("A.R, and B.R", "A.R+B.R"),
            ("A.R, B.R and C.R", "A.R+B.R+C.R"),
            ("A.R, B.R, and C.R", "A.R+B.R+C.R"),
            ("A.R and B.R, C.R and D.R", "A.R+B.R, C.R+D.R"),
            ("(A.R and B.R) or C.R", "A.R+B.R, C.R"),
            ("A.R and (B.R or C.R)", "A.R+B.R, A.R+C.R"),
            ("A.R or B.R and C.R", "A.R, B.R+C.R"),
            ("A.R plus B.R", "A.R+B.R"),
            ("A.R + B.R", "A.R+B.R"),
            ("A.R in addition to B.R", "A.R+B.R"),
            ("A.R together with B.R, C.R", "A.R+B.R, C.R"),
            ("A.R, B.R plus C.R", "A.R+C.R, B.R+C.R"),
            (
                "One from A.R, B.R plus either C.R or D.R",
                "A.R+C.R, A.R+D.R, B.R+C.R, B.R+D.R",
            ),
            ("A.R and either B.R or C.R", "A.R+B.R, A.R+C.R"),
            ("both A.R and B.R", "A.R+B.R"),
            ("All of the following: A.R, B.R, C.R", "A.R+B.R+C.R"),
            ("One of the following: A.R, B.R", "A.R, B.R"),
            ("`A.R` **and** `B.R`, , C.R.", "A.R+B.R, C.R"),
            ("openid, profile", "openid, profile"),
        ] {
            assert_eq!(all_of(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn a_list_with_and_may_be_read_otherwise() {
        let shown_as = |enumeration| shown(read("A.R, B.R and C.R", enumeration));
        assert_eq!(shown_as(Enumeration::LastPair), "A.R, B.R+C.R");
        assert_eq!(shown_as(Enumeration::AnyOf), "A.R, B.R, C.R");
    }

    #[test]
    fn nothing_is_said_or_not() {
        for (cell, wanted) in [
            ("Not supported.", "none"),
            ("**Not Supported**", "none"),
            ("Not applicable", "none"),
            ("Not available.", "none"),
            ("None", "none"),
            ("N/A", "none"),
            ("-", "none"),
            ("", "unsaid"),
            ("**TODO: Determine scopes **", "unsaid"),
            ("Role required to [create it](x-post.md).", "unsaid"),
            ("No permissions required.", ""),
        ] {
            assert_eq!(all_of(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn conditions_are_kept() {
        for (cell, wanted) in [
            (
                "For **user** or **chat** resource: A.R, B.R<br/><br/>For **channel** resource: C.R",
                "A.R (user or chat resource), B.R (user or chat resource), C.R (channel resource)",
            ),
            (
                "For **user** resource: Not supported.<br/>For **channel** resource: C.R",
                "C.R (channel resource)",
            ),
            (
                "For **user** resource:<br/>A.R, B.R<br /><br />For **group** resource:<br />C.R",
                "A.R (user resource), B.R (user resource), C.R (group resource)",
            ),
            (
                "A.R for a chat message.</br>B.R for a channel message.",
                "A.R (a chat message), B.R (a channel message)",
            ),
            (
                "A.R (for a chat or a channel), B.R",
                "A.R (a chat or a channel), B.R",
            ),
            ("A.R for a chat or a channel", "A.R (a chat or a channel)"),
            ("A.R (RSC), B.R", "A.R RSC, B.R"),
            ("Role required to create it or A.R (see below).", "A.R"),
        ] {
            assert_eq!(all_of(cell), wanted, "{cell}");
        }
    }
}
