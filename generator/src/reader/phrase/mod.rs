//! The words of cells and sentences: which types, remarks and descriptions they hold.

pub(crate) mod cell;
pub(crate) mod description;
pub(crate) mod mention;
pub(crate) mod remark;
pub(crate) mod sentence;
pub(crate) mod token;
pub(crate) mod type_phrase;
