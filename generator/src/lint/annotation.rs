//! Annotations of one page against each other: the names that pair requests with responses, and what says nothing.

use crate::diagnostic::{Code, Span};
use crate::dialect::{Annotations, BlockType, Field};
use crate::page::{Annotation, Block, Findings, Page};
use crate::reader::Document;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The member of an annotation that names its block.
const NAME: &str = "name";

/// Looks at all annotations of a page.
pub(crate) fn check(
    document: &Document,
    page: &Page<'_>,
    dialect: &Annotations,
    findings: &mut Findings<'_>,
) {
    let blocks = page.sections.iter().flat_map(|section| &section.blocks);
    let annotations = blocks.filter_map(|block| match block {
        Block::Annotation(annotation) => Some(annotation),
        _ => None,
    });
    let mut requests = Named::default();
    let mut responses = Named::default();
    for annotation in annotations {
        let members = members(document, annotation);
        empty_base(&members, annotation.span, dialect, findings);
        let named = match annotation.block {
            BlockType::Request => &mut requests,
            BlockType::Response => &mut responses,
            _ => continue,
        };
        for name in names(&members) {
            named.add(name, annotation.span);
        }
    }
    requests.twice("requests", findings);
    responses.twice("responses", findings);
    // Where no request has a name, names pair nothing.
    if requests.first.is_empty() {
        return;
    }
    for (name, span) in &responses.first {
        if !requests.first.contains_key(name) {
            findings.add(
                Code::AnnotationNames,
                *span,
                format!("the response is called `{name}`, and no request of the page is"),
                "it was taken for the response to the request above it",
                "give a request and its response the same name",
            );
        }
    }
}

/// The names of one kind of block.
#[derive(Default)]
struct Named {
    first: BTreeMap<String, Span>,
    again: Vec<(String, Span)>,
}

impl Named {
    fn add(&mut self, name: String, span: Span) {
        match self.first.entry(name) {
            Entry::Occupied(first) => self.again.push((first.key().clone(), span)),
            Entry::Vacant(first) => {
                first.insert(span);
            }
        }
    }

    fn twice(&self, what: &str, findings: &mut Findings<'_>) {
        for (name, span) in &self.again {
            findings.add(
                Code::AnnotationNames,
                *span,
                format!("two {what} of the page are called `{name}`"),
                "both were read",
                "give each a name of its own",
            );
        }
    }
}

fn empty_base(
    members: &Map<String, Value>,
    span: Span,
    dialect: &Annotations,
    findings: &mut Findings<'_>,
) {
    let is_base = |name: &String| dialect.field(name) == Some(Field::Base);
    let mut bases = members.iter().filter(|(name, _)| is_base(name));
    let empty = bases.any(|(_, base)| base.as_str().is_some_and(|base| base.trim().is_empty()));
    if empty {
        findings.add(
            Code::AnnotationEmpty,
            span,
            "the annotation names an empty base type",
            "it was skipped",
            "name the base type, or take the member out where there is none",
        );
    }
}

/// The members of an annotation that is strict JSON.
fn members(document: &Document, annotation: &Annotation) -> Map<String, Value> {
    let range = annotation.span.start as usize..annotation.span.end as usize;
    let text = document.source.get(range).unwrap_or_default();
    let (Some(start), Some(end)) = (text.find('{'), text.rfind('}')) else {
        return Map::new();
    };
    let json = text.get(start..=end).unwrap_or_default();
    serde_json::from_str(json).unwrap_or_default()
}

/// One name, or the names of a list.
fn names(members: &Map<String, Value>) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match members.get(NAME) {
        Some(Value::Array(names)) => names.iter().filter_map(text).collect(),
        Some(name) => text(name).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, operation, page};

    fn examples(requests: &[&str], responses: &[&str]) -> (String, String) {
        let block = |kind: &str, name: &str, text: &str| {
            format!(
                "<!-- {{\"blockType\": \"{kind}\", \"name\": \"{name}\"}} -->\n```http\n{text}\n```\n\n"
            )
        };
        let request = "DELETE https://graph.microsoft.com/v1.0/posts/1";
        let requests = requests.iter().map(|name| block("request", name, request));
        let answer = "HTTP/1.1 204 No Content";
        let responses = responses.iter().map(|name| block("response", name, answer));
        let all: String = requests.chain(responses).collect();
        operation(
            "post-delete",
            "DELETE /posts/{id}",
            &format!("## Example\n\n{all}"),
        )
    }

    #[test]
    fn names_pair_requests_with_responses() {
        for (requests, responses, wanted) in [
            (&["a"][..], &["a"][..], None),
            (
                &["a"],
                &["b"],
                Some("the response is called `b`, and no request of the page is"),
            ),
            (
                &["a", "a"],
                &["a"],
                Some("two requests of the page are called `a`"),
            ),
            (
                &["a"],
                &["a", "a"],
                Some("two responses of the page are called `a`"),
            ),
            (&["a", "b"], &["b", "a"], None),
        ] {
            expect(
                &[examples(requests, responses)],
                Code::AnnotationNames,
                wanted,
            );
        }
    }

    #[test]
    fn a_base_type_has_a_name() {
        for (base, wanted) in [
            ("\"\"", Some("the annotation names an empty base type")),
            ("\" \"", Some("the annotation names an empty base type")),
            ("null", None),
            ("\"microsoft.graph.entity\"", None),
        ] {
            let text = format!(
                "A post.\n\n<!-- {{\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.post\", \"baseType\": {base}}} -->\n```json\n{{}}\n```\n"
            );
            expect(
                &[page("resources/post.md", &text)],
                Code::AnnotationEmpty,
                wanted,
            );
        }
    }
}
