//! Who may call: tables of permissions, on the page or in an included one, and the requests they are about.

mod alternatives;
mod cell;
mod consent;
mod scope;
mod table;
mod token;

use self::consent::Consent;
use self::scope::{Request, Scope};
use crate::dialect::{BlockType, PermissionTables};
use crate::model::{HttpMethod, Permissions};
use crate::page;
use crate::page::{Block, Section, Text};
use crate::reader::{Context, Route};
use camino::Utf8Path;

/// A table or include of permissions, and what it is about.
struct Statement {
    permissions: Permissions,
    scope: Scope,
}

/// All that a page says about permissions.
pub(crate) struct Statements(Vec<Statement>);

/// Reads the tables of `sections`. With `headed` the sections are about permissions, and their request lines and sub-headings say
/// which requests a table is about; else they are the whole page.
pub(crate) fn read<'s, 'a: 's>(
    context: Context<'_, '_>,
    sections: &[&'s Section<'a>],
    headed: bool,
) -> Statements {
    let dialect = &context.dialect.permissions;
    let consent = Consent::read(context, sections.iter().copied());
    let mut statements = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let mut scope = Scope::default();
        if headed && index > 0 {
            scope.label(&section.title);
        }
        for block in &section.blocks {
            let permissions = match block {
                Block::Table(table) => table::read(table, &consent, dialect),
                Block::Include(path) => included(context, *path, &consent),
                Block::Annotation(annotation) if annotation.block == BlockType::Permissions => {
                    scope.annotated(&annotation.requests);
                    None
                }
                Block::Fence(fence) if headed => {
                    scope.fence(fence);
                    None
                }
                Block::Prose(prose) if headed && !prose.nested => {
                    scope.prose(context, prose.text);
                    None
                }
                _ => None,
            };
            if let Some(permissions) = permissions {
                statements.push(Statement {
                    permissions,
                    scope: scope.take(),
                });
            }
        }
    }
    let scopes = statements
        .iter_mut()
        .map(|statement: &mut Statement| &mut statement.scope);
    scope::distinguish(scopes, dialect);
    Statements(statements)
}

/// The tables of an included page.
fn included(context: Context<'_, '_>, path: Text<'_>, consent: &Consent) -> Option<Permissions> {
    let dialect = &context.dialect.permissions;
    if !dialect.include.occur_in(&path) {
        return None;
    }
    let folder = context.path.parent().unwrap_or(Utf8Path::new(""));
    let path = crate::reader::outline::link::resolve(folder, &path)?;
    let text = (context.includes)(&path)?;
    let text = page::normalise(&text);
    // Findings about an included page belong to that page, not to every page that includes it.
    let page = page::parse(&path, &text, &context.dialect.annotations, &mut Vec::new());
    let mut notes = consent.clone();
    notes.extend(Consent::read(context, page.sections.iter()));
    page.sections
        .iter()
        .flat_map(Section::tables)
        .filter_map(|table| table::read(table, &notes, dialect))
        .reduce(|mut all, more| {
            all.extend(&more);
            all
        })
}

impl Statements {
    /// What all tables say together, for a page that documents one operation.
    pub(crate) fn all(&self) -> Permissions {
        merged(&self.0.iter().collect::<Vec<_>>())
    }

    /// Gives each of the routes what the page says about it, where it says different things about them.
    pub(crate) fn assign(
        &self,
        method: HttpMethod,
        routes: &mut [Route],
        dialect: &PermissionTables,
    ) {
        if self.0.len() < 2 {
            return;
        }
        let requests: Vec<Request> = routes
            .iter()
            .map(|route| Request::new(Some(method), &route.text))
            .collect();
        let scopes: Vec<&Scope> = self.0.iter().map(|statement| &statement.scope).collect();
        for (route, about) in routes
            .iter_mut()
            .zip(scope::assign(&scopes, &requests, dialect))
        {
            let about: Vec<&Statement> = about.iter().filter_map(|at| self.0.get(*at)).collect();
            route.permissions = Some(merged(&about));
        }
    }
}

/// What some tables say together. Where they are about different things, each keeps what it is about.
fn merged(statements: &[&Statement]) -> Permissions {
    let mut all = Permissions::default();
    for statement in statements {
        let mut permissions = statement.permissions.clone();
        if let (Some(condition), true) = (statement.scope.condition(), statements.len() > 1) {
            permissions.restrict(condition);
        }
        all.extend(&permissions);
    }
    all
}

#[cfg(test)]
mod tests;
