//! A page's sections to its operations.

use super::outline::{Role, roles};
use super::property::{self, Names};
use super::{
    Body, Context, Document, Example, ExampleKind, HttpMethod, Operation, Property, Route, body,
    example, header, permission, preamble, query, request_line, response,
};
use crate::diagnostic::Span;
use crate::page::{BlockType, Fence, Findings, Section};
use camino::Utf8Path;
use response::Statement;
use std::ops::Range;

/// Reads the operations of a page, one per method and group of request lines.
pub(super) fn read(
    context: Context<'_, '_>,
    includes: &dyn Fn(&Utf8Path) -> Option<String>,
    document: &Document,
    findings: &mut Findings<'_>,
) -> Vec<Operation> {
    let outline = Outline {
        context,
        roles: roles(context.page),
    };
    let requests = outline.requests(findings);
    let groups = outline.groups(requests);
    let examples = outline.examples(findings);
    let mut operations = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let others: Vec<&Range<usize>> = groups
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, group)| &group.sections)
            .collect();
        let part = Part {
            outline: &outline,
            own: &group.sections,
            others,
        };
        operations.extend(part.operations(group, includes, document, findings));
    }
    share_examples(examples, &groups, &mut operations);
    operations
}

/// Request lines that make one operation per method.
struct Group {
    /// The sections that belong to it alone.
    sections: Range<usize>,
    /// The section that introduces it, where that is not the whole page.
    heading: Option<usize>,
    requests: Vec<(HttpMethod, Route)>,
}

struct Outline<'p, 'a> {
    context: Context<'p, 'a>,
    roles: Vec<Role>,
}

impl<'p, 'a> Outline<'p, 'a> {
    fn sections(&self) -> &'p [Section<'a>] {
        &self.context.page.sections
    }

    fn role(&self, index: usize) -> Role {
        self.roles.get(index).copied().unwrap_or(Role::Other)
    }

    /// The request lines, by section.
    fn requests(&self, findings: &mut Findings<'_>) -> Vec<(usize, Vec<(HttpMethod, Route)>)> {
        let mut found = Vec::new();
        for (index, section) in self.sections().iter().enumerate() {
            if self.role(index) != Role::Request {
                continue;
            }
            let requests: Vec<_> = section
                .fences()
                .flat_map(|(_, fence)| request_line::read(fence, findings))
                .collect();
            if !requests.is_empty() {
                found.push((index, requests));
            }
        }
        if found.is_empty() {
            found.extend(self.unheaded_requests(findings));
        }
        found
    }

    /// Request lines of a page without a heading for them: those without a host above the first section that comes
    /// after the request.
    fn unheaded_requests(
        &self,
        findings: &mut Findings<'_>,
    ) -> Option<(usize, Vec<(HttpMethod, Route)>)> {
        let behind = [Role::Headers, Role::Body, Role::Response, Role::Example];
        let end = self
            .roles
            .iter()
            .position(|role| behind.contains(role))
            .unwrap_or(self.roles.len());
        let sections = self.sections().get(..end)?;
        let relative = |fence: &&Fence<'_>| {
            let first = fence.body.lines().find_map(request_line::method);
            first.is_some_and(|(_, path)| !path.contains("://"))
        };
        let fences = sections
            .iter()
            .flat_map(|section| section.fences().map(|(_, fence)| fence));
        let requests: Vec<_> = fences
            .filter(relative)
            .flat_map(|fence| request_line::read(fence, findings))
            .collect();
        (!requests.is_empty()).then_some((0, requests))
    }

    /// Request lines that stand under headings of their own are separate operations where these headings also have a
    /// response or a body of their own; else they are routes of one operation.
    fn groups(&self, requests: Vec<(usize, Vec<(HttpMethod, Route)>)>) -> Vec<Group> {
        let ranges: Vec<(usize, Range<usize>)> = requests
            .iter()
            .map(|(at, _)| self.range(*at, &requests))
            .collect();
        let complete = ranges
            .iter()
            .filter(|(_, range)| self.has_own_message(range))
            .count();
        if requests.len() > 1 && complete > 1 {
            return requests
                .into_iter()
                .zip(ranges)
                .map(|((_, requests), (heading, sections))| Group {
                    sections,
                    heading: Some(heading),
                    requests,
                })
                .collect();
        }
        let requests: Vec<_> = requests
            .into_iter()
            .flat_map(|(_, requests)| requests)
            .collect();
        if requests.is_empty() {
            return Vec::new();
        }
        vec![Group {
            sections: 0..self.sections().len(),
            heading: None,
            requests,
        }]
    }

    /// The heading and the sections of the request lines in section `at`: from the heading above them, unless that is
    /// the title or has other request lines too, to the next ones.
    fn range(
        &self,
        at: usize,
        requests: &[(usize, Vec<(HttpMethod, Route)>)],
    ) -> (usize, Range<usize>) {
        let level = |index: usize| {
            self.sections()
                .get(index)
                .map_or(0, |section| section.level)
        };
        let parent = (0..at).rev().find(|index| level(*index) < level(at));
        let own_parent = parent.filter(|parent| {
            level(*parent) >= 2
                && requests
                    .iter()
                    .all(|(other, _)| *other == at || !self.subtree(*parent).contains(other))
        });
        if let Some(parent) = own_parent {
            return (parent, self.subtree(parent));
        }
        let next = requests
            .iter()
            .map(|(other, _)| *other)
            .find(|other| *other > at);
        let end = parent.map_or(self.sections().len(), |parent| self.subtree(parent).end);
        (at, at..next.unwrap_or(end).min(end.max(at + 1)))
    }

    fn subtree(&self, at: usize) -> Range<usize> {
        at..at + self.context.page.subtree(at).len()
    }

    fn has_own_message(&self, range: &Range<usize>) -> bool {
        range
            .clone()
            .any(|index| matches!(self.role(index), Role::Response | Role::Body))
    }

    /// Every example of the page, with the section it stands in.
    fn examples(&self, findings: &mut Findings<'_>) -> Vec<(usize, Example)> {
        let mut examples = Vec::new();
        for (index, section) in self.sections().iter().enumerate() {
            let lines = self.role(index) == Role::Request;
            for (annotation, fence) in section.fences() {
                let shown = annotation.is_some_and(|annotation| {
                    matches!(annotation.block, BlockType::Request | BlockType::Response)
                });
                if lines && !shown {
                    continue;
                }
                examples.extend(
                    example::read(section, annotation, fence, findings)
                        .map(|example| (index, example)),
                );
            }
        }
        examples
    }
}

