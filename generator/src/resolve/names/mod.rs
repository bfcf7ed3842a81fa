//! Which type a name on a page means.

pub(crate) mod casing;
pub(crate) mod index;
pub(crate) mod link;
pub(crate) mod spelling;
pub(crate) mod value_lists;
