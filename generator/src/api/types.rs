//! What each type of the model becomes.

use crate::api::enumeration::EnumItem;
use crate::api::family::VariantsItem;
use crate::api::field::Fields;
use crate::api::lowering::Lowering;
use crate::api::path::ItemPath;
use crate::api::place::Place;
use crate::model::{QualifiedName, Struct, Type};
use camino::Utf8Path;

/// What a type of the model becomes.
#[derive(Clone, Debug)]
pub struct TypeItem<'m> {
    /// `v1_0::models::Message`.
    pub path: ItemPath,
    /// Its module, its file and its feature.
    pub place: Place,
    /// The page whose file holds it.
    pub page: &'m Utf8Path,
    /// A struct or an enumeration.
    pub definition: Definition<'m>,
}

/// How a type is defined.
#[derive(Clone, Debug)]
pub enum Definition<'m> {
    /// With fields.
    Struct(StructItem<'m>),
    /// With arms.
    Enum(EnumItem<'m>),
}

/// What a type with properties becomes.
#[derive(Clone, Debug)]
pub struct StructItem<'m> {
    /// The type.
    pub ty: &'m Struct,
    /// A field for each property, those of base types among them.
    pub fields: Fields<'m>,
    /// Its objects may have members that no page lists: it or a base type is open.
    pub open: bool,
    /// The enumeration of its derived types.
    pub variants: Option<VariantsItem<'m>>,
}

impl<'m> TypeItem<'m> {
    pub(super) fn new(
        name: &QualifiedName,
        ty: &'m Type,
        place: &Place,
        lowering: &Lowering<'m>,
    ) -> Self {
        let definition = match ty {
            Type::Struct(ty) => Definition::Struct(StructItem {
                ty,
                fields: Fields::of(Some(name), lowering.inherited.of_type(name), lowering),
                open: lowering.inherited.is_open(name),
                variants: lowering.families.variants(
                    &lowering.module,
                    name,
                    place,
                    &lowering.places,
                ),
            }),
            Type::Enum(ty) => Definition::Enum(EnumItem::new(ty)),
        };
        Self {
            path: ItemPath::new(&lowering.module, &place.module, &place.name),
            place: place.clone(),
            page: ty.home(),
            definition,
        }
    }

    /// The feature without which the type is not there.
    pub fn feature(&self) -> Option<&str> {
        self.place.feature.as_deref()
    }

    /// What it is, if it has fields.
    pub fn structure(&self) -> Option<&StructItem<'m>> {
        match &self.definition {
            Definition::Struct(item) => Some(item),
            Definition::Enum(_) => None,
        }
    }

    /// The fields of a struct.
    pub fn fields(&self) -> Option<&Fields<'m>> {
        self.structure().map(|item| &item.fields)
    }
}
