//! What would have to change on disk.

use crate::output::destination::{Destination, Folder, SourceFile};
use crate::output::error::OutputError;
use crate::output::mark::is_own;
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Read};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// Temporary files carry this prefix, so that those of a run that was killed can be told from other files.
pub(crate) const TEMPORARY: &str = ".docbind-";
/// A temporary file of this age belongs to no run that is still going.
const ABANDONED: Duration = Duration::from_secs(3600);
/// Bytes of a file in which its first line is looked for.
const FIRST_LINE: u64 = 8 << 10;

/// What has to be done to one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// As in [`SourceFile::path`].
    pub path: Utf8PathBuf,
    /// What.
    pub kind: ChangeKind,
}

/// What has to be done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is not there.
    Create,
    /// It says something else.
    Update,
    /// It is not written any more.
    Remove,
}

/// How the disk differs from the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub(crate) destination: Destination,
    /// By path.
    pub changes: Vec<Change>,
    /// How many files are equal.
    pub unchanged: usize,
    /// What is written carries this time.
    pub(crate) stamp: Option<SystemTime>,
    /// Left behind by runs that were killed.
    pub(crate) abandoned: Vec<Utf8PathBuf>,
}

impl Plan {
    /// Lets what is written, and the folders it stands in, carry a time: cargo takes what a build script writes for a change
    /// unless it is as old as the start of the script.
    #[must_use]
    pub fn stamped(mut self, time: Option<SystemTime>) -> Self {
        self.stamp = time;
        self
    }

    /// Whether the disk says what the output says.
    pub fn is_current(&self) -> bool {
        self.changes.is_empty()
    }

    /// The output folder.
    pub fn root(&self) -> &Utf8Path {
        self.destination.root()
    }

    /// How many files there are to create, update or remove.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes
            .iter()
            .filter(|change| change.kind == kind)
            .count()
    }

    /// One line for each file that differs.
    pub fn stale(&self) -> impl Iterator<Item = String> {
        self.changes.iter().map(|change| {
            let path = self.destination.locate(&change.path);
            match change.kind {
                ChangeKind::Create => format!("{path}: missing"),
                ChangeKind::Update => format!("{path}: out of date"),
                ChangeKind::Remove => format!("{path}: no page stands behind it any more"),
            }
        })
    }
}

/// Compares `files` with what is on disk. Nothing is written.
///
/// # Errors
///
/// A path of `files` would leave the destination, a file that docbind did not write stands in the way, or the disk
/// cannot be read.
pub fn plan(destination: &Destination, files: &[SourceFile]) -> Result<Plan, OutputError> {
    plan_locked(destination, files, false)
}

/// As [`plan()`]. Where the caller holds the lock of the folder, every temporary file was abandoned.
pub(crate) fn plan_locked(
    destination: &Destination,
    files: &[SourceFile],
    locked: bool,
) -> Result<Plan, OutputError> {
    let wanted = by_path(files)?;
    refuse_linked_folders(destination, &wanted)?;
    let kinds: Vec<Option<Change>> = wanted
        .par_iter()
        .map(|(path, text)| {
            let kind = compare(&destination.locate(Utf8Path::new(path)), text)?;
            Ok(kind.map(|kind| Change {
                path: (*path).into(),
                kind,
            }))
        })
        .collect::<Result<_, OutputError>>()?;
    let unchanged = kinds.iter().filter(|change| change.is_none()).count();
    let strays = Strays::find(destination, &wanted, locked)?;
    let mut changes: Vec<_> = kinds
        .into_iter()
        .flatten()
        .chain(strays.generated)
        .collect();
    changes.sort_by(|a, b| a.path.as_str().cmp(b.path.as_str()));
    Ok(Plan {
        destination: destination.clone(),
        changes,
        unchanged,
        stamp: None,
        abandoned: strays.abandoned,
    })
}

/// The texts by path. As strings: to compare paths part by part takes many times as long.
pub(crate) type Texts<'a> = BTreeMap<&'a str, &'a str>;

fn by_path(files: &[SourceFile]) -> Result<Texts<'_>, OutputError> {
    let mut wanted = Texts::new();
    for file in files {
        let plain = file
            .path
            .components()
            .all(|part| matches!(part, Utf8Component::Normal(_)));
        let fresh = wanted.insert(file.path.as_str(), &*file.text).is_none();
        let name = file.path.file_name().unwrap_or_default();
        if !plain || !fresh || !name.contains('.') {
            return Err(OutputError::Path(file.path.clone()));
        }
    }
    Ok(wanted)
}

