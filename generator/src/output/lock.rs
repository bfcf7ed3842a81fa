//! One run at a time for each output folder.
//!
//! The lock is a file beside the folder, not in it: cargo watches the folder, and would take every lock for a change. The system
//! gives the lock back when a process ends, however it ends, so a file that was left behind locks nobody out.

use crate::output::plan::plan_locked;
use crate::output::{Destination, OutputError, Plan, SourceFile};
use camino::{Utf8Path, Utf8PathBuf};
use fs4::FileExt;
use same_file::Handle;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, Write};

/// Bytes of a lock file that are shown.
const LONGEST_HOLDER: u64 = 200;

/// The exclusive right to write to a [`Destination`], until it is dropped.
#[derive(Debug)]
#[must_use = "another run may write as soon as the lock is dropped"]
pub struct OutputLock {
    destination: Destination,
    /// `None` where there is no place for a lock file: runs are not kept apart there.
    held: Option<(Utf8PathBuf, File)>,
}

/// What to do about a folder that another run writes to.
pub enum Contended<'a> {
    /// Calls this with who holds the lock, and waits until it is free.
    Wait(&'a dyn Fn(&str)),
    /// Gives up with [`OutputError::Locked`].
    Fail,
}

impl Destination {
    /// Takes the lock of this output folder.
    ///
    /// # Errors
    ///
    /// Another run holds it and `contended` says not to wait, or the lock file cannot be used.
    pub fn lock(&self, contended: &Contended<'_>) -> Result<OutputLock, OutputError> {
        let held = match lock_file(self.root()) {
            Some(path) => {
                let file = acquire(&path, self.root(), contended)?;
                file.map(|file| (path, file))
            }
            None => None,
        };
        Ok(OutputLock {
            destination: self.clone(),
            held,
        })
    }
}

impl OutputLock {
    /// As [`plan`](super::plan()). No other run is going, so temporary files of runs that were killed are removed at once.
    ///
    /// # Errors
    ///
    /// As [`plan`](super::plan()).
    pub fn plan(&self, files: &[SourceFile]) -> Result<Plan, OutputError> {
        plan_locked(&self.destination, files, self.held.is_some())
    }
}

impl Drop for OutputLock {
    fn drop(&mut self) {
        if let Some((path, file)) = self.held.take() {
            // Removed before it is unlocked: who waits for it sees that it is gone, and makes another.
            let _ = fs::remove_file(path);
            drop(file);
        }
    }
}

/// `generated/.docbind-src.lock` for `generated/src`. `None` for the root of a file system.
fn lock_file(root: &Utf8Path) -> Option<Utf8PathBuf> {
    let root = resolved(root)?;
    let name = root.file_name()?;
    Some(root.parent()?.join(format!(".docbind-{name}.lock")))
}

/// The folder by one name, whatever links and `..` lead there. It may not be there yet.
fn resolved(root: &Utf8Path) -> Option<Utf8PathBuf> {
    if let Ok(path) = root.canonicalize_utf8() {
        return Some(path);
    }
    let path = camino::absolute_utf8(root).ok()?;
    Some(resolved(path.parent()?)?.join(path.file_name()?))
}

fn acquire(
    path: &Utf8Path,
    root: &Utf8Path,
    contended: &Contended<'_>,
) -> Result<Option<File>, OutputError> {
    let mut told = false;
    loop {
        let Some(mut file) = open(path)? else {
            return Ok(None);
        };
        let taken = FileExt::try_lock(&file).is_ok();
        if !taken {
            let holder = holder(&mut file);
            match contended {
                Contended::Fail => {
                    return Err(OutputError::Locked {
                        folder: root.to_owned(),
                        holder,
                    });
                }
                Contended::Wait(tell) if !told => tell(&holder),
                Contended::Wait(_) => {}
            }
            told = true;
            FileExt::lock(&file).map_err(OutputError::io(path))?;
        }
        // Its last holder may have removed it in the meantime: then it locks nothing any more.
        if is_still_there(&file, path) {
            sign(&mut file).map_err(OutputError::io(path))?;
            return Ok(Some(file));
        }
    }
}

/// `None` where no file can be made: writing the output will say so, if it matters.
fn open(path: &Utf8Path) -> Result<Option<File>, OutputError> {
    if let Some(folder) = path.parent()
        && fs::create_dir_all(folder).is_err()
    {
        return Ok(None);
    }
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true).create(true).truncate(false);
    match options.open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(OutputError::io(path)(error)),
    }
}

fn is_still_there(file: &File, path: &Utf8Path) -> bool {
    let ours = file.try_clone().and_then(Handle::from_file);
    matches!((ours, Handle::from_path(path)), (Ok(ours), Ok(there)) if ours == there)
}

/// Writes who holds the lock, for those who wait.
fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    let program = std::env::current_exe().ok();
    let program = program.as_deref().and_then(std::path::Path::file_name);
    let program = program.map_or_else(|| "docbind".into(), |name| name.to_string_lossy());
    write!(file, "process {} ({program})", std::process::id())
}

/// What its holder wrote, as far as it is text to be shown.
fn holder(file: &mut File) -> String {
    let mut bytes = Vec::new();
    let read = file.rewind();
    let read = read.and_then(|()| file.take(LONGEST_HOLDER).read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes);
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    match read {
        Ok(_) if !text.is_empty() => text,
        _ => "another process".to_owned(),
    }
}
