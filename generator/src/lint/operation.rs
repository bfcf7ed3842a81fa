//! Requests: two pages with the same one, parameters of paths.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::lines::Sources;
use crate::model::Model;
use crate::model::{Argument, ArgumentValue, Operation, Segment};
use crate::reader as reference;
use crate::reader::{Document, ExampleKind, Route};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Compares the requests of all pages with each other, and the routes of each page with its tables.
pub(crate) fn check(
    documents: &[Document],
    model: &Model,
    sources: &Sources<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for document in documents {
        for operation in &document.operations {
            found.extend(repeated_parameter(document, operation));
            found.extend(parameter_without_row(document, operation));
        }
        found.extend(answer_without_request(document));
    }
    found.extend(duplicates(model, sources));
    found
}

/// Requests that several pages document alike, each told once.
fn duplicates(model: &Model, sources: &Sources<'_>) -> Vec<Diagnostic> {
    let mut alike: BTreeMap<String, Vec<&Operation>> = BTreeMap::new();
    for operation in &model.operations {
        if let Some(route) = operation.routes.first() {
            let key = format!("{:?} {}", operation.method, shape(&route.segments));
            alike.entry(key).or_default().push(operation);
        }
    }
    let told = alike.values().filter_map(|operations| {
        let (first, rest) = operations.split_first()?;
        let mut same = rest.iter().filter(|other| {
            other.page != first.page
                && other.body == first.body
                && other.responses == first.responses
        });
        let second = same.next()?;
        Some(duplicate(second, first, same.count(), sources))
    });
    told.collect()
}

/// A path with its parameters blanked.
pub(crate) fn shape(segments: &[Segment]) -> String {
    segments.iter().fold(String::new(), |mut text, segment| {
        let _ = match segment {
            Segment::Literal(word) => write!(text, "/{}", word.to_lowercase()),
            Segment::Parameter(_) => write!(text, "/{{}}"),
            Segment::Path { closed, .. } => {
                write!(text, ":/{{}}{}", if *closed { ":" } else { "" })
            }
            Segment::Function { name, arguments } => {
                let _ = write!(text, "/{}(", name.to_lowercase());
                for argument in arguments {
                    let name = argument.name.as_deref().unwrap_or_default();
                    let _ = match &argument.value {
                        ArgumentValue::Literal(value) => write!(text, "{name}={value},"),
                        ArgumentValue::Parameter(_) => write!(text, "{name},"),
                    };
                }
                write!(text, ")")
            }
        };
        text
    })
}

fn duplicate(
    operation: &Operation,
    earlier: &Operation,
    further: usize,
    sources: &Sources<'_>,
) -> Diagnostic {
    let line = sources.line(&earlier.page, earlier.span.start);
    let path = operation.routes.first().map_or("", |route| &*route.path);
    let more = match further {
        0 => String::new(),
        1 => ", and on another page".to_owned(),
        many => format!(", and on {many} other pages"),
    };
    let message = format!(
        "`{} {path}` is also documented on line {line} of {}{more}",
        format!("{:?}", operation.method).to_uppercase(),
        earlier.page
    );
    Diagnostic::new(
        Code::OperationRepeated,
        &*operation.page,
        operation.span,
        message,
    )
    .done("each page became a function")
    .help("document a request on one page, and link to it from elsewhere")
}

/// A name that two parameters of one route have.
fn repeated_parameter(document: &Document, operation: &reference::Operation) -> Option<Diagnostic> {
    operation.routes.iter().find_map(|route| {
        // `{id}` means the id of what stands before it.
        let names: Vec<&str> = parameters(route)
            .filter(|name| !name.eq_ignore_ascii_case("id"))
            .collect();
        let name = names
            .iter()
            .enumerate()
            .find(|(at, name)| names.iter().take(*at).any(|earlier| earlier == *name))
            .map(|(_, name)| *name)?;
        let message = format!("two parameters of the path are called `{name}`");
        Some(
            Diagnostic::new(
                Code::PathParameterRepeated,
                &*document.page,
                route.span,
                message,
            )
            .done("they were named after what stands before them in the path")
            .help("give each its own name, such as `{message-id}`"),
        )
    })
}

fn parameters(route: &Route) -> impl Iterator<Item = &str> {
    route.segments.iter().flat_map(|segment| {
        let names: Vec<&str> = match segment {
            Segment::Literal(_) => Vec::new(),
            Segment::Parameter(names) => names.first().map(String::as_str).into_iter().collect(),
            Segment::Path { parameter, .. } => vec![parameter],
            Segment::Function { arguments, .. } => {
                arguments.iter().filter_map(placeholder).collect()
            }
        };
        names
    })
}

fn placeholder(argument: &Argument) -> Option<&str> {
    match &argument.value {
        ArgumentValue::Parameter(name) => Some(name),
        ArgumentValue::Literal(_) => None,
    }
}

/// A parameter of the path that the page's table of parameters leaves out.
fn parameter_without_row(
    document: &Document,
    operation: &reference::Operation,
) -> Option<Diagnostic> {
    if operation.parameters.is_empty() {
        return None;
    }
    let rows = Rows::of(operation);
    operation.routes.iter().find_map(|route| {
        let missing =
            undescribed_argument(&rows, route).or_else(|| undescribed_parameter(&rows, route))?;
        let message = format!("no row of the table of parameters describes `{missing}`");
        Some(
            Diagnostic::new(
                Code::PathParameterUndescribed,
                &*document.page,
                route.span,
                message,
            )
            .done("it takes a string")
            .help(format!("add a row `|{missing}|String|...|`, with its type")),
        )
    })
}

