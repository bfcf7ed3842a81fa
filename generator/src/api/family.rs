//! Base types that can be viewed as one of their derived types.

use crate::api::name_allocator::NameAllocator;
use crate::api::path::ItemPath;
use crate::api::place::{Place, Places};
use crate::model::{Body, Model, QualifiedName, Struct, Target, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The widest family of derived types that gets a variant enumeration; a base of nearly everything has no useful one.
const WIDEST_FAMILY: usize = 200;

/// The enumeration in which a base type can be viewed as the derived type that a value says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantsItem<'m> {
    /// `v1_0::models::AttachmentVariant`.
    pub path: ItemPath,
    /// One arm for each derived type, by their names.
    pub arms: Vec<VariantItem<'m>>,
    /// The arm for the base type itself, and for types that no page documents.
    pub other: &'static str,
}

/// A derived type as an arm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantItem<'m> {
    /// The type.
    pub derived: &'m QualifiedName,
    /// The name of its arm.
    pub name: String,
}

/// The base types that something holds, sends or answers with, each with all types that inherit from it and the name of its
/// enumeration.
pub(super) struct Families<'m>(BTreeMap<&'m QualifiedName, Family<'m>>);

struct Family<'m> {
    name: String,
    derived: Vec<&'m QualifiedName>,
}

impl<'m> Families<'m> {
    /// Finds the families, and names their enumerations beside the types of `places`.
    pub fn new(model: &'m Model, places: &mut Places<'m>) -> Self {
        let used = used_types(model);
        let families = derived_types(model)
            .into_iter()
            .filter(|(base, derived)| used.contains(*base) && derived.len() <= WIDEST_FAMILY)
            .filter_map(|(base, derived)| {
                let place = places.get(base)?.clone();
                let name = places.claim(&place.module, format!("{}Variant", place.name));
                Some((base, Family { name, derived }))
            });
        Self(families.collect())
    }

    /// The enumeration of a base type, if it has one.
    pub fn variants(
        &self,
        version: &str,
        base: &QualifiedName,
        place: &Place,
        places: &Places,
    ) -> Option<VariantsItem<'m>> {
        let family = self.0.get(base)?;
        let is_other = |derived: &&QualifiedName| derived.name().eq_ignore_ascii_case("other");
        let other = if family.derived.iter().any(is_other) {
            "Base"
        } else {
            "Other"
        };
        let mut names = NameAllocator::with(&[other]);
        let arms = family.derived.iter().filter_map(|&derived| {
            Some(VariantItem {
                derived,
                name: names.claim(places.get(derived)?.name.clone()),
            })
        });
        Some(VariantsItem {
            path: ItemPath::new(version, &place.module, &family.name),
            arms: arms.collect(),
            other,
        })
    }

    /// Whether a type inherits from one that has a family, so that a value must say what it is.
    pub fn is_variant(&self, model: &Model, name: &QualifiedName) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = model.types.get_key_value(name);
        while let Some((
            name,
            Type::Struct(Struct {
                base: Some(base), ..
            }),
        )) = next
        {
            if self.0.contains_key(base) {
                return true;
            }
            if !seen.insert(name) {
                return false;
            }
            next = model.types.get_key_value(base);
        }
        false
    }
}

/// By base type, all types that inherit from it, directly or not.
fn derived_types(model: &Model) -> BTreeMap<&QualifiedName, Vec<&QualifiedName>> {
    let mut families: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for (name, ty) in &model.types {
        let mut seen = BTreeSet::from([name]);
        let mut ty = Some(ty);
        while let Some(Type::Struct(Struct {
            base: Some(base), ..
        })) = ty
        {
            if !seen.insert(base) {
                break;
            }
            families.entry(base).or_default().push(name);
            ty = model.types.get(base);
        }
    }
    families
}

fn used_types(model: &Model) -> BTreeSet<&QualifiedName> {
    let properties = model.types.values().filter_map(|ty| match ty {
        Type::Struct(ty) => Some(&ty.properties),
        Type::Enum(_) => None,
    });
    let of_properties = properties.flatten().map(|property| &property.ty.target);
    let of_operations = model.operations.iter().flat_map(|operation| {
        let body = match &operation.body {
            Body::Type { ty, .. } => Some(&ty.target),
            _ => None,
        };
        let parameters = match &operation.body {
            Body::Parameters { parameters } => &parameters[..],
            _ => &[],
        };
        let responses = operation
            .responses
            .iter()
            .filter_map(|response| response.body.target());
        body.into_iter()
            .chain(parameters.iter().map(|parameter| &parameter.ty.target))
            .chain(responses)
    });
    of_properties
        .chain(of_operations)
        .filter_map(|target| match target {
            Target::Named(name) => Some(name),
            _ => None,
        })
        .collect()
}
