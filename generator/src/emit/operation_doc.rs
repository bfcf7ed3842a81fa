//! The doc comment of a request type.

use crate::emit::context::Context;
use crate::emit::doc::Doc;
use crate::emit::markdown::{code, plain};
use crate::emit::permission;
use crate::model::{Operation, OperationKind, Response, ResponseBody, Source};

/// Longest example that stands in a doc comment, in lines.
const EXAMPLE_LINES: usize = 40;

/// What the page says of the operation: routes, permissions, statuses, examples.
pub fn doc(operation: &Operation, context: &Context) -> Doc {
    let title = plain(&operation.title);
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
        .map(|route| code(&format!("{} {}", operation.method.as_str(), route.path)))
        .collect();
    doc.paragraph(if operation.kind == OperationKind::Resource {
        "Routes:"
    } else {
        "Routes of this action or function:"
    });
    doc.list(routes);
    permission::document(&operation.permissions, &mut doc);
    let mut routes = operation.routes.iter();
    if routes.any(|route| route.permissions.is_some()) {
        doc.paragraph(
            "Not every route needs the same permissions: each constructor says which it needs.",
        );
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
            example.request == request
                && !example.is_of_error()
                && example.json.lines().count() <= EXAMPLE_LINES
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
        [Source::Example] => "What it answers with is inferred from an example.",
        [Source::Route] => {
            "The page says that it answers with something else than what its route leads to; the route was believed."
        }
        _ => {
            "Parts of the pages disagree about what it answers with; the Response section was believed."
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_uncertain_answer_is_told_with_where_it_is_from() {
        let words = |inferred, sources: &[Source]| {
            inferred_words(&Response {
                status: 200,
                body: ResponseBody::Bytes,
                content: None,
                sources: sources.to_vec(),
                contradictions: Vec::new(),
                inferred,
            })
        };
        assert_eq!(words(false, &[Source::Prose]), None);
        assert!(words(true, &[Source::Example]).is_some_and(|words| words.contains("an example")));
        assert!(words(true, &[Source::Route]).is_some_and(|words| words.contains("route")));
        assert!(
            words(true, &[Source::Prose, Source::Methods])
                .is_some_and(|words| words.contains("disagree"))
        );
    }
}
