//! Areas of the API as features: an application compiles the areas it uses, and the types that areas share.
//!
//! A type belongs to the area of its page, unless another area needs it: then it is always there, with all it holds. So
//! features never depend on each other. Relationships are not needs: a relationship to an area that is off is off too.

use crate::api::inherited::Inherited;
use crate::model::{Body, Model, Operation, Property, QualifiedName, Target, Type};
use std::collections::{BTreeMap, BTreeSet};

/// Whether the areas of the API are features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packaging {
    /// Everything is always there.
    Whole,
    /// An item is there where the feature of its area is on.
    Areas,
}

/// The feature of each type of a version.
pub struct Areas<'a> {
    of_type: BTreeMap<&'a QualifiedName, String>,
    on: bool,
}

impl<'a> Areas<'a> {
    /// No features: everything is always there.
    pub fn off() -> Self {
        Self {
            of_type: BTreeMap::new(),
            on: false,
        }
    }

    /// Finds which types are shared, and gives the others the feature of their area.
    pub fn new(model: &'a Model, inherited: &Inherited<'a>) -> Self {
        let mut of_type: BTreeMap<&QualifiedName, String> = model
            .types
            .iter()
            .filter_map(|(name, ty)| Some((name, feature(area(ty))?)))
            .collect();
        let mut shared: Vec<&QualifiedName> = model
            .types
            .keys()
            .filter(|name| !of_type.contains_key(name))
            .collect();
        for name in model.types.keys() {
            let own = of_type.get(name);
            shared.extend(
                needs(model, inherited, name)
                    .into_iter()
                    .filter(|needed| of_type.get(needed) != own),
            );
        }
        for operation in &model.operations {
            let own = operation
                .area
                .as_deref()
                .and_then(|area| feature(Some(area)));
            shared.extend(
                needs_of(model, inherited, operation)
                    .into_iter()
                    .filter(|needed| of_type.get(needed) != own.as_ref()),
            );
        }
        let mut together: BTreeMap<_, Vec<&QualifiedName>> = BTreeMap::new();
        for (name, ty) in &model.types {
            together
                .entry((name.namespace(), ty.home()))
                .or_default()
                .push(name);
        }
        let mut done = BTreeSet::new();
        while let Some(name) = shared.pop() {
            if !done.insert(name) {
                continue;
            }
            of_type.remove(name);
            if let Some(ty) = model.types.get(name) {
                shared.extend(needs(model, inherited, name));
                // The first that is shared takes the others of its page with it, once.
                let others = together.remove(&(name.namespace(), ty.home()));
                shared.extend(others.into_iter().flatten());
            }
        }
        Self { of_type, on: true }
    }

    /// The feature that a type needs, if it is not always there.
    pub fn of_type(&self, name: &QualifiedName) -> Option<&str> {
        self.of_type.get(name).map(String::as_str)
    }

    /// The feature that an operation needs, if it is not always there.
    pub fn of_operation(&self, operation: &Operation) -> Option<String> {
        self.on
            .then(|| feature(operation.area.as_deref()))
            .flatten()
    }
}

/// Every feature that a model's pages ask for.
pub fn features(model: &Model) -> BTreeSet<String> {
    let of_types = model.types.values().filter_map(|ty| feature(area(ty)));
    let of_operations = model
        .operations
        .iter()
        .filter_map(|operation| feature(operation.area.as_deref()));
    of_types.chain(of_operations).collect()
}

fn area(ty: &Type) -> Option<&str> {
    match ty {
        Type::Struct(ty) => ty.area.as_deref(),
        Type::Enum(ty) => ty.area.as_deref(),
    }
}

/// `Change notifications` to `change-notifications`; a name that means something else to cargo or to us gets a dash more.
fn feature(area: Option<&str>) -> Option<String> {
    const TAKEN: &[&str] = &[
        "default", "full", "client", "time", "jiff", "chrono", "uuid",
    ];
    let words: Vec<String> = area?
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut name = words.join("-");
    if name.is_empty() {
        return None;
    }
    if TAKEN.contains(&&*name) || name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert_str(0, "area-");
    }
    Some(name)
}

/// Types that a type cannot be without.
fn needs<'a>(
    model: &'a Model,
    inherited: &Inherited<'a>,
    name: &QualifiedName,
) -> Vec<&'a QualifiedName> {
    let properties = inherited.of_type(name).iter();
    properties
        .filter(|property| !property.navigation)
        .filter_map(|property| named(model, &property.ty.target))
        .collect()
}

fn needs_of<'a>(
    model: &'a Model,
    inherited: &Inherited<'a>,
    operation: &'a Operation,
) -> Vec<&'a QualifiedName> {
    let (body, properties): (_, &[Property]) = match &operation.body {
        Body::Type { ty, accepted } => (Some(&ty.target), accepted),
        Body::Parameters { parameters } => (None, parameters),
        _ => (None, &[]),
    };
    let answers = operation
        .responses
        .iter()
        .filter_map(|response| response.body.target());
    // A PATCH body without accepted properties is made from those of its type.
    let changed = body
        .into_iter()
        .filter_map(|target| named(model, target))
        .flat_map(|name| inherited.of_type(name).iter().copied());
    body.into_iter()
        .chain(
            properties
                .iter()
                .chain(changed.filter(|property| !property.navigation))
                .map(|property| &property.ty.target),
        )
        .chain(answers)
        .filter_map(|target| named(model, target))
        .collect()
}

fn named<'a>(model: &'a Model, target: &Target) -> Option<&'a QualifiedName> {
    match target {
        Target::Named(name) => model.types.get_key_value(name).map(|(name, _)| name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Enumeration;

    /// Work that grows with the square of the types would not end here.
    #[test]
    fn many_types_of_a_page_are_shared_together() {
        let ty = |number: usize| {
            let name = QualifiedName(format!("contoso.t{number}"));
            let ty = Enumeration {
                name: name.clone(),
                pages: vec!["resources/a.md".into()],
                area: (number > 0).then(|| "mail".to_owned()),
                description: None,
                numbers: false,
                members: Vec::new(),
            };
            (name, Type::Enum(ty))
        };
        let model = Model {
            types: (0..30_000).map(ty).collect(),
            ..Model::default()
        };
        let areas = Areas::new(&model, &Inherited::of(&model));
        assert!(model.types.keys().all(|name| areas.of_type(name).is_none()));
    }

    #[test]
    fn areas_become_features() {
        assert_eq!(
            feature(Some("Change notifications")),
            Some("change-notifications".into())
        );
        assert_eq!(feature(Some("")), None);
        assert_eq!(feature(None), None);
        assert_eq!(feature(Some("client")), Some("area-client".into()));
    }
}
