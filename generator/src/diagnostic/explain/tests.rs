use crate::Generator;
use crate::diagnostic::explain::{Code, TEXTS, explanation, reference};
use crate::diagnostic::{Findings, human};
use crate::page::MAX_PAGE_BYTES;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeSet;
use std::fs;

/// A page shown in an explanation.
struct Page<'a> {
    good: bool,
    path: &'a str,
    text: &'a str,
}

fn pages(text: &str) -> Vec<Page<'_>> {
    let blocks = text.split("\n~~~md ").skip(1);
    blocks
        .map(|block| {
            let (head, rest) = block.split_once('\n').unwrap();
            let (kind, path) = head.split_once(' ').unwrap();
            let good = match kind {
                "good" => true,
                "bad" => false,
                other => panic!("a page is `good` or `bad`, not `{other}`"),
            };
            let text = rest.split("\n~~~\n").next().unwrap();
            Page {
                good,
                path,
                text: text.strip_suffix("\n~~~").unwrap_or(text),
            }
        })
        .collect()
}

/// What the good or the bad pages of an explanation raise, where the code is reported.
pub(crate) fn findings(code: Code, good: bool) -> Findings {
    let folder = tempfile::tempdir().unwrap();
    let docs = Utf8Path::from_path(folder.path()).unwrap();
    if code.severity().is_none() {
        let settings = format!("[lints]\nwarn = ['{}']\n", code.id());
        fs::write(docs.join("docbind.toml"), settings).unwrap();
    }
    for page in pages(explanation(code))
        .into_iter()
        .filter(|page| page.good == good)
    {
        let path: Utf8PathBuf = docs.join(page.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match page.text.strip_prefix("\\link ") {
            Some(target) => link(target, &path),
            None => fs::write(path, bytes(page.text)).unwrap(),
        }
    }
    let generation = Generator::new(docs)
        .out(docs.join("src"))
        .generate()
        .unwrap();
    generation.findings
}

/// `\link TARGET` as the text of a page makes it a symbolic link.
#[cfg(unix)]
fn link(target: &str, path: &Utf8Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[cfg(not(unix))]
fn link(_: &str, _: &Utf8Path) {
    unimplemented!("this system has other links");
}

fn raised(code: Code, good: bool) -> BTreeSet<Code> {
    findings(code, good)
        .iter()
        .map(|finding| finding.diagnostic.code)
        .collect()
}

/// `\xE9` on a page stands for a byte, and `\fill` for more text than a page may have.
fn bytes(text: &str) -> Vec<u8> {
    let text = text.replace("\\fill", &" ".repeat(MAX_PAGE_BYTES));
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

#[test]
fn every_code_is_explained_and_nothing_else() {
    let headed: Vec<&str> = TEXTS
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.strip_prefix("# DB"))
        .collect();
    let known: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.id().trim_start_matches("DB"))
        .collect();
    assert_eq!(
        headed, known,
        "the texts stand in the order of the codes, one for each"
    );
    for code in Code::ALL {
        assert!(
            explanation(*code).len() > 80,
            "{} needs more words",
            code.id()
        );
    }
}

#[test]
fn identifiers_are_unique() {
    let ids: BTreeSet<_> = Code::ALL.iter().map(|code| code.id()).collect();
    assert_eq!(ids.len(), Code::ALL.len());
}

#[test]
fn bad_pages_raise_their_code_and_good_pages_raise_none() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let (bad, good) = (raised(*code, false), raised(*code, true));
        if !bad.contains(code) {
            wrong.push(format!("the bad pages of {} raise {bad:?}", code.id()));
        }
        if !good.is_empty() {
            wrong.push(format!("the good pages of {} raise {good:?}", code.id()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What a person sees. `UPDATE_EXPECT=1` writes the files anew.
#[test]
fn findings_are_drawn_as_expected() {
    for code in Code::ALL {
        let mut drawn = anstream::StripStream::new(Vec::new());
        let findings = findings(*code, false);
        human(&findings, None, &mut drawn).unwrap();
        let mut drawn = String::from_utf8(drawn.into_inner()).unwrap();
        for finding in &findings {
            drawn = drawn.replace(finding.file.as_str(), finding.diagnostic.page.as_str());
        }
        expect_test::expect_file![format!("../../../tests/drawn/{}.txt", code.id())]
            .assert_eq(&drawn);
    }
}

#[test]
fn the_document_is_current() {
    expect_test::expect_file!["../../../../docs/diagnostics.md"].assert_eq(&reference());
}
