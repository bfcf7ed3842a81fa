//! What an operation answers with, as a type of the runtime, a model, or an enumeration by status.

use super::context::Context;
use super::doc::Doc;
use super::name::Scope;
use super::operation::type_text;
use super::source::Source;
use crate::model::{Operation, Response, ResponseBody};
use std::fmt::Write as _;

/// The response type of an operation as text; writes an enumeration first where success statuses differ in their body.
pub fn write(
    operation: &Operation,
    name: &str,
    names: &mut Scope,
    context: &Context,
    source: &mut Source,
) -> String {
    let answers: Vec<(u16, String)> = operation
        .responses
        .iter()
        .map(|response| (response.status, answer(response, context, source)))
        .collect();
    let Some((_, first)) = answers.first() else {
        return "()".to_owned();
    };
    if answers.iter().all(|(_, other)| other == first) {
        return first.clone();
    }
    let enumeration = names.claim(format!("{name}Response"));
    let mut text = String::from("responses! {\n");
    let doc = Doc::new(None, &format!("What [`{name}`] answers with, by status."));
    for line in doc.lines() {
        let _ = writeln!(text, "    /// {line}");
    }
    let _ = writeln!(text, "    pub enum {enumeration} {{");
    let mut arms = Scope::default();
    for (status, ty) in &answers {
        let arm = arms.claim(status_word(*status));
        let _ = writeln!(text, "        {status} => {arm}({ty}),");
    }
    text.push_str("    }\n}\n");
    source.text(text);
    enumeration
}

fn answer(response: &Response, context: &Context, source: &mut Source) -> String {
    match &response.body {
        ResponseBody::None if response.status == 202 => "Accepted".to_owned(),
        ResponseBody::None if is_redirect(response.status) => "Content".to_owned(),
        ResponseBody::None => "()".to_owned(),
        ResponseBody::Bytes => "Content".to_owned(),
        ResponseBody::Page { item, .. } => {
            format!("Page<{}>", type_text(&context.target_type(item, source)))
        }
        ResponseBody::Value { ty } => {
            let one = type_text(&context.use_type(ty, source));
            let plain =
                one == "Json" || (context.structure(&ty.target).is_some() && !ty.collection);
            if plain { one } else { format!("Scalar<{one}>") }
        }
    }
}

/// The content is not in the answer but where it points to.
fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

fn status_word(status: u16) -> String {
    match status {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        204 => "NoContent".to_owned(),
        206 => "PartialContent".to_owned(),
        207 => "MultiStatus".to_owned(),
        302 => "Found".to_owned(),
        304 => "NotModified".to_owned(),
        other => format!("Status{other}"),
    }
}
