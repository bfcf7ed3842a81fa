//! Values that descriptions of properties list: `Possible values are: ...`.

use super::definitions::Definitions;
use super::index::Scope;
use super::link::Linker;
use crate::model::{Member, QualifiedName, Target};
use crate::reference;
use camino::Utf8Path;
use std::collections::BTreeMap;

/// The values that the description of a property lists, by the enumeration that is the property's type.
#[derive(Debug, Default)]
pub(super) struct Lists<'a> {
    longest: BTreeMap<QualifiedName, List<'a>>,
}

/// The values that one description lists.
#[derive(Debug)]
pub(super) struct List<'a> {
    /// Where it stands.
    pub page: &'a Utf8Path,
    values: &'a [String],
}

impl<'a> Lists<'a> {
    /// From the tables of all resources; the longest list of each enumeration, of the first page that has it.
    pub fn of_rows(definitions: &Definitions<'a>, linker: Linker<'_>) -> Self {
        let mut longest: BTreeMap<QualifiedName, List<'a>> = BTreeMap::new();
        for definition in definitions.structs() {
            for (document, resource) in &definition.resources {
                let namespace = definition.name.namespace();
                let scope = Scope {
                    page: &document.page,
                    namespace,
                };
                for row in resource
                    .properties
                    .iter()
                    .filter(|row| row.values.len() > 1)
                {
                    let linked = row.ty.as_ref().and_then(|ty| linker.words(ty, scope).ok());
                    let Some(Target::Named(name)) = linked.map(|ty| ty.target) else {
                        continue;
                    };
                    let list = List {
                        page: &document.page,
                        values: &row.values,
                    };
                    match longest.get_mut(&name) {
                        Some(known) if known.values.len() >= list.values.len() => {}
                        _ => drop(longest.insert(name, list)),
                    }
                }
            }
        }
        Self { longest }
    }

    /// The list of an enumeration.
    pub fn of(&self, name: &QualifiedName) -> Option<&List<'a>> {
        self.longest.get(name)
    }
}

impl List<'_> {
    /// Whether a table shares no member with it.
    pub fn is_of_another(&self, table: &reference::Enumeration) -> bool {
        let known = |member: &reference::Member| {
            let name = &member.name.value;
            self.values
                .iter()
                .any(|value| value.eq_ignore_ascii_case(name))
        };
        !table.members.is_empty() && !table.members.iter().any(known)
    }

    /// Its values as members.
    pub fn members(&self) -> Vec<Member> {
        let member = |name: &String| Member {
            name: name.clone(),
            value: None,
            description: None,
        };
        self.values.iter().map(member).collect()
    }
}
