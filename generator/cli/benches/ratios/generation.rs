//! A whole run and its parts, against the floors.

use super::Setting;
use super::child::Task;
use super::corpus;
use super::process::{Usage, measure};
use super::report::{Report, Row};
use camino::{Utf8Path, Utf8PathBuf};
use std::error::Error;
use std::fs;
use std::process::Command;

/// The command line with which pages become a package; runs are remembered in `runs`.
pub fn generate(docs: &Utf8Path, out: &Utf8Path, runs: &Utf8Path, threads: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    command
        .args([
            "generate",
            "--docs",
            docs.as_str(),
            "--out",
            out.as_str(),
            "--cache",
            runs.as_str(),
            "--package",
            "bench-bindings",
        ])
        .env("RAYON_NUM_THREADS", threads.to_string());
    command
}

/// The command line with which pages become an OpenAPI document, on two threads.
fn openapi(docs: &Utf8Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    command
        .args(["export", "--docs", docs.as_str(), "--format", "openapi"])
        .env("RAYON_NUM_THREADS", "2");
    command
}

/// Everything that is run once in a round; at the end, the least that each took.
struct Round {
    walk: Usage,
    parse: Usage,
    read: Usage,
    link: Usage,
    one_thread: Usage,
    two_threads: Usage,
    openapi: Usage,
    nothing_changed: Usage,
    prose_changed: Usage,
    property_changed: Usage,
}

impl Round {
    fn least(self, other: Self) -> Self {
        Self {
            walk: self.walk.least(other.walk),
            parse: self.parse.least(other.parse),
            read: self.read.least(other.read),
            link: self.link.least(other.link),
            one_thread: self.one_thread.least(other.one_thread),
            two_threads: self.two_threads.least(other.two_threads),
            openapi: self.openapi.least(other.openapi),
            nothing_changed: self.nothing_changed.least(other.nothing_changed),
            prose_changed: self.prose_changed.least(other.prose_changed),
            property_changed: self.property_changed.least(other.property_changed),
        }
    }
}

pub fn run(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let docs = setting.scratch.join("generation/v1.0");
    let pages = match &setting.corpus {
        Some(real) if setting.quick => corpus::part(real, &docs, |number| number % 50 == 0)?,
        Some(real) => corpus::part(real, &docs, |_| true)?,
        None => return Ok(()),
    };
    let changing = Changing::choose(&docs)?;
    let mut least = round(setting, 0, &docs, &changing)?;
    for number in 1..setting.rounds {
        least = least.least(round(setting, number, &docs, &changing)?);
    }
    let milliseconds = |seconds: f64| format!("{:.0} ms", 1e3 * seconds);
    report.fact("pages", pages);
    report.fact("P, CPU", milliseconds(least.parse.cpu));
    report.fact("walk, CPU", milliseconds(least.walk.cpu));
    report.fact(
        "whole run on one thread, CPU and wall",
        format!(
            "{}, {}",
            milliseconds(least.one_thread.cpu),
            milliseconds(least.one_thread.wall)
        ),
    );
    report.fact(
        "whole run on two threads, wall",
        milliseconds(least.two_threads.wall),
    );
    let of_parse = |cpu: f64| cpu / least.parse.cpu;
    let of_walk = |usage: Usage| usage.cpu / least.walk.cpu;
    let rows = [
        Row::new("reading pages, of P", of_parse(least.read.cpu)),
        Row::new("linking, of P", of_parse(least.link.cpu - least.read.cpu)),
        Row::new(
            "the rest: comparing pages with each other, emitting, writing; of P",
            of_parse(least.one_thread.cpu - least.link.cpu),
        ),
        Row::new(
            "whole run, one thread, CPU of P",
            of_parse(least.one_thread.cpu),
        )
        .goal(7.0),
        Row::new(
            "whole run, two threads, CPU of P",
            of_parse(least.two_threads.cpu),
        )
        .goal(7.0),
        Row::new(
            "two threads, wall of one thread's",
            least.two_threads.wall / least.one_thread.wall,
        )
        .goal(0.65),
        Row::new(
            "nothing changed, CPU of a walk",
            of_walk(least.nothing_changed),
        )
        .goal(1.5),
        Row::new(
            "one page's words changed, CPU of a walk",
            of_walk(least.prose_changed),
        )
        .goal(2.5),
        Row::new(
            "one page's properties changed, CPU of a walk",
            of_walk(least.property_changed),
        )
        .goal(2.5),
        Row::new(
            "OpenAPI document, CPU of a whole run on two threads",
            least.openapi.cpu / least.two_threads.cpu,
        )
        .goal(1.0),
        Row::new("peak memory, two threads, MiB", least.two_threads.peak).goal(150.0),
    ];
    for row in rows {
        report.row("Generation", row);
    }
    Ok(())
}

