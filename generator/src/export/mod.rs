//! What the model says, in the form of other tools.

mod ir;

pub use ir::ir;
