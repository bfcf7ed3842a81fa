//! What the model says, in the form of other tools.

mod ir;
pub mod openapi;

pub use ir::ir;
