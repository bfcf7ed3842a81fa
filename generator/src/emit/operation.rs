//! An operation page as request types: constructors for its routes, options, body, response.

use crate::emit::address::Address;
use crate::emit::body;
use crate::emit::body::Payload;
use crate::emit::context::{Context, scalar_name};
use crate::emit::doc::{Doc, code};
use crate::emit::name::{Scope, ident, snake, value_name};
use crate::emit::response;
use crate::emit::route::{Constructor, PathArgument, QueryValue, constructors};
use crate::emit::source::{Source, literal};
use crate::emit::structure::deprecated_attribute;
use crate::emit::syntax;
use crate::emit::syntax::type_text;
use crate::model::{
    HttpMethod, Operation, OperationKind, Permissions, Property, Response, ResponseBody, Scalar,
    Source as Evidence, Target,
};
use quote::quote;
use std::fmt::Write as _;
use syn::punctuated::Punctuated;
use syn::{Expr, ImplItem, Type, parse_quote};

/// Longest example that stands in a doc comment, in lines.
const EXAMPLE_LINES: usize = 40;
/// More arguments than this and clippy wants a struct.
const MANY_ARGUMENTS: usize = 7;
/// Query options that the runtime knows, with the names of its methods.
const OPTIONS: &[(&str, &str)] = &[
    ("$select", "select"),
    ("$expand", "expand"),
    ("$filter", "filter"),
    ("$orderby", "orderby"),
    ("$search", "search"),
    ("$top", "top"),
    ("$skip", "skip"),
    ("$count", "count"),
    ("$skiptoken", "skiptoken"),
    ("$deltatoken", "deltatoken"),
    ("$format", "format"),
];
/// Methods that every request type has.
const METHODS: &[&str] = &[
    "call",
    "request",
    "response",
    "with_header",
    "with_query",
    "resume",
    "clone",
    "eq",
    "fmt",
];

/// The functions of a request type that its page decides, by name; no two have the same.
pub struct Methods {
    /// One for each route, in page order.
    pub constructors: Vec<Constructor>,
    /// One for each of the operation's query parameters.
    pub query_parameters: Vec<String>,
    /// One for each of its headers.
    pub headers: Vec<String>,
}

/// Names the functions of a request type.
pub fn methods(operation: &Operation) -> Methods {
    let taken: Vec<&'static str> = METHODS
        .iter()
        .copied()
        .chain(OPTIONS.iter().map(|(_, method)| *method))
        .collect();
    let constructors = constructors(&operation.routes, &operation.parameters, &taken);
    let mut scope = Scope::with(&taken);
    for constructor in &constructors {
        scope.claim(constructor.name.clone());
    }
    let mut claim = |name: &str| scope.claim(value_name(name));
    Methods {
        query_parameters: operation
            .query_parameters
            .iter()
            .map(|parameter| claim(&parameter.name))
            .collect(),
        headers: operation
            .headers
            .iter()
            .map(|header| claim(&header.name))
            .collect(),
        constructors,
    }
}

/// The query options that the page names, each with its method.
pub fn options(operation: &Operation) -> impl Iterator<Item = (&'static str, &'static str)> {
    OPTIONS.iter().copied().filter(|(option, _)| {
        operation
            .query
            .iter()
            .any(|named| named.eq_ignore_ascii_case(option))
    })
}

/// Writes one operation under the name its page's address gives it, and says what the struct of its body is called where
/// it has one of its own.
pub fn write(
    operation: &Operation,
    name: &str,
    bodies: &mut Scope,
    context: &Context,
    source: &mut Source,
) -> Option<String> {
    let payload = body::write(operation, name, bodies, context, source);
    let answer = response::write(operation, name, bodies, context, source);
    let methods = methods(operation);
    let mut attributes = vec![source.doc(doc(operation, context))];
    attributes.extend(operation.deprecated.as_deref().map(deprecated_attribute));
    attributes.push(syntax::list("derive", quote!(Clone, Debug, PartialEq)));
    let call = syntax::private_field(Vec::new(), Some(ident("call")), syntax::named("Call"));
    let mut functions = Vec::new();
    for one in &methods.constructors {
        functions.push(constructor(one, operation, &payload, source));
    }
    if is_delta(operation) {
        functions.push(parse_quote! {
            /// Continues where an earlier round of changes ended.
            #[inline]
            pub fn resume(token: &DeltaToken) -> Self {
                Self { call: Call::resume(token) }
            }
        });
    }
    for (one, name) in operation
        .query_parameters
        .iter()
        .zip(&methods.query_parameters)
    {
        functions.push(query_parameter(one, name, source));
    }
    source.items([
        syntax::structure(attributes, name, vec![call]),
        syntax::implementation(name, functions),
    ]);
    let text = mapping(operation, name, &answer, &methods, context, source);
    source.text(text);
    payload.own
}

