//! Operation pages that call a type by the name of its collection: `items` for `item`.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{QualifiedName, Segment};
use crate::reader::{Document, Operation};
use crate::resolve::evidence::Tally;
use crate::resolve::findings::FindingSink;
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::TypeIndex;
use crate::resolve::names::type_id::TypeId;
use crate::resolve::names::undefined::UndefinedNames;
use crate::resolve::operations::methods::Methods;
use crate::resolve::types::definitions::Definitions;
use camino::Utf8Path;
use indexmap::IndexMap;

/// The pages that use one such name.
struct Uses<'a> {
    name: QualifiedName,
    meant: Tally<TypeId>,
    places: Vec<(&'a Utf8Path, Span)>,
}

/// Reads what operation pages call the types that they send and answer, and the Methods tables. Makes a name that no page defines
/// another name of a type where it is the word of that type's collection in the routes of the page, and either the Methods table
/// that lists the page is the type's or one of the names is the plural of the other.
pub(crate) fn alias_plurals(
    documents: &[Document],
    definitions: &Definitions<'_>,
    methods: &Methods<'_>,
    index: &mut TypeIndex<'_>,
    findings: &mut FindingSink,
) {
    let mut found: IndexMap<Folded, Uses<'_>> = IndexMap::new();
    let undefined = UndefinedNames::of(documents, index);
    for document in documents {
        for operation in &document.operations {
            let answers = operation
                .responses
                .iter()
                .filter_map(|answer| answer.ty.as_ref());
            for words in operation.body.ty.iter().chain(answers) {
                let Some(name) = undefined.named(document, words) else {
                    continue;
                };
                let owner = methods.owner(&document.page);
                let meant = owner
                    .filter(|owner| definitions.is_struct(*owner))
                    .filter(|owner| {
                        is_plural(name.name(), index.name(*owner).name())
                            || is_entity_set(operation, name.name())
                    })
                    .or_else(|| singular(&name, operation, definitions, index))
                    .or_else(|| plural(&name, operation, definitions, index));
                let key = Folded(name.0.clone());
                let uses = found.entry(key).or_insert_with(|| Uses {
                    name,
                    meant: Tally::default(),
                    places: Vec::new(),
                });
                if let Some(meant) = meant {
                    uses.meant.add(meant);
                    uses.places.push((&document.page, words.span));
                }
            }
        }
    }
    for uses in found.into_values() {
        let [meant] = *uses.meant.leaders() else {
            continue;
        };
        let right = index.name(*meant).name().to_owned();
        index.alias(&uses.name, *meant);
        for (page, span) in uses.places {
            let message = format!(
                "the page calls the type `{}`, its own page `{right}`",
                uses.name.name()
            );
            findings.all.push(
                Diagnostic::new(Code::PagesDisagree, page, span, message)
                    .done(format!("it is `{right}`"))
                    .help(format!("write `{right}`")),
            );
        }
    }
}

/// A defined type of the name's namespace whose plural the name is, where routes of the operation have that word.
fn singular(
    name: &QualifiedName,
    operation: &Operation,
    definitions: &Definitions<'_>,
    index: &TypeIndex<'_>,
) -> Option<TypeId> {
    let word = name.name();
    if !is_entity_set(operation, word) {
        return None;
    }
    singulars(word)
        .filter_map(|stem| index.in_namespace(name.namespace(), &stem))
        .find(|ty| definitions.is_struct(*ty))
}

/// A defined type of the name's namespace that is the plural of the name, where routes of the operation have that word: the page
/// speaks of one `customer`, and the type is called `customers`.
fn plural(
    name: &QualifiedName,
    operation: &Operation,
    definitions: &Definitions<'_>,
    index: &TypeIndex<'_>,
) -> Option<TypeId> {
    let words = operation.routes.iter().flat_map(|route| &route.segments);
    let words = words.filter_map(|segment| match segment {
        Segment::Literal(word) | Segment::Function { name: word, .. } => Some(word),
        _ => None,
    });
    words
        .filter(|word| is_plural(word, name.name()))
        .filter_map(|word| index.in_namespace(name.namespace(), word))
        .find(|ty| definitions.is_struct(*ty))
}

/// What a word may be the plural of: `entry` of `entries`, `tax` of `taxes`, `item` of `items`.
pub(crate) fn singulars(word: &str) -> impl Iterator<Item = String> {
    let stems = [
        word.strip_suffix("ies").map(|stem| format!("{stem}y")),
        word.strip_suffix("es").map(str::to_owned),
        word.strip_suffix('s').map(str::to_owned),
    ];
    stems.into_iter().flatten()
}

/// Whether a word is the plural of another: `items` of `item`, `entries` of `entry`, `taxes` of `tax`.
fn is_plural(word: &str, singular: &str) -> bool {
    let begins = |stem: &str, ending: &str| {
        let length = stem.len();
        let (head, tail) = (word.get(..length), word.get(length..));
        head.is_some_and(|head| head.eq_ignore_ascii_case(stem))
            && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    };
    begins(singular, "s")
        || begins(singular, "es")
        || singular
            .strip_suffix(['y', 'Y'])
            .is_some_and(|stem| begins(stem, "ies"))
}

/// Whether routes of the operation lead through a collection of this name.
fn is_entity_set(operation: &Operation, word: &str) -> bool {
    let segments = operation.routes.iter().flat_map(|route| &route.segments);
    let mut names = segments.filter_map(|segment| match segment {
        Segment::Literal(name) | Segment::Function { name, .. } => Some(name),
        _ => None,
    });
    names.any(|name| name.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_made_in_three_ways() {
        assert!(is_plural("items", "item") && is_plural("Entries", "entry"));
        assert!(is_plural("taxes", "tax"));
        assert!(!is_plural("item", "item") && !is_plural("itemset", "item"));
    }
}
