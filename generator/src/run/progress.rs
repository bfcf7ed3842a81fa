//! How far a run is.

use std::fmt;
use std::sync::Arc;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// This many pages were found.
    Found(usize),
    /// One more of them was read.
    Read,
    /// All were read; types and operations are being linked.
    Linking,
    /// Source files are being made.
    Emitting,
}

/// Receives every step of a run; see [`Generator::on_progress`](crate::Generator::on_progress).
#[derive(Clone)]
pub(crate) struct ProgressSink(Arc<dyn Fn(Progress) + Send + Sync>);

impl ProgressSink {
    /// Calls `callback` with every step, from any thread.
    pub fn new(callback: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(callback))
    }

    /// Reports one step.
    pub fn report(&self, progress: Progress) {
        (self.0)(progress);
    }
}

impl Default for ProgressSink {
    fn default() -> Self {
        Self::new(|_| ())
    }
}

impl fmt::Debug for ProgressSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProgressSink")
    }
}
