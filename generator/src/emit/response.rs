//! What an operation answers with, as a type of the runtime, a model, or an enumeration by status.

use crate::emit::context::Context;
use crate::emit::doc::Doc;
use crate::emit::name::Scope;
use crate::emit::source::Source;
use crate::emit::syntax::type_text;
use crate::model::{Operation, Response, ResponseBody, Target};
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
        .map(|response| {
            let mut one = |target: &Target| type_text(&context.target_type(target, source));
            (response.status, answer(response, context, &mut one))
        })
        .collect();
    let Some((_, first)) = answers.first() else {
        return "()".to_owned();
    };
    if !differ(&answers) {
        return first.clone();
    }
    let enumeration = names.claim(format!("{name}Response"));
    let mut text = String::from("responses! {\n");
    let doc = Doc::new(None, &format!("What [`{name}`] answers with, by status."));
    for line in doc.lines() {
        let _ = writeln!(text, "    /// {line}");
    }
    let _ = writeln!(text, "    pub enum {enumeration} {{");
    for ((status, ty), arm) in answers.iter().zip(arms(&answers)) {
        let _ = writeln!(text, "        {status} => {arm}({ty}),");
    }
    text.push_str("    }\n}\n");
    source.definition(&enumeration, text);
    enumeration
}

/// Whether answers need an enumeration that tells them apart.
pub fn differ(answers: &[(u16, String)]) -> bool {
    answers
        .iter()
        .any(|(_, answer)| answers.first().is_some_and(|(_, first)| answer != first))
}

/// What one status answers with, as the text of a type; `one` names the type of one value.
pub fn answer(
    response: &Response,
    context: &Context,
    one: &mut dyn FnMut(&Target) -> String,
) -> String {
    match &response.body {
        ResponseBody::None if response.status == 202 => "Accepted".to_owned(),
        ResponseBody::None if is_redirect(response.status) => "Content".to_owned(),
        ResponseBody::None => "()".to_owned(),
        ResponseBody::Bytes => "Content".to_owned(),
        ResponseBody::Page { item, .. } => format!("Page<{}>", one(item)),
        ResponseBody::Value { ty } => {
            let value = match one(&ty.target) {
                one if ty.collection => format!("Vec<{one}>"),
                one => one,
            };
            let plain =
                value == "Json" || (context.structure(&ty.target).is_some() && !ty.collection);
            if plain {
                value
            } else {
                format!("Scalar<{value}>")
            }
        }
    }
}

/// The content is not in the answer but where it points to.
fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// The arms of an enumeration of answers.
pub fn arms<T>(answers: &[(u16, T)]) -> Vec<String> {
    let mut arms = Scope::default();
    answers
        .iter()
        .map(|(status, _)| arms.claim(status_word(*status)))
        .collect()
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
