//! A docs folder: which versions and pages it has, and their bytes.
//!
//! `<version>/{api,resources}/**/*.md`, or the folder of one version itself. Where no version has such folders, or `docbind.toml`
//! says which pages document what, the pages of a version are wherever they are in its folder. Included files are read on demand, from anywhere in
//! the docs folder; a link that leads out of it is not followed.

mod bounds;
mod path;
mod stem;
#[cfg(test)]
mod tests;
mod texts;

pub use path::resolve_from_docs;
pub use texts::PageTexts;

use crate::diagnostic::Diagnostic;
use bounds::{Bounds, is_inside};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use walkdir::{DirEntry, WalkDir};

/// The folders of a version that hold pages.
const PAGE_FOLDERS: [&str; 2] = ["api", "resources"];
/// The folder of a version that holds parts of pages.
const INCLUDES: &str = "includes";
/// What a version is called when its folder is not named like one.
const UNNAMED_VERSION: &str = "v1.0";
/// Bytes of an include that are read at most.
const MAX_INCLUDE_BYTES: u64 = 1 << 20;

/// The pages of one version of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// `v1.0`.
    pub name: String,
    /// Holds `api`, `resources` and `includes`.
    pub folder: Utf8PathBuf,
    /// Relative to [`Self::folder`], sorted bytewise.
    pub pages: Vec<Utf8PathBuf>,
    /// Pages that cannot be used because of their file names, and why; sorted.
    pub refused: Vec<Diagnostic>,
    /// The names of all folders in [`Self::folder`].
    parts: BTreeSet<String>,
    /// Where files may be read.
    bounds: Bounds,
    /// Files beside the pages that are none, counted by the ends of their names.
    other_files: BTreeMap<String, usize>,
}

/// Why a docs folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CorpusError {
    /// No such folder.
    #[error("{0}: there is no such folder; name the one that holds the pages")]
    Missing(Utf8PathBuf),
    /// The folder holds no pages.
    #[error(
        "{0}: found no pages; expected `api` and `resources` folders in it, or in a folder per version such as `v1.0`"
    )]
    Empty(Utf8PathBuf),
    /// The folders are there and hold no page.
    #[error(
        "{folder}: there is no page to read: docbind reads Markdown files whose names end in `.md`{others}"
    )]
    NoPages {
        /// The docs folder.
        folder: Utf8PathBuf,
        /// What is there in their place: `, and there are 3 that end in `.mdx``.
        others: String,
    },
    /// A folder of pages whose name cannot become a module.
    #[error(
        "{0}: the name of a version's folder becomes a module: it may hold ASCII letters, digits, `.`, `-` and `_`, and begins with a letter"
    )]
    VersionName(Utf8PathBuf),
    /// A file or folder cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: Utf8PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl CorpusError {
    fn io(path: &Utf8Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

/// Where the pages of a version are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacesOfPages {
    /// In `api` and `resources`, unless no version has such a folder.
    Usual,
    /// Anywhere in the folder of the version.
    Anywhere,
}

/// The versions below `docs`, by name.
///
/// # Errors
///
/// The folder is missing, unreadable, or holds no pages.
pub fn find(docs: &Utf8Path, places: PlacesOfPages) -> Result<Vec<Version>, CorpusError> {
    if !docs.is_dir() {
        return Err(CorpusError::Missing(docs.to_owned()));
    }
    let versions = versions(docs, places)?;
    let pages = |version: &Version| version.pages.len() + version.refused.len();
    if versions.iter().map(pages).sum::<usize>() == 0 {
        return Err(no_pages(docs, &versions));
    }
    Ok(versions)
}

/// Says what is there where no page is.
fn no_pages(docs: &Utf8Path, versions: &[Version]) -> CorpusError {
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for (extension, files) in versions.iter().flat_map(|version| &version.other_files) {
        *others.entry(extension).or_default() += files;
    }
    let most = others.into_iter().max_by_key(|(_, files)| *files);
    let others = most.map_or_else(String::new, |(extension, files)| match files {
        1 => format!(", and there is one that ends in `.{extension}`"),
        _ => format!(", and there are {files} that end in `.{extension}`"),
    });
    CorpusError::NoPages {
        folder: docs.to_owned(),
        others,
    }
}

