//! Two states of a whole reference, where there are: `DOCBIND_CORPUS_BEFORE` and `DOCBIND_CORPUS` name the folders that hold
//! the older and the newer `v1.0`.

use docbind::Generator;
use docbind::diff::{Bindings, Change, compare};
use docbind::model::Model;
use std::collections::BTreeSet;
use std::env;
use std::io::{self, Write as _};
use std::path::Path;

/// Changes that were looked up on both pages.
const HAND_CHECKED: &str = include_str!("hand_checked.tsv");

fn models(variable: &str) -> Option<Vec<Model>> {
    let Ok(folder) = env::var(variable) else {
        skipped(&format!("{variable} is not set"));
        return None;
    };
    let docs = Path::new(&folder).join("v1.0");
    Some(Generator::new(docs.to_str()?).read().unwrap().models)
}

/// A change as in the table. The words of pages are left out.
fn row(change: &Change) -> String {
    let side = |side: &Option<String>| match side {
        Some(words) if !change.is_prose() => words.clone(),
        _ => "-".to_owned(),
    };
    let kind = serde_json::to_value(change.kind).unwrap();
    [
        change.weight.text(),
        kind.as_str().unwrap(),
        &change.item,
        change.page.as_str(),
        &side(&change.before),
        &side(&change.after),
    ]
    .join("\t")
}

#[test]
fn changes_that_were_checked_by_hand_are_reported() {
    let expected: Vec<&str> = HAND_CHECKED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(expected.len(), 50);
    let (Some(before), Some(after)) = (models("DOCBIND_CORPUS_BEFORE"), models("DOCBIND_CORPUS"))
    else {
        return;
    };
    let found: BTreeSet<String> = compare(&before, &after, Bindings::Package)
        .iter()
        .map(row)
        .collect();
    let missing: Vec<&str> = expected
        .into_iter()
        .filter(|row| !found.contains(*row))
        .collect();
    assert!(
        missing.is_empty(),
        "look at both pages of these, and correct hand_checked.tsv where what is said now is right:\n{}",
        missing.join("\n")
    );
}

/// Says why a test does nothing. What `eprintln!` says is shown of failing tests alone.
fn skipped(why: &str) {
    let _ = writeln!(io::stderr(), "skipped: {why}");
}
