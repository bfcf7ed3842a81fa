//! What the model says, in the form of other tools.

#![expect(
    clippy::indexing_slicing,
    reason = "keys are written into JSON objects made a line above"
)]

mod ir;
pub mod openapi;

pub use ir::ir;
