//! From a docs folder to source files: all stages in a row.

use crate::cache::{Fingerprint, Found, hash};
use crate::corpus;
use crate::corpus::{CorpusError, Version};
use crate::diagnostic::{Diagnostic, Findings, LintError, Lints, Place, Span};
use crate::dialect::Dialect;
use crate::emit as rust;
use crate::emit::Package;
use crate::lint;
use crate::model::{Model, Outcome, Page};
use crate::output::{Destination, OutputError, Plan, SourceFile, plan};
use crate::page::MAX_PAGE_BYTES;
use crate::reader as reference;
use crate::reader::Document;
use crate::resolve;
use crate::run::config::{Config, ConfigError, beside};
use crate::run::refresh::Origin;
use crate::selection::{Kept, Selection};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    pub(crate) target: Option<Target>,
    include: Vec<String>,
    exclude: Vec<String>,
    pub(crate) cache: Option<Utf8PathBuf>,
    dialect: Arc<Dialect>,
    watcher: Watcher,
}

/// Where the emitted files go.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    Sources(Utf8PathBuf),
    Included(Utf8PathBuf),
    Package {
        root: Utf8PathBuf,
        name: String,
        runtime: Option<String>,
    },
}

/// Told of every step; see [`Generator::watch_progress`].
#[derive(Clone)]
struct Watcher(Arc<dyn Fn(Progress) + Send + Sync>);

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("Watcher")
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// This many pages were found.
    Found(usize),
    /// One more of them was read.
    Read,
    /// All were read; types and operations are being linked.
    Linking,
    /// Source files are being made.
    Emitting,
}

/// Why there are no bindings. What is wrong with pages is not an error: see [`Findings`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The docs folder.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// `docbind.toml`.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A glob.
    #[error(transparent)]
    Glob(#[from] LintError),
    /// The output folder.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Nobody said where to write.
    #[error("no output folder: say where with --out, or with `out` in {0}")]
    NoDestination(Utf8PathBuf),
    /// None of the pages is asked for.
    #[error("no page is left: of {0} pages, none matches --include or all match --exclude")]
    NothingSelected(usize),
}

/// What the pages say.
#[derive(Debug)]
pub struct Reading {
    /// One for each version, by name.
    pub models: Vec<Model>,
    /// What the selection left of each, where there is one.
    pub kept: Vec<Option<Kept>>,
    versions: Vec<ReadVersion>,
    lints: Lints,
}

/// What is kept of a version's pages once they are linked.
#[derive(Debug)]
struct ReadVersion {
    folder: Utf8PathBuf,
    sources: BTreeMap<Utf8PathBuf, Arc<str>>,
    diagnostics: Vec<Diagnostic>,
    beside: Vec<Found>,
    hashes: Vec<Fingerprint>,
}

/// Files beside the pages that were asked for, by any thread, and the answers.
struct Asked<'a> {
    version: &'a Version,
    includes: Mutex<BTreeMap<String, Option<Fingerprint>>>,
    files: Mutex<BTreeMap<String, Option<bool>>>,
}

impl<'a> Asked<'a> {
    fn of(version: &'a Version) -> Self {
        Self {
            version,
            includes: Mutex::default(),
            files: Mutex::default(),
        }
    }

    fn include(&self, path: &Utf8Path) -> Option<String> {
        let text = self.version.include(path);
        let content = text.as_ref().map(|text| hash(text.as_bytes()));
        lock(&self.includes).insert(path.as_str().to_owned(), content);
        text
    }

    fn holds(&self, path: &Utf8Path) -> Option<bool> {
        if self.version.number(path).is_some() {
            return Some(true);
        }
        if let Some(answer) = lock(&self.files).get(path.as_str()) {
            return *answer;
        }
        let answer = self.version.holds(path);
        lock(&self.files).insert(path.as_str().to_owned(), answer);
        answer
    }

    fn into_found(self) -> Vec<Found> {
        let includes = std::mem::take(&mut *lock(&self.includes)).into_iter();
        let files = std::mem::take(&mut *lock(&self.files)).into_iter();
        includes
            .map(|(path, content)| Found::Include(path.into(), content))
            .chain(files.map(|(path, held)| Found::File(path.into(), held)))
            .collect()
    }
}

