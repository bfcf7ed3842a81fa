//! Functions whose request lines do not show it: sent with POST, or without the arguments.
//!
//! Only functions can be composed with what follows them in a path, and functions are called with GET, their arguments
//! in parentheses. So an annotation with `isComposable` says how a request is to be sent.

use crate::diagnostic::Code;
use crate::dialect::Dialect;
use crate::page::{Findings, Text};
use crate::reader::operation::route;
use crate::reader::{
    Argument, ArgumentValue, Example, ExampleKind, HttpMethod, Property, Route, Segment,
};

/// Whether the annotation of a request says that it calls a function.
pub(crate) fn is_shown(examples: &[Example]) -> bool {
    examples.iter().any(|example| example.composable)
}

/// The method that a request is sent with, and what is shown of it: functions are never called with POST.
pub(crate) fn called(
    method: HttpMethod,
    function: bool,
    examples: Vec<Example>,
    routes: &[Route],
    findings: &mut Findings<'_>,
) -> (HttpMethod, Vec<Example>) {
    if method != HttpMethod::Post || !function {
        return (method, examples);
    }
    if let Some(route) = routes.first() {
        findings.add(
            Code::PartsDisagree,
            route.span,
            "the request line sends POST, but the annotation of the example says that the request can be composed, \
             which only functions can",
            "it is sent with GET, its parameters in the path",
            "write the request line as `GET .../name(parameter={value})`",
        );
    }
    let sent = |example: &Example| matches!(example.kind, ExampleKind::Request { method, .. } if method != HttpMethod::Get);
    let examples = examples.into_iter().filter(|example| !sent(example));
    (HttpMethod::Get, examples.collect())
}

/// Adds the arguments that routes leave out at their end: those an example gives, else all that the tables list for a
/// request known to be a `function`. Where some are optional, there is a route without them and one with all.
pub(crate) fn with_arguments(
    dialect: &Dialect,
    routes: Vec<Route>,
    function: bool,
    examples: &[Example],
    rows: &[&Property],
) -> Vec<Route> {
    let written: Vec<String> = routes.iter().filter_map(called_name).collect();
    let complete = |route: Route| match route.segments.last() {
        // The page writes it in both forms.
        Some(Segment::Literal(name)) if written.contains(&name.to_lowercase()) => vec![route],
        Some(Segment::Literal(_)) => {
            with_arguments_at_end(dialect, route, function, examples, rows)
        }
        Some(Segment::Function { .. }) => with_optional_arguments(dialect, route, rows),
        _ => vec![route],
    };
    routes.into_iter().flat_map(complete).collect()
}

/// The route, and behind it the one with the optional arguments that it leaves out, where its others have names.
fn with_optional_arguments(dialect: &Dialect, route: Route, rows: &[&Property]) -> Vec<Route> {
    let Some(Segment::Function { arguments, .. }) = route.segments.last() else {
        return vec![route];
    };
    let named = !arguments.is_empty() && arguments.iter().all(|argument| argument.name.is_some());
    let missing = rows.iter().filter(|row| {
        is_optional(dialect, row)
            && !row.name.value.starts_with('$')
            && !is_bound(&route, &row.name.value)
    });
    let missing: Vec<Argument> = missing.map(|row| argument(dialect, row)).collect();
    if !named || missing.is_empty() || !route.text.ends_with(')') {
        return vec![route];
    }
    let mut whole = route.clone();
    whole.text.pop();
    let more = written(&missing);
    whole.text.push(',');
    whole.text.push_str(more.trim_start_matches('('));
    if let Some(Segment::Function { arguments, .. }) = whole.segments.last_mut() {
        arguments.extend(missing);
    }
    vec![route, whole]
}

/// The lower-case name of the function that a route ends in.
fn called_name(route: &Route) -> Option<String> {
    match route.segments.last()? {
        Segment::Function { name, .. } => Some(name.to_lowercase()),
        _ => None,
    }
}

fn with_arguments_at_end(
    dialect: &Dialect,
    route: Route,
    function: bool,
    examples: &[Example],
    rows: &[&Property],
) -> Vec<Route> {
    let Some(Segment::Literal(name)) = route.segments.last() else {
        return vec![route];
    };
    let given = examples
        .iter()
        .find_map(|example| arguments_shown(dialect, example, name));
    let wanted = |row: &&&Property| match &given {
        Some(given) => given
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&row.name.value)),
        None => function && !is_bound(&route, &row.name.value),
    };
    let all: Vec<&Property> = rows.iter().filter(wanted).copied().collect();
    let needed = |row: &&Property| !is_optional(dialect, row);
    let needed: Vec<&Property> = all.iter().copied().filter(needed).collect();
    let called = |rows: &[&Property]| call(dialect, &route, name, rows);
    if needed.len() == all.len() {
        return vec![called(&all)];
    }
    vec![called(&needed), called(&all)]
}

