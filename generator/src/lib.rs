//! docbind reads API reference pages in Markdown and writes a typed Rust crate.
//!
//! Data flows one way, and each stage is a module:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`corpus`] | a docs folder | versions, pages, bytes |
//! | [`page`] | bytes of a page | front matter, sections, tables, fences, annotations, all with spans |
//! | [`mod@reference`] | a page | what the page documents, as the page says it |
//! | [`model`] | all pages | linked types and operations, the serialisable IR |
//! | `lint` | what pages document, and the model | findings about pages that bindings do not show |
//! | [`rust`] | the model | source files |
//! | [`output`] | source files | the disk |
//!
//! [`diagnostic`] serves every stage. [`Generator`] runs them in a row, or not at all where nothing has changed, in a build script or elsewhere, and `cli` (feature
//! `cli`) is the command line.
#![forbid(unsafe_code)]

pub mod accounting;
mod build_script;
mod cache;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod corpus;
pub mod diagnostic;
pub mod diff;
pub mod generator;
mod lint;
#[cfg(feature = "cli")]
pub mod metadata;
pub mod model;
pub mod output;
pub mod page;
pub mod reference;
mod refresh;
#[cfg(feature = "cli")]
pub mod report;
pub mod rust;
mod selection;

pub use generator::{Error, Generation, Generator, Progress, Reading};
pub use refresh::{Refresh, Unchanged};