/// What another thread did to a map before it panicked was done as a whole.
fn lock<T>(answers: &Mutex<T>) -> MutexGuard<'_, T> {
    answers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The texts of a version's pages.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The version's folder, as seen from where docbind was called.
    pub folder: Utf8PathBuf,
    /// By path below the folder; those that could be read.
    pub pages: BTreeMap<Utf8PathBuf, Arc<str>>,
}

impl Texts {
    /// The file of a page.
    pub fn file(&self, page: &Utf8Path) -> Utf8PathBuf {
        self.folder.join(page)
    }

    /// The line a span begins on, from 1.
    pub fn line(&self, page: &Utf8Path, span: Span) -> u32 {
        let text = self.pages.get(page).map_or("", |text| &**text);
        Place::of(text, span.start as usize).line
    }
}

/// What a run saw of a version, for one that follows.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Of every page.
    pub hashes: Vec<Fingerprint>,
    /// The files beside the pages that were asked for.
    pub beside: Vec<Found>,
    /// What was found, before anything weighs it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the pages became.
#[derive(Debug)]
pub struct Generation {
    /// One for each version, by name.
    pub models: Vec<Model>,
    /// The pages' texts, one for each version.
    pub texts: Vec<Texts>,
    /// What was found on the pages.
    pub findings: Findings,
    /// What the selection left of each model, where there is one.
    pub kept: Vec<Option<Kept>>,
    /// All files.
    pub files: Vec<SourceFile>,
    /// Where they go.
    pub destination: Destination,
    /// One for each version.
    pub(crate) seen: Vec<Seen>,
    /// Where this run is remembered.
    pub(crate) origin: Option<Origin>,
}

impl Generation {
    /// Compares the files with the disk; [`output::write`](crate::output::write()) does what the plan says.
    ///
    /// # Errors
    ///
    /// See [`plan()`].
    pub fn plan(&self) -> Result<Plan, OutputError> {
        plan(&self.destination, &self.files)
    }
}

impl Generator {
    /// Bindings of the pages in `docs`: `<version>/{api,resources}`, or the folder of one version.
    pub fn new(docs: impl Into<Utf8PathBuf>) -> Self {
        Self {
            docs: docs.into(),
            target: None,
            include: Vec::new(),
            exclude: Vec::new(),
            cache: None,
            dialect: Arc::default(),
            watcher: Watcher(Arc::new(|_| ())),
        }
    }

