//! docbind reads API reference pages in Markdown and writes a typed Rust crate.
//!
//! Data flows one way, and each stage is a module:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`corpus`] | a docs folder | versions, pages, bytes |
//! | [`page`] | bytes of a page | front matter, sections, tables, fences, annotations, all with spans |
//! | [`reader`] | a page and the [`dialect`] | what the page documents, as the page says it |
//! | [`mod@resolve`] | all pages | linked types and operations: the [`model`] |
//! | `lint` | what pages document, and the model | findings about pages that bindings do not show |
//! | [`mod@emit`] | the model | source files |
//! | [`output`] | source files | the disk |
//!
//! [`diagnostic`] serves every stage. [`Generator`] runs them in a row, in a build script or elsewhere, and skips a run that would
//! change nothing. The command line is the package `docbind-cli`.
#![forbid(unsafe_code)]

pub mod api;
mod cache;
pub mod corpus;
pub mod diagnostic;
pub mod dialect;
pub mod diff;
pub mod emit;
pub mod export;
mod lint;
pub mod metadata;
pub mod model;
pub mod output;
pub mod page;
pub mod reader;
pub mod report;
pub mod resolve;
pub mod run;
pub mod selection;

pub use run::{Error, Generation, Generator, Progress, Reading, Refresh, Unchanged};
