//! A whole reference, where there is one: `DOCBIND_CORPUS` names the folder that holds its `v1.0`.

use docbind::Generator;
use docbind::diagnostic::Severity;
use docbind::report::accounting::Accounting;
use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

#[test]
fn every_page_is_accounted_for_and_nearly_all_are_complete() {
    let Ok(corpus) = env::var("DOCBIND_CORPUS") else {
        skipped("DOCBIND_CORPUS is not set");
        return;
    };
    let docs = Path::new(&corpus).join("v1.0");
    let docs = docs.to_str().unwrap();
    let generation = Generator::new(docs)
        .package("out", "reference", None)
        .generate()
        .unwrap();

    let accounting = Accounting::of(&generation.models);
    let on_disk: usize = ["api", "resources"]
        .iter()
        .map(|part| pages(&Path::new(docs).join(part)))
        .sum();
    assert_eq!(accounting.pages(), on_disk);
    assert_eq!(generation.findings.count(Severity::Error), 0);
    for (folder, least) in [("api/", 98), ("resources/", 97)] {
        let of_folder = || {
            generation
                .models
                .iter()
                .flat_map(|model| &model.pages)
                .filter(|page| page.path.starts_with(folder))
        };
        let all = of_folder().count();
        let degraded = of_folder()
            .filter(|page| matches!(page.outcome, docbind::model::Outcome::Degraded(_)))
            .count();
        assert!(
            (all - degraded) * 100 >= all * least,
            "{degraded} of {all} pages in {folder} are degraded"
        );
    }
}

fn pages(folder: &Path) -> usize {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .count()
}

/// Says why a test does nothing. What `eprintln!` says is shown of failing tests alone.
fn skipped(why: &str) {
    let _ = writeln!(io::stderr(), "skipped: {why}");
}
