//! What is decided for a whole version before any item of it is lowered.

use crate::api::area::{Areas, Packaging};
use crate::api::family::Families;
use crate::api::inherited::Inherited;
use crate::api::link::Links;
use crate::api::place::Places;
use crate::api::words::Words;
use crate::diagnostic::Diagnostic;
use crate::model::{Model, QualifiedName, Struct, Target, Type};

/// What is decided for a whole version before any item of it.
pub(super) struct Lowering<'m> {
    pub model: &'m Model,
    /// `v1_0`.
    pub module: String,
    pub words: Words<'m>,
    pub inherited: Inherited<'m>,
    pub areas: Areas<'m>,
    pub links: Links<'m>,
    pub places: Places<'m>,
    pub families: Families<'m>,
}

impl<'m> Lowering<'m> {
    /// Takes the decisions for a version that is the module `module`.
    pub fn new(
        model: &'m Model,
        module: String,
        packaging: Packaging,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let inherited = Inherited::of(model);
        let areas = match packaging {
            Packaging::Areas => Areas::new(model, &inherited),
            Packaging::Whole => Areas::off(),
        };
        let mut places = Places::new(model, &areas, diagnostics);
        let families = Families::new(model, &mut places);
        Self {
            model,
            module,
            words: Words::of(model),
            links: Links::new(model, &inherited),
            inherited,
            areas,
            places,
            families,
        }
    }

    /// The type of the model that a use leads to, if it has properties.
    pub fn structure(&self, target: &Target) -> Option<&'m Struct> {
        match target {
            Target::Named(name) => match self.model.types.get(name) {
                Some(Type::Struct(ty)) => Some(ty),
                _ => None,
            },
            Target::Scalar(_) | Target::Untyped | Target::Omitted(_) => None,
        }
    }

    /// Whether a value of the type must say which type it is.
    pub fn is_variant(&self, name: &QualifiedName) -> bool {
        self.families.is_variant(self.model, name)
    }
}
