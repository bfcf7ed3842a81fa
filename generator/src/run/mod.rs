//! How a run goes: the builder, the stages in a row, when a run can be skipped, build scripts and `docbind.toml`.

mod build_script;
pub mod config;
pub mod generator;
mod refresh;

pub use generator::{Error, Generation, Generator, Progress, Reading};
pub use refresh::{Refresh, Unchanged};
