//! Prints permissions: as the lines of `operation!`, and as a table of a doc comment.

use crate::api::OperationItem;
use crate::emit::doc::Doc;
use crate::emit::markdown::{code, plain};
use crate::emit::source::literal;
use crate::model::{Access, Account, Alternative, Permissions};
use std::fmt::Write as _;

/// The lines of `operation!` about permissions: those of all routes together, and those of each route that the page tells apart.
pub fn lines(item: &OperationItem) -> String {
    let mut text = block("permissions", &item.operation.permissions);
    for constructor in &item.constructors {
        if let Some(own) = &constructor.permissions {
            let function = constructor.name.trim_start_matches("r#");
            let _ = writeln!(
                text,
                "    /// The permissions that [`{function}`](Self::{function}) needs."
            );
            text.push_str(&block(
                &format!("permissions {}", own.name),
                own.permissions,
            ));
        }
    }
    text
}

fn block(head: &str, permissions: &Permissions) -> String {
    let mut lines = String::new();
    for account in Account::ALL {
        if let Some(access) = permissions.access(account) {
            let _ = write!(lines, "        {} {}", account.name(), list(&access.least));
            if !access.higher.is_empty() {
                let _ = write!(lines, " higher {}", list(&access.higher));
            }
            lines.push_str(",\n");
        }
    }
    if lines.is_empty() {
        String::new()
    } else {
        format!("    {head} {{\n{lines}    }}\n")
    }
}

/// `["A.Read" and "B.Read", "C.Read" for "group event"]`.
fn list(alternatives: &[Alternative]) -> String {
    let named = alternatives.iter().filter(|one| !one.all_of.is_empty());
    let named: Vec<String> = named.map(alternative).collect();
    let free = alternatives.iter().any(|one| one.all_of.is_empty());
    format!(
        "[{}{}]",
        named.join(", "),
        if free { "; NOTHING" } else { "" }
    )
}

fn alternative(one: &Alternative) -> String {
    let names: Vec<String> = one.all_of.iter().map(|name| literal(name)).collect();
    let mut text = names.join(" and ");
    if !one.conditions.is_empty() {
        let conditions: Vec<String> = one.conditions.iter().map(|words| literal(words)).collect();
        let _ = write!(text, " for {}", conditions.join(" "));
    }
    if one.resource_specific {
        text.push_str(" resource_specific true");
    }
    text
}

/// Adds a table of permissions, unless the page says nothing about them.
pub fn document(permissions: &Permissions, doc: &mut Doc) {
    let mut rows = Vec::new();
    for account in Account::ALL {
        let Some(access) = permissions.access(account) else {
            continue;
        };
        let kind = match account {
            Account::Delegated => "delegated, work or school account",
            Account::Personal => "delegated, personal account",
            Account::Application => "application",
        };
        rows.push([kind.to_owned(), least(access), cell(&access.higher)]);
    }
    if !rows.is_empty() {
        doc.table(
            ["permissions", "least privileged", "higher privileged"],
            rows,
        );
    }
}

fn least(access: &Access) -> String {
    match access.is_unsupported() {
        true => "not supported".to_owned(),
        false => cell(&access.least),
    }
}

fn cell(alternatives: &[Alternative]) -> String {
    let words: Vec<String> = alternatives.iter().map(words).collect();
    words.join(", ")
}

/// `` `A.Read` and `B.Read` (group event) ``.
fn words(one: &Alternative) -> String {
    let names: Vec<String> = one.all_of.iter().map(|name| code(name)).collect();
    let mut text = match names.is_empty() {
        true => "no permission".to_owned(),
        false => names.join(" and "),
    };
    let mut notes: Vec<String> = one.conditions.iter().map(|words| plain(words)).collect();
    if one.resource_specific {
        notes.push("resource-specific consent".to_owned());
    }
    if !notes.is_empty() {
        let _ = write!(text, " ({})", notes.join("; "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissions() -> Permissions {
        let one = |names: &[&str], conditions: &[&str]| {
            let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
            Alternative {
                all_of: owned(names),
                resource_specific: names.contains(&"C.Read.Chat"),
                conditions: owned(conditions),
            }
        };
        Permissions {
            delegated: Some(Access {
                least: vec![one(&["A.Read", "B.Read"], &["a|b", "<c>"])],
                higher: vec![one(&["C.Read.Chat"], &[]), one(&["D.Read"], &[])],
            }),
            personal: Some(Access::default()),
            application: Some(Access {
                least: vec![one(&[], &[])],
                higher: Vec::new(),
            }),
        }
    }

    #[test]
    fn lines_are_what_the_macro_reads() {
        let wanted = "    permissions {\n        \
             delegated [\"A.Read\" and \"B.Read\" for \"a|b\" \"<c>\"] higher [\"C.Read.Chat\" resource_specific true, \"D.Read\"],\n        \
             personal [],\n        application [; NOTHING],\n    }\n";
        assert_eq!(block("permissions", &permissions()), wanted);
        assert_eq!(block("permissions", &Permissions::default()), "");
    }

    #[test]
    fn the_documentation_has_a_table() {
        let mut doc = Doc::default();
        document(&permissions(), &mut doc);
        let wanted = [
            "| permissions | least privileged | higher privileged |",
            "|---|---|---|",
            "| delegated, work or school account | `A.Read` and `B.Read` (a\\|b; &lt;c&gt;) | `C.Read.Chat` (resource-specific consent), `D.Read` |",
            "| delegated, personal account | not supported | |",
            "| application | no permission | |",
        ];
        let lines: Vec<&String> = doc.lines().iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, wanted);
    }
}
