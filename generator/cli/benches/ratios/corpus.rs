//! Trees of pages: real ones, parts and multiples of them.

use camino::{Utf8Path, Utf8PathBuf};
use docbind::corpus::{PlacesOfPages, Version, find};
use std::collections::BTreeSet;
use std::error::Error;
use std::{env, fs};

/// The folder of the real pages that `DOCBIND_CORPUS` names.
pub fn real() -> Option<Utf8PathBuf> {
    named_by("DOCBIND_CORPUS")
}

/// The folder of an older state of them, that `DOCBIND_CORPUS_BEFORE` names.
pub fn real_before() -> Option<Utf8PathBuf> {
    named_by("DOCBIND_CORPUS_BEFORE")
}

fn named_by(variable: &str) -> Option<Utf8PathBuf> {
    match env::var(variable) {
        Ok(folder) => Some(Utf8Path::new(&folder).join("v1.0")),
        Err(_) => {
            eprintln!("{variable} is not set: no such pages, so their sections are skipped");
            None
        }
    }
}

/// The only version in `folder`.
pub fn version(folder: &Utf8Path) -> Result<Version, Box<dyn Error>> {
    let versions = find(folder, PlacesOfPages::Usual)?;
    Ok(versions.into_iter().next().ok_or("no version")?)
}

/// Copies the pages of `from` for which `keep` is true of their number.
pub fn part(
    from: &Utf8Path,
    to: &Utf8Path,
    keep: impl Fn(usize) -> bool,
) -> Result<usize, Box<dyn Error>> {
    let version = version(from)?;
    let mut count = 0;
    for (_, page) in version
        .pages
        .iter()
        .enumerate()
        .filter(|(number, _)| keep(*number))
    {
        write(to, page, &fs::read(version.folder.join(page))?)?;
        count += 1;
    }
    Ok(count)
}

/// Copies the pages of `from` so many times that each copy has types and pages of its own.
pub fn multiple(from: &Utf8Path, to: &Utf8Path, times: usize) -> Result<usize, Box<dyn Error>> {
    let version = version(from)?;
    let mut texts = Vec::new();
    for page in &version.pages {
        let bytes = fs::read(version.folder.join(page))?;
        texts.push((page, String::from_utf8_lossy(&bytes).into_owned()));
    }
    let types: BTreeSet<&str> = texts.iter().filter_map(|(_, text)| title(text)).collect();
    for copy in 0..times {
        for (page, text) in &texts {
            let (page, text) = match copy {
                0 => ((*page).clone(), text.clone()),
                _ => (
                    page.with_file_name(format!(
                        "{}copy{copy}.md",
                        page.file_stem().unwrap_or_default()
                    )),
                    renamed(text, &types, copy),
                ),
            };
            write(to, &page, text.as_bytes())?;
        }
    }
    Ok(texts.len() * times)
}

/// Makes `count` pages, half of them of types that refer to each other, half of their operations.
pub fn synthetic(to: &Utf8Path, count: usize) -> Result<(), Box<dyn Error>> {
    for number in 0..count / 2 {
        let name = format!("thing{number}");
        let next = format!("thing{}", (number + 1) % (count / 2));
        let resource = format!(
            "---\ntitle: \"{name} resource type\"\nms.prod: \"area{}\"\ndoc_type: resourcePageType\n---\n\n\
             # {name} resource type\n\nNamespace: microsoft.graph\n\nA thing with a number.\n\n\
             ## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|id|String|Identifies the thing. Read-only.|\n\
             |createdDateTime|DateTimeOffset|When it was made.|\n|count|Int32|How many there are of it.|\n\
             |labels|String collection|What it is called.|\n\n\
             ## Relationships\n\n|Relationship|Type|Description|\n|:--|:--|:--|\n|next|[{next}]({next}.md)|The next thing.|\n",
            number % 50
        );
        write(
            to,
            Utf8Path::new(&format!("resources/{name}.md")),
            resource.as_bytes(),
        )?;
        let operation = format!(
            "---\ntitle: \"Get {name}\"\nms.prod: \"area{}\"\ndoc_type: apiPageType\n---\n\n\
             # Get {name}\n\nNamespace: microsoft.graph\n\nReads a [{name}](../resources/{name}.md).\n\n\
             ## Permissions\n\n|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n\
             |Delegated (work or school account)|Thing.Read|\n|Application|Thing.Read.All|\n\n\
             ## HTTP request\n\n```http\nGET /things{number}/{{id}}\n```\n\n\
             ## Response\n\nIf successful, this method returns a `200 OK` response code and a [{name}](../resources/{name}.md) object.\n",
            number % 50
        );
        write(
            to,
            Utf8Path::new(&format!("api/{name}-get.md")),
            operation.as_bytes(),
        )?;
    }
    Ok(())
}

/// Writes a page below the folder of a version.
pub fn write(folder: &Utf8Path, page: &Utf8Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let path = folder.join(page);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(path, bytes)?)
}

/// `message` from `# message resource type`.
fn title(text: &str) -> Option<&str> {
    let heading = text.lines().find_map(|line| line.strip_prefix("# "))?;
    let (name, rest) = heading.trim().split_once(' ')?;
    rest.ends_with("type").then_some(name)
}

/// The text of a page whose types and links are those of a copy.
fn renamed(text: &str, types: &BTreeSet<&str>, copy: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.len() - rest.trim_start_matches(is_of_word).len();
        let (head, tail) = rest.split_at(word);
        out.push_str(head);
        if tail.starts_with(".md") || types.contains(head) {
            out.push_str(&format!("copy{copy}"));
        }
        let gap = tail.len() - tail.trim_start_matches(|c| !is_of_word(c)).len();
        let (gap, next) = tail.split_at(gap);
        out.push_str(gap);
        rest = next;
    }
    out
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}
