//! What the parts of the pages say about the type that a request carries.

use crate::model::{HttpMethod, Source};
use crate::reader::{Example, TypeName};
use crate::resolve::evidence::{Decision, Statement};
use crate::resolve::names::type_id::{Target, TypeUse, one};
use crate::resolve::operations::request::Request;
use crate::resolve::types::json::own_type;
use serde_json::Value;

/// Whether it is a type of a page.
pub(crate) fn is_named(target: Target) -> bool {
    matches!(target, Target::Named(_))
}

/// The type of a resource that a request carries: by the page's sentence, unless the route leads to an unrelated type; else by what
/// its example says, by the route, by the answer, and last by the Methods tables.
pub(crate) fn body_type(
    request: &Request<'_>,
    shown: Option<(&Example, &Value)>,
    answered: Option<Statement<'_>>,
) -> Option<Decision> {
    let words = request.operation.body.ty.as_ref();
    let linked = words.and_then(|words| request.linker.words(words, request.scope).ok());
    let route = request.typing.body;
    let overruled = route.filter(|_| linked.is_some());
    let said = linked.filter(|ty| ty.target != Target::Untyped);
    let here = |source, says| Statement {
        source,
        says,
        page: request.scope.page,
        span: words.map_or(request.operation.span, |words| words.span),
    };
    let by_example = shown.map(|(example, value)| by_example(request, example, value));
    let answered = answered.filter(|answer| is_named(answer.says.target));
    let answered = answered.map(|answer| Statement {
        says: one(answer.says.target),
        ..answer
    });
    let statements = [overruled.map(|route| here(Source::Route, route))]
        .into_iter()
        .chain([said.map(|said| here(Source::Prose, said))])
        .chain(by_example.into_iter().flatten())
        .chain([route
            .filter(|_| overruled.is_none())
            .map(|route| here(Source::Route, route))])
        .chain([answered])
        .chain(by_methods(request));
    Decision::settle(statements.flatten(), |one, other| {
        request.linker.related(one.target, other.target)
    })
}

/// What the annotation of a request example says, and what its JSON says of itself.
fn by_example<'a>(
    request: &Request<'a>,
    example: &Example,
    value: &Value,
) -> [Option<Statement<'a>>; 2] {
    let statement = |source, target| Statement {
        source,
        says: one(target),
        page: request.scope.page,
        span: example.span,
    };
    let words = example.annotated.as_ref();
    let annotated = words.and_then(|words| request.linker.words(words, request.scope).ok());
    let annotated = annotated.filter(|ty: &TypeUse| is_named(ty.target));
    let own = own_type(value, request.linker.index.dialect).and_then(|name| {
        let name = TypeName {
            text: name.to_owned(),
            target: None,
        };
        request.linker.name(&name, request.scope)
    });
    [
        annotated.map(|ty| statement(Source::Annotation, ty.target)),
        own.filter(|own| is_named(*own))
            .map(|own| statement(Source::Example, own)),
    ]
}

/// What the Methods tables say: what is changed is what the table's page describes; what is made is what the method returns.
fn by_methods<'a>(request: &Request<'a>) -> [Option<Statement<'a>>; 2] {
    let page = &request.document.page;
    let returned = request.methods.returned(page, request.linker);
    let returned = returned.filter(|listed| is_named(listed.says.target));
    let returned = returned.map(|listed| Statement {
        says: one(listed.says.target),
        ..listed
    });
    let replaces = matches!(
        request.operation.method,
        HttpMethod::Patch | HttpMethod::Put
    );
    let owner = request.methods.owner(page).filter(|_| replaces);
    let owner = owner.map(|owner| Statement {
        source: Source::Methods,
        says: one(Target::Named(owner)),
        page: request.scope.page,
        span: request.operation.span,
    });
    [owner, returned]
}