    /// Sources go into `folder`, whose root is `lib.rs`; tests of the pages' examples go where `tests` in `docbind.toml` says.
    /// Without this, `out` in `docbind.toml` says where.
    #[must_use]
    pub fn out(mut self, folder: impl Into<Utf8PathBuf>) -> Self {
        self.target = Some(Target::Sources(folder.into()));
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
        self.target = Some(Target::Package {
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

    /// Remembers runs in `folder`, for [`Self::refresh`]. The folder may be deleted at any time.
    #[must_use]
    pub fn cache(mut self, folder: impl Into<Utf8PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// Calls `watcher` as the work goes on, from any thread.
    #[must_use]
    pub fn watch_progress(mut self, watcher: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.watcher = Watcher(Arc::new(watcher));
        self
    }

    /// Reads and links the pages.
    ///
    /// # Errors
    ///
    /// The folder or its `docbind.toml` cannot be used. Whatever is wrong with pages is a finding.
    pub fn read(&self) -> Result<Reading, Error> {
        self.read_as(&Config::load(&self.docs)?, &self.find()?, true)
    }

    /// What the pages say, without looking for what is wrong with them, which is a third of the work of [`Self::read`].
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn models(&self) -> Result<Vec<Model>, Error> {
        let config = Config::load(&self.docs)?;
        Ok(self.read_as(&config, &self.find()?, false)?.models)
    }

    /// The pages there are.
    pub(crate) fn find(&self) -> Result<Vec<Version>, Error> {
        let found = corpus::find(&self.docs)?;
        let total = found.iter().map(|version| version.pages.len()).sum();
        (self.watcher.0)(Progress::Found(total));
        Ok(found)
    }

    fn read_as(&self, config: &Config, found: &[Version], linted: bool) -> Result<Reading, Error> {
        let lints = Lints::new(&config.lints)?;
        let selection = Selection::new(
            config.include.iter().chain(&self.include),
            config.exclude.iter().chain(&self.exclude),
        )?;
        let total = found.iter().map(|version| version.pages.len()).sum();
        let mut models = Vec::new();
        let mut versions = Vec::new();
        let mut kept = Vec::new();
        for version in found {
            let asked = Asked::of(version);
            let (mut documents, mut read) = self.documents(&asked)?;
            (self.watcher.0)(Progress::Linking);
            let mut model = resolve::resolve(
                &version.name,
                &mut documents,
                &self.dialect,
                &mut read.diagnostics,
            );
            if linted {
                let tree = |path: &Utf8Path| asked.holds(path);
                read.diagnostics
                    .extend(lint::check(&documents, &model, &self.dialect, &tree));
            }
            read.beside = asked.into_found();
            account_for_refused(&mut model, version);
            kept.push(selection.apply(&mut model, &documents));
            models.push(model);
            versions.push(read);
            // Taking documents apart costs as much as some of the steps above.
            documents.into_par_iter().for_each(drop);
        }
        if total > 0 && models.iter().all(|model| model.pages.is_empty()) {
            return Err(Error::NothingSelected(total));
        }
        Ok(Reading {
            models,
            kept,
            versions,
            lints,
        })
    }

    /// Reads all pages of a version, in parallel; the result does not show it.
    fn documents(&self, asked: &Asked<'_>) -> Result<(Vec<Document>, ReadVersion), Error> {
        let version = asked.version;
        let read: Vec<(Document, Fingerprint, Vec<Diagnostic>)> = version
            .pages
            .par_iter()
            .map(|page| {
                let bytes = version.read(page, MAX_PAGE_BYTES)?;
                let mut diagnostics = Vec::new();
                let includes = |path: &Utf8Path| asked.include(path);
                let mut document = reference::read_and_inspect(
                    page,
                    &bytes,
                    &self.dialect,
                    &includes,
                    &mut diagnostics,
                    &|document, page, findings| lint::page(document, page, &self.dialect, findings),
                );
                if document.source.is_empty() {
                    document.source = source(&bytes);
                }
                (self.watcher.0)(Progress::Read);
                Ok((document, hash(&bytes), diagnostics))
            })
            .collect::<Result<_, CorpusError>>()?;
        let mut documents = Vec::with_capacity(read.len());
        let mut kept = ReadVersion {
            folder: version.folder.clone(),
            sources: BTreeMap::new(),
            diagnostics: version.refused.clone(),
            beside: Vec::new(),
            hashes: Vec::with_capacity(read.len()),
        };
        for (document, hash, diagnostics) in read {
            kept.hashes.push(hash);
            kept.sources
                .insert(document.page.clone(), document.source.clone());
            kept.diagnostics.extend(diagnostics);
            documents.push(document);
        }
        Ok((documents, kept))
    }

    /// Reads the pages and makes the source files. Writes nothing.
    ///
    /// # Errors
    ///
    /// As [`Self::read`], and where there is no output folder.
    pub fn generate(&self) -> Result<Generation, Error> {
        let config = Config::load(&self.docs)?;
        let target = self.target_as(&config)?;
        self.generate_from(config, target, &self.find()?)
    }

    pub(crate) fn generate_from(
        &self,
        config: Config,
        target: Target,
        found: &[Version],
    ) -> Result<Generation, Error> {
        let destination = self.destination(&config, &target);
        let mut reading = self.read_as(&config, found, true)?;
        (self.watcher.0)(Progress::Emitting);
        let options = rust::Options {
            page_link: config.page_link,
            title: config.title,
            areas: matches!(target, Target::Package { .. }),
            tested_crate: match &target {
                Target::Package { name, .. } => Some(name.as_str()),
                Target::Sources(_) if config.tests.is_some() => config.package.as_deref(),
                _ => None,
            }
            .map(|name| name.replace('-', "_")),
        };
        let mut diagnostics = Vec::new();
        let mut emission = rust::emit(&reading.models, &options, &mut diagnostics);
        reading.assign(diagnostics);
        let seen = reading.seen();
        let findings = reading.findings();
        let texts = reading.texts();
        let (models, kept) = (reading.models, reading.kept);
        let mut files = Vec::new();
        match target {
            Target::Sources(_) => {}
            Target::Included(_) => make_includable(&mut emission.sources),
            Target::Package { name, runtime, .. } => {
                let areas: BTreeSet<String> =
                    models.iter().flat_map(crate::api::features).collect();
                let package = Package {
                    name,
                    runtime,
                    areas: areas.into_iter().collect(),
                };
                files.push(SourceFile {
                    path: "Cargo.toml".into(),
                    text: rust::manifest(&package),
                });
            }
        }
        files.extend(below("src", emission.sources));
        files.extend(below("tests", emission.tests));
        Ok(Generation {
            models,
            texts,
            findings,
            kept,
            files,
            destination,
            seen,
            origin: None,
        })
    }

    pub(crate) fn destination(&self, config: &Config, target: &Target) -> Destination {
        match (target, &config.tests) {
            (Target::Sources(folder), Some(tests)) => {
                Destination::sources(folder).tests(beside(&self.docs, tests))
            }
            (Target::Sources(folder) | Target::Included(folder), _) => Destination::sources(folder),
            (Target::Package { root, .. }, _) => Destination::package(root),
        }
    }

    pub(crate) fn target_as(&self, config: &Config) -> Result<Target, Error> {
        match (&self.target, &config.out) {
            (Some(target), _) => Ok(target.clone()),
            (None, Some(out)) => Ok(Target::Sources(beside(&self.docs, out))),
            (None, None) => Err(Error::NoDestination(
                self.docs.join(crate::run::config::FILE),
            )),
        }
    }
}

impl Reading {
    /// What was found on the pages.
    pub fn findings(&mut self) -> Findings {
        let mut findings = Findings::default();
        for version in &mut self.versions {
            let diagnostics = std::mem::take(&mut version.diagnostics);
            findings.append(Findings::new(
                &version.folder,
                diagnostics,
                &version.sources,
                &self.lints,
            ));
        }
        findings
    }

    /// What a later run compares.
    fn seen(&self) -> Vec<Seen> {
        let seen = |version: &ReadVersion| Seen {
            hashes: version.hashes.clone(),
            beside: version.beside.clone(),
            diagnostics: version.diagnostics.clone(),
        };
        self.versions.iter().map(seen).collect()
    }

    /// The pages' texts, one for each version.
    pub fn texts(&self) -> Vec<Texts> {
        let texts = |version: &ReadVersion| Texts {
            folder: version.folder.clone(),
            pages: version.sources.clone(),
        };
        self.versions.iter().map(texts).collect()
    }

    /// Gives what emission found to the version that has the page.
    fn assign(&mut self, diagnostics: Vec<Diagnostic>) {
        for diagnostic in diagnostics {
            let home = self
                .versions
                .iter_mut()
                .find(|version| version.sources.contains_key(&diagnostic.page));
            if let Some(version) = home {
                version.diagnostics.push(diagnostic);
            }
        }
    }
}

/// The text of a page for findings. Where it is refused for its encoding, the text up to the odd byte is what it is on disk;
/// a page that is too large has none.
pub(crate) fn source(bytes: &[u8]) -> Arc<str> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Arc::from("");
    }
    String::from_utf8_lossy(bytes).into()
}

/// Pages that were not opened count too.
fn account_for_refused(model: &mut Model, version: &Version) {
    model
        .pages
        .extend(version.refused.iter().map(|diagnostic| Page {
            path: diagnostic.page.clone(),
            outcome: Outcome::Refused(diagnostic.message.clone()),
        }));
    model
        .pages
        .sort_by(|a, b| a.path.as_str().cmp(b.path.as_str()));
}

/// `include!` takes no inner attributes: the file that includes the crate's root has its own.
fn make_includable(files: &mut [SourceFile]) {
    for file in files.iter_mut().filter(|file| file.path == "lib.rs") {
        let lines = file.text.split_inclusive('\n');
        file.text = lines
            .filter(|line| !line.starts_with("//!") && !line.starts_with("#!["))
            .collect();
    }
}

fn below(part: &str, files: Vec<SourceFile>) -> impl Iterator<Item = SourceFile> {
    files.into_iter().map(move |file| SourceFile {
        path: Utf8Path::new(part).join(file.path),
        ..file
    })
}
