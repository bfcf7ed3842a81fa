//! What this binary does when it is called as one of the runs that it measures.

use super::corpus;
use camino::Utf8Path;
use docbind::page::MAX_PAGE_BYTES;
use docbind::reader::{self, Document};
use std::error::Error;
use std::hint::black_box;
use std::process::Command;
use std::{env, fs};

/// The first word of such a call.
pub const COMMAND: &str = "child";

/// The floors that docbind is compared with, and its stages up to one of them, each on one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Reads and hashes every page.
    Walk,
    /// Reads every page and parses it as Markdown.
    Parse,
    /// Reads every page as a document.
    Read,
    /// And links them.
    Link,
}

const TASKS: [(&str, Task); 4] = [
    ("walk", Task::Walk),
    ("parse", Task::Parse),
    ("read", Task::Read),
    ("link", Task::Link),
];

impl Task {
    /// The command that does it with the pages of a version.
    pub fn command(self, docs: &Utf8Path) -> Result<Command, Box<dyn Error>> {
        let name = TASKS
            .iter()
            .find(|(_, task)| *task == self)
            .map_or("", |(name, _)| name);
        let mut command = Command::new(env::current_exe()?);
        command.args([COMMAND, name, docs.as_str()]);
        Ok(command)
    }
}

/// Does what the words say.
pub fn run(words: &[String]) -> Result<(), Box<dyn Error>> {
    let [name, docs] = words else {
        return Err("expected a task and a folder".into());
    };
    let task = TASKS.iter().find(|(known, _)| known == name);
    let (_, task) = task.ok_or("no such task")?;
    let version = corpus::version(Utf8Path::new(docs))?;
    match task {
        Task::Walk => {
            for page in &version.pages {
                let bytes = fs::read(version.folder.join(page))?;
                black_box(xxhash_rust::xxh3::xxh3_128(&bytes));
            }
        }
        Task::Parse => {
            for page in &version.pages {
                let bytes = fs::read(version.folder.join(page))?;
                let text = String::from_utf8_lossy(&bytes);
                let options = pulldown_cmark::Options::ENABLE_TABLES;
                for event in pulldown_cmark::Parser::new_ext(&text, options) {
                    black_box(event);
                }
            }
        }
        Task::Read => {
            black_box(documents(&version)?);
        }
        Task::Link => {
            let mut documents = documents(&version)?;
            black_box(docbind::resolve::resolve(
                &version.name,
                &mut documents,
                &docbind::dialect::Dialect::graph(),
                &mut Vec::new(),
            ));
        }
    }
    // The time to give memory back page by page is not part of a task.
    std::process::exit(0);
}

fn documents(version: &docbind::corpus::Version) -> Result<Vec<Document>, Box<dyn Error>> {
    let includes = |path: &Utf8Path| version.include(path);
    let dialect = docbind::dialect::Dialect::graph();
    let mut documents = Vec::new();
    for page in &version.pages {
        let bytes = version.read(page, MAX_PAGE_BYTES)?;
        documents.push(reader::read(
            page,
            &bytes,
            &dialect,
            &includes,
            &mut Vec::new(),
        ));
    }
    Ok(documents)
}
