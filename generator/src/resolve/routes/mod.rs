//! What the segments of routes mean, and where a route leads.

pub(crate) mod collections;
pub(crate) mod resolver;
mod roots;
pub(crate) mod segments;
pub(crate) mod vocabulary;