/// An argument of the function at the end of a path.
fn undescribed_argument<'a>(rows: &Rows, route: &'a Route) -> Option<&'a str> {
    let Some(Segment::Function { name, arguments }) = route.segments.last() else {
        return None;
    };
    let mut arguments = arguments.iter().filter(|_| !name.is_empty());
    arguments.find_map(|argument| {
        let value = placeholder(argument)?;
        let name = argument.name.as_deref()?;
        let described = rows.describe(name) || rows.describe(value);
        (!described).then_some(name)
    })
}

/// Another parameter of a path, where the table describes one of them: a table may be about something else. Everybody knows
/// what `{id}` is.
fn undescribed_parameter<'a>(rows: &Rows, route: &'a Route) -> Option<&'a str> {
    let named = || {
        route.segments.iter().filter_map(|segment| match segment {
            Segment::Parameter(names) => Some(names),
            _ => None,
        })
    };
    let described = |names: &Vec<String>| names.iter().any(|name| rows.describe(name));
    if !named().any(described) {
        return None;
    }
    let mut missing = named().filter(|names| !described(names));
    missing.find_map(|names| {
        let name = names.first().map(String::as_str)?;
        (names.len() == 1 && !name.eq_ignore_ascii_case("id")).then_some(name)
    })
}

/// The names in the table of parameters; `{team-id}` of a path may be called `teamId` there.
struct Rows(BTreeSet<String>);

impl Rows {
    fn of(operation: &reference::Operation) -> Self {
        let rows = operation.parameters.iter();
        Self(rows.map(|row| letters(&row.name.value)).collect())
    }

    fn describe(&self, name: &str) -> bool {
        self.0.contains(&letters(name))
    }
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// An example of a response that nothing asked for.
fn answer_without_request(document: &Document) -> Option<Diagnostic> {
    let examples = || {
        document
            .operations
            .iter()
            .flat_map(|operation| &operation.examples)
    };
    let first = examples().next()?;
    if examples().any(|example| matches!(example.kind, ExampleKind::Request { .. })) {
        return None;
    }
    Some(
        Diagnostic::new(
            Code::ExampleWithoutRequest,
            &*document.page,
            first.span,
            "a response is shown, but no request that leads to it",
        )
        .help("show the request above the response"),
    )
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::tests::{expect, operation};

    #[test]
    fn a_request_is_on_one_page() {
        let list = |stem: &str, line: &str| operation(stem, line, "");
        expect(
            &[
                list("post-delete", "DELETE /posts/{id}"),
                list("post-remove", "DELETE /Posts/{post-id}"),
            ],
            Code::OperationRepeated,
            Some("`DELETE /Posts/{post-id}` is also documented on line 13 of api/post-delete.md"),
        );
        expect(
            &[
                list("post-delete", "DELETE /posts/{id}"),
                list("user-delete", "DELETE /users/{id}"),
            ],
            Code::OperationRepeated,
            None,
        );
    }

    #[test]
    fn parameters_of_a_path_have_names_of_their_own() {
        for (line, wanted) in [
            (
                "DELETE /users/{key}/posts/{key}",
                Some("two parameters of the path are called `key`"),
            ),
            ("DELETE /users/{id}/posts/{id}", None),
            ("DELETE /users/{user-key}/posts/{key}", None),
        ] {
            expect(
                &[operation("post-delete", line, "")],
                Code::PathParameterRepeated,
                wanted,
            );
        }
    }

    #[test]
    fn tables_describe_all_parameters_of_a_path() {
        let table = "## Function parameters\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|from|Int32|Where to begin.|\n";
        for (line, wanted) in [
            (
                "GET /posts/range(from={from},to={to})",
                Some("no row of the table of parameters describes `to`"),
            ),
            ("GET /posts/range(from={first})", None),
            ("GET /posts/{from}/parts/{id}", None),
            ("GET /posts/{other}", None),
            (
                "GET /posts/{from}/parts/{part-name}",
                Some("no row of the table of parameters describes `part-name`"),
            ),
        ] {
            expect(
                &[operation("post-range", line, table)],
                Code::PathParameterUndescribed,
                wanted,
            );
        }
        let silent = operation("post-range", "GET /posts/range(from={from},to={to})", "");
        expect(&[silent], Code::PathParameterUndescribed, None);
    }

    #[test]
    fn a_response_answers_a_request() {
        let response = "```http\nHTTP/1.1 204 No Content\n```\n";
        let request = "```http\nDELETE https://graph.microsoft.com/v1.0/posts/1\n```\n";
        let bad = format!("## Example\n\n{response}");
        let good = format!("## Example\n\n{request}\n{response}");
        let line = "DELETE /posts/{id}";
        expect(
            &[operation("post-delete", line, &bad)],
            Code::ExampleWithoutRequest,
            Some("a response is shown, but no request that leads to it"),
        );
        expect(
            &[operation("post-delete", line, &good)],
            Code::ExampleWithoutRequest,
            None,
        );
    }
}
