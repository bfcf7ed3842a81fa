//! Findings for people: the page's source underlined, what was done, how to mend it.

use crate::diagnostic::place::Line;
use crate::diagnostic::{Finding, Findings, Severity};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::io::{self, Write};

/// Findings of one code that are shown where a person watches.
pub const SCREENFUL: usize = 5;

/// Writes findings, at most `limit` of each code if there is a limit, and then how many more there are.
///
/// The text is styled with ANSI sequences; a stream such as `anstream`'s removes them where they are not wanted.
///
/// # Errors
///
/// Those of `out`.
pub fn human(findings: &Findings, limit: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let (shown, rest) = findings.bounded(limit.unwrap_or(usize::MAX));
    for finding in shown {
        writeln!(out, "{}\n", render(finding, &Renderer::styled()))?;
    }
    for (code, count) in rest {
        writeln!(
            out,
            "... and {count} more of {}: {}",
            code.id(),
            code.title()
        )?;
    }
    Ok(())
}

fn render(finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let diagnostic = &finding.diagnostic;
    let title = level
        .primary_title(&*diagnostic.message)
        .id(diagnostic.code.id());
    let line = Line::of(&finding.source, diagnostic.span);
    let file = finding.file.as_str();
    let mut group = if line.text.trim().is_empty() {
        let place = Origin::path(file)
            .line(finding.start.line as usize)
            .char_column(finding.start.column as usize);
        title.element(place)
    } else {
        let snippet = Snippet::source(line.text)
            .line_start(finding.start.line as usize)
            .path(file)
            .annotation(AnnotationKind::Primary.span(line.marked));
        title.element(snippet)
    };
    if let Some(done) = &diagnostic.done {
        group = group.element(Level::NOTE.message(harmless(done)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(harmless(help)));
    }
    renderer.render(&[group])
}

/// Without what would move a terminal's cursor or turn its text around; the renderer sees to titles and sources only.
fn harmless(text: &str) -> String {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| {
            if steers(c) {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Diagnostic, Lints, Span};
    use super::*;
    use expect_test::expect;
    use std::collections::BTreeMap;

    const PAGE: &str = "# post\n\n|Property|Type|\n|:--|:--|\n|sender|recipients|\n";

    fn findings(diagnostics: Vec<Diagnostic>) -> Findings {
        let sources = BTreeMap::from([("resources/post.md".into(), PAGE.into())]);
        Findings::new("docs/v1.0".into(), diagnostics, &sources, &Lints::default())
    }

    fn plain(findings: &Findings, limit: Option<usize>) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        human(findings, limit, &mut out).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    fn undefined(word: &str) -> Diagnostic {
        let start = PAGE.find(word).unwrap() as u32;
        let span = Span {
            start,
            end: start + word.len() as u32,
        };
        Diagnostic::new(
            Code::TypeUndefined,
            "resources/post.md",
            span,
            format!("no page defines `{word}`"),
        )
    }

    #[test]
    fn underlines_and_says_what_was_done_and_how_to_mend_it() {
        let finding = undefined("recipients")
            .done("`sender` takes any JSON")
            .help("did you mean `recipient`?");
        expect![[r#"
            warning[DB0301]: no page defines `recipients`
             --> docs/v1.0/resources/post.md:5:9
              |
            5 | |sender|recipients|
              |         ^^^^^^^^^^
              |
              = note: `sender` takes any JSON
              = help: did you mean `recipient`?

        "#]]
        .assert_eq(&plain(&findings(vec![finding]), None));
    }

    #[test]
    fn a_page_that_cannot_be_shown_is_named() {
        let finding = Diagnostic::new(
            Code::NotUtf8,
            "api/a.md",
            Span::default(),
            "byte 4 is not UTF-8",
        );
        expect![[r#"
            error[DB0101]: byte 4 is not UTF-8
            --> docs/v1.0/api/a.md:1:1

        "#]]
        .assert_eq(&plain(&findings(vec![finding]), None));
    }

    #[test]
    fn page_text_cannot_steer_the_terminal() {
        let finding = undefined("sender").help("\u{1b}[2J\u{202e}gone");
        let mut out = Vec::new();
        human(&findings(vec![finding]), None, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            !text.contains("\u{1b}[2J") && !text.contains('\u{202e}'),
            "{text:?}"
        );
    }

    #[test]
    fn says_how_many_more_there_are() {
        let many = ["sender", "recipients", "post"].map(undefined).to_vec();
        let text = plain(&findings(many.clone()), Some(2));
        assert!(
            text.ends_with("... and 1 more of DB0301: no page defines this type\n"),
            "{text}"
        );
        assert_eq!(text.matches("warning[").count(), 2);
        assert_eq!(plain(&findings(many), None).matches("warning[").count(), 3);
    }

    #[test]
    fn one_finding_is_shown_once_and_all_in_page_order() {
        let text = plain(
            &findings(["sender", "post", "sender"].map(undefined).to_vec()),
            None,
        );
        let post = text.find("`post`").unwrap();
        let sender = text.find("`sender`").unwrap();
        assert!(post < sender);
        assert_eq!(text.matches("warning[").count(), 2);
    }
}
