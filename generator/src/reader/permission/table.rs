//! A table to permissions, whichever way it is laid out.

use super::alternatives::{Enumeration, Together};
use super::cell::{self, Cell};
use super::consent::Consent;
use crate::dialect::PermissionTables;
use crate::model::{Access, Account, Alternative, Permissions};
use crate::page::{Row, Table, plain};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// The least privileged permissions.
    Least,
    /// More privileged ones.
    Higher,
    /// Both, in order.
    Listed { most_first: bool },
    /// Those granted for a single resource.
    ResourceSpecific,
    /// Kinds of account.
    Accounts,
    /// The resource that a row is about.
    Resource,
    /// Nothing about permissions.
    Prose,
}

/// Who a row or column is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Caller {
    accounts: Vec<Account>,
    /// It says that consent is given for a single resource.
    resource_specific: bool,
}

impl Caller {
    /// Reads `Delegated (work or school account)` and its kin; no account in any other cell.
    fn read(cell: &str, dialect: &PermissionTables) -> Self {
        let words = plain(cell);
        let resource_specific = dialect.resource_specific.begin_a_word_of(&words);
        let personal = dialect.personal.begin_a_word_of(&words);
        let accounts = match () {
            () if dialect.delegated.begin(&words) || personal && dialect.personal.begin(&words) => {
                let mut accounts = Vec::new();
                if !personal || dialect.work.begin_a_word_of(&words) {
                    accounts.push(Account::Delegated);
                }
                if personal {
                    accounts.push(Account::Personal);
                }
                accounts
            }
            () if is_application(&words, dialect) => vec![Account::Application],
            // `Resource-specific consent (RSC)` as a kind of its own is consent given to an application.
            () if dialect.resource_specific.begin(&words) => vec![Account::Application],
            () => Vec::new(),
        };
        Self {
            accounts,
            resource_specific,
        }
    }

    fn is_none(&self) -> bool {
        self.accounts.is_empty()
    }

    fn is_user(&self) -> bool {
        self.accounts
            .iter()
            .any(|account| *account != Account::Application)
    }
}

/// `application`, `application permission`; not `applicationTemplate`.
fn is_application(words: &str, dialect: &PermissionTables) -> bool {
    dialect.application.strip_prefix(words).is_some_and(|rest| {
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        !rest.starts_with(char::is_alphanumeric)
    })
}

/// Reads a table that has kinds of accounts in a column or in its header.
pub(super) fn read(
    table: &Table<'_>,
    consent: &Consent,
    dialect: &PermissionTables,
) -> Option<Permissions> {
    let header: Vec<String> = table
        .header
        .iter()
        .map(|cell| plain(cell).into_owned())
        .collect();
    let callers: Vec<Caller> = header
        .iter()
        .map(|cell| Caller::read(cell, dialect))
        .collect();
    let named = callers.iter().filter(|caller| !caller.is_none()).count();
    let rows = if named < 2 {
        account_column(table, &header, dialect)
    } else {
        None
    };
    let mut reading = Reading {
        permissions: Permissions::default(),
        consent,
        dialect,
        table,
    };
    match rows {
        Some(accounts) => reading.by_row(accounts, &header),
        None if named > 0 => reading.by_column(&callers, &header),
        None => return None,
    }
    Some(settled(reading.permissions))
}

/// What is granted for a single resource is the least privileged where nothing else is supported.
fn settled(mut permissions: Permissions) -> Permissions {
    for account in Account::ALL {
        if let Some(access) = permissions.access_mut(account)
            && access.least.is_empty()
            && access.higher.iter().all(|higher| higher.resource_specific)
        {
            access.least = std::mem::take(&mut access.higher);
        }
    }
    permissions
}

