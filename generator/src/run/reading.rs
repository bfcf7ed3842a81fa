//! Reading, resolving and checking the pages of every version.

use crate::cache::{Dependency, Fingerprint, hash};
use crate::corpus::{CorpusError, PageTexts, Version};
use crate::diagnostic::{Diagnostic, Findings, Lints};
use crate::dialect::{Dialect, Service};
use crate::lint;
use crate::model::{HttpMethod, Model, Operation, Outcome, Page};
use crate::page::MAX_PAGE_BYTES;
use crate::reader::{self, Document};
use crate::resolve;
use crate::run::config::Config;
use crate::run::error::Error;
use crate::run::probe::FileProbe;
use crate::run::progress::{Progress, ProgressSink};
use crate::selection::{Reachability, Selection};
use camino::Utf8Path;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the pages say, and what is wrong with them.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reading {
    /// One for each version, by name.
    pub models: Vec<Model>,
    /// What the selection left of each model, where there is a selection.
    pub reachability: Vec<Option<Reachability>>,
    /// What was found on the pages.
    pub findings: Findings,
    /// The pages' texts, one for each version.
    pub texts: Vec<PageTexts>,
}

/// What a run saw of a version; a later run compares it with the disk.
#[derive(Debug)]
pub(crate) struct RunInputs {
    /// Of every page, in the order of [`Version::pages`].
    pub hashes: Vec<Fingerprint>,
    /// Files beside the pages that were looked up.
    pub dependencies: Vec<Dependency>,
    /// What was found, before `docbind.toml` weighs it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Models with everything that is kept of the pages. Later stages may still add diagnostics.
#[derive(Debug)]
pub(crate) struct ReadPages {
    pub models: Vec<Model>,
    pub reachability: Vec<Option<Reachability>>,
    /// The service of each version, by the version's name.
    pub services: BTreeMap<String, Service>,
    versions: Vec<ReadVersion>,
    lints: Lints,
}

/// What is kept of a version's pages once they are linked.
#[derive(Debug)]
pub(crate) struct ReadVersion {
    texts: PageTexts,
    inputs: RunInputs,
}

/// How to read.
pub(crate) struct Reader<'a> {
    pub config: &'a Config,
    pub selection: Selection,
    pub progress: &'a ProgressSink,
    /// Whether to look for what is wrong with the pages, too.
    pub linted: bool,
}

impl Reader<'_> {
    /// Reads all versions.
    pub fn read(&self, found: &[Version]) -> Result<ReadPages, Error> {
        let lints = Lints::new(&self.config.lints)?;
        let mut read = ReadPages {
            models: Vec::new(),
            reachability: Vec::new(),
            services: BTreeMap::new(),
            versions: Vec::new(),
            lints,
        };
        for version in found {
            self.version(version, &mut read)?;
        }
        let total: usize = found.iter().map(|version| version.pages.len()).sum();
        if total > 0 && read.models.iter().all(|model| model.pages.is_empty()) {
            return Err(Error::NothingSelected(total));
        }
        Ok(read)
    }

    fn version(&self, version: &Version, read: &mut ReadPages) -> Result<(), Error> {
        let dialect = self.config.profile(&version.name).dialect()?;
        let probe = FileProbe::of(version);
        let (mut documents, mut kept) = self.documents(&probe, &dialect)?;
        self.progress.report(Progress::Linking);
        let diagnostics = &mut kept.inputs.diagnostics;
        let mut model = resolve::resolve(&version.name, &mut documents, &dialect, diagnostics);
        add_query_options(&mut model, &dialect.query.always);
        if self.linted {
            diagnostics.extend(lint::check(&documents, &model, &dialect, &probe));
        }
        kept.inputs.dependencies = probe.into_dependencies();
        account_for_refused(&mut model, version);
        let reachability = self.selection.apply(&mut model, &documents);
        read.reachability.push(reachability);
        read.models.push(model);
        read.services.insert(version.name.clone(), dialect.service);
        read.versions.push(kept);
        // Dropping documents costs as much as some of the steps above.
        documents.into_par_iter().for_each(drop);
        Ok(())
    }

    /// Reads all pages of a version in parallel; the order of the results is that of the pages.
    pub fn documents(
        &self,
        probe: &FileProbe<'_>,
        dialect: &Dialect,
    ) -> Result<(Vec<Document>, ReadVersion), Error> {
        let version = probe.version;
        let read: Vec<(Document, Fingerprint, Vec<Diagnostic>)> = version
            .pages
            .par_iter()
            .map(|page| {
                let bytes = version.read(page, MAX_PAGE_BYTES)?;
                let mut diagnostics = Vec::new();
                let includes = |path: &Utf8Path| probe.include(path);
                let mut document = reader::read_and_inspect(
                    page,
                    &bytes,
                    dialect,
                    &includes,
                    &mut diagnostics,
                    &|document, page, findings| lint::page(document, page, dialect, findings),
                );
                if document.source.is_empty() {
                    document.source = source(&bytes);
                }
                self.progress.report(Progress::Read);
                Ok((document, hash(&bytes), diagnostics))
            })
            .collect::<Result<_, CorpusError>>()?;
        let mut documents = Vec::with_capacity(read.len());
        let mut inputs = RunInputs {
            hashes: Vec::with_capacity(read.len()),
            dependencies: Vec::new(),
            diagnostics: version.refused.clone(),
        };
        let mut pages = BTreeMap::new();
        for (document, hash, diagnostics) in read {
            inputs.hashes.push(hash);
            inputs.diagnostics.extend(diagnostics);
            pages.insert(document.page.clone(), document.source.clone());
            documents.push(document);
        }
        let texts = PageTexts {
            folder: version.folder.clone(),
            pages,
        };
        Ok((documents, ReadVersion { texts, inputs }))
    }
}

