//! What a route leads to: the type of the resource that its segments name, by the relationships that pages document.
//!
//! `/users/{id}/events` leads to many `event`, because `user` has a relationship `events`. Where a page lists routes of
//! several resources but describes the answer only once, this tells them apart.

use crate::model::{HttpMethod, QualifiedName, Segment, Struct, Target, Type, TypeUse};
use crate::reader::{Document, Operation};
use crate::resolve::names::index::{DEFAULT_NAMESPACE, LookupScope};
use crate::resolve::names::link::Linker;
use crate::resolve::routes::vocabulary::is_function;
use std::collections::{BTreeMap, BTreeSet};

/// SegmentVocabulary at the beginning of a route that name one resource together: `/identity/conditionalAccess/policies`.
const LONGEST_ROOT: usize = 3;

/// The weight of what a page with one route says about a root; one with many routes knows each of them less.
const WEIGHT: usize = 1000;

/// Properties and relationships of one type by lower-case name.
type Members = BTreeMap<String, TypeUse>;

/// Where routes lead.
#[derive(Debug)]
pub(crate) struct RouteResolver<'a> {
    linker: Linker<'a>,
    members: BTreeMap<QualifiedName, Members>,
    /// What derived types add, by base; `None` where they differ.
    derived: BTreeMap<QualifiedName, BTreeMap<String, Option<TypeUse>>>,
    roots: BTreeMap<String, TypeUse>,
    /// Types that stand alone: with a base, or with relationships.
    resources: BTreeSet<QualifiedName>,
}

impl<'a> RouteResolver<'a> {
    /// From the properties of all types, and from what pages say about routes of few words.
    pub fn of(
        documents: &[Document],
        types: &BTreeMap<QualifiedName, Type>,
        linker: Linker<'a>,
    ) -> Self {
        let mut resolver = Self {
            linker,
            members: BTreeMap::new(),
            derived: BTreeMap::new(),
            roots: roots(documents, linker),
            resources: BTreeSet::new(),
        };
        for ty in types.values() {
            if let Type::Struct(ty) = ty {
                resolver.add_struct(ty);
            }
        }
        resolver
    }

    fn add_struct(&mut self, ty: &Struct) {
        let related = ty.properties.iter().any(|property| property.navigation);
        if related || ty.base.is_some() {
            self.resources.insert(ty.name.clone());
        }
        for property in &ty.properties {
            self.add(&ty.name, &property.name, property.ty.clone());
        }
    }

    /// Makes a property known.
    pub fn add(&mut self, owner: &QualifiedName, name: &str, ty: TypeUse) {
        let key = name.to_lowercase();
        for base in self.linker.bases.chain(owner).into_iter().skip(1) {
            let known = self.derived.entry(base.clone()).or_default();
            let known = known.entry(key.clone()).or_insert_with(|| Some(ty.clone()));
            if known.as_ref() != Some(&ty) {
                *known = None;
            }
        }
        self.members
            .entry(owner.clone())
            .or_default()
            .insert(key, ty);
    }

    /// A property of a type, of one of its bases, or else of the types derived from it.
    pub fn member(&self, owner: &QualifiedName, name: &str) -> Option<&TypeUse> {
        let key = name.to_lowercase();
        let chain = self.linker.bases.chain(owner);
        let own = chain
            .into_iter()
            .find_map(|ty| self.members.get(ty)?.get(&key));
        own.or_else(|| self.derived.get(owner)?.get(&key)?.as_ref())
    }

    /// Where a whole route leads. `None` for functions, references, raw values, and where no page says it.
    pub fn resolve(&self, segments: &[Segment]) -> Option<TypeUse> {
        let (lead, count) = self.known(segments)?;
        (count == segments.len()).then_some(lead)
    }

    /// Where the longest known beginning of a route leads, and how many segments that is.
    pub fn known(&self, segments: &[Segment]) -> Option<(TypeUse, usize)> {
        let mut words = String::new();
        let mut rest = segments.iter().enumerate();
        let (mut at, mut count) = loop {
            let (place, segment) = rest.next().filter(|(place, _)| *place < LONGEST_ROOT)?;
            if let Some(root) = self.root(&mut words, segment)? {
                break (root, place + 1);
            }
        };
        for (place, segment) in rest {
            match self.step(&at, segment) {
                Some(next) => (at, count) = (next, place + 1),
                None => break,
            }
        }
        Some((at, count))
    }

    /// `Some(None)`: the words so far name nothing yet.
    fn root(&self, words: &mut String, segment: &Segment) -> Option<Option<TypeUse>> {
        let (word, keyed) = match segment {
            Segment::Literal(word) => (word, false),
            Segment::Function { name, .. } if words.is_empty() => (name, true),
            _ => return None,
        };
        let first = words.is_empty();
        words.push('/');
        words.push_str(&word.to_lowercase());
        let known = self.roots.get(words).cloned();
        let found = known.or_else(|| self.namesake(word).filter(|_| first));
        match found {
            Some(many) if keyed && many.collection => Some(Some(one(many))),
            Some(_) if keyed => None,
            None if keyed => None,
            found => Some(found),
        }
    }

