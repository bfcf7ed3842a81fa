//! The cell of a permission table to names, words and what separates them.

use crate::dialect::PermissionTables;
use crate::page::{Inline, LinkDefinitions, Text, pieces};

/// Longer cells are cut: no table of permissions has them.
const MAX_BYTES: usize = 16 * 1024;
/// What marks a footnote behind a name.
const MARKS: [char; 8] = [
    '*', '\u{2020}', '\u{2021}', '\u{a7}', '\u{b9}', '\u{b2}', '\u{b3}', '^',
];

/// A part of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `ChannelMessage.Read.Group*`: the name, and the mark behind it.
    Name(Term),
    /// Any other word, and what it does in a list.
    Word(String, Sense),
    /// `,`
    Comma,
    /// `/` or `|`
    Slash,
    /// `:`
    Colon,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// The end of a line, item or sentence.
    Break,
}

/// What a word does in a list of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// It joins what is needed together.
    And,
    /// It joins two lists of which one each is needed.
    Plus,
    /// It separates alternatives.
    Or,
    /// One of what follows is needed.
    OneOf,
    /// All of what follows is needed.
    AllOf,
    /// It begins to say for what something is.
    Condition,
    /// Nothing.
    Other,
}

impl Sense {
    fn of(word: &str, dialect: &PermissionTables) -> Self {
        [
            (&dialect.and, Self::And),
            (&dialect.plus, Self::Plus),
            (&dialect.or, Self::Or),
            (&dialect.one_of, Self::OneOf),
            (&dialect.all_of, Self::AllOf),
            (&dialect.condition, Self::Condition),
        ]
        .into_iter()
        .find(|(words, _)| words.is(word))
        .map_or(Self::Other, |(_, sense)| sense)
    }
}

/// The name of a permission as a cell has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Term {
    /// `ChannelMessage.Read.Group`.
    pub(super) name: String,
    /// `*`, where it refers to a footnote.
    pub(super) mark: String,
}

/// The parts of a cell.
pub(super) fn tokens(cell: &str, dialect: &PermissionTables) -> Vec<Token> {
    let mut end = cell.len().min(MAX_BYTES);
    while !cell.is_char_boundary(end) {
        end -= 1;
    }
    let cell = cell.get(..end).unwrap_or_default();
    let mut reader = Reader {
        tokens: Vec::new(),
        word: String::new(),
        raised: false,
        dialect,
    };
    let links = LinkDefinitions::default();
    for piece in pieces(Text::new(cell), &links) {
        match piece {
            Inline::Text(text) => reader.text(&text),
            Inline::Code(text) => reader.text(&text),
            Inline::Link {
                text,
                destination: Some(_),
                ..
            } => reader.text(&text),
            Inline::Link { whole, .. } => reader.text(&whole),
        }
    }
    reader.word();
    reader.tokens
}

/// Whether a token is the name of a permission.
pub(super) fn is_term(token: &Token) -> bool {
    matches!(token, Token::Name(_))
}

/// Whether a word joins what stands before it with what follows.
pub(super) fn joins(token: &Token) -> bool {
    let joining = [Sense::And, Sense::Plus, Sense::Or];
    matches!(token, Token::Word(_, sense) if joining.contains(sense)) || *token == Token::Comma
}

/// Whether a word does this in a list.
pub(super) fn is_word(token: &Token, wanted: Sense) -> bool {
    matches!(token, Token::Word(_, sense) if *sense == wanted)
}

