//! Changes as a comment on a pull request: a table of numbers, then the changes, heaviest first, folded beyond a screenful.

use crate::diff::change::{Change, Verdict, Weight};
use crate::diff::human;
use std::io::{self, Write};

/// Changes of one weight that are shown before the rest is folded.
const SCREENFUL: usize = 20;
/// Changes of one weight that are listed at all.
const MOST: usize = 120;
/// Characters of one side of a change that are shown.
const WIDEST: usize = 120;
/// Bytes of all lists together: GitHub takes comments of 65,536 characters.
const LONGEST: usize = 60_000;

/// Writes the comment.
///
/// # Errors
///
/// Those of `out`.
pub fn markdown(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "### {}\n", title(changes))?;
    if changes.is_empty() {
        return writeln!(out, "What is generated stays as it is.");
    }
    writeln!(out, "| weight | changes | for callers |\n|:--|--:|:--|")?;
    for (weight, group) in groups(changes) {
        let meaning = meaning(weight);
        writeln!(out, "| {} | {} | {meaning} |", weight.text(), group.len())?;
    }
    let mut room = LONGEST;
    for (weight, group) in groups(changes) {
        section(weight, &group, &mut room, out)?;
    }
    Ok(())
}

fn title(changes: &[Change]) -> &'static str {
    match Verdict::on(changes) {
        Verdict::Breaking => "Breaking change of the API",
        Verdict::Additive => "Compatible change of the API",
        Verdict::Documentation => "No API change, only documentation",
        Verdict::None => "No API change",
    }
}

fn meaning(weight: Weight) -> &'static str {
    match weight {
        Weight::Breaking => "code stops to compile, or sends something else",
        Weight::Permission => "code compiles; other permissions let it run",
        Weight::Additive => "code compiles and runs; there is something new",
        Weight::Documentation => "no API change",
    }
}

fn groups(changes: &[Change]) -> impl Iterator<Item = (Weight, Vec<&Change>)> {
    let group = |weight| -> Vec<&Change> {
        let group = changes.iter().filter(|change| change.weight == weight);
        group.collect()
    };
    Weight::ALL
        .into_iter()
        .map(move |weight| (weight, group(weight)))
        .filter(|(_, group)| !group.is_empty())
}

/// The changes of one weight, as long as there is room.
fn section(
    weight: Weight,
    group: &[&Change],
    room: &mut usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    // What needs no decision is folded as a whole.
    let shown = match weight {
        Weight::Breaking | Weight::Permission => SCREENFUL,
        Weight::Additive => SCREENFUL / 2,
        Weight::Documentation => 0,
    };
    let mut lines: Vec<String> = group.iter().take(MOST).map(|change| line(change)).collect();
    lines.retain(|line| {
        let left = room.checked_sub(line.len());
        *room = left.unwrap_or(0);
        left.is_some()
    });
    let (open, folded) = lines.split_at(shown.min(lines.len()));
    let left = group.len() - lines.len();
    writeln!(out, "\n#### {} ({})\n", weight.text(), group.len())?;
    out.write_all(open.concat().as_bytes())?;
    if !folded.is_empty() {
        let more = if open.is_empty() { "" } else { " more" };
        let (count, folded) = (folded.len(), folded.concat());
        writeln!(
            out,
            "\n<details><summary>{count}{more}</summary>\n\n{folded}\n</details>\n"
        )?;
    }
    if left > 0 {
        writeln!(out, "- and {left} that `docbind diff` lists")?;
    }
    Ok(())
}

fn line(change: &Change) -> String {
    let mut line = format!("- {} {}", code(&change.item), change.kind.words());
    let side = |side: &Option<String>| match side {
        Some(words) => code(words),
        None => "none".to_owned(),
    };
    match (&change.before, &change.after) {
        _ if human::sides(change).is_none() => {}
        (Some(one), None) | (None, Some(one)) if !change.kind.has_two_sides() => {
            line.push_str(&format!(": {}", code(one)));
        }
        (before, after) => line.push_str(&format!(": {} → {}", side(before), side(after))),
    }
    if !change.page.as_str().is_empty() {
        line.push_str(&format!(" ({})", code(change.page.as_str())));
    }
    line.push('\n');
    line
}

/// Text of a page as code, so that none of it is markup.
fn code(text: &str) -> String {
    let mut line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(WIDEST)
        .collect();
    if text.chars().nth(WIDEST).is_some() {
        line.push('…');
    }
    let longest = line
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    if longest == 0 {
        return format!("`{line}`");
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence} {line} {fence}")
}
