//! Fewer and more pages.

use super::Setting;
use super::corpus;
use super::generation::generate;
use super::process::{Usage, measure};
use super::report::{Report, Row};
use camino::{Utf8Path, Utf8PathBuf};
use std::error::Error;

/// How much more a page may cost among many others.
const NEARLY_LINEAR: f64 = 1.3;
/// Pages of the large tree, and of the one it is compared with.
const LARGE: [usize; 2] = [10_000, 100_000];

/// A tree of pages.
struct Tree {
    name: String,
    docs: Utf8PathBuf,
    pages: usize,
}

/// Parts and multiples of the real pages.
pub fn run(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let Some(real) = &setting.corpus else {
        return Ok(());
    };
    let folder = setting.scratch.join("growth");
    let small = folder.join("small");
    let real = if setting.quick {
        corpus::part(real, &small, |number| number % 50 == 0)?;
        &small
    } else {
        real
    };
    let mut trees = Vec::new();
    for times in [1, 2, 4] {
        let docs = folder.join(format!("times{times}/v1.0"));
        let pages = corpus::multiple(real, &docs, times)?;
        let name = format!("{times} times the pages");
        trees.push(Tree { name, docs, pages });
    }
    for step in [2, 4] {
        let docs = folder.join(format!("part{step}/v1.0"));
        let pages = corpus::part(real, &docs, |number| number % step == 0)?;
        let name = format!("1/{step} of the pages");
        trees.push(Tree { name, docs, pages });
    }
    compare(&trees, setting.rounds.min(3), &folder, "Growth", report)
}

/// A tree that is larger than any there is, of pages made for it.
pub fn large(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let folder = setting.scratch.join("large");
    let mut trees = Vec::new();
    for pages in LARGE {
        let pages = if setting.quick { pages / 100 } else { pages };
        let docs = folder.join(format!("{pages}/v1.0"));
        corpus::synthetic(&docs, pages)?;
        let name = format!("{pages} synthetic pages");
        trees.push(Tree { name, docs, pages });
    }
    compare(&trees, 1, &folder, "A large tree", report)
}

/// CPU per page of each tree, compared with that of the first.
fn compare(
    trees: &[Tree],
    rounds: usize,
    folder: &Utf8Path,
    section: &'static str,
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let mut least: Vec<Option<Usage>> = vec![None; trees.len()];
    for round in 0..rounds {
        for (number, (tree, least)) in trees.iter().zip(&mut least).enumerate() {
            let out = folder.join(format!("out/{round}/{number}"));
            let used = measure(&mut generate(&tree.docs, &out, &folder.join("runs"), 1))?;
            *least = Some(least.map_or(used, |least| least.least(used)));
        }
    }
    let mut first = None;
    for (tree, used) in trees.iter().zip(least) {
        let used = used.ok_or("no round")?;
        let each = used.cpu / tree.pages as f64;
        let whole = *first.get_or_insert(each);
        let name = format!(
            "{} ({}; {:.1} s, {:.0} MiB): CPU per page",
            tree.name, tree.pages, used.cpu, used.peak
        );
        report.row(section, Row::new(name, each / whole).goal(NEARLY_LINEAR));
    }
    Ok(())
}
