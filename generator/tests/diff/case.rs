//! A case: one change of the pages, and whether callers of the bindings still compile.

use camino::{Utf8Path, Utf8PathBuf};
use docbind::Generator;
use docbind::model::Model;
use std::collections::BTreeMap;
use std::{env, fs};

/// Between what a person writes and what the test does.
const EXPECTED: &str = "\n--- changes\n";

/// Pages by path.
pub type Pages = BTreeMap<Utf8PathBuf, String>;

pub struct Case {
    /// `property-removed`.
    pub name: String,
    pub path: Utf8PathBuf,
    /// What the case is about, the edits, and the line about callers.
    pub written: String,
    /// What docbind is known to say.
    pub expected: String,
    /// The pages after the change.
    pub pages: Pages,
    /// Whether code that compiled against the bindings before still compiles.
    pub compiles: bool,
}

fn folder() -> Utf8PathBuf {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

/// The pages before every change.
pub fn pages() -> Pages {
    let root = folder().join("pages");
    let folders = ["api", "resources"].map(|part| root.join(part));
    let files = folders
        .iter()
        .flat_map(|folder| folder.read_dir_utf8().unwrap());
    files
        .map(|entry| {
            let path = entry.unwrap().into_path();
            let page = path.strip_prefix(&root).unwrap().to_owned();
            (page, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// All cases by name.
pub fn cases() -> Vec<Case> {
    let files = folder().join("cases");
    let mut cases: Vec<Case> = files
        .read_dir_utf8()
        .unwrap()
        .map(|entry| read(entry.unwrap().into_path()))
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "no cases in {files}");
    cases
}

fn read(path: Utf8PathBuf) -> Case {
    let text = fs::read_to_string(&path).unwrap();
    let (written, expected) = text.split_once(EXPECTED).unwrap_or((&text, ""));
    let (_, edits) = written.split_once("\n\n").unwrap();
    let (edits, callers) = edits.trim_end().rsplit_once("\n\ncallers ").unwrap();
    let mut pages = pages();
    apply(edits, &mut pages);
    Case {
        name: path.file_stem().unwrap().to_owned(),
        compiles: match callers {
            "compile" => true,
            "break" => false,
            other => panic!("{path}: callers {other}"),
        },
        written: written.to_owned(),
        expected: expected.to_owned(),
        pages,
        path,
    }
}

impl Case {
    /// Whether `said` is what is expected. With `UPDATE_EXPECT` it becomes what is, in the case's file.
    pub fn expects(&self, said: &str) -> bool {
        if self.expected == said {
            return true;
        }
        let update = env::var_os("UPDATE_EXPECT").is_some();
        if update {
            let written = self.written.trim_end_matches('\n');
            fs::write(&self.path, format!("{written}\n{EXPECTED}{said}")).unwrap();
        }
        update
    }
}

/// `edit PAGE` with lines that are there (`-`, ` `) and lines that shall be (`+`, ` `), `add PAGE` with its text up to a line
/// `end`, `remove PAGE`, `rename PAGE PAGE`.
fn apply(edits: &str, pages: &mut Pages) {
    let mut lines = edits.lines().peekable();
    while let Some(line) = lines.next() {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb {
            "edit" => {
                let (mut old, mut new) = (String::new(), String::new());
                while let Some(line) = lines.next_if(|line| line.starts_with(['-', '+', ' '])) {
                    let (mark, line) = line.split_at(1);
                    if mark != "+" {
                        old.push_str(&format!("{line}\n"));
                    }
                    if mark != "-" {
                        new.push_str(&format!("{line}\n"));
                    }
                }
                let page = pages.get_mut(Utf8Path::new(rest)).unwrap();
                assert_eq!(
                    page.matches(&old).count(),
                    1,
                    "{rest}: these lines once:\n{old}"
                );
                *page = page.replace(&old, &new);
            }
            "add" => {
                let text = lines.by_ref().take_while(|line| *line != "end");
                let text: String = text.map(|line| format!("{line}\n")).collect();
                assert!(pages.insert(rest.into(), text).is_none(), "{rest} is there");
            }
            "remove" => assert!(pages.remove(Utf8Path::new(rest)).is_some(), "{rest}"),
            "rename" => {
                let (old, new) = rest.split_once(' ').unwrap();
                let page = pages.remove(Utf8Path::new(old)).unwrap();
                pages.insert(new.into(), page);
            }
            other => panic!("what is `{other}`?"),
        }
    }
}

/// Writes pages into a folder of a version.
pub fn write(pages: &Pages, folder: &Utf8Path) {
    for (path, text) in pages {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// What pages say.
pub fn models(pages: &Pages) -> Vec<Model> {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    write(pages, &root.join("v1.0"));
    Generator::new(root).read().unwrap().models
}