impl ReadPages {
    /// Gives what a later stage found to the version that has the page.
    pub fn add(&mut self, diagnostics: Vec<Diagnostic>) {
        for diagnostic in diagnostics {
            let mut versions = self.versions.iter_mut();
            let home = versions.find(|version| version.texts.pages.contains_key(&diagnostic.page));
            if let Some(version) = home {
                version.inputs.diagnostics.push(diagnostic);
            }
        }
    }

    /// The pages' texts, one for each version.
    pub fn texts(&self) -> Vec<&PageTexts> {
        self.versions.iter().map(|version| &version.texts).collect()
    }

    /// Weighs what was found. The inputs are what a later run compares.
    pub fn finish(self) -> (Reading, Vec<RunInputs>) {
        let mut findings = Findings::default();
        let mut texts = Vec::with_capacity(self.versions.len());
        let mut inputs = Vec::with_capacity(self.versions.len());
        for version in self.versions {
            let diagnostics = version.inputs.diagnostics.clone();
            let found = &version.texts;
            findings.append(Findings::new(
                &found.folder,
                diagnostics,
                &found.pages,
                &self.lints,
            ));
            texts.push(version.texts);
            inputs.push(version.inputs);
        }
        let reading = Reading {
            models: self.models,
            reachability: self.reachability,
            findings,
            texts,
        };
        (reading, inputs)
    }
}

/// The text of a page for findings. Where a page is refused for its encoding, the text up to the first odd byte is what it is
/// on disk; a page that is too large has none.
pub(crate) fn source(bytes: &[u8]) -> Arc<str> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Arc::from("");
    }
    String::from_utf8_lossy(bytes).into()
}

/// Options that the whole service takes, whatever a page says.
fn add_query_options(model: &mut Model, always: &[String]) {
    let reading = |operation: &&mut Operation| operation.method == HttpMethod::Get;
    for operation in model.operations.iter_mut().filter(reading) {
        operation.query.extend(always.iter().cloned());
        operation.query.sort();
        operation.query.dedup();
    }
}

/// Pages that were not opened count too.
fn account_for_refused(model: &mut Model, version: &Version) {
    let refused = version.refused.iter().map(|diagnostic| Page {
        path: diagnostic.page.clone(),
        outcome: Outcome::Refused(diagnostic.message.clone()),
    });
    model.pages.extend(refused);
    let by_path = |a: &Page, b: &Page| a.path.as_str().cmp(b.path.as_str());
    model.pages.sort_by(by_path);
}

#[cfg(test)]
mod tests {
    use crate::Generator;
    use camino::Utf8Path;
    use std::fs;

    /// The query options of the operation that these request lines give with this `docbind.toml`.
    fn query(settings: &str, line: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let docs = Utf8Path::from_path(folder.path()).unwrap();
        fs::create_dir_all(docs.join("v2.0/api")).unwrap();
        fs::write(docs.join("docbind.toml"), settings).unwrap();
        let page = format!("---\ntitle: x\n---\n# X\n\n## HTTP request\n\n```http\n{line}\n```\n");
        fs::write(docs.join("v2.0/api/thing-do.md"), page).unwrap();
        let models = Generator::new(docs).models().unwrap();
        models[0].operations[0].query.clone()
    }

    #[test]
    fn options_of_the_service_belong_to_what_reads() {
        let settings = "[query]\nalways = ['$top', '$Filter']";
        assert_eq!(query(settings, "GET /things"), ["$filter", "$top"]);
        assert_eq!(query(settings, "POST /things"), Vec::<String>::new());
        assert_eq!(query("", "GET /things"), Vec::<String>::new());
        let one = "[versions.'v2.0'.query]\nalways = ['$top']";
        assert_eq!(query(one, "GET /things"), ["$top"]);
        let other = "[versions.'v1.0'.query]\nalways = ['$top']";
        assert_eq!(query(other, "GET /things"), Vec::<String>::new());
    }
}
