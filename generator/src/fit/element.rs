//! What a use of a type means for the values of an example.

use crate::api::{Api, Definition, EnumItem, TypeItem, scalar_word};
use crate::model::{Scalar, Target};

/// What a value is, as its type is used.
#[derive(Clone, Copy)]
pub(super) enum Element<'a, 'm> {
    /// Any JSON.
    Any,
    /// A primitive value.
    Scalar(Scalar),
    /// An object.
    Struct(&'a TypeItem<'m>),
    /// A member of an enumeration.
    Enum(&'a TypeItem<'m>, &'a EnumItem<'m>),
}

impl<'a, 'm> Element<'a, 'm> {
    /// What a use of a type means.
    pub fn of(target: &Target, api: &'a Api<'m>) -> Self {
        match target {
            Target::Untyped | Target::Omitted(_) | Target::Scalar(Scalar::Stream) => Self::Any,
            Target::Scalar(scalar) => Self::Scalar(*scalar),
            Target::Named(name) => match api.types.get(name) {
                None => Self::Any,
                Some(item) => match &item.definition {
                    Definition::Struct(_) => Self::Struct(item),
                    Definition::Enum(of) => Self::Enum(item, of),
                },
            },
        }
    }

    /// The last word of the type in Rust.
    pub fn word(self) -> &'a str {
        match self {
            Self::Any => "Json",
            Self::Scalar(scalar) => scalar_word(scalar),
            Self::Struct(item) | Self::Enum(item, _) => item.path.name(),
        }
    }
}