/// What one group of request lines may draw on: its own sections first, then those of no other group.
struct Part<'o, 'p, 'a> {
    outline: &'o Outline<'p, 'a>,
    own: &'o Range<usize>,
    others: Vec<&'o Range<usize>>,
}

impl<'p, 'a> Part<'_, 'p, 'a> {
    fn pick(&self, role: Role) -> Vec<&'p Section<'a>> {
        let with_role = |index: &usize| self.outline.role(*index) == role;
        let all = 0..self.outline.sections().len();
        let mut picked: Vec<usize> = self.own.clone().filter(with_role).collect();
        if picked.is_empty() {
            let shared = |index: &usize| !self.others.iter().any(|other| other.contains(index));
            picked = all.filter(with_role).filter(shared).collect();
        }
        picked
            .into_iter()
            .filter_map(|index| self.outline.sections().get(index))
            .collect()
    }

    fn operations(
        &self,
        group: &Group,
        includes: &dyn Fn(&Utf8Path) -> Option<String>,
        document: &Document,
        findings: &mut Findings<'_>,
    ) -> Vec<Operation> {
        let context = self.outline.context;
        let permissions =
            permission::read(context, self.permission_sections().into_iter(), includes);
        let query = query::read(context, self.pick(Role::Query).into_iter(), findings);
        let headers = header::read(context, self.pick(Role::Headers).into_iter());
        let parameters = self.parameters(findings);
        let body: Body = body::read(context, self.pick(Role::Body).into_iter(), findings);
        let statements = self.statements(findings);
        let heading = group.heading.and_then(|at| self.outline.sections().get(at));
        let titled = heading.filter(|section| !section.starts_with(&["http-"]));
        let mut methods: Vec<HttpMethod> = Vec::new();
        for (method, _) in &group.requests {
            if !methods.contains(method) {
                methods.push(*method);
            }
        }
        methods
            .into_iter()
            .map(|method| {
                let responses: Vec<_> = statements
                    .iter()
                    .map(|statement| statement.answer(method))
                    .collect();
                let many = responses
                    .iter()
                    .any(|response| response.ty.as_ref().is_some_and(|ty| ty.collection));
                let routes = routes(&group.requests, method);
                Operation {
                    title: titled
                        .map_or_else(|| document.title.clone(), |section| section.title.clone()),
                    description: titled
                        .and_then(|section| preamble::first_paragraph(section, findings))
                        .or_else(|| document.description.clone()),
                    method,
                    span: routes.first().map_or(Span::default(), |route| route.span),
                    routes,
                    permissions: permissions.clone(),
                    query: query.options(many),
                    query_parameters: query.parameters.clone(),
                    headers: headers.clone(),
                    parameters: parameters.clone(),
                    body: body.clone(),
                    responses,
                    examples: Vec::new(),
                }
            })
            .collect()
    }

    /// What is said about success, below a heading for it, else within an example.
    fn statements(&self, findings: &mut Findings<'_>) -> Vec<Statement> {
        let context = self.outline.context;
        let sections = self.pick(Role::Response);
        let statements = response::read(context, &sections);
        response::check(&sections, &statements, findings);
        if !statements.is_empty() {
            return statements;
        }
        let shown = self.pick(Role::Example).into_iter();
        // Later ones belong to further steps, such as the parts of an upload.
        let shown: Vec<_> = shown
            .filter(|section| section.starts_with(&["response"]))
            .take(1)
            .collect();
        response::read(context, &shown)
    }

    /// Sections about permissions, else the whole page: some pages forget the heading.
    fn permission_sections(&self) -> Vec<&'p Section<'a>> {
        let picked = self.pick(Role::Permissions);
        if picked.is_empty() {
            return self.outline.sections().iter().collect();
        }
        picked
    }

    fn parameters(&self, findings: &mut Findings<'_>) -> Vec<Property> {
        let mut parameters: Vec<Property> = Vec::new();
        for table in self
            .pick(Role::Parameters)
            .into_iter()
            .flat_map(Section::tables)
        {
            let Some(columns) = property::columns(table) else {
                continue;
            };
            for row in property::rows(
                self.outline.context,
                table,
                columns,
                Names::Parameters,
                findings,
            ) {
                if !parameters
                    .iter()
                    .any(|known| known.name.value == row.name.value)
                {
                    parameters.push(row);
                }
            }
        }
        parameters
    }
}

