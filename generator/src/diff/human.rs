//! Changes for people: a line each, and what they mean together.

use crate::diff::change::{Change, Verdict, Weight};
use std::io::{self, Write};

/// Writes a line for each change, heaviest first, and a last one with the verdict.
///
/// # Errors
///
/// Those of `out`.
pub fn human(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    for change in changes {
        writeln!(out, "{:<13} {}", change.weight.text(), line(change))?;
    }
    writeln!(out, "{}", verdict(changes))
}

fn line(change: &Change) -> String {
    let mut line = format!("{}: {}", change.item, change.kind.words());
    if let Some(words) = sides(change) {
        line.push_str(": ");
        line.push_str(&words);
    }
    if !change.page.as_str().is_empty() {
        line.push_str(&format!(" ({})", change.page));
    }
    line
}

/// `before -> after`; nothing where the words are prose, which is best read on the page.
pub(crate) fn sides(change: &Change) -> Option<String> {
    if change.is_prose() {
        return None;
    }
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => Some(format!("{before} -> {after}")),
        (Some(before), None) if change.kind.has_two_sides() => Some(format!("{before} -> none")),
        (None, Some(after)) if change.kind.has_two_sides() => Some(format!("none -> {after}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}

/// `breaking: 2 breaking, 1 additive`.
pub(crate) fn verdict(changes: &[Change]) -> String {
    let counts: Vec<String> = Weight::ALL
        .iter()
        .map(|&weight| {
            let count = changes
                .iter()
                .filter(|change| change.weight == weight)
                .count();
            (weight, count)
        })
        .filter(|(_, count)| *count > 0)
        .map(|(weight, count)| format!("{count} {}", weight.text()))
        .collect();
    match Verdict::on(changes) {
        Verdict::None => "no API change: what is generated stays as it is".to_owned(),
        Verdict::Documentation => format!("no API change: {}", counts.join(", ")),
        verdict => format!("{}: {}", verdict.text(), counts.join(", ")),
    }
}