/// The column whose cells are kinds of account. A resource may be called `application`, so that alone does not make one.
fn account_column(
    table: &Table<'_>,
    header: &[String],
    dialect: &PermissionTables,
) -> Option<usize> {
    (0..header.len()).find(|column| {
        let callers: Vec<Caller> = table
            .rows
            .iter()
            .map(|row| row.cell(*column))
            .filter(|cell| !cell.is_empty())
            .map(|cell| Caller::read(&cell, dialect))
            .collect();
        let titled = header
            .get(*column)
            .is_some_and(|cell| dialect.account_titles.is(cell));
        let all = !callers.is_empty() && !callers.iter().any(Caller::is_none);
        callers.iter().any(Caller::is_user) || all && (titled || callers.len() == 1 && *column == 0)
    })
}

struct Reading<'t, 'a> {
    permissions: Permissions,
    consent: &'t Consent,
    dialect: &'t PermissionTables,
    table: &'t Table<'a>,
}

impl Reading<'_, '_> {
    /// One kind of account per row.
    fn by_row(&mut self, accounts: usize, header: &[String]) {
        let columns = columns(header, accounts, self.dialect);
        let listed = columns
            .iter()
            .filter(|column| matches!(column, Column::Listed { .. }))
            .count();
        let mut caller = Caller::default();
        let mut resource = String::new();
        for row in &self.table.rows {
            let cell = row.cell(accounts);
            if !cell.is_empty() {
                caller = Caller::read(&cell, self.dialect);
            }
            let about = resource_of(row, &columns);
            if !about.is_empty() {
                resource = about;
            }
            if caller.is_none() {
                continue;
            }
            for (at, column) in columns.iter().enumerate() {
                let label = header.get(at).map(String::as_str).unwrap_or_default();
                let condition = match column {
                    Column::Accounts | Column::Resource | Column::Prose => continue,
                    Column::Listed { .. } if listed > 1 => label_of(label, self.dialect),
                    _ => None,
                };
                let condition = match (condition, &*resource) {
                    (Some(label), "") => Some(label),
                    (Some(label), resource) => Some(format!("{resource}, {label}")),
                    (None, "") => None,
                    (None, resource) => Some(resource.to_owned()),
                };
                self.add(row, at, &caller, column, condition.as_deref());
            }
        }
    }

    /// One kind of account per column, one resource per row.
    fn by_column(&mut self, callers: &[Caller], header: &[String]) {
        let none = Caller::default();
        let callers_of = |at: usize| callers.get(at).unwrap_or(&none);
        let columns: Vec<Column> = (0..header.len())
            .map(|at| {
                let title = header.get(at).map(String::as_str).unwrap_or_default();
                match callers_of(at).is_none() {
                    true if self.dialect.other_titles.begin_a_word_of(title) => Column::Prose,
                    true => Column::Resource,
                    false if self.dialect.most_first.begin_a_word_of(title) => {
                        Column::Listed { most_first: true }
                    }
                    false if self.dialect.least_first.begin_a_word_of(title) => {
                        Column::Listed { most_first: false }
                    }
                    false if self.dialect.higher.begin_a_word_of(title) => Column::Higher,
                    false => Column::Listed { most_first: false },
                }
            })
            .collect();
        let mut resource = String::new();
        for row in &self.table.rows {
            let about = resource_of(row, &columns);
            if !about.is_empty() {
                resource = about;
            }
            let condition = Some(&*resource).filter(|resource| !resource.is_empty());
            for (at, column) in columns.iter().enumerate() {
                let caller = callers_of(at);
                if !caller.is_none() {
                    self.add(row, at, caller, column, condition);
                }
            }
        }
    }

    /// Adds what a cell says.
    fn add(
        &mut self,
        row: &Row<'_>,
        at: usize,
        caller: &Caller,
        column: &Column,
        condition: Option<&str>,
    ) {
        let cell = self.cell(row, at, column);
        for account in &caller.accounts {
            let says = !cell.alternatives.is_empty()
                || cell.none && matches!(column, Column::Least | Column::Listed { .. });
            if !says {
                continue;
            }
            let known = self
                .permissions
                .access_mut(*account)
                .get_or_insert_default();
            add(known, &cell, column, condition, |together| {
                self.consent.covers(together)
                    || caller.resource_specific
                    || *column == Column::ResourceSpecific
            });
        }
    }