/// The words of some tokens.
pub(super) fn text(tokens: &[Token]) -> String {
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

/// Whether the first word does this in a list.
pub(super) fn begins(tokens: &[Token], sense: Sense) -> bool {
    tokens.first().is_some_and(|first| is_word(first, sense))
}

struct Reader<'d> {
    tokens: Vec<Token>,
    word: String,
    /// Within `<sup>`.
    raised: bool,
    dialect: &'d PermissionTables,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let mut length = c.len_utf8();
            match c {
                '<' => match tag(rest) {
                    Some((name, size)) => {
                        self.tag(&name);
                        length = size;
                    }
                    None => self.word(),
                },
                '&' if rest.starts_with("&nbsp;") => {
                    self.word();
                    length = "&nbsp;".len();
                }
                '&' if rest.starts_with("&amp;") => {
                    self.single("&");
                    length = "&amp;".len();
                }
                '&' | '+' => self.single(c.encode_utf8(&mut [0; 4])),
                '\\' => {}
                ',' => self.mark(Token::Comma),
                ';' | '\u{2022}' => self.mark(Token::Break),
                '/' if !self.word.ends_with([':', '/']) => self.slash(),
                ':' if !rest.starts_with("://") => self.mark(Token::Colon),
                '|' => self.mark(Token::Slash),
                '(' | '[' => self.mark(Token::Open),
                ')' | ']' => self.mark(Token::Close),
                c if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => self.word(),
                c => self.word.push(c),
            }
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    fn mark(&mut self, token: Token) {
        self.word();
        self.tokens.push(token);
    }

    /// A sign that is a word of its own.
    fn single(&mut self, sign: &str) {
        self.word();
        self.other(sign);
    }

    /// Between alternatives; `and/or` is one word, and a path stays together.
    fn slash(&mut self) {
        let whole = self.word.starts_with('/') || self.word.contains("://") || self.word == "and";
        if self.word.is_empty() || whole {
            self.word.push('/');
        } else {
            self.mark(Token::Slash);
        }
    }

    fn tag(&mut self, name: &str) {
        self.word();
        match name {
            "sup" => self.raised = true,
            "/sup" => self.raised = false,
            _ => {}
        }
        let breaks = [
            "br", "/br", "p", "/p", "li", "/li", "div", "/div", "ul", "/ul",
        ];
        if breaks.contains(&name) {
            self.tokens.push(Token::Break);
        }
    }

    /// Ends the word that is being read.
    fn word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if word.is_empty() {
            return;
        }
        if self.raised {
            return self.footnote(&word);
        }
        let emphasis = |c: char| matches!(c, '*' | '_' | '\'' | '"' | '\u{201c}' | '\u{201d}');
        let start = word.trim_start_matches(emphasis);
        let opened = word.len() - start.len();
        let core = start.trim_end_matches(|c: char| emphasis(c) || c == '.' || MARKS.contains(&c));
        let tail = start.get(core.len()..).unwrap_or_default();
        let name = core.rsplit('/').next().unwrap_or(core);
        if is_name(name, self.dialect) && (name.len() == core.len() || core.contains("://")) {
            let marks: String = tail.chars().filter(|c| MARKS.contains(c)).collect();
            // As many as stand in front are emphasis.
            let mark = marks.get(opened.min(marks.len())..).unwrap_or_default();
            self.tokens.push(Token::Name(Term {
                name: name.to_owned(),
                mark: mark.to_owned(),
            }));
        } else if core.is_empty() {
            // A mark behind a space: `User.Read *`.
            let marks: String = word.chars().filter(|c| MARKS.contains(c)).collect();
            match marks.is_empty() {
                true => self.other(&word),
                false => self.footnote(&marks),
            }
        } else {
            self.other(core);
        }
        if tail.contains('.') {
            self.tokens.push(Token::Break);
        }
    }

    fn other(&mut self, word: &str) {
        let sense = Sense::of(word, self.dialect);
        self.tokens.push(Token::Word(word.to_owned(), sense));
    }

    /// A mark of the name before it.
    fn footnote(&mut self, mark: &str) {
        if let Some(Token::Name(term)) = self.tokens.last_mut() {
            term.mark.push_str(mark.trim_matches(['[', ']', '(', ')']));
        }
    }
}

/// The name of an HTML tag in lower case, and the tag's length.
fn tag(text: &str) -> Option<(String, usize)> {
    let end = text.find('>').filter(|end| *end < 128)?;
    let inner = text.get(1..end)?.trim();
    let closing = inner.starts_with('/');
    let name: String = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let name = name.to_ascii_lowercase();
    (!name.is_empty()).then(|| (if closing { format!("/{name}") } else { name }, end + 1))
}

/// `User.Read.All`, `offline_access`.
fn is_name(word: &str, dialect: &PermissionTables) -> bool {
    let dotted = word.contains('.')
        && word.split('.').all(|part| !part.is_empty())
        && word.contains(|c: char| c.is_ascii_uppercase());
    (dialect.standard.is_exactly(word) || dotted && !dialect.other_dotted.begin(word))
        && word.len() <= 128
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect;

    fn shown(cell: &str) -> String {
        let words =
            tokens(cell, &dialect::graph().permissions)
                .into_iter()
                .map(|token| match token {
                    Token::Name(term) if term.mark.is_empty() => format!("<{}>", term.name),
                    Token::Name(term) => format!("<{} {}>", term.name, term.mark),
                    Token::Word(word, _) => word,
                    Token::Comma => ",".into(),
                    Token::Slash => "/".into(),
                    Token::Colon => ":".into(),
                    Token::Open => "(".into(),
                    Token::Close => ")".into(),
                    Token::Break => ";".into(),
                });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_are_told_from_words() {
        assert_eq!(
            shown("A.Read, [B.Read.All](/graph/x) or `C.Read` plus Mail."),
            "<A.Read> , <B.Read.All> or <C.Read> plus Mail ;"
        );
        assert_eq!(
            shown("See v1.0, e.g. aka.ms or microsoft.graph.User"),
            "See v1.0 , e.g ; aka.ms or microsoft.graph.User"
        );
        assert_eq!(shown("https://graph.example/User.Read"), "<User.Read>");
        assert_eq!(
            shown("A.Read/B.Read and/or C.Read"),
            "<A.Read> / <B.Read> and/or <C.Read>"
        );
    }

    #[test]
    fn marks_are_told_from_emphasis() {
        assert_eq!(
            shown(
                "**A.Read**, *B.Read*, C.Read.Group*, D.Read\\*, E.Read**. F.Read<sup>1</sup> G.Read *"
            ),
            "<A.Read> , <B.Read> , <C.Read.Group *> , <D.Read *> , <E.Read **> ; <F.Read 1> <G.Read *>"
        );
    }

    #[test]
    fn lines_and_sentences_end() {
        assert_eq!(
            shown("For **chats**: A.Read<br/>For teams: B.Read.</br>-"),
            "For chats : <A.Read> ; For teams : <B.Read> ; ; -"
        );
    }
}
