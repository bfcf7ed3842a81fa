//! Documents to model: what all pages of a version say together.
//!
//! [`resolve()`] is the table of contents: it runs the passes below in their order. A pass reads what the arguments of its function say,
//! and writes what it returns or what it takes as `&mut`. The order of the documents does not show in the result.
//!
//! | pass | reads | writes |
//! |---|---|---|
//! | `adopt_names` | documents | the names of types that only headings name, in the documents |
//! | `Definitions::group` | documents | which pages define which type |
//! | `Definitions::index` | definitions | the number and the name of every type, the pages it stands on |
//! | `Methods::of` | definitions | which Methods table lists which operation page |
//! | `alias_plurals` | documents, Methods tables | names of collections as other names of types, in the index |
//! | `undeclared_types` | documents, index | types that no page defines but that operation pages show; the index |
//! | `undeclared_enumerations` | documents, index | enumerations whose values only a description lists; the index |
//! | `Bases::find` | definitions, index | the base of every type |
//! | `add_defined` | definitions, bases | types with properties, from tables and JSON representations |
//! | `ValueLists::of_rows` | definitions, documents | the values that descriptions list |
//! | `add_enumerations` | definitions, value lists | types with members |
//! | `add_undeclared` | undeclared types | types with properties |
//! | `add_undeclared_enumerations` | undeclared enumerations | types with members |
//! | `add_request_properties` | documents, types | properties that only tables of requests list |
//! | `normalise_inherited_properties` | types, bases | the types of repeated properties |
//! | `Collections::of` | documents, index | the words of routes that name collections |
//! | `RouteResolver::of` | documents, types | where routes lead |
//! | `add_route_relationships` | documents, resolver | relationships that only routes show, in types and resolver |
//! | `normalise_relationship_names` | documents, resolver | the spelling of relationships |
//! | `StructuralIndex::of` | types | types by the names of their properties |
//! | `operations` | each document, and all of the above | operations |
//! | `outcomes` | documents, findings | what became of each page |
//!
//! Four passes change types after they were made, and their order matters. Properties of requests come first: what they add is
//! inherited, and leads somewhere, like all else. Inherited properties get their types before routes are resolved, as a stale type would
//! lead to the wrong resource. Routes add relationships before names are spelled, for routes spell those as well. All four come
//! before the structural index, which knows types by the final names of their properties.

mod evidence;
mod findings;
mod names;
mod operations;
mod outcomes;
mod routes;
#[cfg(test)]
mod tests;
mod types;

pub(crate) use crate::resolve::outcomes::is_lossy;

use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::model::Model;
use crate::reader::Document;
use crate::resolve::findings::{FindingSink, par_map};
use crate::resolve::names::adopted::{adopt_names, alias_adopted};
use crate::resolve::names::casing::normalise_relationship_names;
use crate::resolve::names::linker::Linker;
use crate::resolve::names::naming::Naming;
use crate::resolve::names::plurals::alias_plurals;
use crate::resolve::names::value_lists::ValueLists;
use crate::resolve::operations::OperationInputs;
use crate::resolve::operations::methods::Methods;
use crate::resolve::routes::collections::Collections;
use crate::resolve::routes::resolver::RouteResolver;
use crate::resolve::routes::vocabulary::SegmentVocabulary;
use crate::resolve::types::bases::Bases;
use crate::resolve::types::definitions::Definitions;
use crate::resolve::types::enumerations::add_enumerations;
use crate::resolve::types::inheritance::normalise_inherited_properties;
use crate::resolve::types::relationships::add_route_relationships;
use crate::resolve::types::request_properties::add_request_properties;
use crate::resolve::types::structs::{add_defined, add_undeclared};
use crate::resolve::types::structural_index::StructuralIndex;
use crate::resolve::types::type_table::TypeTable;
use crate::resolve::types::undeclared::undeclared_types;
use crate::resolve::types::undeclared_enumerations::{
    add_undeclared_enumerations, undeclared_enumerations,
};

/// Brings the documents of one version together.
///
/// `diagnostics` holds what the reader found on these pages: it decides, with what is found here and added to it,
/// whether a page counts as complete. The documents come back sorted by page, none twice. The result refers to no type that it does not define.
pub fn resolve(
    version: &str,
    documents: &mut Vec<Document>,
    dialect: &Dialect,
    diagnostics: &mut Vec<Diagnostic>,
) -> Model {
    documents.sort_by(|a, b| a.page.cmp(&b.page));
    documents.dedup_by(|a, b| a.page == b.page);
    let adopted = adopt_names(documents, dialect);
    let documents = documents.as_slice();
    let mut findings = FindingSink::default();

    // Which types there are, and what a word on a page means.
    let definitions = Definitions::group(documents, dialect);
    let methods = Methods::of(&definitions);
    let mut index = definitions.index(dialect);
    alias_adopted(&adopted, &mut index);
    alias_plurals(documents, &definitions, &methods, &mut index, &mut findings);
    let undeclared = undeclared_types(documents, &mut index);
    let prose = undeclared_enumerations(documents, &mut index);
    let bases = Bases::find(&definitions, &index, &mut findings);
    let linker = Linker {
        index: &index,
        bases: &bases,
    };

    // What they have.
    let mut types = TypeTable::default();
    add_defined(&definitions, linker, &mut types, &mut findings);
    let lists = ValueLists::of_rows(&definitions, documents, linker);
    add_enumerations(
        &definitions,
        &lists,
        dialect.service.numbered_enumerations,
        &mut types,
        &mut findings,
    );
    add_undeclared(&undeclared, linker, &mut types, &mut findings);
    add_undeclared_enumerations(&prose, &index, &mut types);
    add_request_properties(documents, &mut types, linker);
    normalise_inherited_properties(&mut types, &bases);

    // Where routes lead, and what they add.
    let vocabulary = SegmentVocabulary::of(documents);
    let collections = Collections::of(documents, &index);
    let mut resolver = RouteResolver::of(documents, &types, linker);
    add_route_relationships(documents, &vocabulary, &mut types, &mut resolver, linker);
    normalise_relationship_names(documents, &mut types, &resolver, &bases);

    // What operations carry and answer.
    let structural_index = StructuralIndex::of(&types);
    let inputs = OperationInputs {
        linker,
        methods: &methods,
        documents,
        types: &types,
        structural_index: &structural_index,
        vocabulary: &vocabulary,
        resolver: &resolver,
        collections: &collections,
    };
    let operations = par_map(documents, &mut findings, |document, findings| {
        operations::operations(document, inputs, findings)
    });

    diagnostics.append(&mut findings.all);
    let types = types.into_types().map(|ty| Naming(&index).ty(ty));
    Model {
        version: version.to_owned(),
        root_namespace: dialect.service.root_namespace.clone(),
        stems: dialect.stems.clone(),
        spellings: dialect.primitives.scalars(),
        types: types.map(|ty| (ty.name().clone(), ty)).collect(),
        operations: operations.into_iter().flatten().collect(),
        pages: outcomes::outcomes(documents, dialect, diagnostics),
    }
}
