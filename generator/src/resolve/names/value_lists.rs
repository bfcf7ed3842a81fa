//! Values that descriptions of properties list: `Possible values are: ...`.

use crate::model::Member;
use crate::reader::{self, Document};
use crate::resolve::evidence::Tally;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::type_id::{Target, TypeId};
use crate::resolve::types::definitions::Definitions;
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};

/// The values that the description of a property lists, by the enumeration that is the property's type.
#[derive(Debug, Default)]
pub(crate) struct ValueLists<'a> {
    longest: BTreeMap<TypeId, ValueList<'a>>,
    /// How descriptions write a value, by enumeration and value.
    spellings: BTreeMap<(TypeId, Folded<&'a str>), Tally<&'a str>>,
}

/// The values that one description lists.
#[derive(Debug)]
pub(crate) struct ValueList<'a> {
    /// Where it stands.
    pub page: &'a Utf8Path,
    values: &'a [String],
}

impl<'a> ValueLists<'a> {
    /// From the tables of all resources, and for the spelling of values also from those of requests. Of several lists
    /// of an enumeration the longest counts, of the first page that has it.
    pub fn of_rows(
        definitions: &Definitions<'a>,
        documents: &'a [Document],
        linker: Linker<'_>,
    ) -> Self {
        let mut lists = Self::default();
        for definition in definitions.structs() {
            for (document, resource) in &definition.resources {
                let scope = definition.scope(document);
                for row in &resource.properties {
                    if let Some(name) = lists.count(row, scope, linker) {
                        lists.keep_longest(name, &document.page, &row.values);
                    }
                }
            }
        }
        for document in documents {
            let bodies = document.operations.iter().map(|operation| &operation.body);
            for row in bodies.flat_map(|body| &body.fields) {
                lists.count(row, LookupScope::of(document), linker);
            }
        }
        lists
    }

    /// Counts how a row writes the values of the enumeration that it names, if it lists any.
    fn count(
        &mut self,
        row: &'a reader::Property,
        scope: LookupScope<'_>,
        linker: Linker<'_>,
    ) -> Option<TypeId> {
        let ty = row.ty.as_ref().filter(|_| row.values.len() > 1)?;
        let Target::Named(name) = linker.words(ty, scope).ok()?.target else {
            return None;
        };
        for value in &row.values {
            let key = (name, Folded(&**value));
            self.spellings.entry(key).or_default().add(value);
        }
        Some(name)
    }

    fn keep_longest(&mut self, name: TypeId, page: &'a Utf8Path, values: &'a [String]) {
        match self.longest.get_mut(&name) {
            Some(known) if known.values.len() >= values.len() => {}
            _ => drop(self.longest.insert(name, ValueList { page, values })),
        }
    }

    /// Another case in which more descriptions write a value than `tables` tables and the descriptions that agree with
    /// them do.
    pub fn spelling(&self, name: TypeId, value: &str, tables: usize) -> Option<&'a str> {
        let spellings = self.spellings.get(&(name, Folded(value)))?;
        let (&most, count) = spellings.most()?;
        (most != value && count > spellings.count(&value) + tables).then_some(most)
    }

    /// The list of an enumeration.
    pub fn of(&self, name: TypeId) -> Option<&ValueList<'a>> {
        self.longest.get(&name)
    }
}

impl ValueList<'_> {
    /// Whether a table shares no member with it.
    pub fn is_of_another(&self, table: &reader::Enumeration) -> bool {
        let values: BTreeSet<Folded<&str>> =
            self.values.iter().map(|value| Folded(&**value)).collect();
        let known = |member: &reader::Member| values.contains(&Folded(&*member.name.value));
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
