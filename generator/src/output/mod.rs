//! Source files to disk: plan, check, write, remove.
//!
//! All output is computed before the first byte is written. [`plan()`] compares it with the disk, [`Plan::stale`] says what
//! differs, and [`write()`] brings the disk in line: files that are equal are not touched, the others are replaced by
//! rename, and a file that docbind does not write any more is removed if, and only if, docbind wrote it.

mod destination;
mod error;
mod lock;
mod mark;
mod plan;
#[cfg(test)]
mod tests;
mod write;

pub use destination::{Destination, SourceFile};
pub use error::OutputError;
pub use lock::{Contended, OutputLock};
pub use mark::MARK;
pub(crate) use plan::is_generated;
pub use plan::{Change, ChangeKind, Plan, plan};
pub use write::write;
