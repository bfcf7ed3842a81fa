//! `docbind.toml`, which stands in the docs folder.

mod answers;
mod dialect;
mod error;
mod forms;
mod profile;
mod schema;
mod service;
mod settings;

pub use crate::corpus::resolve_from_docs;
pub use error::ProfileError;
pub use forms::{
    Batch, EnumerationForm, ListForm, ListMembers, NamedErrorForm, NamedListForm, NextPage,
    NextQuery,
};
pub use profile::{
    CloudSettings, Clouds, ColumnSettings, ErrorSettings, HeadingSettings, ListSettings,
    PageSettings, Profile, QuerySettings, ServiceSettings, StemSettings, TypeSettings,
};
pub use schema::schema;

use crate::corpus::PlacesOfPages;
use crate::diagnostic::{LintError, LintSettings, Lints, nearest};
use crate::selection::Selection;
use camino::{Utf8Path, Utf8PathBuf};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;

/// Name of the file.
pub const FILE: &str = "docbind.toml";

/// What `docbind.toml` says. Every key may be left out.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Config {
    /// Folder of the emitted sources, relative to the docs folder.
    #[schemars(with = "Option<String>")]
    pub out: Option<Utf8PathBuf>,
    /// Folder of tests made of the examples of the pages, relative to the docs folder; needs [`Self::package`].
    #[schemars(with = "Option<String>")]
    pub tests: Option<Utf8PathBuf>,
    /// Name of the package that the sources belong to.
    pub package: Option<String>,
    /// First line of the crate's documentation.
    pub title: Option<String>,
    /// Where a person reads a page: `{version}`, `{page}` and `{stem}` are replaced.
    pub page_link: Option<String>,
    /// Globs of the pages to generate from; none means all.
    pub include: Vec<String>,
    /// Globs of the pages not to generate from.
    pub exclude: Vec<String>,
    /// What each finding weighs.
    pub lints: LintSettings,
    /// The service behind the pages.
    pub service: ServiceSettings,
    /// Where pages and what they include are.
    pub pages: PageSettings,
    /// How the names of pages become names in code.
    pub stems: StemSettings,
    /// The types of the service.
    pub types: TypeSettings,
    /// How headings begin that announce a part of a page, beside those that docbind knows.
    pub headings: HeadingSettings,
    /// What columns of tables are called, beside the words that docbind knows.
    pub columns: ColumnSettings,
    /// Query options.
    pub query: QuerySettings,
    /// How lists are answered.
    pub lists: ListSettings,
    /// How errors are answered.
    pub errors: ErrorSettings,
    /// Where one version differs: the sections from `service` on, for the version of this name.
    pub versions: BTreeMap<String, Profile>,
}

/// Why a `docbind.toml` cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// It cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: Utf8PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not TOML, or has a key that docbind does not know.
    #[error("{path}: {source}{hint}")]
    Syntax {
        /// The file.
        path: Utf8PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
        /// A key that was meant, if one is near.
        hint: String,
    },
    /// `tests` without a `package`, or one that is no name.
    #[error(
        "{path}: `tests` needs `package = \"...\"`, the name of the package that the sources belong to: ASCII letters, digits, `-` and `_`, a letter first"
    )]
    Package {
        /// The file.
        path: Utf8PathBuf,
    },
    /// The profile names something that does not exist.
    #[error("{path}: {source}")]
    Profile {
        /// The file.
        path: Utf8PathBuf,
        /// What.
        source: ProfileError,
    },
    /// A glob or a list of codes is wrong.
    #[error("{path}: {source}")]
    Lints {
        /// The file.
        path: Utf8PathBuf,
        /// What.
        source: LintError,
    },
}

impl Config {
    /// The file in `docs`.
    pub fn file(docs: &Utf8Path) -> Utf8PathBuf {
        docs.join(FILE)
    }