/// The route with these arguments at its end.
fn call(dialect: &Dialect, route: &Route, name: &str, rows: &[&Property]) -> Route {
    let mut route = route.clone();
    if rows.is_empty() {
        return route;
    }
    let arguments: Vec<Argument> = rows.iter().map(|row| argument(dialect, row)).collect();
    route.text.push_str(&written(&arguments));
    route.segments.pop();
    route.segments.push(Segment::Function {
        name: name.to_owned(),
        arguments,
    });
    route
}

/// Makes parameters of arguments that routes show with a sample value: those that a table describes, and those whose value
/// only says that one is needed.
pub(crate) fn with_parameters(
    dialect: &Dialect,
    routes: Vec<Route>,
    parameters: &[Property],
) -> Vec<Route> {
    let mut changed: Vec<Route> = Vec::with_capacity(routes.len());
    for mut route in routes {
        for segment in &mut route.segments {
            let Segment::Function { arguments, .. } = segment else {
                continue;
            };
            for argument in arguments {
                let (Some(name), ArgumentValue::Literal(value)) = (&argument.name, &argument.value)
                else {
                    continue;
                };
                let described = |row: &Property| row.name.value.eq_ignore_ascii_case(name);
                let sample = dialect.placeholders.argument.is(value);
                if sample || parameters.iter().any(described) {
                    let quote = if argument.quoted { "'" } else { "" };
                    let shown = format!("{name}={quote}{value}{quote}");
                    let meant = format!("{name}={quote}{{{name}}}{quote}");
                    route.text = route.text.replacen(&shown, &meant, 1);
                    argument.value = ArgumentValue::Parameter(name.clone());
                }
            }
        }
        let known = |known: &Route| known.text == route.text && known.query == route.query;
        if !changed.iter().any(known) {
            changed.push(route);
        }
    }
    changed
}

/// The names of the arguments with which an example calls `name`.
fn arguments_shown(dialect: &Dialect, example: &Example, name: &str) -> Option<Vec<String>> {
    let ExampleKind::Request { url, .. } = &example.kind else {
        return None;
    };
    match route::read(&dialect.service, Text::new(url))
        .ok()?
        .segments
        .pop()?
    {
        Segment::Function {
            name: called,
            arguments,
        } if called.eq_ignore_ascii_case(name) => {
            let names: Option<Vec<String>> = arguments
                .into_iter()
                .map(|argument| argument.name)
                .collect();
            names.filter(|names| !names.is_empty())
        }
        _ => None,
    }
}

/// Whether the route has a place for a parameter already.
fn is_bound(route: &Route, name: &str) -> bool {
    let same = |other: &String| other.eq_ignore_ascii_case(name);
    route.segments.iter().any(|segment| match segment {
        Segment::Literal(_) => false,
        Segment::Parameter(names) => names.iter().any(same),
        Segment::Path { parameter, .. } => same(parameter),
        Segment::Function { arguments, .. } => arguments.iter().any(|argument| {
            argument.name.as_ref().is_some_and(same)
                || matches!(&argument.value, ArgumentValue::Parameter(value) if same(value))
        }),
    })
}

fn is_optional(dialect: &Dialect, row: &Property) -> bool {
    let description = row.description.as_deref().unwrap_or_default();
    !row.required && dialect.phrases.optional.begin(description)
}

fn argument(dialect: &Dialect, row: &Property) -> Argument {
    let primitives = &dialect.primitives;
    let ty = row.ty.as_ref().and_then(|ty| ty.names.first());
    let ty = ty.map(|name| name.text.to_lowercase());
    let quoted = |ty: String| {
        let name = ty.strip_prefix(&primitives.prefix).unwrap_or(&ty);
        primitives.quoted.iter().any(|quoted| quoted == name)
    };
    Argument {
        name: Some(row.name.value.clone()),
        quoted: ty.is_none_or(quoted),
        value: ArgumentValue::Parameter(row.name.value.clone()),
    }
}