/// Nothing is deleted between runs: file systems are slow at making files where many were just deleted.
fn round(
    setting: &Setting,
    number: usize,
    docs: &Utf8Path,
    changing: &Changing,
) -> Result<Round, Box<dyn Error>> {
    let folder = setting.scratch.join(format!("generation/{number}"));
    let (one, two, runs) = (folder.join("one"), folder.join("two"), folder.join("runs"));
    let walk = measure(&mut Task::Walk.command(docs)?)?;
    let parse = measure(&mut Task::Parse.command(docs)?)?;
    let read = measure(&mut Task::Read.command(docs)?)?;
    let link = measure(&mut Task::Link.command(docs)?)?;
    let one_thread = measure(&mut generate(docs, &one, &runs, 1))?;
    let two_threads = measure(&mut generate(docs, &two, &runs, 2))?;
    let openapi = measure(&mut openapi(docs))?;
    let nothing_changed = measure(&mut generate(docs, &two, &runs, 2))?;
    changing.describe()?;
    let prose_changed = measure(&mut generate(docs, &two, &runs, 2))?;
    changing.add_property()?;
    let property_changed = measure(&mut generate(docs, &two, &runs, 2))?;
    changing.restore()?;
    Ok(Round {
        walk,
        parse,
        read,
        link,
        one_thread,
        two_threads,
        openapi,
        nothing_changed,
        prose_changed,
        property_changed,
    })
}

/// A page that changes, and its text.
struct Changing {
    page: Utf8PathBuf,
    text: String,
    /// A row of its table of properties.
    row: String,
}

impl Changing {
    /// The page in the middle of those that have a row that can be changed.
    fn choose(docs: &Utf8Path) -> Result<Self, Box<dyn Error>> {
        let version = corpus::version(docs)?;
        let mut pages: Vec<_> = version
            .pages
            .iter()
            .filter(|page| page.starts_with("resources"))
            .filter_map(|page| {
                let page = docs.join(page);
                let text = fs::read_to_string(&page).ok()?;
                let row = text
                    .lines()
                    .find(|line| line.contains("|String|"))?
                    .to_owned();
                Some(Self { page, text, row })
            })
            .collect();
        let middle = pages.len() / 2;
        if pages.is_empty() {
            return Err("no page has a property of type String".into());
        }
        Ok(pages.swap_remove(middle))
    }

    /// The words of one row change.
    fn describe(&self) -> std::io::Result<()> {
        let row = self.row.replacen("|String|", "|String|Changed. ", 1);
        fs::write(&self.page, self.text.replacen(&self.row, &row, 1))
    }

    /// One row is added.
    fn add_property(&self) -> std::io::Result<()> {
        let rows = format!("{}\n|addedByBench|String|Added.|", self.row);
        fs::write(&self.page, self.text.replacen(&self.row, &rows, 1))
    }

    fn restore(&self) -> std::io::Result<()> {
        fs::write(&self.page, &self.text)
    }
}
