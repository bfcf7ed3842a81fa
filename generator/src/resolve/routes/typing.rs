//! Where the routes of an operation lead, compared with what its page says of its request and answer.

use crate::model::{HttpMethod, OperationKind, Scalar, Segment, Target, TypeUse};
use crate::reader::{Document, Operation};
use crate::resolve::names::index::LookupScope;
use crate::resolve::names::link::Linker;
use crate::resolve::operations::methods::Methods;
use crate::resolve::operations::responses::stated;
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::types::structural_index::StructuralIndex;

/// All that the decisions about an operation stand on.
#[derive(Clone)]
pub(crate) struct Request<'a> {
    /// The page.
    pub document: &'a Document,
    /// The operation on it.
    pub operation: &'a Operation,
    /// Resource or action.
    pub kind: OperationKind,
    /// Where names stand.
    pub scope: LookupScope<'a>,
    /// Finds types.
    pub linker: Linker<'a>,
    /// The Methods tables of all pages.
    pub methods: &'a Methods,
    /// Types by their properties.
    pub structural_index: &'a StructuralIndex,
    /// Where its routes lead.
    pub typing: RouteTyping,
}

/// What the routes say where they say more than the page's words, or other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RouteTyping {
    /// What success answers with.
    pub answer: Option<TypeUse>,
    /// What the request carries.
    pub body: Option<TypeUse>,
}

/// Compares the words of a page with where one of its routes leads. A route is believed against words that name an
/// unrelated type: pages that list the routes of several resources describe only one of them.
pub(crate) fn type_route(
    request: &Request<'_>,
    segments: &[Segment],
    resolver: &RouteResolver<'_>,
) -> RouteTyping {
    let lead = resolver
        .resolve(segments)
        .filter(|_| request.kind == OperationKind::Resource);
    let Some(lead) = lead.filter(|lead| tells(request.operation.method, &lead.target)) else {
        return RouteTyping::default();
    };
    let keyed = matches!(segments.last(), Some(Segment::Parameter(_)));
    let single = TypeUse {
        collection: false,
        target: lead.target.clone(),
    };
    let differs = |said: &Target| !request.linker.related(said, &lead.target);
    match request.operation.method {
        HttpMethod::Get => RouteTyping {
            answer: read(request, &lead, keyed),
            body: None,
        },
        // Also where a table forgets that the relationship is of many: there is no other way to add to it.
        HttpMethod::Post if !keyed => RouteTyping {
            answer: stated(request)
                .filter(|said| differs(&said.target))
                .map(|_| single.clone()),
            body: sent(request)
                .is_none_or(|said| differs(&said))
                .then_some(single),
        },
        HttpMethod::Patch | HttpMethod::Put if !lead.collection => RouteTyping {
            answer: stated(request)
                .filter(|said| differs(&said.target))
                .map(|_| single.clone()),
            body: sent(request)
                .is_none_or(|said| differs(&said))
                .then_some(single),
        },
        _ => RouteTyping::default(),
    }
}

/// A text or number that a route leads to says little: its page may answer with an object around it. A stream is what
/// reading it answers with, but writing it answers with the resource that has it.
fn tells(method: HttpMethod, target: &Target) -> bool {
    match target {
        Target::Named(_) => true,
        Target::Scalar(Scalar::Stream) => method == HttpMethod::Get,
        _ => false,
    }
}

fn read(request: &Request<'_>, lead: &TypeUse, keyed: bool) -> Option<TypeUse> {
    let Some(said) = stated(request) else {
        return Some(lead.clone());
    };
    if !request.linker.related(&said.target, &lead.target) {
        return Some(lead.clone());
    }
    let one = said.collection && keyed && !lead.collection;
    let many = !said.collection && lead.collection;
    (one || many).then_some(TypeUse {
        target: said.target,
        collection: lead.collection,
    })
}

/// The type that the page's words give the request.
fn sent(request: &Request<'_>) -> Option<Target> {
    let words = request.operation.body.ty.as_ref()?;
    request
        .linker
        .words(words, request.scope)
        .ok()
        .map(|ty| ty.target)
}
