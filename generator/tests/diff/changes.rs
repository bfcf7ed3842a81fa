//! What docbind says to a change, and which files differ.

use crate::case::{Case, cases, models, pages};
use docbind::diff::{Bindings, Change, Verdict, compare, human};
use docbind::emit::{Options, emit};
use docbind::model::Model;
use similar::{ChangeTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

/// What a change does to the emitted files.
struct Footprint {
    /// Lines added and removed in each file that differs.
    files: BTreeMap<String, (usize, usize)>,
    /// Files that were not there, or are not any more.
    new: BTreeSet<String>,
}

/// All emitted files, those of example tests too.
fn sources(models: &[Model]) -> BTreeMap<String, String> {
    let options = Options {
        areas: true,
        tested_crate: Some("notes".to_owned()),
        ..Options::default()
    };
    let emission = emit(models, &[], &options, &mut Vec::new());
    let files = emission.sources.into_iter().chain(emission.tests);
    files
        .map(|file| (file.path.into_string(), file.text))
        .collect()
}

impl Footprint {
    /// Lines of each file that was there and still is.
    fn edited(&self) -> impl Iterator<Item = usize> {
        let edited = self
            .files
            .iter()
            .filter(|(path, _)| !self.new.contains(*path));
        edited.map(|(_, (added, removed))| added + removed)
    }
}

fn footprint(before: &BTreeMap<String, String>, after: &[Model]) -> Footprint {
    let after = sources(after);
    let mut footprint = Footprint {
        files: BTreeMap::new(),
        new: BTreeSet::new(),
    };
    for path in before.keys().chain(after.keys()) {
        let (old, new) = (before.get(path), after.get(path));
        let text = |file: Option<&String>| file.cloned().unwrap_or_default();
        let (old_text, new_text) = (text(old), text(new));
        if old_text == new_text {
            continue;
        }
        let difference = TextDiff::from_lines(&old_text, &new_text);
        let count = |tag| {
            difference
                .iter_all_changes()
                .filter(|change| change.tag() == tag)
                .count()
        };
        let lines = (count(ChangeTag::Insert), count(ChangeTag::Delete));
        footprint.files.insert(path.clone(), lines);
        if old.is_none() || new.is_none() {
            footprint.new.insert(path.clone());
        }
    }
    footprint
}

/// A case with all that follows from it.
pub struct Told {
    pub case: Case,
    pub there: Vec<Change>,
    pub back: Vec<Change>,
    footprint: Footprint,
}

impl Told {
    fn verdict(&self) -> Verdict {
        Verdict::on(&self.there)
    }

    /// As in the file of the case.
    fn text(&self) -> String {
        let mut text = Vec::new();
        human(&self.there, &mut text).unwrap();
        let mut text = String::from_utf8(text).unwrap();
        text.push_str("\n--- files\n");
        for (path, (added, removed)) in &self.footprint.files {
            writeln!(text, "{path} +{added} -{removed}").unwrap();
        }
        text
    }
}

/// All cases; worked out once for all tests.
pub static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| {
    let before = models(&pages());
    let sources = sources(&before);
    let tell = |case: Case| {
        let after = models(&case.pages);
        Told {
            there: compare(&before, &after, Bindings::Package),
            back: compare(&after, &before, Bindings::Package),
            footprint: footprint(&sources, &after),
            case,
        }
    };
    cases().into_iter().map(tell).collect()
});

#[test]
fn changes_are_as_expected() {
    let stale: Vec<String> = TOLD
        .iter()
        .filter_map(|told| {
            let said = told.text();
            let differs = !told.case.expects(&said);
            differs.then(|| {
                format!(
                    "{}\nexpected:\n{}said:\n{said}",
                    told.case.path, told.case.expected
                )
            })
        })
        .collect();
    assert!(
        stale.is_empty(),
        "these cases are not as expected; `UPDATE_EXPECT=1 cargo test -p docbind --test diff` writes them:\n{}",
        stale.join("\n")
    );
}

/// A change may be of the pages only, such as another type that is the same in Rust; then it is one of documentation.
#[test]
fn what_is_generated_changes_only_where_something_is_reported() {
    for told in TOLD.iter() {
        let name = &told.case.name;
        if told.footprint.files.is_empty() {
            let harmless = matches!(told.verdict(), Verdict::None | Verdict::Documentation);
            assert!(harmless, "{name}");
        } else {
            assert_ne!(told.verdict(), Verdict::None, "{name}");
        }
    }
}

