//! From models to source files.

use crate::api;
use crate::corpus::{PageTexts, Version};
use crate::diagnostic::Findings;
use crate::emit::{self, Package};
use crate::model::Model;
use crate::output::{
    Contended, Destination, OutputError, Plan, SourceFile, is_generated, plan, write,
};
use crate::run::cache_entry::CacheEntry;
use crate::run::config::Config;
use crate::run::error::Error;
use crate::run::generator::{Generator, OutputMode};
use crate::run::progress::Progress;
use crate::run::reading::RunInputs;
use crate::selection::Reachability;
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

/// What the pages became.
#[derive(Debug)]
#[non_exhaustive]
pub struct Generation {
    /// One for each version, by name.
    pub models: Vec<Model>,
    /// The pages' texts, one for each version.
    pub texts: Vec<PageTexts>,
    /// What was found on the pages.
    pub findings: Findings,
    /// What the selection left of each model, where there is a selection.
    pub reachability: Vec<Option<Reachability>>,
    /// All files.
    pub files: Vec<SourceFile>,
    /// Where they go.
    pub destination: Destination,
    /// One for each version.
    pub(crate) inputs: Vec<RunInputs>,
    /// Where this run is recorded.
    pub(crate) cache_entry: Option<CacheEntry>,
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

    /// Brings the disk in line with the files while no other run writes there, and records the run, so that a later
    /// [`Generator::refresh`] can be skipped. What is written carries the time `stamp`, if there is one. Gives what was done.
    ///
    /// # Errors
    ///
    /// Another run writes to the same folder and `contended` says not to wait; see also [`plan()`] and
    /// [`output::write`](crate::output::write()).
    pub fn write(
        &self,
        contended: &Contended<'_>,
        stamp: Option<SystemTime>,
    ) -> Result<Plan, OutputError> {
        let lock = self.destination.lock(contended)?;
        let plan = lock.plan(&self.files)?.stamped(stamp);
        write(&plan, &self.files)?;
        // Still under the lock: the record speaks of the files as this run left them.
        if let Some(entry) = &self.cache_entry {
            entry.save(&self.destination, &self.files, &self.inputs, &self.models);
        }
        Ok(plan)
    }
}

impl Generator {
    /// Reads the pages and makes the source files. Writes nothing.
    ///
    /// # Errors
    ///
    /// As [`Self::read`], and where there is no output folder.
    pub fn generate(&self) -> Result<Generation, Error> {
        let config = Config::load(&self.docs)?;
        let mode = self.output_mode(&config)?;
        let found = self.find(&config)?;
        self.generate_from(config, mode, &found)
    }

    pub(crate) fn generate_from(
        &self,
        config: Config,
        mode: OutputMode,
        found: &[Version],
    ) -> Result<Generation, Error> {
        let destination = self.destination(&config, &mode);
        let mut read = self.read_pages(&config, found, true)?;
        self.progress.report(Progress::Emitting);
        let mut options = options(config, &mode);
        options.services = std::mem::take(&mut read.services);
        let mut diagnostics = Vec::new();
        let emission = emit::emit(&read.models, &read.texts(), &options, &mut diagnostics);
        read.add(diagnostics);
        let (reading, inputs) = read.finish();
        let files = files(emission, mode, &reading.models);
        Ok(Generation {
            models: reading.models,
            texts: reading.texts,
            findings: reading.findings,
            reachability: reading.reachability,
            files,
            destination,
            inputs,
            cache_entry: None,
        })
    }
}

fn options(config: Config, mode: &OutputMode) -> emit::Options {
    let tested_crate = match mode {
        OutputMode::Package { name, .. } => Some(name.as_str()),
        OutputMode::Sources(_) if config.tests.is_some() => config.package.as_deref(),
        _ => None,
    };
    emit::Options {
        tested_crate: tested_crate.map(|name| name.replace('-', "_")),
        page_link: config.page_link,
        title: config.title,
        services: BTreeMap::new(),
        areas: matches!(mode, OutputMode::Package { .. }),
    }
}

/// All files of the output, by their paths in a package.
fn files(mut emission: emit::Emission, mode: OutputMode, models: &[Model]) -> Vec<SourceFile> {
    let mut files = Vec::new();
    match mode {
        OutputMode::Sources(_) => {}
        OutputMode::Included(_) => make_includable(&mut emission.sources),
        OutputMode::Package {
            name,
            runtime,
            root,
        } => {
            let areas: BTreeSet<String> = models.iter().flat_map(api::features).collect();
            let package = Package {
                name,
                runtime,
                areas: areas.into_iter().collect(),
            };
            files.push(SourceFile {
                path: "Cargo.toml".into(),
                text: emit::manifest(&package),
            });
            // A package may stand in a repository whose owner has attributes for it.
            let attributes = root.join(".gitattributes");
            if !attributes.exists() || is_generated(&attributes).unwrap_or(false) {
                files.push(SourceFile {
                    path: ".gitattributes".into(),
                    text: emit::git_attributes(),
                });
            }
        }
    }
    files.extend(below("src", emission.sources));
    files.extend(below("tests", emission.tests));
    files
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
