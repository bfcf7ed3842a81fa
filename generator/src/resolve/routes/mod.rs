//! What the segments of routes mean, and where a route leads.

pub(crate) mod resolver;
pub(crate) mod typing;
pub(crate) mod vocabulary;
