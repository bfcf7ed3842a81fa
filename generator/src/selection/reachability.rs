//! Which types a part of a model needs, and why each.

use crate::model::{Body, Model, Operation, Property, QualifiedName, ResponseBody, Target, Type};
use camino::Utf8PathBuf;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;

/// What a selection keeps.
#[derive(Clone, Debug, Default)]
pub struct Reachability {
    /// Every type that is there, and why.
    pub reasons: BTreeMap<QualifiedName, Reason>,
    /// Every type that is not, and how many relationships lead to it.
    pub left_out: BTreeMap<QualifiedName, usize>,
}

impl Reachability {
    /// How many types their own pages brought, and how many came along.
    pub fn count(&self) -> (usize, usize) {
        let chosen = self
            .reasons
            .values()
            .filter(|reason| matches!(reason, Reason::Chosen))
            .count();
        (chosen, self.reasons.len() - chosen)
    }
}

/// Why a type is kept: the first of its reasons that a search from the chosen pages meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A page that defines it was chosen.
    Chosen,
    /// An operation of this page sends it.
    Sent(Utf8PathBuf),
    /// An operation of this page answers with it.
    Answered(Utf8PathBuf),
    /// A parameter of an operation of this page has it.
    Parameter(Utf8PathBuf, String),
    /// A property of this type has it.
    Property(QualifiedName, String),
    /// This type inherits from it.
    BaseOf(QualifiedName),
    /// It is a form that values of this type take.
    FormOf(QualifiedName),
}

impl Reason {
    /// The type to ask about next.
    pub fn because_of(&self) -> Option<&QualifiedName> {
        match self {
            Self::Property(name, _) | Self::BaseOf(name) | Self::FormOf(name) => Some(name),
            Self::Chosen | Self::Sent(_) | Self::Answered(_) | Self::Parameter(..) => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chosen => f.write_str("its page is among those to generate from"),
            Self::Sent(page) => write!(f, "{page} sends it"),
            Self::Answered(page) => write!(f, "{page} answers with it"),
            Self::Parameter(page, name) => write!(f, "{page} has the parameter `{name}` of it"),
            Self::Property(owner, name) => write!(f, "{}.{name} holds it", owner.name()),
            Self::BaseOf(name) => write!(f, "{} inherits from it", name.name()),
            Self::FormOf(name) => write!(f, "a {} can be one", name.name()),
        }
    }
}

/// Finds what the operations of a model and its chosen types need, nearest first; of a type that is used, also those derived
/// from it.
pub fn explain(model: &Model, chosen: &dyn Fn(&QualifiedName) -> bool) -> Reachability {
    let mut derived: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (name, ty) in &model.types {
        if let Type::Struct(ty) = ty
            && let Some(base) = &ty.base
        {
            derived.entry(base).or_default().push(name);
        }
    }
    let mut search = Search {
        model,
        reasons: BTreeMap::new(),
        open: VecDeque::new(),
    };
    for name in model.types.keys().filter(|name| chosen(name)) {
        search.keep(name, || Reason::Chosen, false);
    }
    for operation in &model.operations {
        search.operation(operation);
    }
    while let Some((name, used)) = search.open.pop_front() {
        if let Some(Type::Struct(ty)) = model.types.get(name) {
            if let Some(base) = &ty.base {
                search.keep(base, || Reason::BaseOf(name.clone()), false);
            }
            search.properties(&ty.properties, |property| {
                Reason::Property(name.clone(), property.name.clone())
            });
        }
        if used {
            for derived in derived.get(name).into_iter().flatten() {
                search.keep(derived, || Reason::FormOf(name.clone()), true);
            }
        }
    }
    Reachability {
        reasons: search
            .reasons
            .into_iter()
            .map(|(name, (reason, _))| (name.clone(), reason))
            .collect(),
        left_out: BTreeMap::new(),
    }
}

struct Search<'a> {
    model: &'a Model,
    /// Whether it is used, so that values may be of a derived type, or only inherited from.
    reasons: BTreeMap<&'a QualifiedName, (Reason, bool)>,
    open: VecDeque<(&'a QualifiedName, bool)>,
}

impl<'a> Search<'a> {
    fn keep(&mut self, name: &'a QualifiedName, reason: impl FnOnce() -> Reason, used: bool) {
        match self.reasons.get_mut(name) {
            None => {
                self.reasons.insert(name, (reason(), used));
                self.open.push_back((name, used));
            }
            Some((_, known)) if used && !*known => {
                *known = true;
                self.open.push_back((name, true));
            }
            Some(_) => {}
        }
    }

    fn target(&mut self, target: &'a Target, reason: impl FnOnce() -> Reason) {
        if let Target::Named(name) = target
            && self.model.types.contains_key(name)
        {
            self.keep(name, reason, true);
        }
    }

    /// A relationship is no need: what it leads to is read only where a request asks for it.
    fn properties(&mut self, properties: &'a [Property], reason: impl Fn(&Property) -> Reason) {
        for property in properties.iter().filter(|property| !property.navigation) {
            self.target(&property.ty.target, || reason(property));
        }
    }

    fn operation(&mut self, operation: &'a Operation) {
        let page = || operation.page.clone();
        let parameter = |property: &Property| Reason::Parameter(page(), property.name.clone());
        self.properties(&operation.query_parameters, parameter);
        self.properties(&operation.parameters, parameter);
        match &operation.body {
            Body::Type { ty, accepted } => {
                self.target(&ty.target, || Reason::Sent(page()));
                self.properties(accepted, parameter);
            }
            Body::Parameters { parameters } => self.properties(parameters, parameter),
            Body::None | Body::Reference | Body::Bytes | Body::Untyped => {}
        }
        for response in &operation.responses {
            match &response.body {
                ResponseBody::Value { ty } => {
                    self.target(&ty.target, || Reason::Answered(page()));
                }
                ResponseBody::Page { item, .. } => {
                    self.target(item, || Reason::Answered(page()));
                }
                ResponseBody::None | ResponseBody::Bytes => {}
            }
        }
    }
}