/// The most that a change of one page may touch: files that come or go, files that are edited, and lines of these.
const SMALL: [(&str, usize, usize, usize); 23] = [
    ("property-reworded", 0, 1, 2),
    ("type-reworded", 0, 1, 2),
    ("operation-reworded", 0, 1, 2),
    ("property-moved", 0, 0, 0),
    ("property-added", 0, 1, 3),
    ("property-removed", 0, 1, 3),
    ("property-retyped", 0, 1, 2),
    ("property-renamed", 0, 1, 4),
    ("body-parameter-added", 0, 1, 3),
    ("header-added", 0, 1, 4),
    ("query-option-added", 0, 1, 2),
    ("permission-added", 0, 1, 4),
    ("member-added", 0, 1, 3),
    ("member-removed", 0, 1, 3),
    ("route-added", 0, 1, 9),
    ("route-removed", 0, 1, 9),
    // Its own file, a line in the list of modules above it, and one in the list of types that examples may show.
    ("type-added", 1, 2, 2),
    ("operation-added", 1, 1, 1),
    ("operation-removed", 1, 1, 1),
    ("type-page-renamed", 2, 1, 2),
    ("operation-page-renamed", 2, 1, 2),
    // A file that holds its example, too.
    ("example-added", 1, 2, 11),
    // Two lists of modules, of which one is new.
    ("operation-moved", 3, 2, 2),
];

/// One page is one file: a person can review what a change of it does.
#[test]
fn a_small_change_of_a_page_is_a_small_change_of_the_files() {
    for (name, moved, edited, lines) in SMALL {
        let told = TOLD.iter().find(|told| told.case.name == name);
        let footprint = &told.unwrap_or_else(|| panic!("no case {name}")).footprint;
        let found = (
            footprint.new.len(),
            footprint.edited().count(),
            footprint.edited().sum::<usize>(),
        );
        assert!(
            found.0 <= moved && found.1 <= edited && found.2 <= lines,
            "{name}: {found:?} for at most {:?}",
            (moved, edited, lines)
        );
    }
}

/// No change of a page spreads: what inherits from a type, holds it or is named after it follows it, nothing else.
#[test]
fn no_change_of_a_page_touches_many_files() {
    for Told {
        case, footprint, ..
    } in TOLD.iter()
    {
        let (files, lines) = (
            footprint.edited().count(),
            footprint.edited().sum::<usize>(),
        );
        assert!(files <= 5 && lines <= 40, "{}: {files}, {lines}", case.name);
    }
}

#[test]
fn nothing_changed_is_no_change() {
    let before = models(&pages());
    assert_eq!(compare(&before, &before, Bindings::Package), []);
}

#[test]
fn what_is_gone_one_way_is_new_the_other() {
    for Told {
        case, there, back, ..
    } in TOLD.iter()
    {
        assert_eq!(there.is_empty(), back.is_empty(), "{}", case.name);
        let gone = |change: &&Change| change.after.is_none() && !change.kind.has_two_sides();
        for change in there.iter().filter(gone) {
            let is_back = |other: &Change| other.before.is_none() && other.after == change.before;
            assert!(back.iter().any(is_back), "{}: {change:?}", case.name);
        }
    }
}

#[test]
fn the_heaviest_changes_come_first() {
    for Told { there, .. } in TOLD.iter() {
        assert!(there.is_sorted_by_key(|change| change.weight));
    }
}

#[test]
fn a_version_is_one_change() {
    let before = models(&pages());
    let mut after = before.clone();
    let beta = Model {
        version: "beta".into(),
        ..before[0].clone()
    };
    after.push(beta);
    let mut text = Vec::new();
    human(&compare(&before, &after, Bindings::Package), &mut text).unwrap();
    human(&compare(&after, &before, Bindings::Package), &mut text).unwrap();
    assert_eq!(
        String::from_utf8(text).unwrap(),
        "additive      beta: version added: beta\nadditive: 1 additive\n\
         breaking      beta: version removed: beta\nbreaking: 1 breaking\n"
    );
}

#[test]
fn areas_are_nothing_to_sources_that_have_no_features() {
    let before = models(&pages());
    let areas = TOLD
        .iter()
        .filter(|told| told.case.name.starts_with("area-"));
    for Told { case, .. } in areas {
        let after = models(&case.pages);
        assert_eq!(
            compare(&before, &after, Bindings::Sources),
            [],
            "{}",
            case.name
        );
    }
}
