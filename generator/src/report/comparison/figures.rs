//! How much of a model and of a service's metadata agrees, counted.

use crate::metadata::Metadata;
use std::collections::BTreeSet;

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub name: &'static str,
    /// On how many both agree.
    pub agreeing: usize,
    /// Of how many.
    pub of: usize,
}

/// Agreeing and compared.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally(usize, usize);

impl Tally {
    /// Counts one more, and passes on whether both agree.
    pub fn add(&mut self, agrees: bool) -> bool {
        self.0 += usize::from(agrees);
        self.1 += 1;
        agrees
    }
}

/// What was compared so far.
#[derive(Default)]
pub(super) struct Counts {
    pub structs: Tally,
    pub enums: Tally,
    pub names: Tally,
    pub types: Tally,
    pub bases: Tally,
    pub members: Tally,
    pub member_names: Tally,
    pub own: Tally,
    pub documented: BTreeSet<String>,
}

impl Counts {
    /// As they are shown.
    pub fn figures(&self, metadata: &Metadata, operations: usize) -> Vec<Figure> {
        let figure = |name, Tally(agreeing, of): Tally| Figure { name, agreeing, of };
        vec![
            figure("types with properties that the metadata has", self.structs),
            figure("enumerations that the metadata has", self.enums),
            figure(
                "types of the metadata that pages define",
                Tally(self.documented.len(), metadata.types.len()),
            ),
            figure("properties that the metadata has", self.names),
            figure(
                "properties with the same type, as one or as many",
                self.types,
            ),
            figure(
                "properties of these types in the metadata that pages define",
                self.own,
            ),
            figure("types with the same base type", self.bases),
            figure(
                "enumerations with the same members, unknownFutureValue aside",
                self.members,
            ),
            figure(
                "members of these enumerations in the metadata that pages list",
                self.member_names,
            ),
            figure(
                "names of actions and functions of the metadata that requests show",
                Tally(operations, metadata.operations.len()),
            ),
        ]
    }
}
