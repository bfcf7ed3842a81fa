//! `docbind init`.

use crate::place::{absolute, package_name, workspace_folder};
use crate::{Failure, Outcome, print, tell};
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use docbind::config::{self, Config};
use docbind::diagnostic::{Finding, Findings, Severity};
use docbind::output::Contended;
use docbind::report::accounting::Accounting;
use docbind::{Generator, InferredKey, to_toml};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;

/// Make a package of bindings: pages in docs-input/, a build script, and what it generates
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Folder of the package; made if it is not there
    #[arg(value_name = "DIR", required_unless_present = "schema")]
    folder: Option<Utf8PathBuf>,
    /// Name of the package [default: the name of its folder]
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
    /// Copy the pages of this docs tree, and write a docbind.toml with every key that they suggest
    #[arg(long, value_name = "TREE")]
    docs: Option<Utf8PathBuf>,
    /// Leave the pages where they are; docbind.toml says where that is
    #[arg(long, requires = "docs")]
    in_place: bool,
    /// Print the JSON Schema of docbind.toml, for editors, and make nothing
    #[arg(long, exclusive = true)]
    schema: bool,
}

const EXAMPLES: &str = "\
Examples:
  docbind init my-bindings && cd my-bindings && cargo build
  docbind init shop-bindings --docs shop-docs/api-reference
  docbind init shop-bindings --docs shop-docs/api-reference --in-place
  docbind init --schema > docbind.schema.json";

const DOCS: &str = "docs-input";

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Some(folder) = &arguments.folder else {
        return schema();
    };
    let name = package_name(arguments.package.as_deref(), folder)?;
    let mut files = package_files(folder, &name)?;
    let suggested = match &arguments.docs {
        Some(tree) => Some(tree_files(arguments, tree, folder, &mut files)?),
        None => {
            files.extend(sample_files(folder));
            None
        }
    };
    if let Some(file) = files.iter().find(|file| file.path.exists()) {
        return Err(Failure::new(format_args!(
            "{} is there already; nothing was written",
            file.path
        )));
    }
    for NewFile { path, content } in &files {
        create(path, content).map_err(|error| Failure::new(format_args!("{path}: {error}")))?;
    }
    let generation = Generator::new(folder.join(DOCS))
        .out(folder.join("generated/src"))
        .generate()?;
    generation.write(&Contended::Fail, None)?;
    if suggested.is_some() {
        allow_build(&folder.join(DOCS), &generation.findings)?;
    }
    print(|out| {
        let shown = files.iter().filter(|file| !file.is_copy());
        shown
            .map(|file| &file.path)
            .try_for_each(|path| writeln!(out, "{path}"))
    })?;
    tell(Accounting::of(&generation.models));
    tell(match suggested {
        Some(keys) => next_steps(folder, &keys),
        None => {
            format!("now put your pages into {folder}/{DOCS}, and run `cargo build` in {folder}")
        }
    });
    Ok(Outcome::Done)
}

/// Makes warnings of what is an error on the pages as they are: they may belong to others, and the first build should show what
/// docbind makes of them.
fn allow_build(docs: &Utf8Path, findings: &Findings) -> Result<(), Failure> {
    let mut pages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    for finding in findings.iter().filter(is_error) {
        let code = finding.diagnostic.code.id();
        pages
            .entry(code)
            .or_default()
            .insert(finding.diagnostic.page.as_str());
    }
    if pages.is_empty() {
        return Ok(());
    }
    let mut text = "\n# What is an error on pages as they are would fail the build: only a warning, until it is mended.\n".to_owned();
    for (code, pages) in pages {
        let pages: Vec<String> = pages.into_iter().map(quoted).collect();
        let pages = pages.join(", ");
        text.push_str(&format!(
            "[[lints.on]]\npages = [{pages}]\nwarn = [\"{code}\"]\n"
        ));
    }
    let path = Config::file(docs);
    let mut file = File::options().append(true).open(&path);
    let appended = file.as_mut().map(|file| file.write_all(text.as_bytes()));
    match appended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failure::new(format_args!("{path}: {error}"))),
        Err(error) => Err(Failure::new(format_args!("{path}: {error}"))),
    }
}

fn schema() -> Result<Outcome, Failure> {
    print(|out| writeln!(out, "{:#}", config::schema()))?;
    Ok(Outcome::Done)
}

fn next_steps(folder: &Utf8Path, keys: &[InferredKey]) -> String {
    let doubtful = keys.iter().filter(|key| key.doubtful).count();
    let look = match doubtful {
        0 => String::new(),
        many => format!(", {many} of them as comments that need somebody who knows the service"),
    };
    format!(
        "{folder}/{DOCS}/docbind.toml has {} keys that the pages suggest{look}; look at them, then run `cargo build` in {folder}",
        keys.len()
    )
}

/// A file to be made.
struct NewFile {
    path: Utf8PathBuf,
    content: Content,
}

enum Content {
    Text(String),
    CopyOf(Utf8PathBuf),
}

impl NewFile {
    fn text(path: Utf8PathBuf, text: impl Into<String>) -> Self {
        let content = Content::Text(text.into());
        Self { path, content }
    }

