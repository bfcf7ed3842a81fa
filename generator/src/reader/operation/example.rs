//! Fences that show a request or a response.

use crate::diagnostic::Code;
use crate::dialect::Dialect;
use crate::page::{Annotation, Fence, Findings, Section, Text, lenient_json};
use crate::reader::operation::request_line;
use crate::reader::phrase::type_phrase;
use crate::reader::{Example, ExampleBody, ExampleKind, TypeName, TypeRef};
use serde_json::Value;

/// What a body answers with that the page shows without any status.
pub(crate) const USUAL_STATUS: u16 = 200;

/// An example with more text is reported, and read without its JSON.
const MAX_EXAMPLE_BYTES: usize = 256 << 10;

/// Reads the fence as an example. `None` where it shows neither a request nor a response.
pub(crate) fn read(
    dialect: &Dialect,
    section: &Section<'_>,
    annotation: Option<&Annotation>,
    fence: &Fence<'_>,
    findings: &mut Findings<'_>,
) -> Option<Example> {
    let first = fence.body.lines().find(|line| !line.trim().is_empty())?;
    let kind = kind(first)?;
    let below = fence
        .body
        .tail((first.span().end - fence.body.span().start) as usize);
    let (headers, body) = message(below);
    Some(Example {
        kind,
        title: section.title.clone(),
        annotated: annotation.and_then(|annotation| annotated(dialect, annotation)),
        composable: annotation.is_some_and(|annotation| annotation.composable == Some(true)),
        headers,
        body: body.map(|text| example_body(text, findings)),
        span: fence.span,
    })
}

/// Reads a fence of a Response section that shows the body of an answer alone, without a status line.
pub(crate) fn body_alone(
    dialect: &Dialect,
    section: &Section<'_>,
    fence: &Fence<'_>,
    status: u16,
    findings: &mut Findings<'_>,
) -> Option<Example> {
    let text = fence.body.trim();
    if !text.starts_with(['{', '[']) || !looks_like_json(&text) {
        return None;
    }
    let body = example_body(text, findings);
    let answers = |json: &Value| match json {
        Value::Object(_) => !dialect.service.errors.is_error(json),
        Value::Array(items) => items.iter().all(Value::is_object),
        _ => false,
    };
    body.json.as_ref().is_some_and(answers).then(|| Example {
        kind: ExampleKind::Response { status },
        title: section.title.clone(),
        annotated: None,
        composable: false,
        headers: Vec::new(),
        body: Some(body),
        span: fence.span,
    })
}

/// What the first line shows.
fn kind(line: Text<'_>) -> Option<ExampleKind> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("HTTP") {
        // `HTTP/1.1 200 OK`, `HTTP 201 Created`, `HTTP/1.1: 204`
        let status = rest
            .split([' ', ':', ',', '/'])
            .find(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
        return Some(ExampleKind::Response {
            status: status.parse().ok()?,
        });
    }
    let (method, url) = request_line::method(line)?;
    Some(ExampleKind::Request {
        method,
        url: url.as_str().to_owned(),
    })
}

/// Headers and body below the first line. Blank lines may stand before the headers, and none before the body.
fn message(text: Text<'_>) -> (Vec<(String, String)>, Option<Text<'_>>) {
    let mut headers = Vec::new();
    for line in text.lines() {
        let content = line.trim();
        if content.is_empty() {
            continue;
        }
        match header(&content) {
            Some(header) => headers.push(header),
            None => {
                let at = (line.span().start - text.span().start) as usize;
                let body = text.tail(at).trim();
                // The rest of a long URL is no body.
                let continued = headers.is_empty() && content.starts_with(['?', '&', '$']);
                return (headers, (!continued).then_some(body));
            }
        }
    }
    (headers, None)
}

fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    is_name.then(|| (name.to_owned(), value.trim().to_owned()))
}

fn example_body(text: Text<'_>, findings: &mut Findings<'_>) -> ExampleBody {
    let read = looks_like_json(&text).then(|| match text.len() {
        ..=MAX_EXAMPLE_BYTES => lenient_json(&text),
        _ => Err(format!("it is longer than {MAX_EXAMPLE_BYTES} bytes")),
    });
    let mut body = ExampleBody {
        text: text.as_str().to_owned(),
        json: None,
        repaired: None,
        span: text.span(),
    };
    match read {
        Some(Ok(read)) => {
            if let Some(repairs) = &read.repaired {
                findings.add(
                    Code::ExampleRepaired,
                    text.span(),
                    format!("the JSON of the example is valid only after a repair: {repairs}"),
                    "the repaired JSON was used",
                    "write the example as strict JSON",
                );
            }
            body.json = Some(read.value);
            body.repaired = read.repaired;
        }
        Some(Err(error)) => findings.add(
            Code::ExampleInvalid,
            text.span(),
            format!("the example is not JSON: {error}"),
            "it was not used as a test",
            "write the example as strict JSON",
        ),
        None => {}
    }
    body
}

