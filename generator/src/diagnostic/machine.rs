//! Findings for programs: JSON lines, and annotations of a CI job.

use crate::diagnostic::{Code, Finding, Findings, Severity};
use serde::Serialize;
use std::io::{self, Write};

/// One line of JSON. New keys may be added.
#[derive(Serialize)]
struct Line<'a> {
    code: Code,
    severity: Severity,
    /// Below the version's folder.
    page: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    message: &'a str,
    done: Option<&'a str>,
    help: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(finding: &'a Finding) -> Self {
        let diagnostic = &finding.diagnostic;
        Self {
            code: diagnostic.code,
            severity: finding.severity,
            page: diagnostic.page.as_str(),
            file: finding.file.as_str(),
            line: finding.start.line,
            column: finding.start.column,
            end_line: finding.end.line,
            end_column: finding.end.column,
            message: &diagnostic.message,
            done: diagnostic.done.as_deref(),
            help: diagnostic.help.as_deref(),
        }
    }
}

/// Writes one JSON object per finding and line.
///
/// # Errors
///
/// Those of `out`.
pub fn json(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        serde_json::to_writer(&mut *out, &Line::of(finding))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes GitHub workflow commands, which mark the lines of a pull request.
///
/// # Errors
///
/// Those of `out`.
pub fn github(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let code = finding.diagnostic.code;
        writeln!(
            out,
            "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            property(finding.file.as_str()),
            finding.start.line,
            finding.start.column,
            finding.end.line,
            finding.end.column,
            property(&format!("{}: {}", code.id(), code.title())),
            data(&finding.diagnostic.sentence()),
        )?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostic, Lints, Span};
    use super::*;
    use expect_test::expect;
    use std::collections::BTreeMap;

    fn findings() -> Findings {
        let page = "one\ntwo, three\n";
        let found = Diagnostic::new(
            Code::RowRagged,
            "api/a.md",
            Span { start: 9, end: 14 },
            "100 % odd\r\nrow",
        )
        .done("the row was left out")
        .help("add a cell");
        let missing = Diagnostic::new(
            Code::FrontMatterMissing,
            "api/b,c:d%.md",
            Span::default(),
            "none",
        );
        let sources = BTreeMap::from([("api/a.md".into(), page.into())]);
        Findings::new(
            "docs".into(),
            vec![missing, found],
            &sources,
            &Lints::default(),
        )
    }

    fn written(write: fn(&Findings, &mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&findings(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn one_object_per_line() {
        expect![[r#"
            {"code":"DB0108","severity":"warning","page":"api/a.md","file":"docs/api/a.md","line":2,"column":6,"end_line":2,"end_column":11,"message":"100 % odd\r\nrow","done":"the row was left out","help":"add a cell"}
            {"code":"DB0104","severity":"note","page":"api/b,c:d%.md","file":"docs/api/b,c:d%.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"none","done":null,"help":null}
        "#]]
        .assert_eq(&written(json));
    }

    #[test]
    fn workflow_commands_are_escaped() {
        expect![[r#"
            ::warning file=docs/api/a.md,line=2,col=6,endLine=2,endColumn=11,title=DB0108%3A table row has another number of cells than its header::100 %25 odd%0D%0Arow; the row was left out; help: add a cell
            ::notice file=docs/api/b%2Cc%3Ad%25.md,line=1,col=1,endLine=1,endColumn=1,title=DB0104%3A page has no front matter::none
        "#]]
        .assert_eq(&written(github));
    }
}
