//! The changes between two states of the pages, against reading one of them.

use super::Setting;
use super::child::Task;
use super::corpus;
use super::process::{Usage, measure, median};
use super::report::{Report, Row};
use camino::Utf8Path;
use std::error::Error;
use std::process::Command;

struct Round {
    parse: Usage,
    read: Usage,
    one_thread: Usage,
    two_threads: Usage,
}

pub fn run(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let (Some(before), Some(after)) = (corpus::real_before(), &setting.corpus) else {
        return Ok(());
    };
    let keep = |number: usize| !setting.quick || number.is_multiple_of(50);
    let (old, new) = (
        setting.scratch.join("before/v1.0"),
        setting.scratch.join("after/v1.0"),
    );
    corpus::part(&before, &old, keep)?;
    corpus::part(after, &new, keep)?;
    let mut rounds = Vec::new();
    for _ in 0..setting.rounds {
        rounds.push(Round {
            parse: measure(&mut Task::Parse.command(&new)?)?,
            read: measure(&mut Task::Read.command(&new)?)?,
            one_thread: measure(&mut diff(&old, &new, 1))?,
            two_threads: measure(&mut diff(&old, &new, 2))?,
        });
    }
    let ratio = |over: fn(&Round) -> f64, under: fn(&Round) -> f64| {
        median(rounds.iter().map(|round| over(round) / under(round)))
    };
    let rows = [
        Row::new(
            "changes between two trees, two threads, wall of reading the newer on one",
            ratio(|r| r.two_threads.wall, |r| r.read.wall),
        )
        .goal(3.0),
        Row::new(
            "the same, one thread, CPU of reading the newer",
            ratio(|r| r.one_thread.cpu, |r| r.read.cpu),
        ),
        Row::new(
            "the same, one thread, CPU of P",
            ratio(|r| r.one_thread.cpu, |r| r.parse.cpu),
        ),
        Row::new(
            "peak memory, two threads, MiB",
            median(rounds.iter().map(|r| r.two_threads.peak)),
        ),
    ];
    for row in rows {
        report.row("Diff", row);
    }
    Ok(())
}

fn diff(old: &Utf8Path, new: &Utf8Path, threads: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    command
        .args(["diff", old.as_str(), new.as_str(), "--format", "json"])
        .env("RAYON_NUM_THREADS", threads.to_string());
    command
}
