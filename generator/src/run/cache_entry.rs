//! Recording a run, so that a later one can be skipped.

use crate::cache::{CacheSlot, Fingerprint, OutputSnapshot, Record};
use crate::model::Model;
use crate::output::{Destination, SourceFile};
use crate::report::accounting::Accounting;
use crate::run::reading::RunInputs;

/// Where a run is recorded, and from what it was made.
#[derive(Clone, Debug)]
pub(crate) struct CacheEntry {
    pub slot: CacheSlot,
    pub made_from: Fingerprint,
}

impl CacheEntry {
    /// Records that `files` were just written. Where one of them is gone again, there is nothing to record.
    pub fn save(
        &self,
        destination: &Destination,
        files: &[SourceFile],
        inputs: &[RunInputs],
        models: &[Model],
    ) {
        let Some(snapshot) = OutputSnapshot::of(destination, files) else {
            return;
        };
        let (diagnostics, dependencies) = inputs
            .iter()
            .map(|inputs| (inputs.diagnostics.clone(), inputs.dependencies.clone()))
            .unzip();
        self.slot.save(&Record {
            made_from: self.made_from,
            dependencies,
            snapshot,
            diagnostics,
            accounting: Accounting::of(models),
        });
    }
}
