//! How a run goes: the builder, the stages in a row, when a run can be skipped, build scripts and `docbind.toml`.

mod build_script;
mod cache_entry;
mod cache_key;
pub mod config;
pub(crate) mod error;
pub(crate) mod generation;
pub(crate) mod generator;
mod inferring;
mod probe;
pub(crate) mod progress;
pub(crate) mod reading;
pub(crate) mod refresh;
