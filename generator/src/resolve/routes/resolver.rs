//! What a route leads to: the type of the resource that its segments name, by the relationships that pages document.
//!
//! `/users/{id}/events` leads to many `event`, because `user` has a relationship `events`. Where a page lists routes of
//! several resources but describes the answer only once, this tells them apart.

use crate::dialect::Dialect;
use crate::model::Segment;
use crate::reader::Document;
use crate::resolve::names::folded::{Folded, Pieces};
use crate::resolve::names::linker::Linker;
use crate::resolve::names::type_id::{Struct, Target, TypeId, TypeUse};
use crate::resolve::routes::roots::{LONGEST_ROOT, Roots};
use crate::resolve::types::type_table::TypeTable;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Where routes lead.
#[derive(Debug)]
pub(crate) struct RouteResolver<'a> {
    linker: Linker<'a>,
    /// Properties and relationships of every type.
    members: Vec<IndexMap<Folded, TypeUse>>,
    /// What derived types add, by base; `None` where they differ.
    derived: Vec<IndexMap<Folded, Option<TypeUse>>>,
    roots: Roots,
    /// Types that stand alone: with a base, or with relationships.
    resources: BTreeSet<TypeId>,
}

impl<'a> RouteResolver<'a> {
    /// From the properties of all types, and from what pages say about routes of few words.
    pub fn of(documents: &[Document], types: &TypeTable, linker: Linker<'a>) -> Self {
        let mut resolver = Self {
            linker,
            members: vec![IndexMap::new(); linker.index.len()],
            derived: vec![IndexMap::new(); linker.index.len()],
            roots: Roots::of(documents, linker),
            resources: BTreeSet::new(),
        };
        for ty in types.structs() {
            resolver.add_struct(ty);
        }
        resolver
    }

    fn add_struct(&mut self, ty: &Struct) {
        let related = ty.properties.iter().any(|property| property.navigation);
        if related || ty.base.is_some() {
            self.resources.insert(ty.name);
        }
        for property in &ty.properties {
            self.add(ty.name, &property.name, property.ty);
        }
    }

    /// The dialect of the pages.
    pub fn dialect(&self) -> &'a Dialect {
        self.linker.index.dialect
    }

    /// Makes a property known.
    pub fn add(&mut self, owner: TypeId, name: &str, ty: TypeUse) {
        for base in self.linker.bases.chain(owner).skip(1) {
            let Some(known) = self.derived.get_mut(base.at()) else {
                continue;
            };
            match known.get_mut(&Pieces(&[name])) {
                Some(known) if *known == Some(ty) => {}
                Some(known) => *known = None,
                None => drop(known.insert(Folded(name.to_owned()), Some(ty))),
            }
        }
        if let Some(members) = self.members.get_mut(owner.at()) {
            members.insert(Folded(name.to_owned()), ty);
        }
    }

    /// A property of a type, of one of its bases, or else of the types derived from it.
    pub fn member(&self, owner: TypeId, name: &str) -> Option<TypeUse> {
        let name = Pieces(&[name]);
        let mut chain = self.linker.bases.chain(owner);
        chain
            .find_map(|ty| self.members.get(ty.at())?.get(&name).copied())
            .or_else(|| *self.derived.get(owner.at())?.get(&name)?)
    }

    /// Where a whole route leads. `None` for functions, references, raw values, and where no page says it.
    pub fn resolve(&self, segments: &[Segment]) -> Option<TypeUse> {
        let (end, count) = self.known(segments)?;
        (count == segments.len()).then_some(end)
    }

    /// Where the longest known beginning of a route leads, and how many segments that is.
    pub fn known(&self, segments: &[Segment]) -> Option<(TypeUse, usize)> {
        let (mut at, mut count) = self.root(segments)?;
        for segment in segments.get(count..).unwrap_or_default() {
            match self.step(at, segment) {
                Some(next) => (at, count) = (next, count + 1),
                None => break,
            }
        }
        Some((at, count))
    }

    /// What the first words of a route lead to, by the fewest of them that name something.
    fn root(&self, segments: &[Segment]) -> Option<(TypeUse, usize)> {
        let mut words = Vec::with_capacity(2 * LONGEST_ROOT);
        for (place, segment) in segments.iter().take(LONGEST_ROOT).enumerate() {
            let first = words.is_empty();
            let (word, keyed) = match segment {
                Segment::Literal(word) => (word, false),
                Segment::Function { name, .. } if first => (name, true),
                _ => return None,
            };
            words.extend(["/", word.as_str()]);
            let known = self.roots.get(&words);
            let found = known.or_else(|| self.namesake(word).filter(|_| first));
            match found {
                Some(many) if keyed => return many.collection.then_some((one(many), place + 1)),
                None if keyed => return None,
                Some(found) => return Some((found, place + 1)),
                None => {}
            }
        }
        None
    }

    /// A root that no page reads: `/security` is the one `security`, `/auditLogs` the one `auditLogRoot`.
    fn namesake(&self, word: &str) -> Option<TypeUse> {
        let stem = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let stem = stem.unwrap_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned());
        let names = [
            word.to_owned(),
            format!("{word}Root"),
            format!("{stem}Root"),
        ];
        let known = names
            .iter()
            .find_map(|name| self.linker.index.in_root(name))?;
        self.resources.contains(&known).then_some(TypeUse {
            target: Target::Named(known),
            collection: false,
        })
    }

    fn step(&self, from: TypeUse, segment: &Segment) -> Option<TypeUse> {
        let Target::Named(owner) = from.target else {
            return None;
        };
        match segment {
            Segment::Parameter(_) => from.collection.then(|| one(from)),
            Segment::Path { .. } => (!from.collection).then_some(from),
            Segment::Literal(word) => self.word(from, owner, word),
            // What is called by the name of a collection is one of it, by however many parts its key has.
            Segment::Function { name, .. } => {
                let found = match name.is_empty() {
                    true => from,
                    false => self.member(owner, name).filter(|_| !from.collection)?,
                };
                found.collection.then(|| one(found))
            }
        }
    }

    /// A cast to a derived type, or a property.
    fn word(&self, from: TypeUse, owner: TypeId, word: &str) -> Option<TypeUse> {
        if word.contains('.') {
            return Some(TypeUse {
                target: Target::Named(self.linker.index.get(word)?),
                collection: from.collection,
            });
        }
        match from.collection {
            true => None,
            false => self.member(owner, word),
        }
    }

    /// The type whose property the last segment would be, if the segments before it lead to one.
    pub fn owner(&self, segments: &[Segment]) -> Option<TypeUse> {
        let (_, before) = segments.split_last()?;
        self.resolve(before)
    }
}

/// One of many.
fn one(many: TypeUse) -> TypeUse {
    TypeUse {
        collection: false,
        ..many
    }
}