    /// Reads the file in `docs`; without one, every key has its default.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or says something that docbind does not know.
    pub fn load(docs: &Utf8Path) -> Result<Self, ConfigError> {
        let path = docs.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return Ok(Self::default());
            }
            Err(source) => return Err(ConfigError::Io { path, source }),
        };
        let config: Self = match toml::from_str(&text) {
            Ok(config) => config,
            Err(source) => {
                return Err(ConfigError::Syntax {
                    path,
                    hint: near_key(&source),
                    source: Box::new(source),
                });
            }
        };
        let named = config.package.as_deref().is_some_and(is_package_name);
        if config.tests.is_some() && !named {
            return Err(ConfigError::Package { path });
        }
        let checked = Lints::new(&config.lints)
            .and_then(|_| Selection::new(&config.include, &config.exclude));
        if let Err(source) = checked {
            return Err(ConfigError::Lints { path, source });
        }
        // The empty name is that of no version: what holds for all is checked too.
        let mut versions = config.versions.keys().map(String::as_str).chain([""]);
        let error = versions.find_map(|version| config.profile(version).dialect().err());
        drop(versions);
        match error {
            None => Ok(config),
            Some(source) => Err(ConfigError::Profile { path, source }),
        }
    }
}

impl Config {
    /// Where the pages of versions are to be looked for.
    pub(crate) fn places(&self) -> PlacesOfPages {
        let pages = std::iter::once(&self.pages);
        let mut pages = pages.chain(self.versions.values().map(|profile| &profile.pages));
        match pages.any(|pages| pages.operations.is_some() || pages.types.is_some()) {
            true => PlacesOfPages::Anywhere,
            false => PlacesOfPages::Usual,
        }
    }
}

/// The key that an unknown one may have been meant to be. The error quotes the unknown key, then all known ones.
fn near_key(error: &toml::de::Error) -> String {
    let is_unknown = |what| error.message().starts_with(what);
    if !is_unknown("unknown field") && !is_unknown("unknown variant") {
        return String::new();
    }
    let mut quoted = error.message().split('`').skip(1).step_by(2);
    let near = quoted.next().and_then(|unknown| nearest(unknown, quoted));
    near.map_or_else(String::new, |key| format!("help: did you mean `{key}`?\n"))
}

/// Whether cargo takes `name` for a package.
pub fn is_package_name(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    begins
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap();
        fs::write(path.join(FILE), text).unwrap();
        Config::load(path).map_err(|error| error.to_string().replace(path.as_str(), "docs"))
    }

    #[test]
    fn every_key_may_be_left_out() {
        assert!(load("").unwrap().out.is_none());
        let folder = tempfile::tempdir().unwrap();
        assert!(
            Config::load(Utf8Path::from_path(folder.path()).unwrap())
                .unwrap()
                .include
                .is_empty()
        );
    }

    #[test]
    fn reads_what_is_there() {
        let config = load(
            "out = '../src'\npage-link = 'https://x/{stem}'\ninclude = ['api/a*']\n[lints]\ndeny = ['DB0301']",
        );
        let config = config.unwrap();
        assert_eq!(config.out.as_deref(), Some(Utf8Path::new("../src")));
        assert_eq!(config.page_link.as_deref(), Some("https://x/{stem}"));
        assert_eq!(config.lints.deny, ["DB0301"]);
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let unknown = load("out = '../src'\ninclud = []").unwrap_err();
        assert!(
            unknown.contains("line 2") && unknown.contains("unknown field `includ`"),
            "{unknown}"
        );
        assert!(
            unknown.ends_with("help: did you mean `include`?\n"),
            "{unknown}"
        );
        let nested = load("[[lints.on]]\npages = []\ndenny = []").unwrap_err();
        assert!(nested.ends_with("help: did you mean `deny`?\n"), "{nested}");
        assert!(!load("colour = 1").unwrap_err().contains("help:"));
        let code = load("[lints]\nallow = ['DB9999']").unwrap_err();
        assert!(
            code.starts_with("docs/docbind.toml: there is no code `DB9999`"),
            "{code}"
        );
        assert!(
            load("exclude = ['{']")
                .unwrap_err()
                .contains("is not a glob")
        );
    }
}
