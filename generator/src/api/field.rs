//! The fields of a struct: one for each property.

use crate::api::lowering::Lowering;
use crate::api::name::{constant_of_snake, value_of_snake};
use crate::api::name_allocator::NameAllocator;
use crate::api::value::ValueType;
use crate::model::{Property, QualifiedName};

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldItem<'m> {
    /// The property it holds.
    pub property: &'m Property,
    /// `received_date_time`.
    pub name: String,
    /// The constant that names the property in queries: `RECEIVED_DATE_TIME`.
    pub constant: String,
    /// The type of its value.
    pub ty: ValueType<'m>,
}

/// The fields of a struct, sorted by the names of the properties on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields<'m>(Vec<FieldItem<'m>>);

impl<'m> Fields<'m> {
    /// Fields for `properties`, which are sorted by name. `owner` is the type that they belong to, if it is one of the model.
    pub(super) fn of(
        owner: Option<&QualifiedName>,
        properties: &[&'m Property],
        lowering: &Lowering<'m>,
    ) -> Self {
        let mut fields = NameAllocator::with(&["additional"]);
        let mut constants = NameAllocator::default();
        let field = |&property: &&'m Property| {
            let words = lowering.words.snake(&property.name);
            let linked = owner.is_some_and(|owner| lowering.links.through(owner, property));
            FieldItem {
                property,
                name: fields.claim(value_of_snake(&words)),
                constant: constants.claim(constant_of_snake(&words)),
                ty: ValueType {
                    linked,
                    ..ValueType::of(&property.ty, &lowering.places)
                },
            }
        };
        Self(properties.iter().map(field).collect())
    }

    /// The fields in order.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldItem<'m>> {
        self.0.iter()
    }

    /// The fields in order, to change them.
    pub(super) fn iter_mut(&mut self) -> std::slice::IterMut<'_, FieldItem<'m>> {
        self.0.iter_mut()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The field of a property by its name on the wire.
    pub fn get(&self, name: &str) -> Option<&FieldItem<'m>> {
        let found = self
            .0
            .binary_search_by(|field| (*field.property.name).cmp(name));
        found.ok().and_then(|at| self.0.get(at))
    }

    /// Whether a property has a field.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

impl<'f, 'm> IntoIterator for &'f Fields<'m> {
    type Item = &'f FieldItem<'m>;
    type IntoIter = std::slice::Iter<'f, FieldItem<'m>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
