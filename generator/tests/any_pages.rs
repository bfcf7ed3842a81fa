//! Whatever the pages are: findings, never a panic; and the same pages give the same bytes.
//!
//! `PROPTEST_CASES` sets how many changed trees are tried, for long runs.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that looks in the wrong place fails"
)]

use docbind::diagnostic::Findings;
use docbind::output::Contended;
use docbind::report::accounting::Accounting;
use docbind::{Generation, Generator, Refresh};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages that speak of each other: operations, their resources, a base with derived types, an enumeration.
const PAGES: &[&str] = &[
    "api/conversation-post-threads.md",
    "api/message-list-attachments.md",
    "api/user-sendmail.md",
    "resources/attachment.md",
    "resources/conversationthread.md",
    "resources/enums.md",
    "resources/fileattachment.md",
    "resources/message.md",
    "resources/recipient.md",
];

fn docs_input() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input")
}

fn pages() -> Vec<(&'static str, Vec<u8>)> {
    let folder = docs_input().join("v1.0");
    PAGES
        .iter()
        .map(|name| (*name, fs::read(folder.join(name)).unwrap()))
        .collect()
}

fn generate(pages: &[(&str, Vec<u8>)]) -> Generation {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in pages {
        let path = folder.path().join("v1.0").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let docs = folder.path().to_str().unwrap();
    Generator::new(docs)
        .package("out", "any", None)
        .generate()
        .unwrap()
}

/// A change that a slip of the hand, a merge or an attacker makes.
#[derive(Clone, Debug)]
enum Change {
    Cut(Index, usize),
    Repeat(Index, usize),
    Insert(Index, Vec<u8>),
    SwapLines(Index, Index),
    MoveLine(Index, Index),
    /// Some lines of one of the pages as they were, behind a line of this one.
    Splice(Index, Index, usize, Index),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>, others: &[(&str, Vec<u8>)]) {
        let at = |index: &Index, len: usize| index.index(len.max(1)).min(len);
        match self {
            Self::Cut(start, len) => {
                let start = at(start, bytes.len());
                let end = (start + len).min(bytes.len());
                bytes.drain(start..end);
            }
            Self::Repeat(start, times) => {
                let start = at(start, bytes.len());
                let end = (start + 40).min(bytes.len());
                let piece = bytes[start..end].repeat(*times);
                bytes.splice(start..start, piece);
            }
            Self::Insert(start, piece) => {
                let start = at(start, bytes.len());
                bytes.splice(start..start, piece.iter().copied());
            }
            Self::Splice(other, from, count, to) => {
                let other = lines(&others[other.index(others.len())].1);
                let mut own = lines(bytes);
                let from = at(from, other.len());
                let to = at(to, own.len());
                let spliced = other.into_iter().skip(from).take(*count);
                own.splice(to..to, spliced);
                *bytes = own.concat();
            }
            Self::SwapLines(a, b) | Self::MoveLine(a, b) => {
                let mut lines = lines(bytes);
                if lines.is_empty() {
                    return;
                }
                let (a, b) = (a.index(lines.len()), b.index(lines.len()));
                if matches!(self, Self::SwapLines(..)) {
                    lines.swap(a, b);
                } else {
                    let line = lines.remove(a);
                    lines.insert(b.min(lines.len()), line);
                }
                *bytes = lines.concat();
            }
        }
    }
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.map(<[u8]>::to_vec).collect()
}