/// Whether a text is meant to be JSON, and no placeholder such as `{bytes of the file}`.
fn looks_like_json(text: &str) -> bool {
    let brackets = ['{', '}', '[', ']', ' ', '\n', '\r'];
    let holds_value =
        text.contains(['"', '\u{201c}', ',']) || text.trim_matches(brackets).is_empty();
    text.starts_with(['{', '[']) && holds_value
}

/// The type that an annotation names.
fn annotated(dialect: &Dialect, annotation: &Annotation) -> Option<TypeRef> {
    let name = annotation.ty.as_ref()?;
    let (names, collection) = type_phrase::words(dialect, &name.value).unwrap_or_else(|| {
        let name = TypeName {
            text: name.value.clone(),
            target: None,
        };
        (vec![name], false)
    });
    Some(TypeRef {
        names,
        collection: collection || annotation.is_collection == Some(true),
        span: name.span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::reader::test_page::read_page;
    use serde_json::json;

    fn read_text(text: &str) -> (Option<Example>, Vec<Diagnostic>) {
        let page = format!("---\n---\n## Example\n\n{text}\n");
        read_page("api/x.md", &page, |context, findings| {
            let section = &context.page.sections[1];
            let (annotation, fence) = section.fences().next().unwrap();
            read(context.dialect, section, annotation, fence, findings)
        })
    }

    #[test]
    fn a_response_needs_no_blank_line() {
        let text = "<!-- {\"blockType\": \"response\", \"@odata.type\": \"Collection(a.thing)\"} -->\n\
                    ``` http\nHTTP/1.1 201 Created\nContent-Type: application/json\n{\"a\": 1}\n```";
        let example = read_text(text).0.unwrap();
        assert_eq!(example.kind, ExampleKind::Response { status: 201 });
        assert_eq!(
            example.headers,
            [("Content-Type".to_owned(), "application/json".to_owned())]
        );
        assert_eq!(example.body.unwrap().json, Some(json!({"a": 1})));
        let ty = example.annotated.unwrap();
        assert_eq!((&*ty.names[0].text, ty.collection), ("a.thing", true));
    }

    #[test]
    fn a_request_may_have_blank_lines_before_its_headers() {
        let example =
            read_text("```http\nPATCH https://example.com/v1.0/a\n\nPrefer: b\n\nplain text\n```")
                .0
                .unwrap();
        assert!(matches!(
            example.kind,
            ExampleKind::Request {
                method: crate::reader::HttpMethod::Patch,
                ..
            }
        ));
        assert_eq!(example.headers.len(), 1);
        let body = example.body.unwrap();
        assert_eq!((body.text.as_str(), body.json), ("plain text", None));
    }

    #[test]
    fn json_is_repaired_or_reported() {
        let (example, diagnostics) = read_text("```http\nHTTP/1.1 200 OK\n\n{\"a\": 1,}\n```");
        assert_eq!(
            example.unwrap().body.unwrap().repaired.as_deref(),
            Some("trailing comma")
        );
        assert_eq!(diagnostics[0].code, Code::ExampleRepaired);
        let (example, diagnostics) = read_text("```http\nHTTP/1.1 200 OK\n\n{\"a\": b, c}\n```");
        assert_eq!(example.unwrap().body.unwrap().json, None);
        assert_eq!(diagnostics[0].code, Code::ExampleInvalid);
    }

    #[test]
    fn long_and_deep_json_is_reported() {
        let long = format!("[{}1]", "1, ".repeat(MAX_EXAMPLE_BYTES / 3));
        let deep = "[\"a\", ".repeat(10_000) + &"]".repeat(10_000);
        for text in [long, deep] {
            let (example, diagnostics) =
                read_text(&format!("```http\nHTTP/1.1 200 OK\n\n{text}\n```"));
            assert_eq!(example.unwrap().body.unwrap().json, None);
            assert_eq!(diagnostics[0].code, Code::ExampleInvalid);
        }
    }

    #[test]
    fn other_fences_are_no_examples() {
        assert!(read_text("```json\n{}\n```").0.is_none());
    }
}
