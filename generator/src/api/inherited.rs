//! All properties of each type, those of its base types among them, found once.

use crate::model::{Model, Property, QualifiedName, Struct, Type};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What every type of a version has by itself and by its base types.
#[derive(Default)]
pub struct Inherited<'m> {
    /// Each list is sorted by name.
    properties: BTreeMap<&'m QualifiedName, Vec<&'m Property>>,
    /// Types whose objects may have members that no page lists.
    open: BTreeSet<&'m QualifiedName>,
}

impl<'m> Inherited<'m> {
    /// Collects the properties, those of a base type before those of its derived types.
    pub fn of(model: &'m Model) -> Self {
        let mut inherited = Self::default();
        for (name, ty) in &model.types {
            if let Type::Struct(ty) = ty {
                inherited.visit(model, name, ty);
            }
        }
        inherited
    }

    /// All properties of a type; none for an enumeration.
    pub fn of_type(&self, name: &QualifiedName) -> &[&'m Property] {
        self.properties.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a type or one of its base types is open.
    pub fn is_open(&self, name: &QualifiedName) -> bool {
        self.open.contains(name)
    }

    fn visit(&mut self, model: &'m Model, name: &'m QualifiedName, ty: &'m Struct) {
        let mut chain: Vec<(&QualifiedName, &Struct)> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = Some((name, ty));
        while let Some((name, ty)) = next.filter(|(name, _)| !self.properties.contains_key(name)) {
            if !seen.insert(name) {
                // A type cannot be its own base; what such types have is for the model to say.
                for &(name, ty) in &chain {
                    self.properties.insert(name, model.properties(name));
                    self.open.extend(Some(name).filter(|_| ty.open));
                }
                return;
            }
            chain.push((name, ty));
            next = base(model, ty);
        }
        while let Some((name, ty)) = chain.pop() {
            let above = ty.base.as_ref().map_or(&[][..], |base| self.of_type(base));
            let all = merged(&ty.properties, above);
            let open = ty.open || ty.base.as_ref().is_some_and(|base| self.is_open(base));
            self.properties.insert(name, all);
            self.open.extend(Some(name).filter(|_| open));
        }
    }
}

fn base<'m>(model: &'m Model, ty: &'m Struct) -> Option<(&'m QualifiedName, &'m Struct)> {
    let base = ty.base.as_ref()?;
    match model.types.get(base) {
        Some(Type::Struct(ty)) => Some((base, ty)),
        _ => None,
    }
}

/// Two sorted lists as one, in which a type's own property takes the place of its base type's.
fn merged<'m>(own: &'m [Property], above: &[&'m Property]) -> Vec<&'m Property> {
    let mut all = Vec::with_capacity(own.len() + above.len());
    let (mut own, mut above) = (own.iter().peekable(), above.iter().copied().peekable());
    loop {
        let order = match (own.peek(), above.peek()) {
            (Some(one), Some(other)) => one.name.cmp(&other.name),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return all,
        };
        if order.is_le() {
            all.extend(own.next());
        }
        if order.is_ge() {
            let inherited = above.next();
            all.extend(inherited.filter(|_| order.is_gt()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Scalar, Target, TypeUse};

    fn property(name: &str) -> Property {
        Property {
            name: name.to_owned(),
            ty: TypeUse {
                target: Target::Scalar(Scalar::String),
                collection: false,
            },
            navigation: false,
            description: None,
            read_only: false,
            required: false,
            nullable: None,
            deprecated: false,
            inferred: false,
            sources: Vec::new(),
            contradictions: Vec::new(),
            page: "resources/a.md".into(),
            span: Default::default(),
        }
    }

    fn model(bases: &[(&str, Option<&str>, &[&str])]) -> Model {
        let ty = |&(name, base, properties): &(&str, Option<&str>, &[&str])| {
            let name = QualifiedName(name.to_owned());
            let ty = Struct {
                name: name.clone(),
                base: base.map(|base| QualifiedName(base.to_owned())),
                pages: Vec::new(),
                area: None,
                description: None,
                is_abstract: false,
                open: false,
                deprecated: None,
                inferred: false,
                properties: properties.iter().map(|name| property(name)).collect(),
            };
            (name, Type::Struct(ty))
        };
        Model {
            types: bases.iter().map(ty).collect(),
            ..Model::default()
        }
    }

    #[test]
    fn lists_are_those_of_the_model() {
        let model = model(&[
            ("a", Some("c"), &["m", "z"]),
            ("b", Some("a"), &["a", "m"]),
            ("c", None, &["b", "m", "y"]),
            ("p", Some("q"), &["one"]),
            ("q", Some("p"), &["two"]),
        ]);
        let inherited = Inherited::of(&model);
        for name in model.types.keys() {
            assert_eq!(inherited.of_type(name), model.properties(name), "{name:?}");
        }
        let own: Vec<_> = inherited.of_type(&QualifiedName("b".to_owned())).to_vec();
        assert_eq!(own.len(), 5);
    }
}
