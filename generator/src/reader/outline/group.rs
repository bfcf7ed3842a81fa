//! Which request lines of a page belong together.

use crate::dialect::{BlockType, Role};
use crate::page::{Annotation, Fence, Findings, Inline, Section, pieces};
use crate::reader::operation::{request_line, response_pairing as answer};
use crate::reader::outline::role::roles;
use crate::reader::{Context, HttpMethod, Route};
use std::ops::Range;

/// Request lines, in page order.
type Requests = Vec<(HttpMethod, Route)>;

/// Request lines that make one operation per method.
pub(crate) struct Group {
    /// The sections that belong to it alone.
    pub(crate) sections: Range<usize>,
    /// The section that introduces it, where that is not the whole page.
    pub(crate) heading: Option<usize>,
    pub(crate) requests: Requests,
    /// The sections of the response that are about it, where headings pair requests with them.
    pub(crate) answers: Option<Vec<usize>>,
}

/// The sections of an operation page with their roles.
pub(crate) struct Outline<'p, 'a> {
    pub(crate) context: Context<'p, 'a>,
    roles: Vec<Role>,
}

/// Whether the first request line of a fence has no host.
fn is_relative(fence: &Fence<'_>) -> bool {
    let first = fence.body.lines().find_map(request_line::method);
    first.is_some_and(|(_, path)| !path.contains("://"))
}

impl Group {
    /// Its methods, in page order.
    pub(crate) fn methods(&self) -> Vec<HttpMethod> {
        let mut methods: Vec<HttpMethod> = Vec::new();
        for (method, _) in &self.requests {
            if !methods.contains(method) {
                methods.push(*method);
            }
        }
        methods
    }

    /// The routes of a method, no route twice.
    pub(crate) fn routes(&self, method: HttpMethod) -> Vec<Route> {
        let mut routes: Vec<Route> = Vec::new();
        for (_, route) in self.requests.iter().filter(|(other, _)| *other == method) {
            let known = |known: &Route| known.text == route.text && known.query == route.query;
            if !routes.iter().any(known) {
                routes.push(route.clone());
            }
        }
        routes
    }
}

impl<'p, 'a> Outline<'p, 'a> {
    /// The sections of a page with their roles.
    pub(crate) fn new(context: Context<'p, 'a>) -> Self {
        Self {
            context,
            roles: roles(context.page, &context.dialect.headings),
        }
    }

