//! A run that is left out where it would change nothing.

use crate::cache::{Fingerprint, Found, Memory, Record, State, fingerprint, hash};
use crate::corpus::{CorpusError, Version};
use crate::diagnostic::{Findings, Lints};
use crate::output::Destination;
use crate::page::MAX_PAGE_BYTES;
use crate::report::accounting::Accounting;
use crate::run::config::Config;
use crate::run::generator::{Error, Generation, Generator, source};
use camino::Utf8PathBuf;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Most pages have fewer bytes.
const LONG_PAGE: usize = 64 << 10;

/// What [`Generator::refresh`] comes to.
#[derive(Debug)]
pub enum Refresh {
    /// Pages, options and files are those of the last run.
    Unchanged(Unchanged),
    /// There are files to be written, and then [remembered](Generation::remember).
    Generated(Box<Generation>),
}

/// What the last run found and left.
#[derive(Debug)]
pub struct Unchanged {
    /// What is found on the pages.
    pub findings: Findings,
    /// What becomes of the pages.
    pub accounting: Accounting,
    /// How many files there are.
    pub files: usize,
    /// Where they are.
    pub destination: Destination,
}

/// Where a run is remembered, and from what it was made.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    memory: Memory,
    made_from: Fingerprint,
}

impl Generator {
    /// As [`Self::generate`], unless the last run that was [remembered](Generation::remember) in the folder of
    /// [`Self::cache`] was made from the same and all that it left is still there. Pages are read and compared; the files
    /// of that run are looked at.
    ///
    /// # Errors
    ///
    /// As [`Self::generate`].
    pub fn refresh(&self) -> Result<Refresh, Error> {
        let config = Config::load(&self.docs)?;
        let target = self.target_as(&config)?;
        let destination = self.destination(&config, &target);
        let memory = self
            .cache
            .as_deref()
            .and_then(|cache| Memory::new(cache, &self.docs, destination.root()));
        let found = self.find()?;
        let folders: Vec<_> = found
            .iter()
            .map(|version| (&version.name, &version.folder, &version.refused))
            .collect();
        let options = format!("{:?}", (self, &config, folders));
        let made_from = |hashes: Vec<Fingerprint>| {
            let names = found.iter().flat_map(|version| &version.pages);
            fingerprint(&options, names.zip(hashes))
        };
        if let Some(record) = memory.as_ref().and_then(Memory::load) {
            let look = Look::at(&found, &record)?;
            if made_from(look.pages) == Some(record.made_from)
                && record.state.holds(&destination)
                && beside_holds(&record, &found)
            {
                let lints = Lints::new(&config.lints)?;
                return Ok(Refresh::Unchanged(Unchanged {
                    accounting: record.accounting,
                    files: record.state.files(),
                    findings: findings(record, &found, &look.sources, &lints),
                    destination,
                }));
            }
        }
        let mut generation = self.generate_from(config, target, &found)?;
        let seen = generation.seen.iter();
        let hashes = seen.flat_map(|seen| seen.hashes.iter().copied()).collect();
        generation.origin = memory
            .zip(made_from(hashes))
            .map(|(memory, made_from)| Origin { memory, made_from });
        Ok(Refresh::Generated(Box::new(generation)))
    }
}

/// All pages, looked at in passing: a run that is left out needs none of them as a whole.
struct Look {
    /// Of every page.
    pages: Vec<Fingerprint>,
    /// The texts of those on which something was found; one map for each version.
    sources: Vec<BTreeMap<Utf8PathBuf, Arc<str>>>,
}

impl Look {
    fn at(found: &[Version], record: &Record) -> Result<Self, Error> {
        let mut look = Self {
            pages: Vec::new(),
            sources: Vec::new(),
        };
        for (number, version) in found.iter().enumerate() {
            let diagnostics = record.diagnostics.get(number).into_iter().flatten();
            let told: BTreeSet<&str> = diagnostics.map(|one| one.page.as_str()).collect();
            let read = |bytes: &mut Vec<u8>, page: &Utf8PathBuf| {
                version.read_into(bytes, page, MAX_PAGE_BYTES)?;
                let text = told.contains(page.as_str()).then(|| source(bytes));
                Ok((hash(bytes), text))
            };
            let pages: Vec<(Fingerprint, Option<Arc<str>>)> = version
                .pages
                .par_iter()
                .map_init(|| Vec::with_capacity(LONG_PAGE), read)
                .collect::<Result<_, CorpusError>>()?;
            let texts = version.pages.iter().zip(&pages);
            let texts = texts.filter_map(|(page, (_, text))| Some((page.clone(), text.clone()?)));
            look.sources.push(texts.collect());
            look.pages.extend(pages.into_iter().map(|(hash, _)| hash));
        }
        Ok(look)
    }
}

/// Whether files beside the pages are as they were.
fn beside_holds(record: &Record, versions: &[Version]) -> bool {
    let holds = |(found, version): (&Vec<Found>, &Version)| {
        found.par_iter().all(|found| match found {
            Found::Include(path, content) => {
                let text = version.include(path);
                text.map(|text| hash(text.as_bytes())) == *content
            }
            Found::File(path, held) => version.holds(path) == *held,
        })
    };
    record.beside.len() == versions.len() && record.beside.iter().zip(versions).all(holds)
}

fn findings(
    record: Record,
    versions: &[Version],
    sources: &[BTreeMap<Utf8PathBuf, Arc<str>>],
    lints: &Lints,
) -> Findings {
    let mut findings = Findings::default();
    let versions = versions.iter().zip(sources);
    for (diagnostics, (version, sources)) in record.diagnostics.into_iter().zip(versions) {
        findings.append(Findings::new(&version.folder, diagnostics, sources, lints));
    }
    findings
}

impl Generation {
    /// Lets a later [`Generator::refresh`] know that the files were written as they are here. Without a folder to remember
    /// it in, nothing happens.
    pub fn remember(&self) {
        let Some(origin) = &self.origin else { return };
        let Some(state) = State::of(&self.destination, &self.files) else {
            return;
        };
        let seen = self.seen.iter();
        let (diagnostics, beside) = seen
            .map(|seen| (seen.diagnostics.clone(), seen.beside.clone()))
            .unzip();
        origin.memory.save(&Record {
            made_from: origin.made_from,
            beside,
            state,
            diagnostics,
            accounting: Accounting::of(&self.models),
        });
    }
}