    /// A root that no page reads: `/security` is the one `security`, `/auditLogs` the one `auditLogRoot`.
    fn namesake(&self, word: &str) -> Option<TypeUse> {
        let one = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let one = one.unwrap_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned());
        let names = [word.to_owned(), format!("{word}Root"), format!("{one}Root")];
        let known = names.iter().find_map(|name| {
            self.linker
                .index
                .get(&format!("{DEFAULT_NAMESPACE}.{name}"))
        })?;
        self.resources.get(known).map(|known| TypeUse {
            target: Target::Named(known.clone()),
            collection: false,
        })
    }

    fn step(&self, from: &TypeUse, segment: &Segment) -> Option<TypeUse> {
        let Target::Named(owner) = &from.target else {
            return None;
        };
        match segment {
            Segment::Parameter(_) => from.collection.then(|| one(from.clone())),
            Segment::Path { .. } => (!from.collection).then(|| from.clone()),
            Segment::Literal(word) => self.word(from, owner, word),
            Segment::Function { name, arguments } => {
                let key = arguments.len() <= 1 || name.is_empty();
                let found = match name.is_empty() {
                    true => from.clone(),
                    false => self
                        .member(owner, name)
                        .filter(|_| !from.collection)?
                        .clone(),
                };
                (key && found.collection).then(|| one(found))
            }
        }
    }

    /// A cast to a derived type, or a property.
    fn word(&self, from: &TypeUse, owner: &QualifiedName, word: &str) -> Option<TypeUse> {
        if word.contains('.') {
            let cast = self.linker.index.get(word)?.clone();
            return Some(TypeUse {
                target: Target::Named(cast),
                collection: from.collection,
            });
        }
        if from.collection {
            return None;
        }
        self.member(owner, word).cloned()
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

/// What reading, changing or creating the resources of short routes answers with, by lower-case words: `/users`.
fn roots(documents: &[Document], linker: Linker<'_>) -> BTreeMap<String, TypeUse> {
    let mut votes: BTreeMap<String, BTreeMap<TypeUse, usize>> = BTreeMap::new();
    for document in documents {
        for operation in &document.operations {
            vote(document, operation, linker, &mut votes);
        }
    }
    let winner = |votes: &BTreeMap<TypeUse, usize>| {
        let most = votes.values().max()?;
        let mut ahead = votes
            .iter()
            .filter(|(_, votes)| *votes == most)
            .map(|(ty, _)| ty);
        let first = ahead.next()?.clone();
        // Pages of derived types agree on their base only.
        let same = ahead
            .filter(|ty| ty.collection == first.collection)
            .map(|ty| ty.target.clone());
        let targets: Vec<_> = std::iter::once(first.target.clone()).chain(same).collect();
        match linker.common(&targets) {
            Target::Untyped => Some(first),
            target => Some(TypeUse { target, ..first }),
        }
    };
    votes
        .iter()
        .filter_map(|(root, votes)| Some((root.clone(), winner(votes)?)))
        .collect()
}

fn vote(
    document: &Document,
    operation: &Operation,
    linker: Linker<'_>,
    votes: &mut BTreeMap<String, BTreeMap<TypeUse, usize>>,
) {
    let scope = LookupScope::of(document);
    let said = operation
        .responses
        .iter()
        .filter(|response| response.status.is_none_or(|status| status < 300));
    let Some(answer) = said
        .filter_map(|response| linker.words(response.ty.as_ref()?, scope).ok())
        .next()
    else {
        return;
    };
    if !matches!(answer.target, Target::Named(_)) {
        return;
    }
    let reads = matches!(operation.method, HttpMethod::Get | HttpMethod::Patch);
    let weight = if reads {
        WEIGHT / operation.routes.len().max(1)
    } else {
        1
    };
    for route in &operation.routes {
        let keyed = matches!(route.segments.last(), Some(Segment::Parameter(_)));
        let words = route.segments.len() - usize::from(keyed);
        let Some(root) = literal_words(route.segments.get(..words)) else {
            continue;
        };
        let many = match operation.method {
            HttpMethod::Get | HttpMethod::Patch => answer.collection || keyed,
            HttpMethod::Post => !keyed,
            _ => continue,
        };
        if answer.collection && (keyed || !reads) || is_function(&route.segments) {
            continue;
        }
        let ty = TypeUse {
            target: answer.target.clone(),
            collection: many,
        };
        *votes.entry(root).or_default().entry(ty).or_default() += weight;
    }
}

/// `/identity/conditionalAccess` in lower case, of few literal segments.
fn literal_words(segments: Option<&[Segment]>) -> Option<String> {
    let segments = segments.filter(|segments| (1..=LONGEST_ROOT).contains(&segments.len()))?;
    let mut words = String::new();
    for segment in segments {
        let Segment::Literal(word) = segment else {
            return None;
        };
        if word.starts_with('$') || word.contains('.') {
            return None;
        }
        words.push('/');
        words.push_str(&word.to_lowercase());
    }
    Some(words)
}
