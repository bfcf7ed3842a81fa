//! Skips a run whose inputs and outputs match the cached record.

use crate::cache::{CacheSlot, Dependency, Fingerprint, Record, hash};
use crate::corpus::{CorpusError, Version};
use crate::diagnostic::{Findings, Lints};
use crate::output::Destination;
use crate::page::MAX_PAGE_BYTES;
use crate::report::accounting::Accounting;
use crate::run::cache_entry::CacheEntry;
use crate::run::cache_key::{CacheKey, digest};
use crate::run::config::Config;
use crate::run::error::Error;
use crate::run::generation::Generation;
use crate::run::generator::Generator;
use crate::run::reading::source;
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
    /// There are files to be [written](Generation::write).
    Generated(Box<Generation>),
}

/// What the last run found and left.
#[derive(Debug)]
#[non_exhaustive]
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

impl Generator {
    /// As [`Self::generate`], unless the last run that was [written](Generation::write) and recorded in the folder of [`Self::cache`] was
    /// made from the same inputs and everything it left is still there. Pages are read and compared; the files of that run are
    /// looked at.
    ///
    /// # Errors
    ///
    /// As [`Self::generate`].
    pub fn refresh(&self) -> Result<Refresh, Error> {
        let config = Config::load(&self.docs)?;
        let mode = self.output_mode(&config)?;
        let destination = self.destination(&config, &mode);
        let slot = self
            .cache
            .as_deref()
            .and_then(|cache| CacheSlot::new(cache, &self.docs, destination.root()));
        let found = self.find(&config)?;
        let key = CacheKey::of(self, &mode, &config, &found).and_then(|key| key.to_bytes());
        let made_from = |hashes: Vec<Fingerprint>| digest(key.as_deref()?, &found, hashes);
        if let Some(record) = slot.as_ref().and_then(CacheSlot::load) {
            let inputs = InputDigest::of(&found, &record)?;
            if made_from(inputs.pages) == Some(record.made_from)
                && record.snapshot.is_current(&destination)
                && dependencies_hold(&record, &found)
            {
                let lints = Lints::new(&config.lints)?;
                return Ok(Refresh::Unchanged(Unchanged {
                    accounting: record.accounting,
                    files: record.snapshot.files(),
                    findings: findings(record, &found, &inputs.sources, &lints),
                    destination,
                }));
            }
        }
        let mut generation = self.generate_from(config, mode, &found)?;
        let inputs = generation.inputs.iter();
        let hashes = inputs.flat_map(|of| of.hashes.iter().copied()).collect();
        generation.cache_entry = slot
            .zip(made_from(hashes))
            .map(|(slot, made_from)| CacheEntry { slot, made_from });
        Ok(Refresh::Generated(Box::new(generation)))
    }
}

/// The contents of all pages, hashed one after the other: a run that is skipped needs none of them as a whole.
struct InputDigest {
    /// Of every page.
    pages: Vec<Fingerprint>,
    /// The texts of those on which something was found; one map for each version.
    sources: Vec<BTreeMap<Utf8PathBuf, Arc<str>>>,
}

impl InputDigest {
    fn of(found: &[Version], record: &Record) -> Result<Self, Error> {
        let mut digest = Self {
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
            digest.sources.push(texts.collect());
            digest.pages.extend(pages.into_iter().map(|(hash, _)| hash));
        }
        Ok(digest)
    }
}

/// Whether files beside the pages are as they were.
fn dependencies_hold(record: &Record, versions: &[Version]) -> bool {
    let holds = |(found, version): (&Vec<Dependency>, &Version)| {
        found.par_iter().all(|found| match found {
            Dependency::Include(path, content) => {
                let text = version.include(path);
                text.map(|text| hash(text.as_bytes())) == *content
            }
            Dependency::File(path, held) => version.holds(path) == *held,
        })
    };
    record.dependencies.len() == versions.len()
        && record.dependencies.iter().zip(versions).all(holds)
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
