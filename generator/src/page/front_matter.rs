//! The metadata at the head of a page, cut off before the Markdown parser sees the page.

use crate::diagnostic::{Code, Span};
use crate::page::{Findings, Text, yaml};
use std::collections::BTreeMap;

/// Longer front matter is read line by line: a YAML parser is no place for hostile input of any size.
const MAX_YAML_BYTES: usize = 16 << 10;

/// The metadata at the head of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    fields: BTreeMap<String, String>,
    /// Where it stands; empty at the start of the page where there is none.
    pub span: Span,
}

impl FrontMatter {
    /// A field with its surrounding white space removed; none where it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.fields.get(name)?.trim();
        (!value.is_empty()).then_some(value)
    }

    pub(crate) fn read(head: Option<Text<'_>>, findings: &mut Findings<'_>) -> Self {
        let Some(head) = head else {
            findings.add(
                Code::FrontMatterMissing,
                Span::default(),
                "the page does not begin with front matter",
                "title and description were taken from the page's text",
                "begin the page with a line `---`, lines such as `title: ...`, and a line `---`",
            );
            return Self::default();
        };
        let span = head.span();
        if let Some(fields) = simple(head) {
            return Self { fields, span };
        }
        let parsed = if head.len() > MAX_YAML_BYTES {
            Err((format!("it is longer than {MAX_YAML_BYTES} bytes"), None))
        } else {
            yaml::mapping(&head)
        };
        let fields = parsed.unwrap_or_else(|(reason, line)| {
            let span = line
                .and_then(|line| head.lines().nth(line))
                .map_or(span, |line| line.span());
            findings.add(
                Code::FrontMatterInvalid,
                span,
                format!("the front matter is not YAML: {reason}"),
                "it was read line by line as `name: value`",
                "put values that contain `: ` or begin with a special character in quotes",
            );
            by_line(head)
        });
        Self { fields, span }
    }
}

/// Splits a page at the line that ends its front matter.
pub(crate) fn cut(page: Text<'_>) -> (Option<Text<'_>>, Text<'_>) {
    let mut lines = page.lines();
    let Some(first) = lines.next().filter(|line| line.trim().as_str() == "---") else {
        return (None, page);
    };
    let after = |line: Text<'_>| {
        let end = (line.span().end - page.span().start) as usize;
        let rest = page.tail(end);
        end + rest.len() - rest.trim_start_matches('\r').len()
            + usize::from(rest.trim_start_matches('\r').starts_with('\n'))
    };
    let start = after(first);
    match lines.find(|line| line.trim().as_str() == "---") {
        Some(last) => {
            let end = (last.span().start - page.span().start) as usize;
            (Some(page.slice(start..end)), page.tail(after(last)))
        }
        None => (None, page),
    }
}

/// Front matter that has nothing but words behind its names, quoted or not, which is what nearly all pages have. It
/// means the same as YAML, and a YAML parser would cost half as much as all of the Markdown. `None` for anything else.
fn simple(head: Text<'_>) -> Option<BTreeMap<String, String>> {
    let mut fields = BTreeMap::new();
    for line in head.lines() {
        let (name, value) = line.as_str().split_once(": ")?;
        let value = value.trim();
        let value = match value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'))
        {
            Some(quoted) if !quoted.contains(['"', '\\']) => quoted,
            Some(_) => return None,
            None if is_plain_scalar(value) => value,
            None => return None,
        };
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
        let is_new = fields.insert(name.to_owned(), value.to_owned()).is_none();
        if !(is_name && is_new) {
            return None;
        }
    }
    Some(fields)
}

/// Words that YAML can only read as this text: letters first, nothing that could end or begin anything else.
fn is_plain_scalar(value: &str) -> bool {
    let word = value.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-' | b'_' | b'.' | b',' | b'/'));
    let literal = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    word && plain
        && !literal
            .iter()
            .any(|literal| value.eq_ignore_ascii_case(literal))
}

fn by_line(head: Text<'_>) -> BTreeMap<String, String> {
    head.lines()
        .filter_map(|line| {
            let (name, value) = line.as_str().split_once(':')?;
            let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
            if name.is_empty() || !name.chars().all(word) {
                return None;
            }
            let value = value.trim().trim_matches(['"', '\'']);
            Some((name.to_owned(), value.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use camino::Utf8Path;

    fn read(page: &str) -> (FrontMatter, String, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let (head, body) = cut(Text::new(page));
        let mut findings = Findings {
            path: Utf8Path::new("api/x.md"),
            diagnostics: &mut diagnostics,
        };
        let front_matter = FrontMatter::read(head, &mut findings);
        (front_matter, body.as_str().to_owned(), diagnostics)
    }

    #[test]
    fn the_body_begins_after_the_second_rule() {
        let (front_matter, body, diagnostics) =
            read("--- \r\ntitle: \"A\"\r\nms.prod: ''\r\n---\r\n# A\r\n\r\n---\r\nrest");
        assert_eq!(front_matter.get("title"), Some("A"));
        assert_eq!(front_matter.get("ms.prod"), None);
        assert_eq!(body, "# A\r\n\r\n---\r\nrest");
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn the_short_way_reads_what_yaml_reads() {
        for text in [
            "title: \"A: b\"\nms.prod: files\nms.date: 10/05/2021",
            "title: a - b, c.d/e\n",
            "title: 'it''s'\n# comment\nother: >\n  folded\n  text\n",
            "title: \"tab\\t\"\nnumber: 5\nflag: true\nlist: [a]\nempty:\n",
        ] {
            let parsed = yaml::mapping(text).unwrap();
            let short = simple(Text::new(text));
            assert_eq!(
                short.clone().unwrap_or_else(|| parsed.clone()),
                parsed,
                "{text}"
            );
            assert_eq!(short.is_some(), !text.contains(['\'', '\\', '1']), "{text}");
        }
    }

    #[test]
    fn broken_yaml_is_read_by_line() {
        let page = "---\ntitle: drive: create\nms.prod: \"files\"\n---\nbody";
        let (front_matter, body, diagnostics) = read(page);
        assert_eq!(front_matter.get("title"), Some("drive: create"));
        assert_eq!(front_matter.get("ms.prod"), Some("files"));
        assert_eq!(body, "body");
        assert_eq!(diagnostics[0].code, Code::FrontMatterInvalid);
        assert_eq!(&page[diagnostics[0].span.start as usize..][..5], "title");
    }

    #[test]
    fn a_page_without_front_matter_keeps_its_text() {
        let (_, body, diagnostics) = read("# A\n\n---\n\ntext");
        assert_eq!(body, "# A\n\n---\n\ntext");
        assert_eq!(diagnostics[0].code, Code::FrontMatterMissing);
        assert_eq!(read("---\ntitle: a\n").1, "---\ntitle: a\n");
    }
}
