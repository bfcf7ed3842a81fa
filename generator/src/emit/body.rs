//! What a constructor takes beside the parts of its path, and how it is sent.

use crate::emit::context::Context;
use crate::emit::doc::Doc;
use crate::emit::name::Scope;
use crate::emit::source::Source;
use crate::emit::structure;
use crate::emit::structure::{Fields, Holder};
use crate::emit::syntax::{argument, named, reference, value};
use crate::model::{Body, HttpMethod, Operation, Property, QualifiedName, Struct, Target, TypeUse};
use syn::{Expr, FnArg, Type, parse_quote};

/// The body of an operation in its constructors.
#[derive(Default)]
pub struct Payload {
    /// The struct that this page alone needs for its body.
    pub own: Option<String>,
    /// The last argument.
    pub argument: Option<FnArg>,
    /// The method of the call that puts it into the request, and what that takes.
    pub send: Option<(&'static str, Expr)>,
}

/// Decides the body argument, and writes the struct of parameters or of changes where the page needs one of its own.
pub fn write(
    operation: &Operation,
    name: &str,
    names: &mut Scope,
    context: &Context,
    source: &mut Source,
) -> Payload {
    match shape(operation, context) {
        Shape::None => Payload::default(),
        Shape::Bytes => Payload {
            own: None,
            argument: Some(parse_quote!(content: impl Into<Bytes>)),
            send: Some(("bytes", value(["content"]))),
        },
        Shape::Reference => Payload {
            own: None,
            argument: Some(argument("url", reference(named("str")))),
            send: Some(("json", parse_quote!(&Reference::new(url)))),
        },
        Shape::Parameters(properties) => {
            let own = names.claim(format!("{name}Body"));
            let fields = Fields {
                name: &own,
                wire_name: "",
                owner: &QualifiedName(String::new()),
                properties,
                holder: Holder::Option,
                deprecated: operation.deprecated.as_deref(),
                inferred: false,
            };
            let doc = Doc::new(None, &format!("The parameters of [`{name}`]."));
            structure::write_fields(&fields, doc, context, source);
            json(named(&own), Some(own))
        }
        Shape::Changes { of, properties } => {
            let own = names.claim(format!("{name}Body"));
            let fields = Fields {
                name: &own,
                wire_name: &of.name.0,
                owner: &of.name,
                properties,
                holder: Holder::Field,
                deprecated: operation.deprecated.as_deref(),
                inferred: false,
            };
            let words = format!(
                "The changes that [`{name}`] makes: what is absent stays as it is, null clears."
            );
            structure::write_fields(&fields, Doc::new(None, &words), context, source);
            typed(named(&own), of, Some(own), context)
        }
        Shape::Object(of, target) => {
            let path = context.target_type(target, source);
            typed(path, of, None, context)
        }
        Shape::Json(ty) => json(context.use_type(ty, source), None),
    }
}

/// What a request carries, as constructors see it.
pub enum Shape<'a> {
    /// Nothing.
    None,
    /// Bytes.
    Bytes,
    /// The address of an object.
    Reference,
    /// A struct of parameters that this page alone has.
    Parameters(Vec<&'a Property>),
    /// A struct of changes to a type, that this page alone has.
    Changes {
        /// The type.
        of: &'a Struct,
        /// Those of its properties that can be changed.
        properties: Vec<&'a Property>,
    },
    /// A value of a type with properties, and its name.
    Object(&'a Struct, &'a Target),
    /// Any other JSON.
    Json(&'a TypeUse),
}

/// What an operation carries.
pub fn shape<'a>(operation: &'a Operation, context: &Context<'a>) -> Shape<'a> {
    const ANY: TypeUse = TypeUse {
        target: Target::Untyped,
        collection: false,
    };
    match &operation.body {
        Body::None => Shape::None,
        Body::Bytes => Shape::Bytes,
        Body::Reference => Shape::Reference,
        Body::Untyped => Shape::Json(&ANY),
        Body::Parameters { parameters } => Shape::Parameters(parameters.iter().collect()),
        Body::Type { ty, accepted } => match context.structure(&ty.target) {
            Some(of) if operation.method == HttpMethod::Patch && !ty.collection => Shape::Changes {
                of,
                properties: changeable(of, accepted, context),
            },
            Some(of) if !ty.collection => Shape::Object(of, &ty.target),
            _ => Shape::Json(ty),
        },
    }
}

/// What a page lists for a change; where it lists nothing, all that the service does not set itself.
fn changeable<'a>(
    of: &'a Struct,
    accepted: &'a [Property],
    context: &Context<'a>,
) -> Vec<&'a Property> {
    if !accepted.is_empty() {
        return accepted.iter().collect();
    }
    let mut properties = context.model.properties(&of.name);
    properties.retain(|property| !property.read_only && !property.navigation);
    properties
}

fn json(ty: Type, own: Option<String>) -> Payload {
    Payload {
        own,
        argument: Some(argument("body", reference(ty))),
        send: Some(("json", value(["body"]))),
    }
}

/// A value of a derived type says which one it is.
fn typed(ty: Type, of: &Struct, own: Option<String>, context: &Context) -> Payload {
    let mut payload = json(ty, own);
    if context.is_variant(&of.name) {
        payload.send = Some(("json_typed", value(["body"])));
    }
    payload
}
