//! The builder: which pages, where the bindings go, where runs are recorded.

use crate::corpus;
use crate::corpus::Version;
use crate::model::Model;
use crate::output::Destination;
use crate::run::config::{Config, FILE, resolve_from_docs};
use crate::run::error::Error;
use crate::run::progress::{Progress, ProgressSink};
use crate::run::reading::{ReadPages, Reader, Reading};
use crate::selection::Selection;
use camino::Utf8PathBuf;
use serde::Serialize;

/// Turns the pages of a docs folder into bindings.
///
/// In a build script:
///
/// ```no_run
/// docbind::Generator::new("docs-input").out("generated/src").run();
/// ```
///
/// Anywhere else, [`Self::read`] gives the model and [`Self::generate`] the source files; neither writes anything.
#[derive(Clone, Debug)]
pub struct Generator {
    pub(crate) docs: Utf8PathBuf,
    pub(crate) output: Option<OutputMode>,
    pub(crate) include: Vec<String>,
    pub(crate) exclude: Vec<String>,
    pub(crate) cache: Option<Utf8PathBuf>,
    pub(crate) progress: ProgressSink,
}

/// Where the emitted files go, and in what form.
#[derive(Clone, Debug, Serialize)]
pub(crate) enum OutputMode {
    /// Sources in a folder of the package that they belong to.
    Sources(Utf8PathBuf),
    /// Sources in a folder from which `include!` brings them in.
    Included(Utf8PathBuf),
    /// A package of its own.
    Package {
        root: Utf8PathBuf,
        name: String,
        runtime: Option<String>,
    },
}

impl Generator {
    /// Bindings of the pages in `docs`: `<version>/{api,resources}`, or the folder of one version.
    pub fn new(docs: impl Into<Utf8PathBuf>) -> Self {
        Self {
            docs: docs.into(),
            output: None,
            include: Vec::new(),
            exclude: Vec::new(),
            cache: None,
            progress: ProgressSink::default(),
        }
    }

    /// Sources go into `folder`, whose root is `lib.rs`; tests of the pages' examples go where `tests` in `docbind.toml` says.
    /// Without this, `out` in `docbind.toml` says where.
    #[must_use]
    pub fn out(mut self, folder: impl Into<Utf8PathBuf>) -> Self {
        self.output = Some(OutputMode::Sources(folder.into()));
        self
    }

    /// A whole package goes into `folder`: sources and a `Cargo.toml`. `runtime` is the folder of `docbind-runtime`; without
    /// it the package takes the runtime from the registry.
    #[must_use]
    pub fn package(
        mut self,
        folder: impl Into<Utf8PathBuf>,
        name: impl Into<String>,
        runtime: Option<String>,
    ) -> Self {
        self.output = Some(OutputMode::Package {
            root: folder.into(),
            name: name.into(),
            runtime,
        });
        self
    }

    /// Generates only from pages that `word` chooses, and the types they need; adds to what `docbind.toml` says. A word is a glob
    /// on a page's path below its version (`api/user-*.md`) or its name (`user-list-*`), on the path of a request that it
    /// documents (`/users/*/messages`), or on a field of its front matter (`ms.prod:outlook`; `area:outlook` where a feature of
    /// whole packages is meant).
    #[must_use]
    pub fn include(mut self, word: impl Into<String>) -> Self {
        self.include.push(word.into());
        self
    }

    /// Does not generate from pages that `word` chooses; wins over [`Self::include`]. Types of such pages come along all the same
    /// where others need them.
    #[must_use]
    pub fn exclude(mut self, word: impl Into<String>) -> Self {
        self.exclude.push(word.into());
        self
    }

    /// Records runs in `folder`, for [`Self::refresh`]. The folder may be deleted at any time.
    #[must_use]
    pub fn cache(mut self, folder: impl Into<Utf8PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// Calls `callback` as the work goes on, from any thread.
    #[must_use]
    pub fn on_progress(mut self, callback: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = ProgressSink::new(callback);
        self
    }

    /// Reads and links the pages, and looks for what is wrong with them.
    ///
    /// # Errors
    ///
    /// The folder or its `docbind.toml` cannot be used. Whatever is wrong with pages is a finding.
    pub fn read(&self) -> Result<Reading, Error> {
        let config = Config::load(&self.docs)?;
        let read = self.read_pages(&config, &self.find(&config)?, true)?;
        Ok(read.finish().0)
    }

    /// What the pages say, without looking for what is wrong with them, which is a third of the work of [`Self::read`].
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn models(&self) -> Result<Vec<Model>, Error> {
        let config = Config::load(&self.docs)?;
        Ok(self
            .read_pages(&config, &self.find(&config)?, false)?
            .models)
    }

    /// Every file that a run depends on: `docbind.toml`, pages, and what pages include. Files that are not there yet are
    /// missing from the list, and a folder without pages has none.
    pub fn input_files(&self) -> Vec<Utf8PathBuf> {
        let config = Config::load(&self.docs).unwrap_or_default();
        let versions =
            corpus::find(&self.pages_folder(&config), config.places()).unwrap_or_default();
        let pages = versions.iter().flat_map(Version::files);
        std::iter::once(self.docs.join(FILE)).chain(pages).collect()
    }

    /// The versions and pages there are.
    pub(crate) fn find(&self, config: &Config) -> Result<Vec<Version>, Error> {
        let mut found = corpus::find(&self.pages_folder(config), config.places())?;
        for version in &mut found {
            if let Some(includes) = config.profile(&version.name).pages.includes {
                version.allow_includes(&resolve_from_docs(&self.docs, &includes));
            }
        }
        let total = found.iter().map(|version| version.pages.len()).sum();
        self.progress.report(Progress::Found(total));
        Ok(found)
    }

    /// Where the pages are: the docs folder, unless its `docbind.toml` names another.
    pub(crate) fn pages_folder(&self, config: &Config) -> Utf8PathBuf {
        match &config.pages.root {
            Some(root) => resolve_from_docs(&self.docs, root),
            None => self.docs.clone(),
        }
    }

    pub(crate) fn read_pages(
        &self,
        config: &Config,
        found: &[Version],
        linted: bool,
    ) -> Result<ReadPages, Error> {
        self.reader(config, linted)?.read(found)
    }

    /// How this run reads.
    pub(crate) fn reader<'a>(
        &'a self,
        config: &'a Config,
        linted: bool,
    ) -> Result<Reader<'a>, Error> {
        let selection = Selection::new(
            config.include.iter().chain(&self.include),
            config.exclude.iter().chain(&self.exclude),
        )?;
        Ok(Reader {
            config,
            selection,
            progress: &self.progress,
            linted,
        })
    }

    pub(crate) fn destination(&self, config: &Config, mode: &OutputMode) -> Destination {
        match (mode, &config.tests) {
            (OutputMode::Sources(folder), Some(tests)) => {
                Destination::sources(folder).tests(resolve_from_docs(&self.docs, tests))
            }
            (OutputMode::Sources(folder) | OutputMode::Included(folder), _) => {
                Destination::sources(folder)
            }
            (OutputMode::Package { root, .. }, _) => Destination::package(root),
        }
    }

    pub(crate) fn output_mode(&self, config: &Config) -> Result<OutputMode, Error> {
        match (&self.output, &config.out) {
            (Some(mode), _) => Ok(mode.clone()),
            (None, Some(out)) => Ok(OutputMode::Sources(resolve_from_docs(&self.docs, out))),
            (None, None) => Err(Error::NoDestination(self.docs.join(FILE))),
        }
    }
}
