//! Relationships that no table lists but that routes go through: `/chats/{id}/tabs/{id}` shows that a `chat` has `tabs`.

use crate::diagnostic::Span;
use crate::model::{HttpMethod, Segment, Source};
use crate::reader::{Document, Operation};
use crate::resolve::evidence::Tally;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::plurals::singulars;
use crate::resolve::names::type_id::{Property, Target, TypeId, TypeUse};
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::routes::segments::word_and_key;
use crate::resolve::routes::vocabulary::SegmentVocabulary;
use crate::resolve::types::type_table::TypeTable;
use camino::Utf8Path;
use std::collections::BTreeMap;

/// A relationship found may lead to the next one, this many times.
const ROUNDS: usize = 4;

/// What routes say about one word behind a resource.
#[derive(Debug, Default)]
struct WordUses<'a> {
    spellings: Tally<&'a str>,
    /// A key follows, or a page lists them: a collection.
    many: bool,
    /// It is read by its name or changed: a resource.
    single: bool,
    /// A collection of its own follows, as only one resource has.
    has_collection: bool,
    /// A page lists them.
    listed: bool,
    /// What it leads to, by how many operations say so.
    targets: Tally<TypeId>,
    /// Where that is said.
    place: Option<(&'a Utf8Path, Span)>,
    /// Where it is named without a word on what it leads to.
    silent: Option<(&'a Utf8Path, Span)>,
}

/// Reads the routes of all operations and what success answers with. Adds the relationships that routes show to the types and to the
/// resolver.
pub(crate) fn add_route_relationships(
    documents: &[Document],
    vocabulary: &SegmentVocabulary<'_>,
    types: &mut TypeTable,
    resolver: &mut RouteResolver<'_>,
    linker: Linker<'_>,
) {
    for _ in 0..ROUNDS {
        let shown = gather(documents, vocabulary, resolver, linker);
        if !add(shown, types, resolver, linker) {
            return;
        }
    }
}

type Shown<'a> = BTreeMap<(TypeId, Folded<&'a str>), WordUses<'a>>;

fn gather<'a>(
    documents: &'a [Document],
    vocabulary: &SegmentVocabulary<'_>,
    resolver: &RouteResolver<'_>,
    linker: Linker<'_>,
) -> Shown<'a> {
    let mut shown = Shown::new();
    for document in documents {
        for operation in &document.operations {
            for route in &operation.routes {
                if let Some((owner, word, at)) = unlisted(&route.segments, vocabulary, resolver) {
                    let uses = shown.entry((owner, Folded(word))).or_default();
                    uses.spellings.add(word);
                    uses.read(document, operation, &route.segments, at, linker);
                    if let Some(target) = namesake(owner, &route.segments, at, resolver, linker) {
                        uses.continued(document, operation, target);
                    }
                }
            }
        }
    }
    shown
}

/// The word at which a route leaves what tables list, behind one resource whose type has no such property.
fn unlisted<'s>(
    segments: &'s [Segment],
    vocabulary: &SegmentVocabulary<'_>,
    resolver: &RouteResolver<'_>,
) -> Option<(TypeId, &'s str, usize)> {
    let (before, at) = resolver.known(segments)?;
    let (word, _) = word_and_key(segments.get(at)?)?;
    if word.starts_with('$') || word.contains('.') || vocabulary.is_called(word) {
        return None;
    }
    match before.target {
        // A table that has it as one is not overruled by a key behind it.
        Target::Named(owner) if !before.collection && resolver.member(owner, word).is_none() => {
            Some((owner, word, at))
        }
        _ => None,
    }
}

/// The type that a word means whose continuation only that type has: `user` has an `authentication`, if there is a type
/// `authentication` or `userAuthentication` with the property that follows in the route.
fn namesake(
    owner: TypeId,
    segments: &[Segment],
    at: usize,
    resolver: &RouteResolver<'_>,
    linker: Linker<'_>,
) -> Option<TypeId> {
    let (Segment::Literal(word), Segment::Literal(next)) =
        (segments.get(at)?, segments.get(at + 1)?)
    else {
        return None;
    };
    let owner = linker.index.name(owner);
    let prefixed = format!("{}{word}", owner.name());
    [word.as_str(), &prefixed].into_iter().find_map(|name| {
        let known = linker.index.in_namespace(owner.namespace(), name)?;
        resolver.member(known, next).map(|_| known)
    })
}

impl<'a> WordUses<'a> {
    /// The route goes on to a property of a type that is called like the word.
    fn continued(&mut self, document: &'a Document, operation: &Operation, target: TypeId) {
        self.single = true;
        self.targets.add(target);
        self.place.get_or_insert((&document.page, operation.span));
    }

