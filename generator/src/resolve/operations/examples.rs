//! JSON bodies that pages show, with their types and lines.

use crate::model::{self, Example};
use crate::reader::{self, ExampleKind};
use crate::resolve::names::naming::Naming;
use crate::resolve::names::type_id::{Target, TypeId, TypeUse, UNTYPED};
use crate::resolve::operations::request::Request;
use serde_json::Value;

/// Where the lines of a page begin.
#[derive(Debug)]
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Of a page's text.
    pub fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            starts: breaks.map(|(at, _)| at + 1).collect(),
        }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, byte: u32) -> u32 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        let before = self.starts.partition_point(|start| *start <= byte);
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }
}

/// The JSON bodies of an operation, in page order.
pub(crate) fn examples(
    request: &Request<'_>,
    body: &model::Body<TypeId>,
    responses: &[model::Response<TypeId>],
    lines: &Lines,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for shown in &request.operation.examples {
        let Some(text) = &shown.body else { continue };
        let Some(json) = &text.json else { continue };
        let status = match shown.kind {
            ExampleKind::Request { .. } => None,
            ExampleKind::Response { status } => Some(status),
        };
        let documented = match status {
            None => sent(body),
            Some(status) => answered(responses, status),
        };
        let ty = annotated(request, shown, json, &documented).unwrap_or(documented);
        examples.push(Example {
            id: text.id(),
            request: status.is_none(),
            status,
            ty: Naming(request.linker.index).type_use(ty),
            json: match text.repaired {
                Some(_) => serde_json::to_string_pretty(json).unwrap_or_else(|_| text.text.clone()),
                None => text.text.clone(),
            },
            repaired: text.repaired.clone(),
            line: lines.line(text.span.start),
        });
    }
    examples
}

fn annotated(
    request: &Request<'_>,
    shown: &reader::Example,
    json: &Value,
    documented: &TypeUse,
) -> Option<TypeUse> {
    let mut ty = request
        .linker
        .words(shown.annotated.as_ref()?, request.scope)
        .ok()?;
    let lists = &request.linker.index.dialect.service.lists;
    let many = lists.items_of(json).is_some_and(Value::is_array);
    ty.collection = many && (ty.collection || documented.collection);
    (ty.target != Target::Untyped).then_some(ty)
}

fn sent(body: &model::Body<TypeId>) -> TypeUse {
    match body {
        model::Body::Type { ty, .. } => *ty,
        _ => UNTYPED,
    }
}

fn answered(responses: &[model::Response<TypeId>], status: u16) -> TypeUse {
    let documented = responses.iter().find(|response| response.status == status);
    match documented.map(|response| &response.body) {
        Some(model::ResponseBody::Value { ty }) => *ty,
        Some(model::ResponseBody::Page { item, .. }) => TypeUse {
            target: *item,
            collection: true,
        },
        _ => UNTYPED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one() {
        let lines = Lines::of("a\nbc\n\nd");
        let of = |byte| lines.line(byte);
        assert_eq!(
            [of(0), of(1), of(2), of(4), of(5), of(6), of(99)],
            [1, 1, 2, 2, 3, 4, 4]
        );
    }
}
