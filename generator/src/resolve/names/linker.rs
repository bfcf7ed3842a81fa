//! From the words of a page to a type.

use crate::reader::{TypeName, TypeRef};
use crate::resolve::findings::FindingSink;
use crate::resolve::names::index::{LookupScope, TypeIndex, short_of};
use crate::resolve::names::spelling::{bare, primitive};
use crate::resolve::names::type_id::{Target, TypeUse};
use crate::resolve::types::bases::Bases;

/// Links the words of pages to the types of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Linker<'a> {
    /// Every type.
    pub index: &'a TypeIndex<'a>,
    /// For what several types have in common.
    pub bases: &'a Bases,
}

impl Linker<'_> {
    /// The type one name means.
    pub fn name(&self, name: &TypeName, scope: LookupScope<'_>) -> Option<Target> {
        let word = bare(&name.text, self.index.dialect);
        let primitive = primitive(word, self.index.dialect);
        if let Some(Target::Scalar(_)) = primitive {
            return primitive;
        }
        let named = self.index.resolve(name, scope);
        match primitive {
            // `JSON` and `object` are any JSON, but `Json` may be the name of a type.
            Some(any) if name.target.is_none() => {
                let spelled =
                    named.filter(|known| self.index.name(*known).name() == short_of(word));
                Some(spelled.map_or(any, Target::Named))
            }
            any => named.map(Target::Named).or(any),
        }
    }

    /// The use the words mean, or the names that no page defines.
    pub fn words(&self, ty: &TypeRef, scope: LookupScope<'_>) -> Result<TypeUse, Vec<String>> {
        let mut targets = Vec::new();
        let mut unknown = Vec::new();
        for name in &ty.names {
            match self.name(name, scope) {
                Some(target) => targets.push(target),
                None => unknown.push(bare(&name.text, self.index.dialect).to_owned()),
            }
        }
        if !unknown.is_empty() || targets.is_empty() {
            return Err(unknown);
        }
        Ok(TypeUse {
            target: self.common(&targets),
            collection: ty.collection,
        })
    }

    /// The use the words mean. Untyped with a finding where no page defines the type.
    pub fn typed(
        &self,
        ty: &TypeRef,
        scope: LookupScope<'_>,
        findings: &mut FindingSink,
    ) -> TypeUse {
        self.words(ty, scope).unwrap_or_else(|unknown| {
            for name in &unknown {
                findings.undefined(self.index, scope, name, ty.span);
            }
            TypeUse {
                target: Target::Untyped,
                collection: ty.collection,
            }
        })
    }

    /// Whether one type is the other or derives from it.
    pub fn related(&self, one: Target, other: Target) -> bool {
        let (Target::Named(name), Target::Named(other_name)) = (one, other) else {
            return one == other;
        };
        self.bases.derives(name, other_name) || self.bases.derives(other_name, name)
    }

    /// The nearest type that all are or derive from; untyped where there is none.
    pub fn common(&self, targets: &[Target]) -> Target {
        let Some((&first, rest)) = targets.split_first() else {
            return Target::Untyped;
        };
        if rest.iter().all(|target| *target == first) {
            return first;
        }
        let Target::Named(name) = first else {
            return Target::Untyped;
        };
        let shared = self.bases.chain(name).find(|candidate| {
            rest.iter().all(|target| {
                matches!(target, Target::Named(name) if self.bases.derives(*name, *candidate))
            })
        });
        shared.map_or(Target::Untyped, Target::Named)
    }

    /// A use as a page would write it.
    pub fn in_words(&self, ty: &TypeUse) -> String {
        let name = match &ty.target {
            Target::Scalar(scalar) => scalar.edm().trim_start_matches("Edm."),
            Target::Named(ty) | Target::Omitted(ty) => self.index.name(*ty).name(),
            Target::Untyped => "any JSON",
        };
        let many = if ty.collection { " collection" } else { "" };
        format!("`{name}{many}`")
    }
}
