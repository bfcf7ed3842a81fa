//! Which request the examples of a page show.

use crate::dialect::{BlockType, Role, Service};
use crate::model::Segment;
use crate::page::{Findings, Text};
use crate::reader::operation::example;
use crate::reader::operation::route;
use crate::reader::operation::route::Route;
use crate::reader::outline::group::{Group, Outline};
use crate::reader::{Example, ExampleKind, HttpMethod};

/// The examples of each group's methods, in the order of the groups and of their methods.
///
/// A request is shown to the groups that have a route it could be sent to, else to those in whose sections it stands,
/// else to all with its method; a response together with the request before it.
pub(crate) fn read(
    outline: &Outline<'_, '_>,
    groups: &[Group],
    findings: &mut Findings<'_>,
) -> Vec<(HttpMethod, Vec<Example>)> {
    let keys: Vec<(&Group, HttpMethod)> = groups
        .iter()
        .flat_map(|group| {
            group
                .methods()
                .into_iter()
                .map(move |method| (group, method))
        })
        .collect();
    let mut shown: Vec<(HttpMethod, Vec<Example>)> = keys
        .iter()
        .map(|(_, method)| (*method, Vec::new()))
        .collect();
    let service = &outline.context.dialect.service;
    let mut receivers: Vec<usize> = (0..keys.len()).collect();
    let examples = examples(outline, findings);
    let mistaken = mistaken_method(&keys, &examples);
    for (section, example) in examples {
        if let ExampleKind::Request { method, url } = &example.kind {
            receivers = match mistaken == Some(*method) {
                true => vec![0],
                false => receiving(service, &keys, *method, url, section),
            };
        }
        for at in &receivers {
            if let Some((_, examples)) = shown.get_mut(*at) {
                examples.push(example.clone());
            }
        }
    }
    shown
}

/// The method of the examples of a page with one request, where they all show another one that sends something too: they show that
/// request, and either they or the request line have its method wrong.
fn mistaken_method(
    keys: &[(&Group, HttpMethod)],
    examples: &[(usize, Example)],
) -> Option<HttpMethod> {
    let [(_, documented)] = keys else { return None };
    let mut shown = examples
        .iter()
        .filter_map(|(_, example)| match example.kind {
            ExampleKind::Request { method, .. } => Some(method),
            ExampleKind::Response { .. } => None,
        });
    let first = shown.next()?;
    let another = first != *documented && first.writes() && documented.writes();
    (another && shown.all(|method| method == first)).then_some(first)
}

/// Every example of the page, with the section it stands in.
fn examples(outline: &Outline<'_, '_>, findings: &mut Findings<'_>) -> Vec<(usize, Example)> {
    let dialect = outline.context.dialect;
    let mut examples = Vec::new();
    // What follows something that is read, without a status line, is its answer.
    let mut asked = false;
    for (index, section) in outline.sections().iter().enumerate() {
        let lines = outline.role(index) == Role::Request;
        for (annotation, fence) in section.fences() {
            let shown = annotation.is_some_and(|annotation| {
                matches!(annotation.block, BlockType::Request | BlockType::Response)
            });
            if lines && !shown {
                continue;
            }
            let example = example::read(dialect, section, annotation, fence, findings);
            let example = example.or_else(|| {
                let answers = asked && annotation.is_none() && outline.role(index) == Role::Example;
                let status = example::USUAL_STATUS;
                let read = answers
                    .then(|| example::body_alone(dialect, section, fence, status, findings))??;
                Some(read)
            });
            let Some(example) = example else { continue };
            asked = matches!(
                example.kind,
                ExampleKind::Request {
                    method: HttpMethod::Get,
                    ..
                }
            );
            examples.push((index, example));
        }
    }
    examples
}

/// The keys that a request with `method` to `url`, shown in `section`, belongs to.
fn receiving(
    service: &Service,
    keys: &[(&Group, HttpMethod)],
    method: HttpMethod,
    url: &str,
    section: usize,
) -> Vec<usize> {
    let with_method = keys
        .iter()
        .enumerate()
        .filter(|(_, (_, known))| *known == method);
    let all: Vec<(usize, &Group)> = with_method.map(|(at, (group, _))| (at, *group)).collect();
    if all.len() < 2 {
        return all.into_iter().map(|(at, _)| at).collect();
    }
    let sent = route::read(service, Text::new(url)).ok();
    let fits = |group: &Group| {
        sent.as_ref().is_some_and(|sent| {
            group
                .requests
                .iter()
                .any(|(known, route)| *known == method && could_be(route, sent))
        })
    };
    let inside = |group: &Group| group.sections.contains(&section);
    let pick = |wanted: &dyn Fn(&Group) -> bool| {
        let picked = all.iter().filter(|(_, group)| wanted(group));
        picked.map(|(at, _)| *at).collect::<Vec<usize>>()
    };
    [pick(&fits), pick(&inside), pick(&|_| true)]
        .into_iter()
        .find(|picked| !picked.is_empty())
        .unwrap_or_default()
}

/// Whether a request could be sent to `route`: as many segments, and the fixed ones equal.
fn could_be(route: &Route, sent: &Route) -> bool {
    route.segments.len() == sent.segments.len()
        && route
            .segments
            .iter()
            .zip(&sent.segments)
            .all(|pair| match pair {
                (Segment::Literal(fixed), Segment::Literal(other)) => {
                    fixed.eq_ignore_ascii_case(other)
                }
                (Segment::Literal(_), _) => false,
                (Segment::Function { name, .. }, Segment::Function { name: other, .. }) => {
                    name.eq_ignore_ascii_case(other)
                }
                (Segment::Function { .. }, _) => false,
                _ => true,
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(route: &str, sent: &str) -> bool {
        let service = &crate::dialect::graph().service;
        could_be(
            &route::read(service, Text::new(route)).unwrap(),
            &route::read(service, Text::new(sent)).unwrap(),
        )
    }

    #[test]
    fn a_request_fits_a_route_with_the_same_fixed_parts() {
        assert!(fits(
            "/users/{id}/photo/$value",
            "https://example.com/v1.0/users/me@example.com/Photo/$value"
        ));
        assert!(fits("/root:/{path}:/children", "/root:/a/b:/children"));
        assert!(fits("/all(of='{x}')", "/all(of='1')?$top=2"));
        assert!(!fits("/users/{id}/photo", "/users/1/photo/$value"));
        assert!(!fits("/users/{id}/photo", "/users/1/name"));
    }
}
