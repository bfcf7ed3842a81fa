//! The parts of a page: what its sections speak of, which request lines belong together, what its head says.

pub(crate) mod group;
pub(crate) mod include;
pub(crate) mod link;
pub(crate) mod preamble;
pub(crate) mod role;
