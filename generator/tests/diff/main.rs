//! What a change of pages means: `pages/` is a small docs folder, and each file of `cases/` says how it changes, what
//! `docbind diff` says to that, and which emitted files differ.
//!
//! When the last two change, the test writes the file anew and fails once: look at the difference, then commit it.

mod callers;
mod case;
mod changes;
mod formats;
mod reference;
