//! Which permissions a page says are granted for a single resource: by a mark behind the name, or by naming them.

use super::alternatives::Together;
use super::token::{Token, tokens};
use crate::dialect::PermissionTables;
use crate::page::Section;
use crate::reader::Context;
use crate::reader::phrase::sentence;

/// What the notes below the tables say of resource-specific consent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Consent {
    /// `*`, in "Permissions marked with * use resource-specific consent".
    marks: Vec<String>,
    /// Permissions that a note names.
    names: Vec<String>,
}

impl Consent {
    /// Reads the notes of some sections.
    pub(super) fn read<'s, 'a: 's>(
        context: Context<'_, '_>,
        sections: impl Iterator<Item = &'s Section<'a>>,
    ) -> Self {
        let dialect = &context.dialect.permissions;
        let mut consent = Self::default();
        for prose in sections.flat_map(Section::prose) {
            if !dialect.resource_specific.begin_a_word_of(&prose.text) {
                continue;
            }
            for line in prose.text.lines() {
                for sentence in sentence::sentences(context, line) {
                    consent.note(&sentence, dialect);
                }
            }
        }
        consent
    }

    /// Adds the notes of another page.
    pub(super) fn extend(&mut self, other: Self) {
        self.marks.extend(other.marks);
        self.names.extend(other.names);
    }

    fn note(&mut self, sentence: &str, dialect: &PermissionTables) {
        if !dialect.resource_specific.begin_a_word_of(sentence) {
            return;
        }
        for token in tokens(sentence, dialect) {
            if let Token::Name(term) = token {
                self.names.push(term.name);
            }
        }
        let unlinked = sentence.replace("<sup>", " ").replace("</sup>", " ");
        let signs = |c: char| matches!(c, '`' | '(' | ')' | '"' | '\'' | ',' | '\\' | '>' | ':');
        for word in unlinked.split_whitespace() {
            let word: String = word.chars().filter(|c| !signs(*c)).collect();
            let is_mark = !word.is_empty()
                && (word
                    .chars()
                    .all(|c| !c.is_alphanumeric() && c != '-' && c != '&' && c != '.')
                    || word.len() == 1 && word.starts_with(|c: char| c.is_ascii_digit()));
            if is_mark {
                self.marks.push(word);
            }
        }
        if self.marks.is_empty() && sentence.to_lowercase().contains("asterisk") {
            self.marks.push("*".to_owned());
        }
    }

    /// Whether one of some permissions is granted for a single resource.
    pub(super) fn covers(&self, together: &Together) -> bool {
        together.resource_specific
            || together.terms.iter().any(|term| {
                self.names.contains(&term.name)
                    || !term.mark.is_empty() && self.marks.contains(&term.mark)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::test_page::read_page;

    fn read(text: &str) -> Consent {
        let (consent, _) = read_page("api/x.md", &format!("---\n---\n{text}\n"), |context, _| {
            Consent::read(context, context.page.sections.iter())
        });
        consent
    }

    #[test]
    fn a_note_says_what_a_mark_means() {
        for note in [
            "> **Note**: Permissions marked with * use [resource-specific consent](https://x.example/rsc). Those marked with ** are old.",
            "> [!NOTE]\n> Those with an asterisk (*) use RSC.",
            "\\* Resource-specific consent.",
            "What has an asterisk is resource-specific consent.",
        ] {
            assert_eq!(read(note).marks, ["*"], "{note}");
        }
        assert_eq!(
            read("<sup>1</sup> Uses resource-specific consent.").marks,
            ["1"]
        );
        assert_eq!(read("Marked with * are old.").marks, [""; 0]);
    }

    #[test]
    fn a_note_may_name_permissions() {
        let note = "The A.Read.Group and B.Read.Chat permissions use RSC. C.Read does not.";
        assert_eq!(read(note).names, ["A.Read.Group", "B.Read.Chat"]);
    }
}
