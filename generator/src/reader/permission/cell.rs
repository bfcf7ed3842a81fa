//! The cell of a permission table: its lines and sentences, and for what each of them offers permissions.

use super::alternatives::{Enumeration, MAX_ALTERNATIVES, Reading, Together, unlead};
use super::token::{Sense, Term, Token, begins, is_term, is_word, joins, text, tokens};
use crate::dialect::PermissionTables;

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

/// Words in front of a list that say for what it is, and not what it is.
fn is_condition(words: &str, dialect: &PermissionTables) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let counts = dialect.one_of.is(first) || dialect.all_of.is(first);
    let names_list = dialect.list.begin_a_word_of(words) && !dialect.condition.is(first);
    !counts && !names_list
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
