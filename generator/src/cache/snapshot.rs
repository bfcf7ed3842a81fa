//! The files that a run left on disk, and whether they are still as it left them.

use crate::cache::{Fingerprint, hash};
use crate::output::{Destination, SourceFile};
use camino::Utf8PathBuf;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fs::{self, Metadata};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// A file that was changed this shortly before it was looked at may be changed again and have the same time.
const GRAIN: Duration = Duration::from_millis(20);
/// The same on file systems that keep whole seconds.
const COARSE_GRAIN: Duration = Duration::from_secs(2);

/// The files of a run, as they were when it had written them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OutputSnapshot {
    files: Vec<File>,
    /// All names in docbind's own folders.
    names: Fingerprint,
    /// When it was looked at.
    at: SystemTime,
}

/// A file as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct File {
    /// As in [`SourceFile::path`].
    path: Utf8PathBuf,
    stamp: Stamp,
    content: Fingerprint,
}

/// What changes when a file is written, and costs nothing to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    length: u64,
    modified: SystemTime,
    /// Number of the file and time of its last change of any kind, where the system has them: programs that set
    /// [`Self::modified`] back change these.
    identity: Option<(u64, i64, i64)>,
}

impl OutputSnapshot {
    /// Looks at `files`, which were just written. `None` where one is not there.
    pub fn of(destination: &Destination, files: &[SourceFile]) -> Option<Self> {
        let files = files
            .par_iter()
            .map(|file| {
                let metadata = fs::symlink_metadata(destination.locate(&file.path)).ok()?;
                // Somebody else was here since.
                let written = metadata.is_file() && metadata.len() == file.text.len() as u64;
                written.then_some(())?;
                Some(File {
                    path: file.path.clone(),
                    stamp: Stamp::of(&metadata)?,
                    content: hash(file.text.as_bytes()),
                })
            })
            .collect::<Option<_>>()?;
        Some(Self {
            files,
            names: names(destination)?,
            at: SystemTime::now(),
        })
    }

    /// Whether every file is as it was left, and none was added.
    pub fn is_current(&self, destination: &Destination) -> bool {
        let (files, names) = rayon::join(
            || {
                self.files
                    .par_iter()
                    .all(|file| self.same(destination, file))
            },
            || names(destination),
        );
        files && names == Some(self.names)
    }

    /// How many files there are.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    fn same(&self, destination: &Destination, file: &File) -> bool {
        let path = destination.locate(&file.path);
        let Ok(metadata) = fs::symlink_metadata(&path) else {
            return false;
        };
        if !metadata.is_file() || metadata.len() != file.stamp.length {
            return false;
        }
        let known = Stamp::of(&metadata) == Some(file.stamp) && file.stamp.is_before(self.at);
        known || fs::read(&path).is_ok_and(|bytes| hash(&bytes) == file.content)
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Option<Self> {
        Some(Self {
            length: metadata.len(),
            modified: metadata.modified().ok()?,
            identity: identity(metadata),
        })
    }

    /// Whether the file is so much older that another change would show.
    fn is_before(&self, time: SystemTime) -> bool {
        let since = self.modified.duration_since(SystemTime::UNIX_EPOCH);
        let whole = since.is_ok_and(|since| since.subsec_nanos() == 0);
        let grain = if whole { COARSE_GRAIN } else { GRAIN };
        time.duration_since(self.modified)
            .is_ok_and(|age| age > grain)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Option<(u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.ino(), metadata.ctime(), metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, i64, i64)> {
    None
}

/// The hash of all names below docbind's own folders: what was put there may have to be removed.
fn names(destination: &Destination) -> Option<Fingerprint> {
    let mut names = Vec::new();
    for folder in destination.folders().filter(|folder| folder.is_dir()) {
        for entry in WalkDir::new(folder) {
            let entry = entry.ok()?;
            let end: &[u8] = if entry.file_type().is_dir() {
                b"/\0"
            } else {
                b"\0"
            };
            let mut name = entry.into_path().into_os_string().into_encoded_bytes();
            name.extend(end);
            names.push(name);
        }
    }
    names.par_sort_unstable();
    Some(hash(&names.concat()))
}
