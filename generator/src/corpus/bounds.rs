//! Which files a reading may open: those below the docs folder, by whatever name.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// Folders whose files may be read, without links in their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds(Vec<Utf8PathBuf>);

impl Bounds {
    /// Nothing but files below `folders`.
    pub fn of<'a>(folders: impl IntoIterator<Item = &'a Utf8Path>) -> Self {
        let mut bounds = Self::default();
        for folder in folders {
            bounds.add(folder);
        }
        bounds
    }

    /// Files below `folder` too.
    pub fn add(&mut self, folder: &Utf8Path) {
        // A folder that is not there holds no files.
        if let Ok(folder) = folder.canonicalize_utf8()
            && !self.0.contains(&folder)
        {
            self.0.push(folder);
        }
    }

    /// Whether `path`, once all links are followed, lies below one of the folders. What is not there lies nowhere.
    pub fn hold(&self, path: &Utf8Path) -> bool {
        let Ok(path) = path.canonicalize_utf8() else {
            return false;
        };
        self.0.iter().any(|folder| path.starts_with(folder))
    }
}

/// Whether a path, relative to a version's folder, stays in it.
pub(crate) fn is_inside(path: &Utf8Path) -> bool {
    path.components()
        .all(|part| matches!(part, Utf8Component::Normal(_)))
}
