//! Names of types.

use serde::Serialize;

/// `microsoft.graph.recipient`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct QualifiedName(pub String);

impl QualifiedName {
    /// `microsoft.graph`.
    pub fn namespace(&self) -> &str {
        self.0
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace)
    }

    /// `recipient`.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('.').map_or(&*self.0, |(_, name)| name)
    }
}