/// `(row={row},column={column})`.
fn written(arguments: &[Argument]) -> String {
    let pairs: Vec<String> = arguments
        .iter()
        .filter_map(|argument| {
            let name = argument.name.as_deref()?;
            let quote = if argument.quoted { "'" } else { "" };
            Some(format!("{name}={quote}{{{name}}}{quote}"))
        })
        .collect();
    format!("({})", pairs.join(","))
}

#[cfg(test)]
mod tests {
    use super::super::Operation;
    use super::*;
    use camino::Utf8Path;

    /// The operation of a page with a request line, a table of parameters and an example.
    fn operation(
        line: &str,
        table: &str,
        annotation: &str,
        example: &str,
    ) -> (Operation, Vec<Code>) {
        let page = format!(
            "---\n---\n# Range: row\n\n## HTTP request\n```http\n{line}\n```\n\n## Request body\n\n|Parameter|Type|Description|\n\
             |-|-|-|\n{table}\n\n## Response\n\nYou get `200 OK`.\n\n## Example\n<!-- {{\"blockType\": \"request\"{annotation}}} -->\n\
             ```http\n{example}\n```\n"
        );
        let mut diagnostics = Vec::new();
        let path = Utf8Path::new("api/range-row.md");
        let document = crate::reader::read(
            path,
            page.as_bytes(),
            crate::dialect::graph(),
            &|_| None,
            &mut diagnostics,
        );
        let codes = diagnostics.iter().map(|found| found.code).collect();
        (document.operations.into_iter().next().unwrap(), codes)
    }

    const COMPOSABLE: &str = ", \"isComposable\": true";

    #[test]
    fn what_can_be_composed_is_called_with_get_and_arguments() {
        let (found, codes) = operation(
            "POST /range/row",
            "|row|Int32|Which.|",
            COMPOSABLE,
            "POST https://example.com/v1.0/range/row\n\n{\"row\": 2}",
        );
        assert_eq!(found.method, HttpMethod::Get);
        assert_eq!(found.routes[0].text, "/range/row(row={row})");
        assert!(found.examples.is_empty() && codes.contains(&Code::PartsDisagree));
        let (found, codes) = operation(
            "POST /range/row",
            "|row|Int32|Which.|",
            "",
            "POST /range/row",
        );
        assert_eq!(found.method, HttpMethod::Post);
        assert!(!codes.contains(&Code::PartsDisagree));
    }

    #[test]
    fn an_example_shows_which_arguments_there_are() {
        let line = "GET /range/row";
        let table = "|row|Int32|Which.|\n|name|String|Whose.|\n|size|Int32|Optional. How many.|";
        let text = |annotation: &str, example: &str| {
            operation(line, table, annotation, example).0.routes[0]
                .text
                .clone()
        };
        assert_eq!(
            text("", "GET /range/row(name='a')"),
            "/range/row(name='{name}')"
        );
        assert_eq!(
            text(COMPOSABLE, line),
            "/range/row(row={row},name='{name}')"
        );
        assert_eq!(text("", line), "/range/row");
    }

    #[test]
    fn optional_arguments_that_an_example_gives_make_a_route_of_their_own() {
        let found = operation(
            "GET /range/row",
            "|name|String|Whose. Required.|\n|size|Int32|Optional. How many.|",
            "",
            "GET /range/row(name='a',size=1)",
        );
        let texts: Vec<_> = found.0.routes.iter().map(|route| &*route.text).collect();
        assert_eq!(
            texts,
            [
                "/range/row(name='{name}')",
                "/range/row(name='{name}',size={size})"
            ]
        );
    }

    #[test]
    fn sample_values_stand_for_parameters() {
        let route = |line: &str| Route {
            ..route::read(&crate::dialect::graph().service, Text::new(line)).unwrap()
        };
        let changed = with_parameters(
            crate::dialect::graph(),
            vec![route("/all(of='parameterValue',kind='old')")],
            &[],
        );
        assert_eq!(changed[0].text, "/all(of='{of}',kind='old')");
    }

    #[test]
    fn a_route_with_arguments_is_left_as_it_is() {
        let both = "GET /range/row\nGET /range/row(row={row})";
        let found = operation(both, "|row|Int32|Which.|", COMPOSABLE, "GET /range/row").0;
        let texts: Vec<_> = found.routes.iter().map(|route| &*route.text).collect();
        assert_eq!(texts, ["/range/row", "/range/row(row={row})"]);
    }
}
