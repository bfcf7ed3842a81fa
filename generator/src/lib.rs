//! docbind reads API reference pages in Markdown and writes a typed Rust crate.
//!
//! [`Generator`] is the builder: from a docs folder it gives [models](model), [source files](Generation) and
//! [findings](diagnostic), in a build script or elsewhere. [`diff`] compares two models as callers of the bindings see them,
//! [`export`] and [`report`] print them, and [`output`] brings the disk in line with the source files. The command line is
//! the package `docbind-cli`.
//!
//! Data flows one way, and each stage is a module:
//!
//! | stage | from | to |
//! |---|---|---|
//! | `corpus` | a docs folder | versions, pages, bytes |
//! | `page` | bytes of a page | front matter, sections, tables, fences, annotations, all with spans |
//! | `reader` | a page and the `dialect` | what the page documents, as the page says it |
//! | `resolve` | all pages | linked types and operations: the [`model`] |
//! | `lint` | what pages document, and the model | findings about pages that bindings do not show |
//! | `fit` | examples, and the types of the API | where they contradict each other |
//! | `emit` | the model | source files |
//! | [`output`] | source files | the disk |
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::string_slice,
        reason = "a test that cuts in the wrong place fails"
    )
)]

#[doc(hidden)]
pub mod api;
mod cache;
#[doc(hidden)]
pub mod corpus;
pub mod diagnostic;
#[doc(hidden)]
pub mod dialect;
pub mod diff;
#[doc(hidden)]
pub mod emit;
pub mod export;
mod fit;
mod infer;
mod lint;
pub mod metadata;
pub mod model;
pub mod output;
#[doc(hidden)]
pub mod page;
#[doc(hidden)]
pub mod reader;
pub mod report;
#[doc(hidden)]
pub mod resolve;
mod run;
pub mod selection;

pub use corpus::PageTexts;
pub use infer::{InferredKey, to_toml};
pub use run::config;
pub use run::error::Error;
pub use run::generation::Generation;
pub use run::generator::Generator;
pub use run::progress::Progress;
pub use run::reading::Reading;
pub use run::refresh::{Refresh, Unchanged};