/// The `operation!` of a request type.
fn mapping(
    operation: &Operation,
    name: &str,
    answer: &str,
    methods: &Methods,
    context: &Context,
    source: &mut Source,
) -> String {
    let mut text = format!(
        "operation! {{\n    {name} -> {answer};\n    page {};\n",
        literal(operation.page.as_str())
    );
    text.push_str(&permissions(&operation.permissions));
    let options: Vec<&str> = options(operation).map(|(_, method)| method).collect();
    let model = query_model(operation, context, source);
    let _ = writeln!(text, "    query<{model}> {{ {} }}", options.join(", "));
    let headers: Vec<String> = operation
        .headers
        .iter()
        .zip(&methods.headers)
        .map(|(header, method)| format!("        {method} = {},\n", literal(&header.name)))
        .collect();
    if headers.is_empty() {
        text.push_str("    headers {}\n}\n");
    } else {
        let _ = write!(text, "    headers {{\n{}    }}\n}}\n", headers.concat());
    }
    text.replace("{  }", "{}")
}

fn permissions(permissions: &Permissions) -> String {
    let kinds = [
        ("delegated", &permissions.delegated),
        ("personal", &permissions.personal),
        ("application", &permissions.application),
    ];
    let mut lines = String::new();
    for (kind, scopes) in kinds {
        if let Some(scopes) = scopes {
            let scopes: Vec<String> = scopes.iter().map(|scope| literal(scope)).collect();
            let _ = writeln!(lines, "        {kind} [{}],", scopes.join(", "));
        }
    }
    if lines.is_empty() {
        "    permissions {}\n".to_owned()
    } else {
        format!("    permissions {{\n{lines}    }}\n")
    }
}

/// The type whose properties `$select` and its kin name.
fn query_model(operation: &Operation, context: &Context, source: &mut Source) -> String {
    let target = operation
        .responses
        .iter()
        .find_map(|response| response.body.target());
    match target.filter(|target| context.structure(target).is_some()) {
        Some(target) if !operation.query.is_empty() => {
            type_text(&context.target_type(target, source))
        }
        _ => "Json".to_owned(),
    }
}

/// Whether an earlier round of changes can be resumed.
pub fn is_delta(operation: &Operation) -> bool {
    operation
        .responses
        .iter()
        .any(|response| matches!(response.body, ResponseBody::Page { delta: true, .. }))
}

