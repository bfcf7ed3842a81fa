//! Prints the functions of a request type: constructors, and setters of query parameters.

use crate::api::{ArgumentType, Constructor, ParameterItem, PathArgument, QueryValue};
use crate::emit::body::Payload;
use crate::emit::doc::Doc;
use crate::emit::markdown::{code, plain};
use crate::emit::permission;
use crate::emit::source::Source;
use crate::emit::syntax;
use crate::model::HttpMethod;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Expr, ImplItem, Type, parse_quote};

/// More arguments than this and clippy wants a struct.
const MANY_ARGUMENTS: usize = 7;

/// Writes the constructor of a route.
pub fn write(
    constructor: &Constructor,
    method: HttpMethod,
    payload: Option<&Payload>,
    source: &mut Source,
) -> ImplItem {
    let mut doc = Doc::default();
    doc.paragraph(&code(&format!("{} {}", method.as_str(), constructor.path)));
    let notes: Vec<String> = constructor
        .arguments
        .iter()
        .filter_map(argument_note)
        .collect();
    if !notes.is_empty() {
        doc.list(notes);
    }
    if let Some(own) = &constructor.permissions {
        permission::document(own.permissions, &mut doc);
    }
    let mut parameters = Punctuated::new();
    let mut values = Vec::new();
    let mut pairs = Vec::new();
    for argument in &constructor.arguments {
        let (ty, text) = argument_type(argument.ty, &argument.name, source);
        parameters.push(syntax::argument(&argument.name, ty));
        match constructor
            .query
            .iter()
            .find(|pair| pair.value == QueryValue::Argument(argument.name.clone()))
        {
            Some(pair) => pairs.push((&pair.name, text)),
            None => values.push(text),
        }
    }
    for pair in &constructor.query {
        if let QueryValue::Fixed(value) = &pair.value {
            pairs.push((&pair.name, syntax::string(value)));
        }
    }
    parameters.extend(payload.map(|payload| payload.argument.clone()));
    let count = constructor.arguments.len() + usize::from(payload.is_some());
    let mut attributes = vec![source.doc(doc)];
    if count > MANY_ARGUMENTS {
        attributes.push(syntax::list("allow", quote! { clippy::too_many_arguments, reason = "one for each part of the documented path" }));
    }
    attributes.push(syntax::word("inline"));
    let method = method.as_str().to_ascii_lowercase();
    let template = syntax::string(&constructor.template);
    let values = syntax::borrowed(syntax::array(values));
    let mut call = syntax::call(
        syntax::associated(source.runtime("Call"), &method),
        [template, values],
    );
    for (name, value) in pairs {
        call = syntax::method(call, "with_query", [syntax::string(name), value]);
    }
    if let Some(payload) = payload {
        call = syntax::method(call, payload.method, [payload.value.clone()]);
    }
    if let Some(own) = &constructor.permissions {
        let own = syntax::borrowed(syntax::associated(
            syntax::path([syntax::ident("Self")]),
            &own.name,
        ));
        call = syntax::method(call, "with_permissions", [own]);
    }
    syntax::function(
        attributes,
        &constructor.name,
        parameters,
        syntax::of_call(call),
    )
}

fn argument_note(argument: &PathArgument) -> Option<String> {
    let names: Vec<String> = argument
        .alternatives
        .iter()
        .map(|name| code(name))
        .collect();
    let mut note = format!("`{}`: ", argument.name.trim_start_matches("r#"));
    match (&argument.description, names.is_empty()) {
        (Some(description), _) => note.push_str(&plain(description)),
        (None, false) => note.push_str(&names.join(" or ")),
        (None, true) => return None,
    }
    Some(note)
}

/// The type of an argument in the signature, and its text in the body of the function.
fn argument_type(ty: ArgumentType, name: &str, source: &mut Source) -> (Type, Expr) {
    let value = syntax::value(name);
    match ty {
        ArgumentType::Text => (syntax::reference(syntax::named("str")), value),
        ArgumentType::Copied(ty) => {
            let text = syntax::borrowed(syntax::method(value, "to_string", []));
            (syntax::named(ty), text)
        }
        ArgumentType::Borrowed(ty) => {
            let text = syntax::method(value, "as_str", []);
            (syntax::reference(syntax::of_path(source.runtime(ty))), text)
        }
    }
}

/// `pub fn start_date_time(self, value: &str) -> Self`.
pub fn write_query_parameter(item: &ParameterItem, source: &mut Source) -> ImplItem {
    let parameter = item.parameter;
    let doc = Doc::new(
        parameter.description.as_deref(),
        &format!("The query parameter {}.", code(&parameter.name)),
    );
    let (ty, text) = argument_type(item.ty, "value", source);
    let call = syntax::method(
        parse_quote!(self.call),
        "with_query",
        [syntax::string(&parameter.name), text],
    );
    let arguments = [parse_quote!(self), syntax::argument("value", ty)];
    syntax::function(
        vec![source.doc(doc), syntax::word("inline")],
        &item.name,
        Punctuated::from_iter(arguments),
        syntax::of_call(call),
    )
}
