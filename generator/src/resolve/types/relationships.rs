//! Relationships that no table lists but that routes go through: `/chats/{id}/tabs/{id}` shows that a `chat` has `tabs`.

use crate::diagnostic::Span;
use crate::model::{HttpMethod, Property, QualifiedName, Segment, Source, Target, Type, TypeUse};
use crate::reader::{Document, Operation};
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::link::Linker;
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::routes::vocabulary::SegmentVocabulary;
use camino::Utf8PathBuf;
use std::collections::BTreeMap;

/// A relationship found may lead to the next one, this many times.
const ROUNDS: usize = 4;

/// What routes say about one word behind a resource.
#[derive(Debug, Default)]
struct Evidence {
    spellings: BTreeMap<String, usize>,
    /// A key follows, or a page lists them: a collection.
    many: bool,
    /// It is read by its name or changed: a resource.
    single: bool,
    /// A collection of its own follows, as only one resource has.
    has_collection: bool,
    /// A page lists them.
    listed: bool,
    /// What it leads to, by how many operations say so.
    targets: BTreeMap<QualifiedName, usize>,
    place: Option<(Utf8PathBuf, Span)>,
}

/// Adds the relationships that routes show to the types and to the resolver.
pub(crate) fn add_shown(
    documents: &[Document],
    vocabulary: &SegmentVocabulary,
    types: &mut BTreeMap<QualifiedName, Type>,
    resolver: &mut RouteResolver<'_>,
    linker: Linker<'_>,
) {
    for _ in 0..ROUNDS {
        let shown = gather(documents, vocabulary, resolver, linker);
        if !add(shown, types, resolver) {
            return;
        }
    }
}

type Shown = BTreeMap<(QualifiedName, String), Evidence>;

fn gather(
    documents: &[Document],
    vocabulary: &SegmentVocabulary,
    resolver: &RouteResolver<'_>,
    linker: Linker<'_>,
) -> Shown {
    let mut shown = Shown::new();
    for document in documents {
        for operation in &document.operations {
            for route in &operation.routes {
                if let Some((owner, word, at)) = unlisted(&route.segments, vocabulary, resolver) {
                    let key = (owner.clone(), word.to_lowercase());
                    let evidence = shown.entry(key).or_default();
                    *evidence.spellings.entry(word.to_owned()).or_default() += 1;
                    evidence.read(document, operation, &route.segments, at, linker);
                    if let Some(target) = namesake(&owner, &route.segments, at, resolver, linker) {
                        evidence.continued(document, operation, target);
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
    vocabulary: &SegmentVocabulary,
    resolver: &RouteResolver<'_>,
) -> Option<(QualifiedName, &'s str, usize)> {
    let (before, at) = resolver.known(segments)?;
    let Segment::Literal(word) = segments.get(at)? else {
        return None;
    };
    if word.starts_with('$') || word.contains('.') || vocabulary.is_called(word) {
        return None;
    }
    match before.target {
        Target::Named(owner) if !before.collection => Some((owner, word, at)),
        _ => None,
    }
}

/// The type that a word means whose continuation only that type has: `user` has an `authentication`, if there is a type
/// `authentication` or `userAuthentication` with the property that follows in the route.
fn namesake(
    owner: &QualifiedName,
    segments: &[Segment],
    at: usize,
    resolver: &RouteResolver<'_>,
    linker: Linker<'_>,
) -> Option<QualifiedName> {
    let (Segment::Literal(word), Segment::Literal(next)) =
        (segments.get(at)?, segments.get(at + 1)?)
    else {
        return None;
    };
    let names = [word.to_string(), format!("{}{word}", owner.name())];
    let found = names.iter().find_map(|name| {
        let known = linker.index.get(&format!("{}.{name}", owner.namespace()))?;
        resolver.member(known, next).map(|_| known)
    });
    found.cloned()
}

impl Evidence {
    /// The route goes on to a property of a type that is called like the word.
    fn continued(&mut self, document: &Document, operation: &Operation, target: QualifiedName) {
        self.single = true;
        *self.targets.entry(target).or_default() += 1;
        self.place
            .get_or_insert_with(|| (document.page.clone(), operation.span));
    }

    fn read(
        &mut self,
        document: &Document,
        operation: &Operation,
        segments: &[Segment],
        at: usize,
        linker: Linker<'_>,
    ) {
        let behind = segments.get(at + 1..).unwrap_or_default();
        let keyed = matches!(behind.first(), Some(Segment::Parameter(_)));
        self.many |= keyed;
        self.has_collection |= matches!(behind, [Segment::Literal(_), Segment::Parameter(_), ..]);
        let named = behind.is_empty();
        let item = keyed && behind.len() == 1;
        if !named && !item {
            return;
        }
        let Some(answer) = answer(document, operation, linker) else {
            return;
        };
        let Target::Named(target) = &answer.target else {
            return;
        };
        let says =
            |verb: &str| named && title_says(&operation.title, verb, segments.get(at), target);
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
        *self.targets.entry(target.clone()).or_default() += 1;
        self.place
            .get_or_insert_with(|| (document.page.clone(), operation.span));
    }

    fn property(self) -> Option<Property> {
        let most = |counts: BTreeMap<_, usize>| counts.into_iter().max_by_key(|(_, count)| *count);
        let (target, _) = self
            .targets
            .into_iter()
            .max_by(|(a, m), (b, n)| m.cmp(n).then_with(|| b.cmp(a)))
            .filter(|_| self.many || self.single)?;
        let (name, _) = most(self.spellings)?;
        let (page, span) = self.place?;
        Some(Property {
            name,
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
            page,
            span,
        })
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
fn title_says(title: &str, verb: &str, segment: Option<&Segment>, target: &QualifiedName) -> bool {
    let Some(Segment::Literal(word)) = segment else {
        return false;
    };
    let letters = |text: &str| -> String {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase()
    };
    let title = letters(title);
    let Some(rest) = title.strip_prefix(verb) else {
        return false;
    };
    let ty = letters(target.name());
    rest.ends_with(&letters(word)) || rest == ty || rest.strip_suffix('s') == Some(&*ty)
}

/// Whether anything was added.
fn add(
    shown: Shown,
    types: &mut BTreeMap<QualifiedName, Type>,
    resolver: &mut RouteResolver<'_>,
) -> bool {
    let mut added = false;
    for ((owner, _), evidence) in shown {
        let Some(Type::Struct(ty)) = types.get_mut(&owner) else {
            continue;
        };
        let listed = evidence.listed;
        if let Some(property) = evidence.property() {
            // A page that names the type itself for what it has inside may do so for lack of a page about that.
            let certain = listed || property.ty.target != Target::Named(owner.clone());
            let known = resolver.member(&owner, &property.name) == Some(&property.ty);
            resolver.add(&owner, &property.name, property.ty.clone());
            added |= !known;
            if certain {
                ty.properties.push(property);
                ty.properties.sort_by(|a, b| a.name.cmp(&b.name));
            }
        }
    }
    added
}
