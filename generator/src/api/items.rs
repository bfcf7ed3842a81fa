//! Every item of a version, lowered by itself, and the modules and files that they stand in.

use crate::api::address;
use crate::api::address::Address;
use crate::api::constructor::{MOST_PAIRS, query_pairs};
use crate::api::lowering::Lowering;
use crate::api::name::module_name;
use crate::api::name_allocator::NameAllocator;
use crate::api::operation::{OperationItem, OperationPage};
use crate::api::types::TypeItem;
use crate::api::version::Api;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Operation, QualifiedName, Stems};
use camino::Utf8Path;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The module of types, which no page of operations may have.
const TYPES: &str = "models";

/// Lowers every item of a version, for which `lowering` has the decisions that concern several.
pub(super) fn lower<'m>(lowering: Lowering<'m>, diagnostics: &mut Vec<Diagnostic>) -> Api<'m> {
    let types: Vec<(&QualifiedName, TypeItem)> = lowering
        .model
        .types
        .par_iter()
        .filter_map(|(name, ty)| {
            let place = lowering.places.get(name)?;
            Some((name, TypeItem::new(name, ty, place, &lowering)))
        })
        .collect();
    let modules: Vec<(Vec<OperationPage>, Vec<Diagnostic>)> = addresses(&lowering)
        .into_par_iter()
        .map(|(module, pages)| operations_of(&lowering, &module, pages))
        .collect();
    let mut pages = Vec::new();
    for (lowered, found) in modules {
        pages.extend(lowered);
        diagnostics.extend(found);
    }
    name_tests(&lowering.module, &mut pages);
    Api {
        version: &lowering.model.version,
        types: types.into_iter().collect(),
        pages,
        module: lowering.module,
    }
}

/// The pages with operations by module, in the order of their paths.
fn addresses<'m>(lowering: &Lowering<'m>) -> BTreeMap<String, Vec<AddressedPage<'m>>> {
    let mut pages: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &lowering.model.operations {
        pages
            .entry(operation.page.as_str())
            .or_default()
            .push(operation);
    }
    let spellings = spellings(lowering, &pages);
    let mut modules: BTreeMap<String, Vec<AddressedPage>> = BTreeMap::new();
    for (page, operations) in pages {
        let page = Utf8Path::new(page);
        let (first, rest) = parts(lowering, page);
        let spelling = spellings.get(&first.to_ascii_lowercase());
        let mut address =
            address::of_page(spelling.map_or(first, String::as_str), rest, &operations);
        if address.module == TYPES {
            address.module.push('_');
        }
        modules
            .entry(address.module.clone())
            .or_default()
            .push(AddressedPage {
                page,
                address,
                operations,
            });
    }
    modules
}

/// The stem of a page, cut where the stems of the tree have their separator.
fn parts<'p>(lowering: &Lowering, page: &'p Utf8Path) -> (&'p str, &'p str) {
    lowering
        .model
        .stems
        .parts(page.file_stem().unwrap_or_default())
}

/// How the first parts of stems are written, by their lower case: one page with capitals tells the words of all. In a tree that says
/// how its stems are made, so do the paths of requests and the titles.
fn spellings(
    lowering: &Lowering,
    pages: &BTreeMap<&str, Vec<&Operation>>,
) -> BTreeMap<String, String> {
    let profiled = lowering.model.stems != Stems::default();
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    for (page, operations) in pages {
        let (first, _) = parts(lowering, Utf8Path::new(page));
        let spelt = profiled
            .then(|| address::spelt(first, operations))
            .flatten();
        let spelt = spelt.unwrap_or_else(|| first.to_owned());
        let known = spellings.entry(first.to_ascii_lowercase());
        // Of several spellings, the first in the order of ASCII: capitals come before small letters.
        known
            .and_modify(|known| *known = std::mem::take(known).min(spelt.clone()))
            .or_insert(spelt);
    }
    spellings
}

/// The pages of one module. Names and files that are the same are told apart in the order of the pages' paths, and no page's
/// further items take the name that another page's address gives.
fn operations_of<'m>(
    lowering: &Lowering<'m>,
    module: &str,
    mut pages: Vec<AddressedPage<'m>>,
) -> (Vec<OperationPage<'m>>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut files = NameAllocator::default();
    let mut names = NameAllocator::default();
    for AddressedPage {
        page,
        address,
        operations,
    } in &mut pages
    {
        address.file = files.claim(std::mem::take(&mut address.file));
        for (name, operation) in address.names.iter_mut().zip(&*operations) {
            let given = names.claim(name.clone());
            if given != *name {
                let message = format!("this page and another both become `{module}::{name}`");
                diagnostics.push(
                    Diagnostic::new(Code::NameClash, *page, operation.span, message)
                        .done(format!("this one is named `{given}`")),
                );
            }
            *name = given;
        }
    }
    let module = [module.to_owned()];
    let mut lowered: Vec<OperationPage> = pages
        .into_iter()
        .map(|page| {
            let operations = page.operations.iter().zip(&page.address.names);
            OperationPage {
                operations: operations
                    .map(|(operation, name)| {
                        diagnostics.extend(too_many_pairs(operation));
                        OperationItem::new(operation, name, &module, &mut names, lowering)
                    })
                    .collect(),
                page: page.page,
                module: module.to_vec(),
                file: page.address.file,
                test: String::new(),
            }
        })
        .collect();
    lowered.sort_by(|a, b| a.file.cmp(&b.file));
    (lowered, diagnostics)
}

/// A page with operations, and where they stand.
struct AddressedPage<'m> {
    page: &'m Utf8Path,
    address: Address,
    operations: Vec<&'m Operation>,
}

/// Each page's test is a file and a module of its own, named after the page.
fn name_tests(version: &str, pages: &mut [OperationPage]) {
    let mut names = NameAllocator::with(&["lib", "main"]);
    names.reserve(version);
    let mut pages: Vec<&mut OperationPage> = pages.iter_mut().collect();
    pages.sort_by_key(|page| page.page.as_str());
    for page in pages {
        let stem = page.page.file_stem().unwrap_or_default();
        page.test = names.claim(module_name(stem));
    }
}

/// A finding for routes with more pairs in their query than a constructor takes.
fn too_many_pairs(operation: &Operation) -> Option<Diagnostic> {
    let queries = operation
        .routes
        .iter()
        .filter_map(|route| route.query.as_deref());
    let most = queries
        .map(|query| query_pairs(query).count())
        .filter(|&count| count > MOST_PAIRS)
        .max()?;
    let message = format!("a request line has {most} query options of its own");
    Some(
        Diagnostic::new(Code::PartTooLarge, &operation.page, operation.span, message)
            .done(format!("the constructor takes the first {MOST_PAIRS}"))
            .help("list query options in a table below `Optional query parameters`"),
    )
}
