//! A whole run and its parts, against the floors.

use super::Setting;
use super::child::Task;
use super::corpus;
use super::process::{Usage, measure, median};
use super::report::{Report, Row};
use camino::{Utf8Path, Utf8PathBuf};
use std::error::Error;
use std::fs;
use std::process::Command;

/// The command line with which pages become a package.
pub fn generate(docs: &Utf8Path, out: &Utf8Path, threads: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    command
        .args([
            "generate",
            "--docs",
            docs.as_str(),
            "--out",
            out.as_str(),
            "--package",
            "bench-bindings",
        ])
        .env("RAYON_NUM_THREADS", threads.to_string());
    command
}

/// Everything that is run once in a round.
struct Round {
    walk: Usage,
    parse: Usage,
    read: Usage,
    link: Usage,
    one_thread: Usage,
    two_threads: Usage,
    nothing_changed: Usage,
    prose_changed: Usage,
    property_changed: Usage,
}

pub fn run(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let docs = setting.scratch.join("generation/v1.0");
    let pages = match &setting.corpus {
        Some(real) if setting.quick => corpus::part(real, &docs, |number| number % 50 == 0)?,
        Some(real) => corpus::part(real, &docs, |_| true)?,
        None => return Ok(()),
    };
    let changing = Changing::choose(&docs)?;
    let mut rounds = Vec::new();
    for _ in 0..setting.rounds {
        rounds.push(round(setting, &docs, &changing)?);
    }
    let ratio = |over: fn(&Round) -> f64, under: fn(&Round) -> f64| {
        median(rounds.iter().map(|round| over(round) / under(round)))
    };
    let milliseconds =
        |usage: fn(&Round) -> f64| format!("{:.0} ms", 1e3 * median(rounds.iter().map(usage)));
    report.fact("pages", pages);
    report.fact("P, CPU", milliseconds(|round| round.parse.cpu));
    report.fact("walk, CPU", milliseconds(|round| round.walk.cpu));
    report.fact(
        "whole run on two threads, wall",
        milliseconds(|round| round.two_threads.wall),
    );
    let section = "Generation";
    let rows = [
        Row::new(
            "reading pages, of P",
            ratio(|r| r.read.cpu, |r| r.parse.cpu),
        ),
        Row::new(
            "linking, of P",
            ratio(|r| r.link.cpu - r.read.cpu, |r| r.parse.cpu),
        ),
        Row::new(
            "emitting and writing, of P",
            ratio(|r| r.one_thread.cpu - r.link.cpu, |r| r.parse.cpu),
        ),
        Row::new(
            "whole run, one thread, CPU of P",
            ratio(|r| r.one_thread.cpu, |r| r.parse.cpu),
        )
        .goal(7.0),
        Row::new(
            "whole run, two threads, CPU of P",
            ratio(|r| r.two_threads.cpu, |r| r.parse.cpu),
        )
        .goal(7.0),
        Row::new(
            "two threads, wall of one thread's",
            ratio(|r| r.two_threads.wall, |r| r.one_thread.wall),
        )
        .goal(0.65),
        Row::new(
            "nothing changed, CPU of a walk",
            ratio(|r| r.nothing_changed.cpu, |r| r.walk.cpu),
        )
        .goal(1.5),
        Row::new(
            "one page's words changed, CPU of a walk",
            ratio(|r| r.prose_changed.cpu, |r| r.walk.cpu),
        )
        .goal(2.5),
        Row::new(
            "one page's properties changed, CPU of a walk",
            ratio(|r| r.property_changed.cpu, |r| r.walk.cpu),
        )
        .goal(2.5),
        Row::new(
            "peak memory, two threads, MiB",
            median(rounds.iter().map(|r| r.two_threads.peak)),
        )
        .goal(150.0),
    ];
    for row in rows {
        report.row(section, row);
    }
    Ok(())
}

fn round(setting: &Setting, docs: &Utf8Path, changing: &Changing) -> Result<Round, Box<dyn Error>> {
    let fresh = |name: &str| -> Result<Utf8PathBuf, std::io::Error> {
        let folder = setting.scratch.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        Ok(folder)
    };
    let walk = measure(&mut Task::Walk.command(docs)?)?;
    let parse = measure(&mut Task::Parse.command(docs)?)?;
    let read = measure(&mut Task::Read.command(docs)?)?;
    let link = measure(&mut Task::Link.command(docs)?)?;
    let one_thread = measure(&mut generate(docs, &fresh("one")?, 1))?;
    let out = fresh("two")?;
    let two_threads = measure(&mut generate(docs, &out, 2))?;
    let nothing_changed = measure(&mut generate(docs, &out, 2))?;
    changing.describe()?;
    let prose_changed = measure(&mut generate(docs, &out, 2))?;
    changing.add_property()?;
    let property_changed = measure(&mut generate(docs, &out, 2))?;
    changing.restore()?;
    Ok(Round {
        walk,
        parse,
        read,
        link,
        one_thread,
        two_threads,
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
