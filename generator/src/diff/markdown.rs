//! Changes as a comment on a pull request: a table of numbers, then the changes, heaviest first, folded beyond a screenful.

use super::change::{Change, Verdict, Weight};
use super::human;
use std::io::{self, Write};

/// Changes of one weight that are shown before the rest is folded.
const SCREENFUL: usize = 20;
/// Changes of one weight that are shown at all: a comment holds 65,536 characters.
const MOST: usize = 120;
/// Characters of one side of a change that are shown.
const WIDEST: usize = 120;

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
    for (weight, group) in groups(changes) {
        section(weight, &group, out)?;
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

fn section(weight: Weight, group: &[&Change], out: &mut dyn Write) -> io::Result<()> {
    // What needs no decision is folded as a whole.
    let shown = match weight {
        Weight::Breaking | Weight::Permission => SCREENFUL,
        Weight::Additive => SCREENFUL / 2,
        Weight::Documentation => 0,
    };
    let shown = if group.len() <= shown {
        group.len()
    } else {
        shown
    };
    writeln!(out, "\n#### {} ({})\n", weight.text(), group.len())?;
    let (open, folded) = group.split_at(shown);
    list(open, out)?;
    if folded.is_empty() {
        return Ok(());
    }
    let more = if open.is_empty() { "" } else { " more" };
    writeln!(
        out,
        "\n<details><summary>{}{more}</summary>\n",
        folded.len()
    )?;
    let (listed, left) = folded.split_at(folded.len().min(MOST));
    list(listed, out)?;
    if !left.is_empty() {
        writeln!(out, "- and {}, which `docbind diff` lists", left.len())?;
    }
    writeln!(out, "\n</details>")
}

fn list(changes: &[&Change], out: &mut dyn Write) -> io::Result<()> {
    for change in changes {
        write!(out, "- {} {}", code(&change.item), change.kind.words())?;
        match (&change.before, &change.after) {
            _ if human::sides(change).is_none() => {}
            (Some(before), Some(after)) => write!(out, ": {} → {}", code(before), code(after))?,
            (Some(before), None) if change.kind.has_two_sides() => {
                write!(out, ": {} → none", code(before))?;
            }
            (None, Some(after)) if change.kind.has_two_sides() => {
                write!(out, ": none → {}", code(after))?;
            }
            (Some(one), None) | (None, Some(one)) => write!(out, ": {}", code(one))?,
            (None, None) => {}
        }
        if change.page.as_str().is_empty() {
            writeln!(out)?;
        } else {
            writeln!(out, " ({})", code(change.page.as_str()))?;
        }
    }
    Ok(())
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
