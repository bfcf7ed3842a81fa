//! What the constructors of an operation take beside the parts of a path.

use crate::api::field::Fields;
use crate::api::lowering::Lowering;
use crate::api::name_allocator::NameAllocator;
use crate::api::path::ItemPath;
use crate::api::value::{Element, ValueType};
use crate::model::{Body, HttpMethod, Operation, Property, QualifiedName, Struct};

/// The body of an operation.
#[derive(Clone, Debug, Default)]
pub struct BodyItem<'m> {
    /// The last argument of every constructor.
    pub argument: Option<BodyArgument<'m>>,
    /// The struct that only this operation has.
    pub own: Option<BodyStruct<'m>>,
    /// A value says of which derived type it is.
    pub typed: bool,
}

/// What the body argument is. Structs that only one operation has are compared by their fields, not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyArgument<'m> {
    /// Bytes of some media type: `content: impl Into<Bytes>`.
    Bytes,
    /// The address of an object: `url: &str`.
    Reference,
    /// A struct of parameters: `body: &SendMailBody`.
    Parameters,
    /// A struct of changes to a type: `body: &UpdateBody`.
    Changes(Element<'m>),
    /// A value: `body: &Message`.
    Value(ValueType<'m>),
}

/// A struct that only one operation has.
#[derive(Clone, Debug)]
pub struct BodyStruct<'m> {
    /// `v1_0::user::SendMailBody`.
    pub path: ItemPath,
    /// A field for each parameter, or for each property that can be changed.
    pub fields: Fields<'m>,
}

impl<'m> BodyItem<'m> {
    /// Decides what the operation `name` of a module carries.
    pub(super) fn new(
        operation: &'m Operation,
        name: &str,
        module: &[String],
        names: &mut NameAllocator,
        lowering: &Lowering<'m>,
    ) -> Self {
        let mut own = |owner: Option<&QualifiedName>, properties: &[&'m Property]| BodyStruct {
            path: ItemPath::new(
                &lowering.module,
                module,
                &names.claim(format!("{name}Body")),
            ),
            fields: Fields::of(owner, properties, lowering),
        };
        match &operation.body {
            Body::None => Self::default(),
            Body::Bytes => Self::plain(BodyArgument::Bytes),
            Body::Reference => Self::plain(BodyArgument::Reference),
            Body::Untyped => Self::plain(BodyArgument::Value(ValueType::JSON)),
            Body::Parameters { parameters } => {
                let parameters: Vec<&Property> = parameters.iter().collect();
                Self {
                    argument: Some(BodyArgument::Parameters),
                    own: Some(own(None, &parameters)),
                    typed: false,
                }
            }
            Body::Type { ty, accepted } => {
                let of = lowering.structure(&ty.target).filter(|_| !ty.collection);
                let typed = of.is_some_and(|of| lowering.is_variant(&of.name));
                match of {
                    Some(of) if operation.method == HttpMethod::Patch => Self {
                        argument: Some(BodyArgument::Changes(Element::Model(&of.name))),
                        own: Some(own(Some(&of.name), &changeable(of, accepted, lowering))),
                        typed,
                    },
                    _ => Self {
                        argument: Some(BodyArgument::Value(ValueType::of(ty, &lowering.places))),
                        own: None,
                        typed,
                    },
                }
            }
        }
    }

    /// What the type of the struct that only this operation has is called on the wire: changes are of a type of the model.
    pub fn wire_name(&self) -> &'m str {
        match self.argument {
            Some(BodyArgument::Changes(Element::Model(of))) => &of.0,
            _ => "",
        }
    }

    /// The types that it uses, to change them.
    pub(super) fn elements(&mut self) -> impl Iterator<Item = &mut Element<'m>> {
        let argument = match &mut self.argument {
            Some(BodyArgument::Value(ty)) => Some(&mut ty.element),
            Some(BodyArgument::Changes(of)) => Some(of),
            _ => None,
        };
        let fields = self.own.iter_mut().flat_map(|own| own.fields.iter_mut());
        argument
            .into_iter()
            .chain(fields.map(|field| &mut field.ty.element))
    }

    fn plain(argument: BodyArgument<'m>) -> Self {
        Self {
            argument: Some(argument),
            ..Self::default()
        }
    }
}

/// What a page lists for a change; where it lists nothing, all that the service does not set itself.
fn changeable<'m>(
    of: &'m Struct,
    accepted: &'m [Property],
    lowering: &Lowering<'m>,
) -> Vec<&'m Property> {
    if !accepted.is_empty() {
        return accepted.iter().collect();
    }
    let all = lowering.inherited.of_type(&of.name).iter().copied();
    all.filter(|property| !property.read_only && !property.navigation)
        .collect()
}
