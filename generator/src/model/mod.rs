//! The model of one version: types and operations with everything decided. Data, and nothing else.
//!
//! It knows nothing of Rust and of Markdown. `docbind export --format ir` prints it, and `docbind diff` compares what follows from it.

mod name;
mod operation;
mod permission;
mod route;
mod stem;
mod types;

pub use crate::model::name::QualifiedName;
pub use crate::model::operation::{
    Body, Example, ExampleId, FIRST_ERROR, Header, Operation, OperationKind, Response,
    ResponseBody, Route,
};
pub use crate::model::permission::{Access, Account, Alternative, Permissions};
pub use crate::model::route::{Argument, ArgumentValue, HttpMethod, Segment};
pub use crate::model::stem::Stems;
pub use crate::model::types::{
    Contradiction, Enumeration, Evidence, Member, Property, Scalar, Source, Struct, Target, Type,
    TypeUse,
};
use camino::Utf8PathBuf;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the pages of one version document together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Model {
    /// `v1.0`.
    pub version: String,
    /// The namespace of types whose page states none: `microsoft.graph`.
    #[serde(skip)]
    pub root_namespace: String,
    /// How the stems of its pages are written.
    #[serde(skip)]
    pub stems: Stems,
    /// How its pages spell primitive types, in lower case.
    #[serde(skip)]
    pub spellings: BTreeMap<String, Scalar>,
    /// By qualified name.
    pub types: BTreeMap<QualifiedName, Type>,
    /// By page, then in page order.
    pub operations: Vec<Operation>,
    /// Every page that was read, by path.
    pub pages: Vec<Page>,
}

/// What became of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// `api/user-get.md`.
    pub path: Utf8PathBuf,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All it documents is in the model.
    Complete,
    /// In the model, with something left out or untyped; why, in a few words each.
    Degraded(Vec<String>),
    /// It documents no type and no operation; why.
    Nothing(String),
    /// It could not be used; why.
    Refused(String),
}

impl Model {
    /// Whether `name` is `base`, or inherits from it.
    pub(crate) fn derives(&self, name: &QualifiedName, base: &QualifiedName) -> bool {
        let mut seen = Vec::new();
        let mut next = Some(name);
        while let Some(name) = next.filter(|name| !seen.contains(name)) {
            if name == base {
                return true;
            }
            seen.push(name);
            next = match self.types.get(name) {
                Some(Type::Struct(ty)) => ty.base.as_ref(),
                _ => None,
            };
        }
        false
    }

    /// All properties of a type, its base types' included, by name; the most derived definition wins.
    pub fn properties(&self, name: &QualifiedName) -> Vec<&Property> {
        let mut all = BTreeMap::new();
        let mut next = Some(name);
        let mut seen = Vec::new();
        while let Some(name) = next {
            if seen.contains(&name) {
                break;
            }
            seen.push(name);
            let Some(Type::Struct(ty)) = self.types.get(name) else {
                break;
            };
            for property in &ty.properties {
                all.entry(&*property.name).or_insert(property);
            }
            next = ty.base.as_ref();
        }
        all.into_values().collect()
    }
}
