//! What a run remembers, so that the next one with the same pages need not be repeated.
//!
//! A record is_current no source text and no instruction: it says from what a run was made, by a fingerprint, what the run left on
//! disk, by lengths, times and hashes, and what it found on pages. If everything it was made from and everything it left is
//! still the same, its findings are those that another run would have. In any doubt there is another run: a record that
//! is damaged, of another docbind or of other pages is as good as none.

mod fingerprint;
mod record;
mod snapshot;
#[cfg(test)]
mod tests;

pub(crate) use fingerprint::{Fingerprint, fingerprint, hash};
pub(crate) use record::{Dependency, Record};
pub(crate) use snapshot::OutputSnapshot;

use camino::{Utf8Path, Utf8PathBuf};
use std::fs;
use std::io::Write;
use std::time::SystemTime;

/// A folder has at most this many records; the oldest go first.
const MOST_RECORDS: usize = 64;
/// A longer file is no record.
const LONGEST_RECORD: u64 = 256 << 20;
/// Names of records end so.
const EXTENSION: &str = "docbind-run";

/// The place of the record of runs from one docs folder to one output folder.
#[derive(Clone, Debug)]
pub(crate) struct CacheSlot {
    file: Utf8PathBuf,
}

impl CacheSlot {
    /// The record of runs from `docs` to `out`, among others in `folder`.
    pub fn new(folder: &Utf8Path, docs: &Utf8Path, out: &Utf8Path) -> Option<Self> {
        let docs = camino::absolute_utf8(docs).ok()?;
        let out = camino::absolute_utf8(out).ok()?;
        let name = hash(format!("{docs}\n{out}").as_bytes());
        Some(Self {
            file: folder.join(format!("{:032x}.{EXTENSION}", name.0)),
        })
    }

    /// The last record, if there is a sound one.
    pub fn load(&self) -> Option<Record> {
        let length = fs::symlink_metadata(&self.file).ok()?.len();
        if length > LONGEST_RECORD {
            return None;
        }
        Record::from_bytes(&fs::read(&self.file).ok()?)
    }

    /// Keeps a record in place of the last. Where that cannot be, the next run has to do its work again: no harm.
    pub fn save(&self, record: &Record) {
        let Some(folder) = self.file.parent() else {
            return;
        };
        if let Some(bytes) = record.to_bytes()
            && write(folder, &self.file, &bytes).is_ok()
        {
            forget_oldest(folder);
        }
    }
}

fn write(folder: &Utf8Path, file: &Utf8Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.persist(file)?;
    Ok(())
}

fn forget_oldest(folder: &Utf8Path) {
    let Ok(entries) = folder.read_dir_utf8() else {
        return;
    };
    let mut records: Vec<(SystemTime, Utf8PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.into_path();
            let time = path.metadata().ok()?.modified().ok()?;
            (path.extension() == Some(EXTENSION)).then_some((time, path))
        })
        .collect();
    records.sort();
    for (_, oldest) in records.iter().rev().skip(MOST_RECORDS) {
        // Another run may have been quicker.
        let _ = fs::remove_file(oldest);
    }
}
