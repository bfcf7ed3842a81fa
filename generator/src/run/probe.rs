//! Files beside the pages that reading and checking ask for.

use crate::cache::{Dependency, Fingerprint, hash};
use crate::corpus::Version;
use crate::lint::Tree;
use camino::Utf8Path;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Looks up files beside the pages, for any thread, and remembers what it found: a later run compares that with the disk.
pub(crate) struct FileProbe<'a> {
    pub version: &'a Version,
    includes: Mutex<BTreeMap<String, Option<Fingerprint>>>,
    files: Mutex<BTreeMap<String, Option<bool>>>,
}

impl<'a> FileProbe<'a> {
    /// For the files of this version.
    pub fn of(version: &'a Version) -> Self {
        Self {
            version,
            includes: Mutex::default(),
            files: Mutex::default(),
        }
    }

    /// The text of a file that a page includes.
    pub fn include(&self, path: &Utf8Path) -> Option<String> {
        let text = self.version.include(path);
        let content = text.as_ref().map(|text| hash(text.as_bytes()));
        lock(&self.includes).insert(path.as_str().to_owned(), content);
        text
    }

    fn look_up(&self, path: &Utf8Path) -> Option<bool> {
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

    /// Everything that was looked up, with the answers.
    pub fn into_dependencies(self) -> Vec<Dependency> {
        let includes = std::mem::take(&mut *lock(&self.includes)).into_iter();
        let files = std::mem::take(&mut *lock(&self.files)).into_iter();
        includes
            .map(|(path, content)| Dependency::Include(path.into(), content))
            .chain(files.map(|(path, held)| Dependency::File(path.into(), held)))
            .collect()
    }
}

impl Tree for FileProbe<'_> {
    fn holds(&self, path: &Utf8Path) -> Option<bool> {
        self.look_up(path)
    }

    fn leads_out(&self, path: &Utf8Path) -> bool {
        let out = self.version.leads_out(path);
        if out || path.starts_with("..") {
            // A later run asks whether it can be read now.
            self.include(path);
        }
        out
    }
}

/// A thread that panicked has left the map whole: each change of it is a single insertion.
fn lock<T>(answers: &Mutex<T>) -> MutexGuard<'_, T> {
    answers.lock().unwrap_or_else(PoisonError::into_inner)
}
