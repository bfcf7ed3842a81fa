//! Where pages come from and bindings go to.

use crate::Failure;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use docbind::Generator;
use docbind::config::{Config, is_package_name, resolve_from_docs};

/// Folders of a workspace of bindings, where the command line names none.
const DOCS: &str = "docs-input";
const SOURCES: &str = "generated/src";

/// Which pages.
#[derive(Debug, Args)]
pub(super) struct Pages {
    /// Folder of the pages: `<version>/{api,resources}`, or the folder of one version [default: docs-input]
    #[arg(long, value_name = "DIR")]
    docs: Option<Utf8PathBuf>,
    /// Only these pages, and the types they need: by path (`api/user-*.md`), name (`user-list-*`), request
    /// (`/users/*/messages`), area (`area:outlook`) or another field of the front matter (`author:somebody`)
    #[arg(long, value_name = "PAGES", num_args = 1..)]
    include: Vec<String>,
    /// None of these pages, chosen in the same ways; wins over --include
    #[arg(long, value_name = "PAGES", num_args = 1..)]
    exclude: Vec<String>,
}

/// Where to.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Output folder: gets a whole package, unless it is the `out` of docbind.toml [default: that, or generated/src]
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
    /// Name of the package [default: the name of its folder]
    #[arg(long, value_name = "NAME", requires = "out")]
    package: Option<String>,
    /// Folder of docbind-runtime for the package's Cargo.toml [default: the one docbind was built with, or the registry]
    #[arg(long, value_name = "DIR", requires = "out")]
    runtime: Option<Utf8PathBuf>,
}

impl Pages {
    pub(crate) fn generator(&self) -> Generator {
        self.generator_in(self.docs())
    }

    /// The same choice of pages from another folder.
    pub(crate) fn generator_in(&self, docs: &Utf8Path) -> Generator {
        let mut generator = Generator::new(docs);
        for glob in &self.include {
            generator = generator.include(glob);
        }
        for glob in &self.exclude {
            generator = generator.exclude(glob);
        }
        generator
    }

    pub(crate) fn docs(&self) -> &Utf8Path {
        self.docs.as_deref().unwrap_or(Utf8Path::new(DOCS))
    }

    /// The folder of sources that belongs to the pages.
    pub(crate) fn sources(&self) -> Result<Option<Utf8PathBuf>, Failure> {
        let config = Config::load(self.docs())?;
        Ok(match config.out {
            Some(out) => Some(resolve_from_docs(self.docs(), &out)),
            None => self.docs.is_none().then(|| SOURCES.into()),
        })
    }
}

impl Output {
    /// `generator` with its output folder; `None` where there is none to be had.
    pub(crate) fn of(
        &self,
        pages: &Pages,
        generator: &Generator,
    ) -> Result<Option<Generator>, Failure> {
        let sources = pages.sources()?;
        let Some(out) = &self.out else {
            return Ok(sources.map(|sources| generator.clone().out(sources)));
        };
        let is_sources = sources.is_some_and(|sources| same_folder(&sources, out));
        if is_sources && self.package.is_none() {
            return Ok(Some(generator.clone().out(out)));
        }
        let name = package_name(self.package.as_deref(), out)?;
        Ok(Some(generator.clone().package(
            out,
            name,
            self.runtime_for(out)?,
        )))
    }

    fn runtime_for(&self, out: &Utf8Path) -> Result<Option<String>, Failure> {
        if let Some(given) = &self.runtime {
            if !given.join("Cargo.toml").is_file() {
                return Err(Failure::new(format_args!(
                    "--runtime {given}: there is no Cargo.toml in it"
                )));
            }
            return absolute(given).map(|path| Some(path.into_string()));
        }
        Ok(workspace_folder(&absolute(out)?, "runtime"))
    }
}

/// The folder `part` of the workspace that docbind was built in, as the manifest of `package` names it; none where docbind was
/// installed from the registry.
pub(crate) fn workspace_folder(package: &Utf8Path, part: &str) -> Option<String> {
    let workspace = Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()?
        .parent()?;
    let folder = workspace.join(part);
    if !folder.join("Cargo.toml").is_file() {
        return None;
    }
    Some(match package.strip_prefix(workspace) {
        // Below the workspace the way there does not depend on the machine.
        Ok(below) => {
            let up: Vec<&str> = below.components().map(|_| "..").collect();
            format!("{}/{part}", up.join("/"))
        }
        Err(_) => folder.into_string(),
    })
}

/// The name given, or else that of the folder.
pub(crate) fn package_name(given: Option<&str>, out: &Utf8Path) -> Result<String, Failure> {
    let folder = absolute(out)?;
    let name = given.or(folder.file_name()).unwrap_or_default();
    if is_package_name(name) {
        return Ok(name.to_owned());
    }
    Err(Failure::new(format_args!(
        "`{name}` cannot be the name of a package: ASCII letters, digits, `-` and `_`, a letter first; name it with --package"
    )))
}

fn same_folder(a: &Utf8Path, b: &Utf8Path) -> bool {
    match (a.canonicalize_utf8(), b.canonicalize_utf8()) {
        (Ok(a), Ok(b)) => a == b,
        _ => absolute(a)
            .ok()
            .is_some_and(|a| absolute(b).is_ok_and(|b| a == b)),
    }
}

/// Without `..`, and where the folder exists without links.
pub(crate) fn absolute(path: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    if let Ok(path) = path.canonicalize_utf8() {
        return Ok(path);
    }
    let path = camino::absolute_utf8(path)
        .map_err(|error| Failure::new(format_args!("{path}: {error}")))?;
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(absolute(parent)?.join(name)),
        _ => Ok(path),
    }
}
