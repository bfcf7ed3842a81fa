//! What happens where another run writes to the same folder.

use crate::{Failure, tell};
use clap::Args;
use docbind::Generation;
use docbind::output::{Contended, Plan};

/// Whether to wait for another run.
#[derive(Debug, Args)]
pub(super) struct Lock {
    /// End with status 2 if another run is writing to the output folder, in place of waiting for it
    #[arg(long)]
    no_wait: bool,
}

impl Lock {
    /// Writes the files of a run, and says for whom it waits.
    pub(super) fn write(&self, generation: &Generation) -> Result<Plan, Failure> {
        let root = generation.destination.root();
        let tell_whom = |holder: &str| {
            tell(format_args!(
                "{root}: {holder} is writing to this folder; waiting until it is done"
            ));
        };
        let contended = match self.no_wait {
            true => Contended::Fail,
            false => Contended::Wait(&tell_whom),
        };
        Ok(generation.write(&contended, None)?)
    }
}