/// The routes of a method, no route twice.
fn routes(requests: &[(HttpMethod, Route)], method: HttpMethod) -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    for (_, route) in requests.iter().filter(|(other, _)| *other == method) {
        if !routes
            .iter()
            .any(|known| known.text == route.text && known.query == route.query)
        {
            routes.push(route.clone());
        }
    }
    routes
}

/// Gives each example to the operations it may show: a request by its method, and by its section where several
/// operations have that method; a response together with the request before it.
fn share_examples(examples: Vec<(usize, Example)>, groups: &[Group], operations: &mut [Operation]) {
    let group_of: Vec<usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(at, group)| {
            let mut methods: Vec<HttpMethod> =
                group.requests.iter().map(|(method, _)| *method).collect();
            methods.sort_unstable();
            methods.dedup();
            methods.into_iter().map(move |_| at)
        })
        .collect();
    let mut shown: Vec<usize> = (0..operations.len()).collect();
    for (section, example) in examples {
        if let ExampleKind::Request { method, .. } = &example.kind {
            let matching = |at: &usize| {
                operations
                    .get(*at)
                    .is_some_and(|operation| operation.method == *method)
            };
            let inside = |at: &usize| {
                let group = group_of.get(*at).and_then(|group| groups.get(*group));
                group.is_some_and(|group| group.sections.contains(&section))
            };
            let all: Vec<usize> = (0..operations.len()).filter(matching).collect();
            let own: Vec<usize> = all.iter().copied().filter(inside).collect();
            shown = if own.is_empty() { all } else { own };
        }
        for at in &shown {
            if let Some(operation) = operations.get_mut(*at) {
                operation.examples.push(example.clone());
            }
        }
    }
}