fn constructor(
    constructor: &Constructor,
    operation: &Operation,
    payload: &Payload,
    source: &mut Source,
) -> ImplItem {
    let mut doc = Doc::default();
    doc.paragraph(&code(&format!(
        "{} {}",
        method_text(operation.method),
        constructor.path
    )));
    let notes: Vec<String> = constructor
        .arguments
        .iter()
        .filter_map(argument_note)
        .collect();
    if !notes.is_empty() {
        doc.list(notes);
    }
    let mut parameters = Punctuated::new();
    let mut values = Vec::new();
    let mut pairs = Vec::new();
    for argument in &constructor.arguments {
        let (ty, text) = argument_type(argument.scalar, &argument.name);
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
    parameters.extend(payload.argument.clone());
    let count = constructor.arguments.len() + usize::from(payload.argument.is_some());
    let mut attributes = vec![source.doc(doc)];
    if count > MANY_ARGUMENTS {
        attributes.push(syntax::list("allow", quote! { clippy::too_many_arguments, reason = "one for each part of the documented path" }));
    }
    attributes.push(syntax::word("inline"));
    let method = snake(method_text(operation.method));
    let template = syntax::string(&constructor.template);
    let values = syntax::borrowed(syntax::array(values));
    let mut call = syntax::call(syntax::value(["Call", &method]), [template, values]);
    for (name, value) in pairs {
        call = syntax::method(call, "with_query", [syntax::string(name), value]);
    }
    if let Some((method, body)) = &payload.send {
        call = syntax::method(call, method, [body.clone()]);
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
        (Some(description), _) => note.push_str(&crate::emit::doc::plain(description)),
        (None, false) => note.push_str(&names.join(" or ")),
        (None, true) => return None,
    }
    Some(note)
}

/// The type of an argument, and its text for the path.
pub fn argument_type(scalar: Scalar, name: &str) -> (Type, Expr) {
    let ty = syntax::named(scalar_name(scalar));
    let value = syntax::value([name]);
    match scalar {
        Scalar::String | Scalar::Binary | Scalar::Stream => {
            (syntax::reference(syntax::named("str")), value)
        }
        Scalar::Boolean
        | Scalar::Byte
        | Scalar::SByte
        | Scalar::Int16
        | Scalar::Int32
        | Scalar::Int64
        | Scalar::Single
        | Scalar::Double => (ty, syntax::borrowed(syntax::method(value, "to_string", []))),
        Scalar::Decimal
        | Scalar::DateTimeOffset
        | Scalar::Date
        | Scalar::TimeOfDay
        | Scalar::Duration
        | Scalar::Guid => (syntax::reference(ty), syntax::method(value, "as_str", [])),
    }
}

/// What a query parameter takes: text, where the page gives no primitive type.
pub fn query_scalar(parameter: &Property) -> Scalar {
    match parameter.ty.target {
        Target::Scalar(scalar) => scalar,
        Target::Named(_) | Target::Untyped | Target::Omitted(_) => Scalar::String,
    }
}

/// `pub fn start_date_time(self, value: &str) -> Self`.
fn query_parameter(parameter: &Property, name: &str, source: &mut Source) -> ImplItem {
    let doc = Doc::new(
        parameter.description.as_deref(),
        &format!("The query parameter {}.", code(&parameter.name)),
    );
    let (ty, text) = argument_type(query_scalar(parameter), "value");
    let call = syntax::method(
        parse_quote!(self.call),
        "with_query",
        [syntax::string(&parameter.name), text],
    );
    let arguments = [parse_quote!(self), syntax::argument("value", ty)];
    syntax::function(
        vec![source.doc(doc), syntax::word("inline")],
        name,
        Punctuated::from_iter(arguments),
        syntax::of_call(call),
    )
}

fn doc(operation: &Operation, context: &Context) -> Doc {
    let title = crate::emit::doc::plain(&operation.title);
    let mut doc = Doc::new(
        operation.description.as_deref(),
        if title.is_empty() {
            "An operation."
        } else {
            &title
        },
    );
    doc.paragraph(&format!("From {}.", context.page_words(&operation.page)));
    let routes: Vec<String> = operation
        .routes
        .iter()
        .map(|route| code(&format!("{} {}", method_text(operation.method), route.path)))
        .collect();
    doc.paragraph(if operation.kind == OperationKind::Resource {
        "Routes:"
    } else {
        "Routes of this action or function:"
    });
    doc.list(routes);
    let granted = permission_words(&operation.permissions);
    if !granted.is_empty() {
        doc.paragraph("Permissions, least privileged first:");
        doc.list(granted);
    }
    let statuses: Vec<String> = operation
        .responses
        .iter()
        .map(|response| response.status.to_string())
        .collect();
    doc.paragraph(&format!("Success: {}.", statuses.join(" or ")));
    let inferred = operation.responses.iter().find_map(inferred_words);
    inferred.into_iter().for_each(|words| doc.paragraph(words));
    for (request, words) in [(true, "A request:"), (false, "A response:")] {
        let shown = operation.examples.iter().find(|example| {
            example.request == request && example.json.lines().count() <= EXAMPLE_LINES
        });
        if let Some(example) = shown {
            doc.paragraph(words);
            doc.json(&example.json);
        }
    }
    doc
}

/// What an answer's type is from, where that is less than certain.
fn inferred_words(response: &Response) -> Option<&'static str> {
    if !response.inferred || response.body == ResponseBody::None {
        return None;
    }
    Some(match &*response.sources {
        [] => "The page does not say what it answers with.",
        [Evidence::Example] => "What it answers with is inferred from an example.",
        [Evidence::Route] => {
            "The page says that it answers with something else than what its route leads to; the route was believed."
        }
        _ => {
            "Parts of the pages disagree about what it answers with; the Response section was believed."
        }
    })
}

fn permission_words(permissions: &Permissions) -> Vec<String> {
    [
        ("delegated, work or school account", &permissions.delegated),
        ("delegated, personal account", &permissions.personal),
        ("application", &permissions.application),
    ]
    .into_iter()
    .filter_map(|(kind, scopes)| {
        let scopes = scopes.as_ref()?;
        let words: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
        Some(format!(
            "{kind}: {}",
            if words.is_empty() {
                "not supported".to_owned()
            } else {
                words.join(", ")
            }
        ))
    })
    .collect()
}

fn method_text(method: HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "GET",
        HttpMethod::Post => "POST",
        HttpMethod::Patch => "PATCH",
        HttpMethod::Put => "PUT",
        HttpMethod::Delete => "DELETE",
    }
}

/// Names that the file of a page defines beside its operations, given out once.
pub fn local_names(address: &Address) -> Scope {
    let mut scope = Scope::default();
    for name in &address.names {
        scope.claim(name.clone());
    }
    scope
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_uncertain_answer_is_told_with_where_it_is_from() {
        let words = |inferred, sources: &[Evidence]| {
            inferred_words(&Response {
                status: 200,
                body: ResponseBody::Bytes,
                content: None,
                sources: sources.to_vec(),
                inferred,
            })
        };
        assert_eq!(words(false, &[Evidence::Prose]), None);
        assert!(
            words(true, &[Evidence::Example]).is_some_and(|words| words.contains("an example"))
        );
        assert!(words(true, &[Evidence::Route]).is_some_and(|words| words.contains("route")));
        assert!(
            words(true, &[Evidence::Prose, Evidence::Methods])
                .is_some_and(|words| words.contains("disagree"))
        );
    }
}
