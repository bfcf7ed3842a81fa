//! Types that have another name than before.

use crate::diff::matching::{likeness, pairs, share};
use crate::model::{Model, QualifiedName, Target, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The types of two models that are the same under another name.
#[derive(Default)]
pub struct Renames<'a>(BTreeMap<&'a QualifiedName, &'a QualifiedName>);

impl<'a> Renames<'a> {
    /// The new name of a type of the old model, if it has another one.
    pub fn get(&self, old: &QualifiedName) -> Option<&'a QualifiedName> {
        self.0.get(old).copied()
    }

    /// The name that a type of the old model has in the new one, if it is there.
    pub fn renamed<'n>(&'n self, old: &'n QualifiedName) -> &'n QualifiedName {
        self.0.get(old).copied().unwrap_or(old)
    }
}

/// A type that is in one model only.
struct Candidate<'a> {
    name: &'a QualifiedName,
    is_struct: bool,
    page: &'a str,
    shape: BTreeSet<Feature<'a>>,
}

/// A part of a type's shape: a property and its type, or a member.
type Feature<'a> = (&'a str, &'a str, bool);

/// Takes a type that is gone and a new one of the same shape for one type.
pub fn find<'a>(before: &'a Model, after: &'a Model) -> Renames<'a> {
    let only = |model: &'a Model, other: &Model| -> Vec<Candidate<'a>> {
        model
            .types
            .iter()
            .filter(|(name, _)| !other.types.contains_key(*name))
            .map(|(name, ty)| candidate(name, ty))
            .collect()
    };
    let gone = only(before, after);
    let new = only(after, before);
    let found = pairs(&gone, &new, score);
    Renames(
        found
            .into_iter()
            .filter_map(|(i, j)| Some((gone.get(i)?.name, new.get(j)?.name)))
            .collect(),
    )
}

fn candidate<'a>(name: &'a QualifiedName, ty: &'a Type) -> Candidate<'a> {
    let (pages, shape) = match ty {
        Type::Struct(ty) => {
            let features = ty.properties.iter().map(|property| {
                let target = match &property.ty.target {
                    Target::Scalar(scalar) => scalar.edm(),
                    // Types that it holds may have moved with it.
                    Target::Named(held) | Target::Omitted(held) => held.name(),
                    Target::Untyped => "",
                };
                (&*property.name, target, property.ty.collection)
            });
            (&ty.pages, features.collect())
        }
        Type::Enum(ty) => {
            let features = ty.members.iter().map(|member| (&*member.name, "", false));
            (&ty.pages, features.collect())
        }
    };
    Candidate {
        name,
        is_struct: matches!(ty, Type::Struct(_)),
        page: pages.first().map_or("", |page| page.as_str()),
        shape,
    }
}

/// How sure it is that two types are one: by their shape, and the less of it they share, the more by their names.
fn score(gone: &Candidate, new: &Candidate) -> Option<u32> {
    if gone.is_struct != new.is_struct {
        return None;
    }
    if gone.name.0.eq_ignore_ascii_case(&new.name.0) {
        return Some(1000);
    }
    let shared = gone.shape.intersection(&new.shape).count();
    let alike = share(shared, gone.shape.len() + new.shape.len() - shared);
    let named = gone.name.name().eq_ignore_ascii_case(new.name.name());
    let at_home = gone.page == new.page && !gone.page.is_empty();
    let known = match (alike, shared) {
        (_, 0) => gone.shape.is_empty() && new.shape.is_empty() && (named || at_home),
        (500.., _) if named || at_home => true,
        (1000.., 2..) => true,
        (1000.., _) | (750.., 4..) => likeness(gone.name.name(), new.name.name()) >= 500,
        _ => false,
    };
    known.then(|| alike.saturating_sub(u32::from(!named) + u32::from(!at_home)))
}
