//! What the pages of a docs folder suggest for its `docbind.toml`.

use crate::infer::{self, InferredKey};
use crate::run::config::Config;
use crate::run::error::Error;
use crate::run::generator::Generator;
use crate::run::probe::FileProbe;
use camino::Utf8PathBuf;

impl Generator {
    /// The keys of `docbind.toml` that the pages suggest, each with the reason. A key that all versions suggest alike is one for
    /// all of them.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn infer(&self) -> Result<Vec<InferredKey>, Error> {
        let config = Config::load(&self.docs)?;
        let docs = self.pages_folder(&config);
        let mut versions: Vec<(String, Vec<InferredKey>)> = Vec::new();
        for version in self.find(&config)? {
            let dialect = config.profile(&version.name).dialect()?;
            let probe = FileProbe::of(&version);
            let reader = self.reader(&config, false)?;
            let (documents, _) = reader.documents(&probe, &dialect)?;
            let mut keys = infer::infer(&documents, &version.name, &dialect);
            keys.extend(infer::includes_key(&documents, &version.folder, &docs));
            versions.push((version.name.clone(), keys));
        }
        Ok(infer::merge(versions))
    }

    /// The files outside of the docs folder that pages include, with the folder named by `includes` in `[pages]`.
    pub fn outer_includes(&self) -> Result<Vec<Utf8PathBuf>, Error> {
        let config = Config::load(&self.docs)?;
        let mut files = Vec::new();
        for version in self.find(&config)? {
            let dialect = config.profile(&version.name).dialect()?;
            let probe = FileProbe::of(&version);
            let (documents, _) = self.reader(&config, false)?.documents(&probe, &dialect)?;
            files.extend(infer::outer_includes(
                &documents,
                &version.folder,
                &self.docs,
            ));
        }
        files.sort();
        files.dedup();
        Ok(files)
    }
}
