//! Who may call: tables of permissions, on the page or in an included one.

use crate::dialect::PermissionTables;
use crate::page;
use crate::page::{Block, Section, Table, Text, plain};
use crate::reader::{Context, Permissions};
use camino::Utf8Path;

/// The permissions that `sections` state: the first table of permissions, else the first included one.
pub(crate) fn read<'s, 'a: 's>(
    context: Context<'_, '_>,
    sections: impl Iterator<Item = &'s Section<'a>>,
    includes: &dyn Fn(&Utf8Path) -> Option<String>,
) -> Permissions {
    let words = &context.dialect.permissions;
    for block in sections.flat_map(|section| &section.blocks) {
        let found = match block {
            Block::Table(table) => from_table(words, table),
            Block::Include(path) => included(context, *path, includes),
            _ => None,
        };
        if let Some(permissions) = found {
            return permissions;
        }
    }
    Permissions::default()
}

fn included(
    context: Context<'_, '_>,
    path: Text<'_>,
    includes: &dyn Fn(&Utf8Path) -> Option<String>,
) -> Option<Permissions> {
    let words = &context.dialect.permissions;
    if !words.include.occur_in(&path) {
        return None;
    }
    let folder = context.path.parent().unwrap_or(Utf8Path::new(""));
    let path = crate::reader::outline::link::resolve(folder, &path)?;
    let text = includes(&path)?;
    let text = page::normalise(&text);
    // Findings about an included page belong to that page, not to every page that includes it.
    let page = page::parse(&path, &text, &context.dialect.annotations, &mut Vec::new());
    page.sections
        .iter()
        .flat_map(Section::tables)
        .find_map(|table| from_table(words, table))
}

/// A kind of account.
#[derive(Clone, Copy)]
enum Account {
    Delegated,
    Personal,
    Application,
}

impl Account {
    fn named(words: &PermissionTables, cell: &str) -> Option<Self> {
        let cell = plain(cell);
        match () {
            () if words.delegated.begin(&cell) && words.personal.occur_in(&cell) => {
                Some(Self::Personal)
            }
            () if words.delegated.begin(&cell) => Some(Self::Delegated),
            () if words.application.begin(&cell) => Some(Self::Application),
            () => None,
        }
    }

    fn list(self, permissions: &mut Permissions) -> &mut Option<Vec<String>> {
        match self {
            Self::Delegated => &mut permissions.delegated,
            Self::Personal => &mut permissions.personal,
            Self::Application => &mut permissions.application,
        }
    }
}

/// Reads a table that has kinds of accounts in its first column or in its header.
fn from_table(words: &PermissionTables, table: &Table<'_>) -> Option<Permissions> {
    let mut permissions = Permissions::default();
    let reverse = table
        .header
        .iter()
        .any(|cell| words.most_first.occur_in(cell));
    let mut found = false;
    for row in &table.rows {
        let Some(account) = Account::named(words, &row.cell(0)) else {
            continue;
        };
        found = true;
        row.cells
            .iter()
            .skip(1)
            .for_each(|cell| add(words, account.list(&mut permissions), cell, reverse));
    }
    let columns = if found { &[] } else { table.header.as_slice() };
    for (column, header) in columns.iter().enumerate() {
        let Some(account) = Account::named(words, header) else {
            continue;
        };
        found |= column > 0;
        for row in &table.rows {
            add(
                words,
                account.list(&mut permissions),
                &row.cell(column),
                false,
            );
        }
    }
    found.then_some(permissions)
}

/// Adds what a cell names to a list, no permission twice.
fn add(words: &PermissionTables, list: &mut Option<Vec<String>>, cell: &str, reverse: bool) {
    let cell = plain(cell);
    let mut names: Vec<&str> = cell
        .split([',', ';', ' ', '/', '|'])
        .map(|word| word.trim_matches(|c: char| matches!(c, '.' | '*' | '(' | ')' | ':' | '_')))
        .filter(|word| is_permission(words, word))
        .collect();
    if names.is_empty() && !words.none.begin(&cell) && !words.blank.is(&cell) {
        return;
    }
    if reverse {
        names.reverse();
    }
    let list = list.get_or_insert_default();
    for name in names {
        if !list.iter().any(|known| known == name) {
            list.push(name.to_owned());
        }
    }
}

/// `User.Read.All`, `offline_access`.
fn is_permission(words: &PermissionTables, word: &str) -> bool {
    let dotted = word.contains('.') && word.split('.').all(|part| !part.is_empty());
    let standard = words.standard.is_exactly(word);
    (dotted || standard)
        && word.len() <= 128
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_page(text: &str, include: Option<&str>) -> Permissions {
        let path = Utf8Path::new("api/x.md");
        let text = format!("---\n---\n{text}");
        let mut diagnostics = Vec::new();
        let page = page::parse(
            path,
            &text,
            &crate::dialect::graph().annotations,
            &mut diagnostics,
        );
        let context = Context {
            path,
            page: &page,
            dialect: crate::dialect::graph(),
            includes: &|_| None,
        };
        let includes = |path: &Utf8Path| {
            assert_eq!(path, "includes/permissions/x-permissions.md");
            include.map(str::to_owned)
        };
        read(context, page.sections.iter(), &includes)
    }

    fn names(list: &[&str]) -> Option<Vec<String>> {
        Some(list.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn rows_are_kinds_of_accounts() {
        let found = read_page(
            "|Type|Permissions (from least to most privileged)|\n|-|-|\n\
             |Delegated (work or school account)|`A.Read`, B.Read.All or C.ReadWrite|\n\
             |Delegated (personal Microsoft account)|Not supported.|\n\
             |Application|**TODO: say which.**|",
            None,
        );
        assert_eq!(
            found.delegated,
            names(&["A.Read", "B.Read.All", "C.ReadWrite"])
        );
        assert_eq!(found.personal, names(&[]));
        assert_eq!(found.application, None);
    }

    #[test]
    fn the_least_privileged_stands_first() {
        let found = read_page(
            "|Type|Permissions (from most to least privileged)|\n|-|-|\n|Application|A.ReadWrite, A.Read|",
            None,
        );
        assert_eq!(found.application, names(&["A.Read", "A.ReadWrite"]));
    }

    #[test]
    fn an_included_table_has_three_columns() {
        let found = read_page(
            "[!INCLUDE [permissions-table](../includes/permissions/x-permissions.md)]",
            Some(
                "---\ndescription: a\n---\n|Type|Least|Higher|\n|-|-|-|\n|Application|A.Read|A.ReadWrite, A.Read|\n|Delegated (work)|A.Read|Not available.|",
            ),
        );
        assert_eq!(found.application, names(&["A.Read", "A.ReadWrite"]));
        assert_eq!(found.delegated, names(&["A.Read"]));
    }

    #[test]
    fn accounts_may_be_columns() {
        let found = read_page(
            "|Resource|Delegated (work)|Application|\n|-|-|-|\n|a|A.Read|Not supported|\n|b|B.Read|B.All|",
            None,
        );
        assert_eq!(found.delegated, names(&["A.Read", "B.Read"]));
        assert_eq!(found.application, names(&["B.All"]));
    }
}