    fn copy(path: Utf8PathBuf, of: Utf8PathBuf) -> Self {
        let content = Content::CopyOf(of);
        Self { path, content }
    }

    fn is_copy(&self) -> bool {
        matches!(self.content, Content::CopyOf(_))
    }
}

fn package_files(folder: &Utf8Path, name: &str) -> Result<Vec<NewFile>, Failure> {
    let package = absolute(folder)?;
    let manifest = include_str!("template/manifest.txt")
        .replace("{name}", name)
        .replace("{runtime}", &dependency(&package, "runtime"))
        .replace("{docbind}", &dependency(&package, "generator"));
    let files = [
        ("Cargo.toml", &*manifest),
        ("build.rs", include_str!("template/build.txt")),
        (".gitignore", "/target/\n"),
        (
            ".gitattributes",
            "generated/** linguist-generated text eol=lf\n",
        ),
    ];
    Ok(files
        .map(|(path, text)| NewFile::text(folder.join(path), text))
        .into())
}

/// Two pages to begin with.
fn sample_files(folder: &Utf8Path) -> Vec<NewFile> {
    let files = [
        ("docbind.toml", include_str!("template/settings.txt")),
        (
            "v1.0/resources/greeting.md",
            include_str!("template/resource.txt"),
        ),
        (
            "v1.0/api/greeting-get.md",
            include_str!("template/operation.txt"),
        ),
    ];
    files
        .map(|(path, text)| NewFile::text(folder.join(DOCS).join(path), text))
        .into()
}

/// The pages of a tree, or the place where they are, and what they suggest.
fn tree_files(
    arguments: &Arguments,
    tree: &Utf8Path,
    folder: &Utf8Path,
    files: &mut Vec<NewFile>,
) -> Result<Vec<InferredKey>, Failure> {
    if Config::file(tree).exists() {
        return Err(Failure::new(format_args!(
            "{} is there already: make a build script for it, as `docbind init` without --docs shows",
            Config::file(tree)
        )));
    }
    let generator = Generator::new(tree);
    let mut keys = generator.infer()?;
    let docs = folder.join(DOCS);
    let mut settings = include_str!("template/settings.txt").to_owned();
    if arguments.in_place {
        let from = absolute(&docs)?;
        let root = pathdiff::diff_utf8_paths(absolute(tree)?, from);
        let root = root.ok_or_else(|| Failure::new(format_args!("{tree} cannot be reached")))?;
        for key in keys.iter_mut().filter(|key| key.section == "pages") {
            let included = key.value.trim_matches('"').to_owned();
            key.value = quoted(config::resolve_from_docs(&root, Utf8Path::new(&included)).as_str());
        }
        let root = InferredKey::new(
            "pages",
            "root",
            quoted(root.as_str()),
            "Where the pages are",
        );
        keys.insert(0, root);
    } else {
        let is_inside = copies(&generator, tree, &docs, files)?;
        keys.retain(|key| key.section != "pages" || !is_inside);
    }
    settings.push_str(&to_toml(&keys));
    files.push(NewFile::text(docs.join("docbind.toml"), settings));
    Ok(keys)
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Every page and included file of the tree, at the same place below (or beside) the docs folder of the package. Whether even
/// files that lie outside of the tree come to lie in that folder.
fn copies(
    generator: &Generator,
    tree: &Utf8Path,
    docs: &Utf8Path,
    files: &mut Vec<NewFile>,
) -> Result<bool, Failure> {
    let models = generator.models()?;
    let tree = absolute(tree)?;
    let target = match &models[..] {
        // The folder of one version stands in one of its name.
        [only] if !tree.join(&only.version).is_dir() => docs.join(&only.version),
        _ => docs.to_owned(),
    };
    let inner = generator.input_files();
    for file in inner.into_iter().chain(generator.outer_includes()?) {
        let path = absolute(&file)?;
        let Some(place) = pathdiff::diff_utf8_paths(&path, &tree).filter(|_| path.is_file()) else {
            continue;
        };
        files.push(NewFile::copy(
            config::resolve_from_docs(&target, &place),
            path,
        ));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    let outer = files.iter().filter(|file| file.is_copy());
    let is_inside = outer
        .map(|file| &file.path)
        .all(|path| path.starts_with(docs));
    Ok(is_inside)
}

/// The value of a dependency on docbind's package in `part` of its workspace.
fn dependency(package: &Utf8Path, part: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let path =
        workspace_folder(package, part).map(|path| format!("path = {}", toml::Value::String(path)));
    let keys = [Some(format!("version = \"{version}\"")), path];
    format!(
        "{{ {} }}",
        keys.into_iter().flatten().collect::<Vec<_>>().join(", ")
    )
}

/// Never over a file that is there.
fn create(path: &Utf8Path, content: &Content) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(path)?;
    match content {
        Content::Text(text) => file.write_all(text.as_bytes()),
        Content::CopyOf(source) => std::io::copy(&mut File::open(source)?, &mut file).map(drop),
    }
}
