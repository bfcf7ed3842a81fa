//! Where a value of a JSON text has its name.

use crate::diagnostic::Span;

/// A step from a JSON value into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The value of this name.
    Name(String),
    /// The item of this number.
    Item(usize),
}

/// The place of the last name of `path` in `text`, which begins at byte `start` of its page. The whole text where it is
/// not found, as in JSON that needed a repair.
pub(crate) fn place(text: &str, start: u32, path: &[Step]) -> Span {
    let length = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let (from, to) = find(text, path).unwrap_or((0, text.len()));
    Span {
        start: start.saturating_add(length(from)),
        end: start.saturating_add(length(to)),
    }
}

fn find(text: &str, path: &[Step]) -> Option<(usize, usize)> {
    let names = path
        .iter()
        .rposition(|step| matches!(step, Step::Name(_)))?
        + 1;
    let path = path.get(..names)?;
    let bytes = text.as_bytes();
    let mut at = 0;
    // The way to where the text is read; its last step is the open bracket's.
    let mut here: Vec<Step> = Vec::new();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' => here.push(Step::Name(String::new())),
            b'[' => here.push(Step::Item(0)),
            b'}' | b']' => drop(here.pop()),
            b',' => {
                if let Some(Step::Item(number)) = here.last_mut() {
                    *number += 1;
                }
            }
            b'"' => {
                let end = string_end(bytes, at)?;
                let is_name = bytes
                    .get(end..)?
                    .iter()
                    .find(|byte| !byte.is_ascii_whitespace())
                    == Some(&b':');
                if let Some(Step::Name(name)) = here.last_mut().filter(|_| is_name) {
                    *name = text.get(at + 1..end - 1)?.to_owned();
                    if here == path {
                        return Some((at, end));
                    }
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// One past the quote that ends the string at `at`.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_at_their_depth() {
        let text = r#"{"a": {"b": "b\": x"}, "c": [{"b": 1}, {"b": 2}], "b": "é"}"#;
        let name = |name: &str| Step::Name(name.to_owned());
        let found = |path: &[Step]| find(text, path).map(|(from, to)| (from, &text[from..to]));
        assert_eq!(found(&[name("b")]), Some((50, "\"b\"")));
        assert_eq!(found(&[name("a"), name("b")]), Some((7, "\"b\"")));
        assert_eq!(
            found(&[name("c"), Step::Item(1), name("b")]),
            Some((40, "\"b\""))
        );
        assert_eq!(found(&[name("c"), Step::Item(1)]), Some((23, "\"c\"")));
        assert_eq!(found(&[name("d")]), None);
        assert_eq!(place("{\"a", 4, &[name("a")]), Span { start: 4, end: 7 });
    }
}