/// So many cases, or as many as the environment says.
fn config(cases: u32) -> ProptestConfig {
    let asked = env::var("PROPTEST_CASES").ok();
    let cases = asked.and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

fn change() -> impl Strategy<Value = Change> {
    let telling = prop_oneof![
        Just(b"|".to_vec()),
        Just(b"```".to_vec()),
        Just(b"<!-- {".to_vec()),
        Just(b"\n## Properties\n".to_vec()),
        Just(b"\n## HTTP request\n".to_vec()),
        Just(b"*/ \"##}{#[path]".to_vec()),
        Just(b"self type r#crate".to_vec()),
        Just(b"GET /{}/('{id}')/:/{a}:/\n".to_vec()),
        Just(b"Collection(Collection(Edm.Int32))".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..12),
    ];
    prop_oneof![
        (any::<Index>(), 1..200_usize).prop_map(|(at, len)| Change::Cut(at, len)),
        (any::<Index>(), 1..50_usize).prop_map(|(at, times)| Change::Repeat(at, times)),
        (any::<Index>(), telling).prop_map(|(at, piece)| Change::Insert(at, piece)),
        any::<(Index, Index)>().prop_map(|(a, b)| Change::SwapLines(a, b)),
        any::<(Index, Index)>().prop_map(|(a, b)| Change::MoveLine(a, b)),
        (any::<(Index, Index)>(), 1..30_usize, any::<Index>())
            .prop_map(|((other, from), count, to)| Change::Splice(other, from, count, to)),
    ]
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn changed_pages_are_accounted_for_and_become_rust(
        changes in proptest::collection::vec((any::<Index>(), change()), 1..12)
    ) {
        let others = pages();
        let mut pages = others.clone();
        for (page, change) in &changes {
            let page = page.index(pages.len());
            change.apply(&mut pages[page].1, &others);
        }
        let generation = generate(&pages);
        let accounted: usize = generation.models.iter().map(|model| model.pages.len()).sum();
        prop_assert_eq!(accounted, pages.len());
        for file in generation.files.iter().filter(|file| file.path.extension() == Some("rs")) {
            let parsed = syn::parse_file(&file.text);
            prop_assert!(parsed.is_ok(), "{}: {:?}\n{}", file.path, parsed.err(), file.text);
        }
    }
}

/// What a person sees of a run.
type Told = (Findings, Accounting);

fn finish(generation: &Generation) -> Told {
    generation.write(&Contended::Fail, None).unwrap();
    let accounting = Accounting::of(&generation.models);
    (generation.findings.clone(), accounting)
}

/// With what it told, whether the run was left out.
fn refresh(generator: &Generator) -> (Told, bool) {
    match generator.refresh().unwrap() {
        Refresh::Generated(generation) => (finish(&generation), false),
        Refresh::Unchanged(unchanged) => ((unchanged.findings, unchanged.accounting), true),
    }
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn runs_with_records_give_what_runs_without_give(
        changes in proptest::collection::vec((any::<Index>(), change(), any::<bool>()), 1..5)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let name = |name: &str| at(name).to_str().unwrap().to_owned();
        let others = pages();
        let mut pages = others.clone();
        let docs = at("docs/v1.0");
        for part in ["api", "resources"] {
            fs::create_dir_all(docs.join(part)).unwrap();
        }
        for (page, bytes) in &pages {
            fs::write(docs.join(page), bytes).unwrap();
        }
        let generator = |out: &str| Generator::new(name("docs")).package(name(out), "any", None);
        let (plain, cached) = (generator("plain"), generator("cached").cache(name("runs")));
        for (page, change, spoil) in &changes {
            let page = page.index(pages.len());
            change.apply(&mut pages[page].1, &others);
            fs::write(docs.join(pages[page].0), &pages[page].1).unwrap();
            let told = finish(&plain.generate().unwrap());
            let (first, _) = refresh(&cached);
            prop_assert!(first == told);
            let (second, left_out) = refresh(&cached);
            prop_assert!(left_out && second == told);
            prop_assert!(files(&at("cached")) == files(&at("plain")));
            if *spoil {
                fs::write(at("cached/src/lib.rs"), "").unwrap();
            }
        }
    }
}

#[test]
fn the_same_pages_give_the_same_bytes_on_any_number_of_threads() {
    let docs = docs_input();
    let docs = docs.to_str().unwrap();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            Generator::new(docs)
                .package("out", "any", None)
                .generate()
                .unwrap()
        })
    };
    let (one, many) = (on(1), on(7));
    assert!(one.files == many.files);
    assert!(one.findings == many.findings);
}

#[test]
fn names_stay_short_however_long_those_of_the_pages_are() {
    let word = |letter: &str, length| letter.repeat(length);
    let resource = |name: &str, namespace: &str| {
        format!(
            "# {name} resource type\n\nNamespace: {namespace}\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|a|String|A.|\n"
        )
    };
    let operation = "# Get\n\n## HTTP request\n\n```http\nGET /x/{id}\n```\n\n## Response\n\n`204 No Content`\n";
    let deep = format!("microsoft.graph{}", ".partOfIt".repeat(20));
    let long = format!("microsoft.graph.{}", word("n", 190));
    let pages = [
        (
            format!("resources/{}.md", word("r", 200)),
            resource(&word("T", 190), &deep),
        ),
        (
            format!("resources/{}.md", word("s", 200)),
            resource(&word("U", 190), &long),
        ),
        (
            format!("api/{}-{}.md", word("a", 99), word("b", 100)),
            operation.to_owned(),
        ),
        (
            format!("api/{}-{}.md", word("a", 60), word("b", 139)),
            operation.to_owned(),
        ),
        (format!("api/a-{}.md", word("b", 198)), operation.to_owned()),
    ];
    let folder = tempfile::tempdir().unwrap();
    let version = folder.path().join(format!("v{}", word("1", 200)));
    for part in ["api", "resources"] {
        fs::create_dir_all(version.join(part)).unwrap();
    }
    for (name, text) in &pages {
        fs::write(version.join(name), text).unwrap();
    }
    let docs = folder.path().to_str().unwrap();
    let generation = Generator::new(docs)
        .package("out", "any", None)
        .generate()
        .unwrap();
    let files: Vec<&str> = generation
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert!(files.len() >= pages.len() + 2, "{files:#?}");
    for path in files {
        assert!(path.len() < 180, "{path}: {}", path.len());
        let name = path.rsplit('/').next().unwrap_or_default();
        assert!(name.len() < 100, "{path}");
    }
}

#[test]
fn the_order_in_which_pages_are_found_does_not_show() {
    let mut pages = pages();
    let forwards = generate(&pages);
    pages.reverse();
    assert!(forwards.files == generate(&pages).files);
}
