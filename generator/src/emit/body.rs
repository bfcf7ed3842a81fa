//! Prints the last argument of constructors, and the struct that it may need.

use crate::api::{BodyArgument, BodyItem, Element, OperationItem};
use crate::emit::context::Context;
use crate::emit::doc::Doc;
use crate::emit::source::Source;
use crate::emit::structure;
use crate::emit::structure::{Holder, Structure};
use crate::emit::syntax::{argument, named, reference, value};
use syn::{Expr, FnArg, Type, parse_quote};

/// The body of an operation in its constructors.
pub struct Payload {
    /// The last argument.
    pub argument: FnArg,
    /// The method of the call that puts it into the request.
    pub method: &'static str,
    /// What that method takes.
    pub value: Expr,
}

/// Writes the struct of an operation's body, if it has one of its own, and says what constructors take.
pub fn write(item: &OperationItem, context: &Context, source: &mut Source) -> Option<Payload> {
    write_struct(item, context, source);
    let BodyItem {
        argument: body,
        own,
        typed,
    } = &item.body;
    Some(match ((*body)?, own) {
        (BodyArgument::Bytes, _) => Payload {
            argument: {
                let bytes = source.runtime("Bytes");
                parse_quote!(content: impl Into<#bytes>)
            },
            method: "bytes",
            value: value("content"),
        },
        (BodyArgument::Reference, _) => Payload {
            argument: argument("url", reference(named("str"))),
            method: "json",
            value: {
                let reference = source.runtime("Reference");
                parse_quote!(&#reference::new(url))
            },
        },
        (BodyArgument::Value(ty), _) => json(context.value(ty, source), *typed),
        (BodyArgument::Parameters | BodyArgument::Changes(_), own) => {
            json(named(own.as_ref()?.path.name()), *typed)
        }
    })
}

fn write_struct(item: &OperationItem, context: &Context, source: &mut Source) {
    let (Some(argument), Some(own)) = (item.body.argument, &item.body.own) else {
        return;
    };
    let name = item.path.name();
    let (holder, words) = match argument {
        BodyArgument::Changes(Element::Model(_)) => (
            Holder::Field,
            format!(
                "The changes that [`{name}`] makes: what is absent stays as it is, null clears."
            ),
        ),
        _ => (Holder::Option, format!("The parameters of [`{name}`].")),
    };
    let structure = Structure {
        name: own.path.name(),
        wire_name: item.body.wire_name(),
        fields: &own.fields,
        holder,
        deprecated: item.operation.deprecated.as_deref(),
        inferred: false,
    };
    structure::write_structure(&structure, Doc::new(None, &words), context, source);
}

/// A value whose base type has derived types says which one it is.
fn json(ty: Type, typed: bool) -> Payload {
    Payload {
        argument: argument("body", reference(ty)),
        method: if typed { "json_typed" } else { "json" },
        value: value("body"),
    }
}