fn versions(docs: &Utf8Path, places: PlacesOfPages) -> Result<Vec<Version>, CorpusError> {
    if holds_pages(docs) {
        return Ok(vec![Version::find(name_of(docs), docs, docs, places)?]);
    }
    let mut found = in_folders(docs, places, holds_pages)?;
    if found.is_empty() {
        // Without the usual folders, the name of a folder says that it is a version.
        let named = |folder: &Utf8Path| folder.is_dir() && is_named_as_version(folder);
        found = in_folders(docs, PlacesOfPages::Anywhere, named)?;
        found.retain(|version| !version.pages.is_empty());
    }
    if found.is_empty() && is_named_as_version(docs) {
        found.push(Version::find(
            name_of(docs),
            docs,
            docs,
            PlacesOfPages::Anywhere,
        )?);
    }
    if found.is_empty() {
        return Err(CorpusError::Empty(docs.to_owned()));
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The versions among the folders in `docs`.
fn in_folders(
    docs: &Utf8Path,
    places: PlacesOfPages,
    is_version: impl Fn(&Utf8Path) -> bool,
) -> Result<Vec<Version>, CorpusError> {
    let mut versions = Vec::new();
    for entry in docs.read_dir_utf8().map_err(CorpusError::io(docs))? {
        let entry = entry.map_err(CorpusError::io(docs))?;
        let folder = entry.path();
        if is_junk(entry.file_name()) || !is_version(folder) {
            continue;
        }
        if !is_version_name(entry.file_name()) {
            return Err(CorpusError::VersionName(folder.to_owned()));
        }
        let name = entry.file_name().to_owned();
        versions.push(Version::find(name, folder, docs, places)?);
    }
    Ok(versions)
}

fn holds_pages(folder: &Utf8Path) -> bool {
    PAGE_FOLDERS.iter().any(|name| folder.join(name).is_dir())
}

/// The name of the folder where it is that of a version; a checkout's or a temporary folder's name would not mean one.
fn name_of(folder: &Utf8Path) -> String {
    let folder = folder
        .canonicalize_utf8()
        .unwrap_or_else(|_| folder.to_owned());
    match folder.file_name() {
        Some(name) if is_named_as_version(&folder) => name.to_owned(),
        _ => UNNAMED_VERSION.to_owned(),
    }
}

/// Whether the name of a folder is one that versions have: `v2`, `v1.0`, `beta`.
fn is_named_as_version(folder: &Utf8Path) -> bool {
    let name = folder.file_name().unwrap_or_default();
    let numbered = name
        .strip_prefix('v')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    is_version_name(name) && (numbered || name == "beta")
}

fn is_version_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

impl Version {
    fn find(
        name: String,
        folder: &Utf8Path,
        docs: &Utf8Path,
        places: PlacesOfPages,
    ) -> Result<Self, CorpusError> {
        let parts_of_pages: Vec<Utf8PathBuf> = match places {
            PlacesOfPages::Usual => PAGE_FOLDERS.map(|part| folder.join(part)).into(),
            PlacesOfPages::Anywhere => vec![folder.to_owned()],
        };
        let includes = folder.join(INCLUDES);
        // The folders themselves may be links: whoever set them up meant them.
        let own = [docs, folder].into_iter();
        let bounds = Bounds::of(own.chain(parts_of_pages.iter().map(|part| &**part)));
        let mut paths = Vec::new();
        let mut refused = Vec::new();
        let mut other_files: BTreeMap<String, usize> = BTreeMap::new();
        for part in parts_of_pages {
            if !part.is_dir() {
                continue;
            }
            let entries = WalkDir::new(&part).into_iter();
            for entry in entries.filter_entry(|entry| is_looked_into(entry, &includes)) {
                let entry = entry.map_err(|error| CorpusError::io(&part)(error.into()))?;
                // Also where a link leads to a page that is kept elsewhere in the tree.
                let kind = entry.file_type();
                if !(kind.is_file() || kind.is_symlink() && entry.path().is_file()) {
                    continue;
                }
                match relative(entry.path(), folder) {
                    Ok(path) if is_page(&path) => {
                        if kind.is_symlink() && !bounds.hold(&folder.join(&path)) {
                            refused.push(stem::outside(&path));
                        } else {
                            paths.push(path);
                        }
                    }
                    Err(path) if is_page(&path) => refused.push(stem::unreadable(&path)),
                    Ok(path) | Err(path) => {
                        let extension = path.extension().unwrap_or_default();
                        *other_files.entry(extension.to_owned()).or_default() += 1;
                    }
                }
            }
        }
        paths.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        let (pages, odd) = stem::check(paths);
        refused.extend(odd);
        refused.sort();
        Ok(Self {
            name,
            folder: folder.to_owned(),
            pages,
            refused,
            parts: parts(folder)?,
            bounds,
            other_files,
        })
    }

    /// Every file that a reading of this version looks into: pages, those that are refused, and what pages include.
    pub fn files(&self) -> Vec<Utf8PathBuf> {
        let refused = self.refused.iter().map(|diagnostic| &diagnostic.page);
        let pages = self.pages.iter().chain(refused);
        let mut files: Vec<_> = pages.map(|page| self.folder.join(page)).collect();
        let includes = WalkDir::new(self.folder.join(INCLUDES)).into_iter();
        // What cannot be read is no file to look into.
        let includes = includes.filter_map(Result::ok);
        files.extend(includes.filter_map(|entry| Utf8PathBuf::try_from(entry.into_path()).ok()));
        files
    }

    /// The bytes of `page`, at most `limit` and one more, by which a page that is longer shows.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn read(&self, page: &Utf8Path, limit: usize) -> Result<Vec<u8>, CorpusError> {
        let mut bytes = Vec::new();
        self.read_into(&mut bytes, page, limit)?;
        Ok(bytes)
    }

    /// As [`Self::read`], in place of what is in `bytes`.
    pub(crate) fn read_into(
        &self,
        bytes: &mut Vec<u8>,
        page: &Utf8Path,
        limit: usize,
    ) -> Result<(), CorpusError> {
        let path = self.folder.join(page);
        let at_most = (limit as u64).saturating_add(1);
        bytes.clear();
        File::open(&path)
            .and_then(|file| {
                if bytes.capacity() == 0 {
                    // One byte more than the file has: then its end shows without a larger buffer.
                    let length = file.metadata()?.len().min(at_most) as usize;
                    bytes.reserve_exact(length + 1);
                }
                file.take(at_most).read_to_end(bytes)
            })
            .map_err(CorpusError::io(&path))?;
        Ok(())
    }

    /// Which of [`Self::pages`] this is.
    pub(crate) fn number(&self, page: &Utf8Path) -> Option<usize> {
        let by_name = |other: &Utf8PathBuf| other.as_str().cmp(page.as_str());
        self.pages.binary_search_by(by_name).ok()
    }

    /// Whether there is a file of this name, in the same case, in this version's folder. `None` where the name is outside
    /// the folder, or in a part of it that the tree does not have at all.
    pub fn holds(&self, path: &Utf8Path) -> Option<bool> {
        if self.number(path).is_some() {
            return Some(true);
        }
        let top = path.components().next().filter(|_| is_inside(path))?;
        let there = self.parts.contains(top.as_str());
        there.then(|| self.folder.join(path).is_file())
    }

    /// The text of a file such as `includes/permissions/x.md` or `../includes/x.md`, in any case, if it is there, is text and
    /// lies in the docs folder, links followed.
    pub fn include(&self, given: &Utf8Path) -> Option<String> {
        if given.is_absolute() {
            return None;
        }
        let path = self.folder.join(given);
        let path = match path.is_file() {
            true => path,
            false => in_any_case(&path)?,
        };
        let metadata = fs::metadata(&path).ok()?;
        let small = metadata.is_file() && metadata.len() <= MAX_INCLUDE_BYTES;
        if !small || !self.bounds.hold(&path) {
            return None;
        }
        fs::read_to_string(path).ok()
    }

    /// Lets pages include files from `folder` too, which lies outside the docs folder.
    pub(crate) fn allow_includes(&mut self, folder: &Utf8Path) {
        self.bounds.add(folder);
    }

    /// Whether there is such a file, but outside the docs folder: a link, or `..`, leads there.
    pub(crate) fn leads_out(&self, path: &Utf8Path) -> bool {
        let path = self.folder.join(path);
        path.is_file() && !self.bounds.hold(&path)
    }
}

/// `path` relative to `folder` with `/` between its parts; as an error where it is not UTF-8.
fn relative(path: &std::path::Path, folder: &Utf8Path) -> Result<Utf8PathBuf, Utf8PathBuf> {
    let path = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    let joined = Utf8PathBuf::from(parts.join("/"));
    if path.to_str().is_some() {
        Ok(joined)
    } else {
        Err(joined)
    }
}

/// The names of the folders in a folder.
fn parts(folder: &Utf8Path) -> Result<BTreeSet<String>, CorpusError> {
    let mut parts = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(CorpusError::io(folder))? {
        let entry = entry.map_err(CorpusError::io(folder))?;
        // Also where a link leads to a folder.
        if entry.path().is_dir()
            && let Ok(name) = entry.file_name().into_string()
        {
            parts.insert(name);
        }
    }
    Ok(parts)
}

fn is_page(path: &Utf8Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

/// Whether a file or folder below one of pages may be one or hold some.
fn is_looked_into(entry: &DirEntry, includes: &Utf8Path) -> bool {
    let is_root = entry.depth() == 0;
    let is_apart = entry.path() == includes || is_junk(&entry.file_name().to_string_lossy());
    is_root || !is_apart
}

/// Hidden files, and what editors leave behind.
fn is_junk(name: &str) -> bool {
    name.starts_with(['.', '#', '~']) || name.ends_with('~')
}

/// The file of this name in another case: links are case-insensitive where the pages are published.
fn in_any_case(path: &Utf8Path) -> Option<Utf8PathBuf> {
    let wanted = path.file_name()?;
    let files = path.parent()?.read_dir_utf8().ok()?;
    let mut found: Vec<_> = files
        .filter_map(Result::ok)
        .filter(|file| file.file_name().eq_ignore_ascii_case(wanted))
        .map(|file| file.path().to_owned())
        .collect();
    found.sort();
    found.into_iter().next()
}
