//! docbind reads API reference pages in Markdown and writes a typed Rust crate.
//!
//! Data flows one way, and each stage is a module:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`page`] | bytes of a page | front matter, sections, tables, fences, annotations, all with spans |
//! | [`reference`] | a page | what the page documents, as the page says it |
//! | [`model`] | all pages | linked types and operations, the serialisable IR |
//! | [`rust`] | the model | source files |
//! | [`output`] | source files | the disk |
//!
//! [`diagnostic`] serves every stage.
#![forbid(unsafe_code)]

pub mod corpus;
pub mod diagnostic;
pub mod model;
pub mod output;
pub mod page;
pub mod reference;
pub mod rust;
