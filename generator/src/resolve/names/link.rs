//! From the words of a page to a type of the model.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::dialect::Dialect;
use crate::model::{QualifiedName, Target, TypeUse};
use crate::reader::{TypeName, TypeRef};
use crate::resolve::names::index::{Index, LookupScope, short_of};
use crate::resolve::names::spelling::{bare, primitive};
use crate::resolve::types::bases::Bases;
use std::collections::BTreeSet;

/// Collects findings; says of a page only once that a type is undefined.
#[derive(Debug, Default)]
pub(crate) struct FindingSink {
    /// In the order they were made.
    pub all: Vec<Diagnostic>,
    undefined: BTreeSet<(String, String)>,
}

/// Links the words of pages to the types of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Linker<'a> {
    /// Every type.
    pub index: &'a Index,
    /// For what several types have in common.
    pub bases: &'a Bases,
    /// How pages spell primitive types.
    pub dialect: &'a Dialect,
}

impl Linker<'_> {
    /// The type one name means.
    pub fn name(&self, name: &TypeName, scope: LookupScope<'_>) -> Option<Target> {
        let word = bare(&name.text);
        let primitive = primitive(word, self.dialect);
        if let Some(Target::Scalar(_)) = primitive {
            return primitive;
        }
        let named = self.index.resolve(name, scope).cloned();
        match primitive {
            // `JSON` and `object` are any JSON, but `Json` may be the name of a type.
            Some(any) if name.target.is_none() => {
                let spelled = named.filter(|known| known.name() == short_of(word));
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
                None => unknown.push(bare(&name.text).to_owned()),
            }
        }
        if !unknown.is_empty() || targets.is_empty() {
            return Err(unknown);
        }
        let target = self.common(&targets);
        Ok(TypeUse {
            target,
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
    pub fn related(&self, one: &Target, other: &Target) -> bool {
        let (Target::Named(name), Target::Named(other_name)) = (one, other) else {
            return one == other;
        };
        self.bases.chain(name).contains(&other_name) || self.bases.chain(other_name).contains(&name)
    }

    /// The nearest type that all are or derive from; untyped where there is none.
    pub fn common(&self, targets: &[Target]) -> Target {
        let Some((first, rest)) = targets.split_first() else {
            return Target::Untyped;
        };
        if rest.iter().all(|target| target == first) {
            return first.clone();
        }
        let Target::Named(name) = first else {
            return Target::Untyped;
        };
        let shared = self.bases.chain(name).into_iter().find(|candidate| {
            rest.iter().all(|target| {
                matches!(target, Target::Named(name) if self.bases.chain(name).contains(candidate))
            })
        });
        shared.map_or(Target::Untyped, |name: &QualifiedName| {
            Target::Named(name.clone())
        })
    }
}

impl FindingSink {
    /// Says that no page defines a type.
    pub fn undefined(&mut self, index: &Index, scope: LookupScope<'_>, name: &str, span: Span) {
        let key = (scope.page.as_str().to_owned(), name.to_lowercase());
        if name.is_empty() || !self.undefined.insert(key) {
            return;
        }
        let finding = Diagnostic::new(
            Code::TypeUndefined,
            scope.page,
            span,
            format!("no page defines the type `{name}`"),
        );
        let help = near_help(index, name).unwrap_or_else(|| {
            format!("add a resource page for `{name}`, or name a type that has one")
        });
        self.all
            .push(finding.done("the value is any JSON").help(help));
    }
}

/// A hint at a known name that the unknown one may be a slip of.
pub(crate) fn near_help(index: &Index, name: &str) -> Option<String> {
    index
        .near(name)
        .map(|near| format!("did you mean `{}`?", near.name()))
}
