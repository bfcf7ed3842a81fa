//! The Methods tables of resource pages: which resource an operation page belongs to, and what it returns.

use crate::model::Source;
use crate::reader::{self, Document};
use crate::resolve::evidence::Statement;
use crate::resolve::names::folded::{Folded, Pieces};
use crate::resolve::names::linker::Linker;
use crate::resolve::names::type_id::{Target, TypeId};
use crate::resolve::types::definitions::{Definition, Definitions};
use camino::Utf8Path;
use indexmap::IndexMap;

/// A row of a Methods table.
#[derive(Debug)]
struct Row<'a> {
    owner: &'a Definition<'a>,
    document: &'a Document,
    method: &'a reader::Method,
}

/// Rows by the path of the operation page they link to.
#[derive(Debug, Default)]
pub(crate) struct Methods<'a> {
    rows: IndexMap<Folded<&'a str>, Vec<Row<'a>>>,
}

impl<'a> Methods<'a> {
    /// Reads the tables of all resource pages.
    pub fn of(definitions: &'a Definitions<'a>) -> Self {
        let mut methods = Self::default();
        for owner in definitions.structs() {
            for (document, resource) in &owner.resources {
                for method in &resource.methods {
                    let Some(page) = &method.page else { continue };
                    let row = Row {
                        owner,
                        document,
                        method,
                    };
                    let key = Folded(page.as_str());
                    methods.rows.entry(key).or_default().push(row);
                }
            }
        }
        methods
    }

    fn of_page(&self, page: &Utf8Path) -> &[Row<'a>] {
        self.rows
            .get(&Pieces(&[page.as_str()]))
            .map_or(&[], Vec::as_slice)
    }

    /// The resource that lists the operation, if only one does.
    pub fn owner(&self, page: &Utf8Path) -> Option<TypeId> {
        let (first, rest) = self.of_page(page).split_first()?;
        rest.iter()
            .all(|row| row.owner.id == first.owner.id)
            .then_some(first.owner.id)
    }

    /// What the first row that names a known type says about it.
    pub fn returned(&self, page: &Utf8Path, linker: Linker<'_>) -> Option<Statement<'a>> {
        self.of_page(page).iter().find_map(|row| {
            let words = row.method.returns.as_ref()?;
            let says = linker.words(words, row.owner.scope(row.document)).ok()?;
            (says.target != Target::Untyped).then_some(Statement {
                source: Source::Methods,
                says,
                page: &row.document.page,
                span: row.method.span,
            })
        })
    }

    /// Whether a row says that the operation returns nothing.
    pub fn returns_nothing(&self, page: &Utf8Path) -> bool {
        let rows = self.of_page(page);
        !rows.is_empty() && rows.iter().all(|row| row.method.returns.is_none())
    }
}
