//! What ties docbind to one family of pages stands in `src/dialect`, and nowhere else.

use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Names of the Graph reference and its protocol.
const NAMES: [&str; 3] = ["microsoft.graph", "graph.microsoft.com", "@odata."];

/// Files that still have such names in their code. The list may only become shorter.
const KNOWN: [&str; 3] = [
    "fit/walk.rs",
    "resolve/names/index.rs",
    "resolve/types/json.rs",
];

/// The code of a file: no comments, and nothing from its tests on.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines
        .take_while(|(_, line)| !line.starts_with("mod tests {"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number + 1, line))
}

#[test]
fn names_of_the_dialect_have_one_home() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for entry in WalkDir::new(&source).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(&source).unwrap();
        let name = path.to_str().unwrap().replace('\\', "/");
        let is_test = name.split('/').any(|part| part.starts_with("tests"));
        let exempt = name.starts_with("dialect/") || is_test || KNOWN.contains(&&*name);
        if exempt || !name.ends_with(".rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        for (number, line) in code(&text) {
            if NAMES.iter().any(|name| line.contains(name)) {
                found.push(format!("{name}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "these belong in src/dialect:\n{}",
        found.join("\n")
    );
}
