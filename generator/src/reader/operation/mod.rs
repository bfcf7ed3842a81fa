//! A page's sections to its operations.

pub(crate) mod action;
pub(crate) mod body;
pub(crate) mod example;
pub(crate) mod example_assignment;
pub(crate) mod function;
pub(crate) mod header;
pub(crate) mod query;
pub(crate) mod request_line;
pub(crate) mod response;
pub(crate) mod response_pairing;
pub(crate) mod route;
mod status;

use self::response::Statement;
use crate::diagnostic::Span;
use crate::dialect::Role;
use crate::page::{Findings, Section};
use crate::reader::outline::group::{Group, Outline};
use crate::reader::outline::preamble;
use crate::reader::permission;
use crate::reader::resource::property;
use crate::reader::resource::property::Names;
use crate::reader::{Body, Context, Document, Example, HttpMethod, Operation, Property, Response};
use std::ops::Range;

/// Reads the operations of a page, one per method and group of request lines.
pub(crate) fn read(
    context: Context<'_, '_>,
    document: &Document,
    findings: &mut Findings<'_>,
) -> Vec<Operation> {
    let outline = Outline::new(context);
    let groups = outline.groups(findings);
    if groups.is_empty() {
        return Vec::new();
    }
    let mut shown = example_assignment::read(&outline, &groups, findings);
    let mut operations = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let part = Part {
            outline: &outline,
            own: &group.sections,
            answers: group.answers.as_deref(),
            others: others(&groups, at),
        };
        let own = shown.drain(..group.methods().len()).collect();
        operations.extend(part.operations(group, document, own, findings));
    }
    operations
}

/// The sections of all groups but the one at `at`.
fn others(groups: &[Group], at: usize) -> Vec<&Range<usize>> {
    let others = groups.iter().enumerate().filter(|(other, _)| *other != at);
    others.map(|(_, group)| &group.sections).collect()
}

/// What one group of request lines may draw on: its own sections first, then those of no other group.
struct Part<'o, 'p, 'a> {
    outline: &'o Outline<'p, 'a>,
    own: &'o Range<usize>,
    /// The sections of the response that are about it, where headings pair requests with them.
    answers: Option<&'o [usize]>,
    others: Vec<&'o Range<usize>>,
}

impl<'p, 'a> Part<'_, 'p, 'a> {
    fn pick(&self, role: Role) -> Vec<&'p Section<'a>> {
        if let Some(answers) = self.answers.filter(|_| role == Role::Response) {
            return answers
                .iter()
                .filter_map(|index| self.outline.sections().get(*index))
                .collect();
        }
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
        document: &Document,
        shown: Vec<(HttpMethod, Vec<Example>)>,
        findings: &mut Findings<'_>,
    ) -> Vec<Operation> {
        let context = self.outline.context;
        let headings = &context.dialect.headings;
        let permissions = self.permissions();
        let query = query::read(context, self.pick(Role::Query).into_iter(), findings);
        let headers = header::read(context, self.pick(Role::Headers).into_iter());
        let parameters = self.parameters(findings);
        let body: Body = body::read(context, self.pick(Role::Body).into_iter(), findings);
        let statements = self.statements(findings);
        let answers = self.answers(&statements, findings);
        let heading = group.heading.and_then(|at| self.outline.sections().get(at));
        let titled = heading.filter(|section| !section.starts_with(&headings.untitled_requests));
        let title = titled.map_or_else(|| document.title.clone(), |section| section.title.clone());
        let description =
            titled.and_then(|section| preamble::first_paragraph(context, section, findings));
        let description = description.or_else(|| document.description.clone());
        // For a request without a body, the table of the Request body section can only mean arguments.
        let rows: Vec<&Property> = parameters.iter().chain(&body.fields).collect();
        let mut operation = |(method, examples): (HttpMethod, Vec<Example>)| {
            let routes = group.routes(method);
            let function = function::is_shown(&examples);
            let examples = answers.iter().cloned().chain(examples).collect();
            let (method, examples) =
                function::called(method, function, examples, &routes, findings);
            let routes = function::with_parameters(context.dialect, routes, &parameters);
            let routes = match method {
                HttpMethod::Get => {
                    function::with_arguments(context.dialect, routes, function, &examples, &rows)
                }
                _ => routes,
            };
            let mut routes = routes;
            permissions.assign(method, &mut routes, &context.dialect.permissions);
            let answer = |statement: &Statement| statement.answer(method, &examples);
            let responses: Vec<_> = statements.iter().map(answer).collect();
            let many = |response: &Response| response.ty.as_ref().is_some_and(|ty| ty.collection);
            Operation {
                title: title.clone(),
                description: description.clone(),
                method,
                span: routes.first().map_or(Span::default(), |route| route.span),
                routes,
                permissions: permissions.all(),
                query: query.options(&context.dialect.query, responses.iter().any(many)),
                query_parameters: query.parameters.clone(),
                headers: headers.clone(),
                parameters: parameters.clone(),
                body: body.clone(),
                responses,
                examples,
            }
        };
        shown.into_iter().map(&mut operation).collect()
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
            .filter(|section| section.starts_with(&context.dialect.headings.shown_responses))
            .take(1)
            .collect();
        response::read(context, &shown)
    }

    /// Bodies that the Response section shows without a status line.
    fn answers(&self, statements: &[Statement], findings: &mut Findings<'_>) -> Vec<Example> {
        let status = statements.iter().find_map(Statement::status);
        let mut answers = Vec::new();
        for section in self.pick(Role::Response) {
            for (_, fence) in section.fences() {
                let status = status.unwrap_or(example::USUAL_STATUS);
                answers.extend(example::body_alone(
                    self.outline.context.dialect,
                    section,
                    fence,
                    status,
                    findings,
                ));
            }
        }
        answers
    }

    /// What sections about permissions say, else the whole page: some pages forget the heading.
    fn permissions(&self) -> permission::Statements {
        let context = self.outline.context;
        let picked = self.pick(Role::Permissions);
        if picked.is_empty() {
            let all: Vec<_> = self.outline.sections().iter().collect();
            return permission::read(context, &all, false);
        }
        permission::read(context, &picked, true)
    }

    fn parameters(&self, findings: &mut Findings<'_>) -> Vec<Property> {
        let mut parameters: Vec<Property> = Vec::new();
        for table in self
            .pick(Role::Parameters)
            .into_iter()
            .flat_map(Section::tables)
        {
            let Some(columns) = property::columns(self.outline.context, table) else {
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
