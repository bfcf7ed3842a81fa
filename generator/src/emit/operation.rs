//! Prints an operation: its request type, and one `operation!` that says what a request is.

use crate::api::OperationItem;
use crate::emit::context::Context;
use crate::emit::source::{Source, literal};
use crate::emit::structure::deprecated_attribute;
use crate::emit::syntax;
use crate::emit::syntax::{ident, type_text};
use crate::emit::{body, function, operation_doc, permission, response, service};
use quote::quote;
use std::fmt::Write as _;
use syn::parse_quote;

/// Writes one operation, with the struct of its body and the enumeration of its answers.
pub fn write(item: &OperationItem, context: &Context, source: &mut Source) {
    let operation = item.operation;
    let name = item.path.name();
    let payload = body::write(item, context, source);
    let response = response::write(item, context, source);
    let mut attributes = vec![source.doc(operation_doc::doc(operation, context))];
    attributes.extend(operation.deprecated.as_deref().map(deprecated_attribute));
    attributes.push(syntax::list("derive", quote!(Clone, Debug, PartialEq)));
    let call_type = source.runtime("Call");
    let call = syntax::private_field(
        Vec::new(),
        Some(ident("call")),
        syntax::of_path(call_type.clone()),
    );
    let mut functions = Vec::new();
    for constructor in &item.constructors {
        functions.push(function::write(
            constructor,
            operation.method,
            payload.as_ref(),
            source,
        ));
    }
    if item.resumes {
        let token = source.runtime("DeltaToken");
        functions.push(parse_quote! {
            /// Continues where an earlier round of changes ended.
            #[inline]
            pub fn resume(token: &#token) -> Self {
                Self { call: #call_type::resume(token) }
            }
        });
    }
    for parameter in &item.query_parameters {
        functions.push(function::write_query_parameter(parameter, source));
    }
    source.items([
        syntax::structure(attributes, name, vec![call]),
        syntax::implementation(name, functions),
    ]);
    let text = mapping(item, &response, context, source);
    source.mapping("operation", &text);
}

/// The `operation!` of a request type.
fn mapping(item: &OperationItem, response: &str, context: &Context, source: &mut Source) -> String {
    let operation = item.operation;
    let mut text = format!(
        "    {} -> {response};\n    service {};\n    page {};\n",
        item.path.name(),
        source.of_version(service::SERVICE),
        literal(operation.page.as_str())
    );
    text.push_str(&permission::lines(item));
    if !item.options.is_empty() {
        let options: Vec<&str> = item.options.iter().map(|option| option.method).collect();
        let query_type = type_text(&context.element(item.query_type, source));
        let _ = writeln!(text, "    query<{query_type}> {{ {} }}", options.join(", "));
    }
    if !item.headers.is_empty() {
        text.push_str("    headers {\n");
        for item in &item.headers {
            let _ = writeln!(
                text,
                "        {} = {},",
                item.name,
                literal(&item.header.name)
            );
        }
        text.push_str("    }\n");
    }
    text
}
