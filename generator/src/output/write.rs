//! Bringing the disk in line with the output.

use crate::output::plan::{TEMPORARY, Texts};
use crate::output::{ChangeKind, OutputError, Plan, SourceFile};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::time::SystemTime;
use tempfile::TempPath;

/// Does what `plan` says, with the texts from `files`, those that [`plan()`](super::plan()) was given.
///
/// First every new text goes into a temporary file beside its place, then all are renamed. So a full disk or a missing
/// right shows before anything has changed, and a file is never half written.
///
/// # Errors
///
/// The first file that cannot be written, renamed or removed.
pub fn write(plan: &Plan, files: &[SourceFile]) -> Result<(), OutputError> {
    let stamp = plan.stamp;
    let place = |path: &Utf8PathBuf| plan.destination.locate(path);
    let texts: Texts<'_> = files
        .iter()
        .map(|file| (file.path.as_str(), &*file.text))
        .collect();
    let written: Vec<(Utf8PathBuf, &str)> = plan
        .changes
        .iter()
        .filter(|change| change.kind != ChangeKind::Remove)
        .filter_map(|change| Some((place(&change.path), *texts.get(change.path.as_str())?)))
        .collect();
    let removed: Vec<Utf8PathBuf> = plan
        .changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Remove)
        .map(|change| place(&change.path))
        .collect();

    for folder in folders_of(written.iter().map(|(path, _)| &**path)) {
        fs::create_dir_all(folder).map_err(OutputError::io(folder))?;
    }
    let staged: Vec<(TempPath, &Utf8Path)> = written
        .par_iter()
        .map(|(path, text)| {
            Ok((
                stage(path, text, stamp).map_err(OutputError::io(path))?,
                &**path,
            ))
        })
        .collect::<Result<_, OutputError>>()?;
    staged.into_par_iter().try_for_each(|(temporary, path)| {
        let renamed = temporary.persist(path);
        renamed.map_err(|error| OutputError::io(path)(error.error))
    })?;
    for path in &removed {
        fs::remove_file(path).map_err(OutputError::io(path))?;
    }
    for path in &plan.abandoned {
        // Another run may have been quicker; nothing depends on it.
        let _ = fs::remove_file(path);
    }
    let touched = folders_of(
        written
            .iter()
            .map(|(path, _)| &**path)
            .chain(removed.iter().map(|path| &**path)),
    );
    let roots: BTreeSet<_> = plan
        .changes
        .iter()
        .map(|change| plan.destination.bound(&change.path))
        .collect();
    let kept = remove_empty(&roots, &touched);
    if let Some(stamp) = stamp {
        for folder in kept {
            set_time(&folder, stamp);
        }
    }
    Ok(())
}

fn folders_of<'a>(paths: impl Iterator<Item = &'a Utf8Path>) -> BTreeSet<&'a str> {
    paths
        .filter_map(Utf8Path::parent)
        .map(Utf8Path::as_str)
        .collect()
}

fn stage(path: &Utf8Path, text: &str, stamp: Option<SystemTime>) -> std::io::Result<TempPath> {
    let folder = path.parent().unwrap_or(Utf8Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The file's mode as for any new file: what the umask leaves of it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    if let Some(stamp) = stamp {
        file.as_file().set_modified(stamp)?;
    }
    Ok(file.into_temp_path())
}

/// Removes those of `folders` that are empty now, and their parents below one of `roots`. Returns all that were touched and
/// stay.
fn remove_empty(roots: &BTreeSet<&Utf8Path>, folders: &BTreeSet<&str>) -> BTreeSet<Utf8PathBuf> {
    let is_inside = |folder: &Utf8Path| roots.iter().any(|root| folder.starts_with(root));
    let mut kept = BTreeSet::new();
    for folder in folders.iter().rev() {
        let mut folder = Utf8Path::new(folder);
        // `remove_dir` fails on a folder that has anything in it: just what is wanted.
        while !roots.contains(&folder) && is_inside(folder) && fs::remove_dir(folder).is_ok() {
            let Some(parent) = folder.parent() else { break };
            folder = parent;
        }
        // A new folder is news in every folder above it.
        kept.extend(
            folder
                .ancestors()
                .take_while(|above| is_inside(above))
                .map(Utf8Path::to_owned),
        );
    }
    kept.retain(|folder| folder.is_dir());
    kept
}

/// Where the system does not let a folder's time be set, cargo runs the build script once more: no harm.
fn set_time(folder: &Utf8Path, stamp: SystemTime) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.set_modified(stamp);
    }
}
