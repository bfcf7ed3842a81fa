//! What a change of pages means: `pages/` is a small docs folder, and each file of `cases/` says how it changes, what
//! `docbind diff` says to that, and which emitted files differ.
//!
//! `UPDATE_EXPECT=1 cargo test -p docbind --test diff` writes the last two anew; without it nothing is written.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that looks in the wrong place fails"
)]

mod callers;
mod case;
mod changes;
mod formats;
mod reference;
