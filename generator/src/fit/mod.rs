//! Whether the examples of pages fit the types of the API.
//!
//! The one place that decides it: `report` counts and prints what contradicts the pages, `emit` lists it in the tests of the bindings.
//! Those compare each example once more, with the types as they were emitted: what is not listed fails, and what is listed and not
//! found does, too. So the rules here are those of the runtime's `testing`, and a difference between the two fails a test.

mod contradiction;
mod element;
mod json_lines;
mod rows;
mod scalar;
mod shape;
#[cfg(test)]
mod tests;
mod walk;

pub use contradiction::{Contradiction, Kind};
pub use rows::Rows;
pub use shape::Shape;
pub use walk::Fit;
