//! Types with members: the best of several tables of one enumeration.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, Member};
use crate::reader::{self, Document};
use crate::resolve::findings::FindingSink;
use crate::resolve::names::type_id::TypeId;
use crate::resolve::names::value_lists::{ValueList, ValueLists};
use crate::resolve::types::definitions::{Definition, Definitions};
use crate::resolve::types::type_table::TypeTable;
use std::collections::BTreeSet;

/// Reads the definitions with members, and the values that descriptions list. Adds the types that they make.
pub(crate) fn add_enumerations(
    definitions: &Definitions<'_>,
    lists: &ValueLists<'_>,
    numbered: bool,
    types: &mut TypeTable,
    findings: &mut FindingSink,
) {
    for definition in definitions.enumerations() {
        if let Some(found) = enumeration(definition, lists, numbered, findings) {
            types.insert(definition.id, model::Type::Enum(found));
        }
    }
}

/// The enumeration that the first table decides: a page of its own, then a resource page, then a collection page.
fn enumeration(
    definition: &Definition<'_>,
    lists: &ValueLists<'_>,
    numbered: bool,
    findings: &mut FindingSink,
) -> Option<model::Enumeration<TypeId>> {
    let by_weight = &definition.enumerations;
    let filled = |(_, found): &&(_, &reader::Enumeration)| !found.members.is_empty();
    let (document, deciding) = by_weight.iter().find(filled).or(by_weight.first())?;
    for (other, found) in by_weight {
        if !found.members.is_empty() && names(found) != names(deciding) {
            let message = format!(
                "`{}` has other members here than in {}",
                definition.name.name(),
                document.page
            );
            findings.all.push(
                Diagnostic::new(Code::PagesDisagree, &*other.page, found.name.span, message)
                    .done(format!("the members of {} were taken", document.page))
                    .help("list the same members in both places, or only in one"),
            );
        }
    }
    let mut pages = vec![document.page.clone()];
    for (other, _) in by_weight {
        if !pages.contains(&other.page) {
            pages.push(other.page.clone());
        }
    }
    let strange = lists
        .of(definition.id)
        .filter(|list| list.is_of_another(deciding));
    if let Some(list) = strange {
        findings
            .all
            .push(misplaced(definition, document, deciding, list));
    }
    let members = strange.map_or_else(|| members(definition, deciding, lists), ValueList::members);
    let each = !members.is_empty() && members.iter().all(|member| member.value.is_some());
    Some(model::Enumeration {
        name: definition.id,
        pages,
        area: document.area.clone(),
        description: by_weight
            .iter()
            .find_map(|(_, found)| found.description.clone()),
        members,
        numbers: numbered && each,
    })
}

fn misplaced(
    definition: &Definition<'_>,
    document: &Document,
    table: &reader::Enumeration,
    list: &ValueList<'_>,
) -> Diagnostic {
    let message = format!(
        "none of these members of `{}` is among the values that {} lists",
        definition.name.name(),
        list.page
    );
    Diagnostic::new(
        Code::PagesDisagree,
        &*document.page,
        table.name.span,
        message,
    )
    .done(format!("the values of {} were taken", list.page))
    .help("the table may belong to another enumeration")
}

fn names(enumeration: &reader::Enumeration) -> BTreeSet<&str> {
    let names = enumeration.members.iter().map(|member| &*member.name.value);
    names.filter(|name| *name != "unknownFutureValue").collect()
}

/// The members of the deciding table, in the case in which most places write them.
fn members(
    definition: &Definition<'_>,
    enumeration: &reader::Enumeration,
    lists: &ValueLists<'_>,
) -> Vec<Member> {
    let tables = |name: &str| {
        let found = definition.enumerations.iter();
        let has = |(_, found): &&(_, &reader::Enumeration)| {
            found.members.iter().any(|member| member.name.value == name)
        };
        found.filter(has).count()
    };
    let mut seen = BTreeSet::new();
    let mut members = Vec::new();
    for member in &enumeration.members {
        let name = &*member.name.value;
        if seen.insert(name) {
            members.push(Member {
                name: lists
                    .spelling(definition.id, name, tables(name))
                    .unwrap_or(name)
                    .to_owned(),
                value: member.value,
                description: member.description.clone(),
            });
        }
    }
    members
}
