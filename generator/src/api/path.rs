//! Where an item of the crate is.

use std::fmt;

/// The path of an item from the root of the crate: `v1_0::models::Message`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemPath(String);

impl ItemPath {
    /// The item `name` of a module of a version.
    pub(super) fn new(version: &str, module: &[String], name: &str) -> Self {
        let mut path = String::from(version);
        for part in module.iter().map(String::as_str).chain([name]) {
            path.push_str("::");
            path.push_str(part);
        }
        Self(path)
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the item alone: `Message`.
    pub fn name(&self) -> &str {
        self.0.rsplit_once("::").map_or(&*self.0, |(_, name)| name)
    }
}

impl std::ops::Deref for ItemPath {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}