/// A folder that is a symbolic link would lead writes out of the destination.
fn refuse_linked_folders(destination: &Destination, wanted: &Texts<'_>) -> Result<(), OutputError> {
    let parents: BTreeSet<&str> = wanted
        .keys()
        .filter_map(|path| Some(path.rsplit_once('/')?.0))
        .collect();
    let mut folders = BTreeSet::new();
    for parent in parents {
        let bound = destination.bound(Utf8Path::new(parent));
        let folder = destination.locate(Utf8Path::new(parent));
        let above = folder.ancestors().take_while(|folder| *folder != bound);
        folders.extend(above.map(Utf8Path::to_owned));
    }
    for folder in folders {
        if fs::symlink_metadata(&folder).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(OutputError::Foreign(folder));
        }
    }
    Ok(())
}

fn compare(path: &Utf8Path, text: &str) -> Result<Option<ChangeKind>, OutputError> {
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Some(ChangeKind::Create)),
        Err(error) => return Err(OutputError::io(path)(error)),
        Ok(metadata) => metadata,
    };
    if !metadata.is_file() {
        return Err(OutputError::Foreign(path.to_owned()));
    }
    if metadata.len() == 0 {
        return Ok(Some(ChangeKind::Update));
    }
    if metadata.len() == text.len() as u64
        && fs::read(path).map_err(OutputError::io(path))? == text.as_bytes()
    {
        return Ok(None);
    }
    if is_generated(path)? {
        Ok(Some(ChangeKind::Update))
    } else {
        Err(OutputError::Foreign(path.to_owned()))
    }
}

pub(crate) fn is_generated(path: &Utf8Path) -> Result<bool, OutputError> {
    let mut start = Vec::new();
    let file = fs::File::open(path).map_err(OutputError::io(path))?;
    file.take(FIRST_LINE)
        .read_to_end(&mut start)
        .map_err(OutputError::io(path))?;
    let line = start
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    Ok(is_own(line))
}

/// Files that no page stands behind.
#[derive(Default)]
struct Strays {
    generated: Vec<Change>,
    abandoned: Vec<Utf8PathBuf>,
    /// Whether no other run can be going.
    locked: bool,
}

impl Strays {
    fn find(
        destination: &Destination,
        wanted: &Texts<'_>,
        locked: bool,
    ) -> Result<Self, OutputError> {
        let mut strays = Self {
            locked,
            ..Self::default()
        };
        strays.beside(destination, wanted);
        for folder in destination
            .folders
            .iter()
            .filter(|folder| folder.path.is_dir())
        {
            strays.search(folder, wanted)?;
        }
        Ok(strays)
    }

    /// Temporary files beside those that stand in the root of a package, such as `Cargo.toml`.
    fn beside(&mut self, destination: &Destination, wanted: &Texts<'_>) {
        let is_own = destination
            .folders()
            .any(|folder| folder == destination.root());
        let in_root = wanted.keys().any(|path| !path.contains('/'));
        if is_own || !in_root {
            return;
        }
        let Ok(entries) = destination.root().read_dir_utf8() else {
            return;
        };
        for entry in entries.filter_map(Result::ok) {
            let file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if file && is_temporary(entry.path()) {
                self.abandon(entry.path(), entry.metadata().ok());
            }
        }
    }

    fn abandon(&mut self, path: &Utf8Path, metadata: Option<fs::Metadata>) {
        if self.locked || metadata.is_some_and(|metadata| is_old(&metadata)) {
            self.abandoned.push(path.to_owned());
        }
    }

    fn search(&mut self, folder: &Folder, wanted: &Texts<'_>) -> Result<(), OutputError> {
        for entry in WalkDir::new(&folder.path) {
            let entry = entry.map_err(|error| OutputError::io(&folder.path)(error.into()))?;
            // Names that are not UTF-8 are not docbind's.
            let Some(path) = Utf8Path::from_path(entry.path()) else {
                continue;
            };
            if !entry.file_type().is_file() {
                continue;
            }
            if is_temporary(path) {
                self.abandon(path, entry.metadata().ok());
                continue;
            }
            let Ok(below) = path.strip_prefix(&folder.path) else {
                continue;
            };
            let name = Utf8Path::new(folder.part).join(below);
            if path.extension() == Some("rs")
                && !wanted.contains_key(name.as_str())
                && is_generated(path)?
            {
                self.generated.push(Change {
                    path: name,
                    kind: ChangeKind::Remove,
                });
            }
        }
        Ok(())
    }
}

/// Whether a file is one of those that are renamed when they are whole; the files of locks are not.
fn is_temporary(path: &Utf8Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.starts_with(TEMPORARY) && path.extension() != Some("lock")
}

fn is_old(metadata: &fs::Metadata) -> bool {
    let age = metadata
        .modified()
        .ok()
        .and_then(|time| SystemTime::now().duration_since(time).ok());
    age.is_some_and(|age| age > ABANDONED)
}