    pub(crate) fn sections(&self) -> &'p [Section<'a>] {
        &self.context.page.sections
    }

    pub(crate) fn role(&self, index: usize) -> Role {
        self.roles.get(index).copied().unwrap_or(Role::Other)
    }

    /// The request lines, by section.
    fn requests(&self, findings: &mut Findings<'_>) -> Vec<(usize, Requests)> {
        let mut found = Vec::new();
        for (index, section) in self.sections().iter().enumerate() {
            let requests = match self.role(index) {
                Role::Request => self.request_lines(section, findings),
                Role::Other => self.annotated_requests(section, findings),
                _ => continue,
            };
            if !requests.is_empty() {
                found.push((index, requests));
            }
        }
        // An overview shows requests too, without documenting them.
        if found.is_empty() && self.context.is_of_operations() {
            found.extend(self.unheaded_requests(findings));
        }
        found
    }

    /// The request lines of a section about them: in fences, else in a table, else as code within sentences.
    fn request_lines(&self, section: &Section<'_>, findings: &mut Findings<'_>) -> Requests {
        let dialect = self.context.dialect;
        let fences = section.fences();
        let requests: Vec<_> = fences
            .flat_map(|(_, fence)| request_line::read(&dialect.service, fence, findings))
            .collect();
        if !requests.is_empty() {
            return requests;
        }
        let rows: Vec<_> = section
            .tables()
            .flat_map(|table| request_line::rows(dialect, table))
            .collect();
        if !rows.is_empty() {
            return rows;
        }
        let codes = section.prose().flat_map(|prose| {
            pieces(prose.text, &self.context.page.links).filter_map(|piece| match piece {
                Inline::Code(code) => request_line::line(&dialect.service, code),
                _ => None,
            })
        });
        codes.collect()
    }

    /// Request lines below a heading of another kind that are annotated as a request. Examples have a host.
    fn annotated_requests(&self, section: &Section<'_>, findings: &mut Findings<'_>) -> Requests {
        let is_request = |annotation: Option<&Annotation>| {
            annotation.is_some_and(|annotation| annotation.block == BlockType::Request)
        };
        let fences = section.fences();
        fences
            .filter(|(annotation, fence)| is_request(*annotation) && is_relative(fence))
            .flat_map(|(_, fence)| {
                request_line::read(&self.context.dialect.service, fence, findings)
            })
            .collect()
    }

    /// Request lines of a page without a heading for them: those without a host above the first section that comes
    /// after the request.
    fn unheaded_requests(&self, findings: &mut Findings<'_>) -> Option<(usize, Requests)> {
        let service = &self.context.dialect.service;
        let behind = [Role::Headers, Role::Body, Role::Response, Role::Example];
        let end = self
            .roles
            .iter()
            .position(|role| behind.contains(role))
            .unwrap_or(self.roles.len());
        let sections = self.sections().get(..end)?;
        let fences = sections
            .iter()
            .flat_map(|section| section.fences().map(|(_, fence)| fence));
        let requests: Vec<_> = fences
            .filter(|fence| is_relative(fence))
            .flat_map(|fence| request_line::read(service, fence, findings))
            .collect();
        (!requests.is_empty()).then_some((0, requests))
    }

    /// The request lines of the page in groups, each of which documents one request per method.
    pub(crate) fn groups(&self, findings: &mut Findings<'_>) -> Vec<Group> {
        self.grouped(self.requests(findings))
    }

    /// Request lines that stand under headings of their own are separate operations where these headings also have a
    /// response or a body of their own; else they are routes of one operation.
    fn grouped(&self, requests: Vec<(usize, Requests)>) -> Vec<Group> {
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
                    answers: None,
                })
                .collect();
        }
        if let Some(parts) = self.answered(&requests) {
            return self.paired(requests, parts);
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
            answers: None,
        }]
    }

    /// The part of the response that answers each section of request lines, where headings say so.
    fn answered(&self, requests: &[(usize, Requests)]) -> Option<Vec<usize>> {
        let headings: Option<Vec<_>> = requests
            .iter()
            .map(|(at, _)| self.sections().get(*at))
            .collect();
        let root = self.response()?;
        let parts = self.sections().iter().enumerate().skip(root + 1);
        let parts: Vec<_> = parts
            .filter(|(index, _)| self.role(*index) == Role::Response)
            .collect();
        answer::parts(&self.context.dialect.headings, &headings?, &parts)
    }

    fn response(&self) -> Option<usize> {
        self.roles.iter().position(|role| *role == Role::Response)
    }

    /// One group for each part of the response, with the request lines it answers.
    fn paired(&self, requests: Vec<(usize, Requests)>, parts: Vec<usize>) -> Vec<Group> {
        let mut groups: Vec<(usize, Group)> = Vec::new();
        for ((at, requests), part) in requests.into_iter().zip(parts) {
            if let Some((_, group)) = groups.iter_mut().find(|(known, _)| *known == part) {
                group.requests.extend(requests);
                continue;
            }
            let group = Group {
                sections: at..at + 1,
                heading: Some(at),
                requests,
                answers: Some(self.response().into_iter().chain([part]).collect()),
            };
            groups.push((part, group));
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// The heading and the sections of the request lines in section `at`: from the heading above them, unless that is
    /// the title or has other request lines too, to the next ones.
    fn range(&self, at: usize, requests: &[(usize, Requests)]) -> (usize, Range<usize>) {
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
}
