//! What the first words of routes lead to: `/users` to many `user`, by what pages say that reading or changing it answers with.

use crate::model::{HttpMethod, Segment};
use crate::reader::{Document, Operation};
use crate::resolve::evidence::Tally;
use crate::resolve::names::folded::{Folded, Pieces};
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::type_id::{Target, TypeUse};
use crate::resolve::routes::segments::{is_function, word_and_key};
use indexmap::{IndexMap, IndexSet};

/// Words at the beginning of a route that name one resource together: `/identity/conditionalAccess/policies`.
pub(crate) const LONGEST_ROOT: usize = 3;

/// The weight of what a page with one route says about a root; one with many routes knows each of them less.
const WEIGHT: usize = 1000;

/// What roots lead to, by their words: `/users`.
#[derive(Debug, Default)]
pub(crate) struct Roots {
    by_words: IndexMap<Folded, TypeUse>,
}

impl Roots {
    /// Reads what success answers with on all pages with routes of few words.
    pub fn of(documents: &[Document], linker: Linker<'_>) -> Self {
        let mut votes = Votes::new();
        for document in documents {
            for operation in &document.operations {
                vote(document, operation, linker, &mut votes);
            }
        }
        let keyed = keyed(documents);
        let winners = votes.into_iter().filter_map(|(root, votes)| {
            let mut winner = winner(&votes, linker)?;
            // A page may well say that reading the collection answers with one thing of it.
            winner.collection |= keyed.contains(&root);
            Some((root, winner))
        });
        Self {
            by_words: winners.collect(),
        }
    }

    /// What these words lead to, each with a slash before it.
    pub fn get(&self, words: &[&str]) -> Option<TypeUse> {
        self.by_words.get(&Pieces(words)).copied()
    }
}

/// Roots behind which some route has a key in brackets: `/companies` of `/companies({id})/accounts`.
fn keyed(documents: &[Document]) -> IndexSet<Folded> {
    let operations = documents.iter().flat_map(|document| &document.operations);
    let routes = operations.flat_map(|operation| &operation.routes);
    let words = routes.filter_map(|route| word_and_key(route.segments.first()?));
    words
        .filter(|(_, keyed)| *keyed)
        .map(|(word, _)| Folded(format!("/{word}")))
        .collect()
}

type Votes = IndexMap<Folded, Tally<TypeUse>>;

/// What most pages say. Pages of derived types agree on their base only.
fn winner(votes: &Tally<TypeUse>, linker: Linker<'_>) -> Option<TypeUse> {
    let ahead = votes.leaders();
    let first = **ahead.first()?;
    let same = ahead
        .into_iter()
        .filter(|ty| ty.collection == first.collection);
    let targets: Vec<_> = same.map(|ty| ty.target).collect();
    match linker.common(&targets) {
        Target::Untyped => Some(first),
        target => Some(TypeUse { target, ..first }),
    }
}

fn vote(document: &Document, operation: &Operation, linker: Linker<'_>, votes: &mut Votes) {
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
    // What an action answers with is not what its route leads to.
    let mut success = operation.responses.iter().map(|response| response.status);
    let creates = !operation.body.parameters && success.any(|status| status == Some(201));
    for route in &operation.routes {
        let keyed = matches!(route.segments.last(), Some(Segment::Parameter(_)));
        let words = route.segments.len() - usize::from(keyed);
        let Some(root) = literal_words(route.segments.get(..words)) else {
            continue;
        };
        let many = match operation.method {
            HttpMethod::Get | HttpMethod::Patch => answer.collection || keyed,
            HttpMethod::Post if creates => !keyed,
            _ => continue,
        };
        if answer.collection && (keyed || !reads)
            || is_function(&route.segments, linker.index.dialect)
        {
            continue;
        }
        let ty = TypeUse {
            target: answer.target,
            collection: many,
        };
        votes
            .entry(Folded(root))
            .or_default()
            .add_weight(ty, weight);
    }
}

/// `/identity/conditionalAccess`, of few literal segments.
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
        words.push_str(word);
    }
    Some(words)
}