    fn read(
        &mut self,
        document: &'a Document,
        operation: &Operation,
        segments: &[Segment],
        at: usize,
        linker: Linker<'_>,
    ) {
        let mut behind = segments.get(at + 1..).unwrap_or_default();
        let in_brackets = segments.get(at).and_then(word_and_key);
        let mut keyed = in_brackets.is_some_and(|(_, keyed)| keyed);
        if let [Segment::Parameter(_), rest @ ..] = behind {
            (keyed, behind) = (true, rest);
        }
        self.many |= keyed;
        self.has_collection |=
            !keyed && matches!(behind, [Segment::Literal(_), Segment::Parameter(_), ..]);
        let named = behind.is_empty() && !keyed;
        let item = behind.is_empty() && keyed;
        if !named && !item {
            return;
        }
        let place = (&*document.page, operation.span);
        self.silent.get_or_insert(place);
        let Some(answer) = answer(document, operation, linker) else {
            return;
        };
        let Target::Named(target) = answer.target else {
            return;
        };
        let says = |verb: &str| {
            named
                && title_says(
                    &operation.title,
                    verb,
                    segments.get(at),
                    linker.index.name(target).name(),
                )
        };
        match operation.method {
            HttpMethod::Get if answer.collection => {
                self.listed |= says("list");
                self.many |= self.listed;
            }
            HttpMethod::Get => self.single |= says("get"),
            // A POST may just as well be an action that answers with what it made.
            HttpMethod::Post => {}
            HttpMethod::Patch | HttpMethod::Put => self.single |= named,
            HttpMethod::Delete => return,
        }
        self.targets.add(target);
        self.place.get_or_insert(place);
    }

    fn property(self, owner: TypeId, linker: Linker<'_>) -> Option<Property> {
        let (name, _) = self.spellings.most().filter(|_| self.many || self.single)?;
        let target = self.target(owner, name, linker)?;
        let (page, span) = self.place.or(self.silent)?;
        Some(Property {
            name: (*name).to_owned(),
            ty: TypeUse {
                target: Target::Named(target),
                collection: self.many && !self.has_collection,
            },
            navigation: true,
            description: None,
            read_only: false,
            required: false,
            nullable: None,
            deprecated: false,
            inferred: true,
            sources: vec![Source::Route],
            contradictions: Vec::new(),
            page: page.to_owned(),
            span,
        })
    }
}

impl WordUses<'_> {
    /// The type that is called like the word, whatever pages say; else what most of them say; else the type whose plural it is.
    fn target(&self, owner: TypeId, word: &str, linker: Linker<'_>) -> Option<TypeId> {
        let namespace = linker.index.name(owner).namespace();
        let called = |name: &str| linker.index.in_namespace(namespace, name);
        let said = || self.targets.most().map(|(target, _)| *target);
        let singular = || singulars(word).find_map(|name| called(&name));
        called(word)
            .filter(|_| self.many)
            .or_else(said)
            .or_else(singular)
    }
}

/// What success answers with, by the page's sentence.
fn answer(document: &Document, operation: &Operation, linker: Linker<'_>) -> Option<TypeUse> {
    let scope = LookupScope::of(document);
    let types = operation
        .responses
        .iter()
        .filter_map(|response| response.ty.as_ref());
    types.filter_map(|ty| linker.words(ty, scope).ok()).next()
}

/// `List followed sites` says "list" of `followedSites`, and so does `List sites` if that leads to many `site`.
fn title_says(title: &str, verb: &str, segment: Option<&Segment>, target: &str) -> bool {
    let Some(Segment::Literal(word)) = segment else {
        return false;
    };
    let letters = |text: &str| -> String {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase()
    };
    // `Get things (v1.0)`
    let title = letters(title.split(" (").next().unwrap_or(title));
    let Some(rest) = title.strip_prefix(verb) else {
        return false;
    };
    let ty = letters(target);
    rest.ends_with(&letters(word)) || rest == ty || rest.strip_suffix('s') == Some(&*ty)
}

/// Whether anything was added.
fn add(
    shown: Shown,
    types: &mut TypeTable,
    resolver: &mut RouteResolver<'_>,
    linker: Linker<'_>,
) -> bool {
    let mut added = false;
    for ((owner, _), uses) in shown {
        if types.get(owner).is_none() {
            continue;
        }
        let listed = uses.listed;
        if let Some(property) = uses.property(owner, linker) {
            // A page that names the type itself for what it has inside may do so for lack of a page about that.
            let certain = listed || property.ty.target != Target::Named(owner);
            let known = resolver.member(owner, &property.name) == Some(property.ty);
            resolver.add(owner, &property.name, property.ty);
            added |= !known;
            if certain {
                types.add(owner, property);
            }
        }
    }
    added
}
