//! `docbind init`.

use crate::place::{absolute, package_name, workspace_folder};
use crate::{Failure, Outcome, print, tell};
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use docbind::output::write;
use docbind::report::accounting::Accounting;
use docbind::run::generator::Generator;
use std::fs::{self, File};
use std::io::Write;

/// Make a package of bindings: pages in docs-input/, a build script, and what it generates
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  docbind init my-bindings && cd my-bindings && cargo build")]
pub(super) struct Arguments {
    /// Folder of the package; made if it is not there
    #[arg(value_name = "DIR")]
    folder: Utf8PathBuf,
    /// Name of the package [default: the name of its folder]
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let folder = &arguments.folder;
    let name = package_name(arguments.package.as_deref(), folder)?;
    let files = files(folder, &name)?;
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Failure::new(format_args!(
            "{path} is there already; nothing was written"
        )));
    }
    for (path, text) in &files {
        create(path, text).map_err(|error| Failure::new(format_args!("{path}: {error}")))?;
    }
    let generation = Generator::new(folder.join("docs-input"))
        .out(folder.join("generated/src"))
        .generate()?;
    write(&generation.plan()?, &generation.files)?;
    print(|out| {
        files
            .iter()
            .try_for_each(|(path, _)| writeln!(out, "{path}"))
    })?;
    tell(Accounting::of(&generation.models));
    tell(format_args!(
        "now put your pages into {folder}/docs-input, and run `cargo build` in {folder}"
    ));
    Ok(Outcome::Done)
}

fn files(folder: &Utf8Path, name: &str) -> Result<Vec<(Utf8PathBuf, String)>, Failure> {
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
        (
            "docs-input/docbind.toml",
            include_str!("template/settings.txt"),
        ),
        (
            "docs-input/v1.0/resources/greeting.md",
            include_str!("template/resource.txt"),
        ),
        (
            "docs-input/v1.0/api/greeting-get.md",
            include_str!("template/operation.txt"),
        ),
    ];
    Ok(files
        .map(|(path, text)| (folder.join(path), text.to_owned()))
        .to_vec())
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
fn create(path: &Utf8Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}