    /// Reads a cell. A list such as `A, B and C` means any of them where another row lists them so.
    fn cell(&self, row: &Row<'_>, at: usize, column: &Column) -> Cell {
        if matches!(column, Column::Higher | Column::ResourceSpecific) {
            return cell::read(&row.cell(at), Enumeration::LastPair, self.dialect);
        }
        let found = cell::read(&row.cell(at), Enumeration::AllOf, self.dialect);
        let elsewhere = |other: &Row<'_>| {
            let other = cell::read(&other.cell(at), Enumeration::AllOf, self.dialect);
            let listed = |name: &str| {
                other.alternatives.iter().any(
                    |together| matches!(together.terms.as_slice(), [term] if term.name == name),
                )
            };
            let names = found
                .alternatives
                .iter()
                .flat_map(|together| &together.terms);
            names.filter(|term| listed(&term.name)).count() > 1
        };
        if found.enumerates && self.table.rows.iter().any(elsewhere) {
            return cell::read(&row.cell(at), Enumeration::AnyOf, self.dialect);
        }
        found
    }
}

/// Adds the alternatives of a cell to what is known of a kind of account.
fn add(
    known: &mut Access,
    cell: &Cell,
    column: &Column,
    condition: Option<&str>,
    resource_specific: impl Fn(&Together) -> bool,
) {
    let mut alternatives: Vec<Alternative> = cell
        .alternatives
        .iter()
        .map(|together| Alternative {
            all_of: together
                .terms
                .iter()
                .map(|term| term.name.clone())
                .collect(),
            resource_specific: resource_specific(together),
            conditions: conditions(condition, together.condition.as_deref()),
        })
        .collect();
    let most_first = *column == Column::Listed { most_first: true };
    if most_first {
        alternatives.reverse();
    }
    for alternative in alternatives {
        let first = !known
            .least
            .iter()
            .any(|least| least.conditions == alternative.conditions);
        match column {
            Column::Least => known.add_least(alternative),
            Column::Listed { .. } if first => known.add_least(alternative),
            _ => known.add_higher(alternative),
        }
    }
}

fn conditions(outer: Option<&str>, inner: Option<&str>) -> Vec<String> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => vec![format!("{outer}, {inner}")],
        (Some(one), None) | (None, Some(one)) => vec![one.to_owned()],
        (None, None) => Vec::new(),
    }
}

/// What each column holds, where the rows are kinds of account.
fn columns(header: &[String], accounts: usize, dialect: &PermissionTables) -> Vec<Column> {
    let known = |at: usize, cell: &String| {
        Some(match () {
            () if at == accounts => Column::Accounts,
            () if dialect.most_first.begin_a_word_of(cell) => Column::Listed { most_first: true },
            () if dialect.least_first.begin_a_word_of(cell) => Column::Listed { most_first: false },
            () if dialect.other_titles.begin_a_word_of(cell) => Column::Prose,
            () if dialect.resource_specific.begin_a_word_of(cell) => Column::ResourceSpecific,
            () if dialect.least.begin_a_word_of(cell) => Column::Least,
            () if dialect.higher.begin_a_word_of(cell) => Column::Higher,
            () if at < accounts => Column::Resource,
            () if cell.is_empty() || dialect.list.begin_a_word_of(cell) => {
                Column::Listed { most_first: false }
            }
            () => return None,
        })
    };
    header
        .iter()
        .enumerate()
        // A column with another title is that of a resource: its title says for what its permissions are.
        .map(|(at, cell)| known(at, cell).unwrap_or(Column::Listed { most_first: false }))
        .collect()
}

/// The title of a column without the word that all of them have.
fn label_of(title: &str, dialect: &PermissionTables) -> Option<String> {
    let words = title
        .split_whitespace()
        .filter(|word| !dialect.heading_words.is(word));
    let label = words.collect::<Vec<_>>().join(" ");
    (!label.is_empty()).then_some(label)
}

/// The resource that a row is about.
fn resource_of(row: &Row<'_>, columns: &[Column]) -> String {
    let cells = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| **column == Column::Resource)
        .map(|(at, _)| plain(&row.cell(at)).into_owned());
    let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
    cells.join(", ")
}
