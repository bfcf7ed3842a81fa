//! What a request may send of a type: the rows of its table, compared with the page of the type.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::Source;
use crate::resolve::evidence::Statement;
use crate::resolve::findings::FindingSink;
use crate::resolve::names::type_id::{Property, Target, TypeId};
use crate::resolve::operations::request::Request;

/// Compares the rows of a request's table with the properties of the type that it sends. Whether there is one value or many is
/// believed of the type's own page: it is what all requests share, and tables of requests are copied from it by hand.
pub(crate) fn compare_accepted(
    request: &Request<'_>,
    sent: TypeId,
    rows: &mut [Property],
    findings: &mut FindingSink,
) {
    for row in rows {
        let Some(known) = request.property(sent, &row.name) else {
            continue;
        };
        let same_type = request.linker.related(row.ty.target, known.ty.target);
        let typed = known.ty.target != Target::Untyped;
        if !typed || !same_type || row.ty.collection == known.ty.collection {
            continue;
        }
        findings.all.push(disagreement(request, row, known));
        let table = Statement {
            source: Source::Table,
            says: row.ty,
            page: &row.page,
            span: row.span,
        };
        let contradiction = table.contradiction();
        row.contradictions.push(contradiction);
        row.ty.collection = known.ty.collection;
    }
}

fn disagreement(request: &Request<'_>, row: &Property, known: &Property) -> Diagnostic {
    let source = request.source_of(&known.page);
    let line = source.map(|source| Place::of(source, known.span.start as usize).line);
    let place = match line {
        Some(line) => format!("{}, line {line}", known.page),
        None => known.page.to_string(),
    };
    let message = format!(
        "`{}` is {} here and {} in {place}",
        row.name,
        request.linker.in_words(&row.ty),
        request.linker.in_words(&known.ty),
    );
    Diagnostic::new(Code::PagesDisagree, &*row.page, row.span, message)
        .done(format!("it is {}", request.linker.in_words(&known.ty)))
        .help("let both tables say the same of how many there are")
}
