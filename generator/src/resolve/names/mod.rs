//! Which type a name on a page means.

pub(crate) mod adopted;
pub(crate) mod casing;
pub(crate) mod folded;
pub(crate) mod index;
pub(crate) mod linker;
pub(crate) mod naming;
pub(crate) mod plurals;
pub(crate) mod spelling;
pub(crate) mod type_id;
pub(crate) mod undefined;
pub(crate) mod value_lists;
