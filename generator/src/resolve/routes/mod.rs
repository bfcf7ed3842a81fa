//! What the segments of routes mean, and where a route leads.

pub(crate) mod course;
pub(crate) mod paths;
pub(crate) mod vocabulary;
