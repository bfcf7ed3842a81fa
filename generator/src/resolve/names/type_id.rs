//! Types by number while pages are brought together. The last pass gives every type its name again.

use crate::model;

/// A type of the [`TypeIndex`](super::index::TypeIndex).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub u32);

impl TypeId {
    /// As a place in a list by types.
    pub fn at(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What a use of a type leads to.
pub(crate) type Target = model::Target<TypeId>;

/// A use of a type.
pub(crate) type TypeUse = model::TypeUse<TypeId>;

/// A property whose type is a number.
pub(crate) type Property = model::Property<TypeId>;

/// A type with properties, referred to by number.
pub(crate) type Struct = model::Struct<TypeId>;

/// One value of a type.
pub(crate) fn one(target: Target) -> TypeUse {
    TypeUse {
        target,
        collection: false,
    }
}

/// One value of which nothing is known.
pub(crate) const UNTYPED: TypeUse = TypeUse {
    target: Target::Untyped,
    collection: false,
};
