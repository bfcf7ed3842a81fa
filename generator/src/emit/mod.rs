//! Model to source files: names, types, operations and their documentation.
//!
//! One page gives one file. Items are put together as syn has them and printed by prettyplease; the tables that map them to the wire are
//! macro calls into `docbind_runtime`, written as text. No page text is ever code: names are made from checked
//! characters, the rest are literals and doc comments.

mod address;
mod area;
mod body;
mod context;
mod doc;
mod enumeration;
mod example;
mod link;
mod manifest;
mod module;
mod name;
mod operation;
mod place;
mod response;
mod route;
mod source;
mod structure;
pub mod surface;
mod syntax;

pub use area::features;
pub use manifest::{Package, manifest};

use crate::diagnostic::Diagnostic;
use crate::model::{Model, Operation, QualifiedName, Type};
use crate::output::SourceFile;
use camino::{Utf8Path, Utf8PathBuf};
use context::Context;
use rayon::prelude::*;
use source::Source;
use std::collections::BTreeMap;

/// What emission may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where a person reads a page: `{version}`, `{page}` and `{stem}` are replaced.
    pub page_link: Option<String>,
    /// First line of the crate's documentation.
    pub title: Option<String>,
    /// Whether each area of the API is a feature.
    pub areas: bool,
    /// Name of the crate, for tests of the pages' examples; none are made without it.
    pub tested_crate: Option<String>,
}

/// What emission gives.
#[derive(Clone, Debug, Default)]
pub struct Emission {
    /// By path relative to the crate's `src`.
    pub sources: Vec<SourceFile>,
    /// By path relative to the crate's `tests`.
    pub tests: Vec<SourceFile>,
}

/// The files of the given versions.
pub fn emit(models: &[Model], options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Emission {
    let mut emission = Emission {
        sources: vec![module::library(models, options)],
        tests: Vec::new(),
    };
    for model in models {
        let context = Context::new(model, options, diagnostics);
        version(&context, options, &mut emission);
    }
    emission.sources.sort_by(|a, b| a.path.cmp(&b.path));
    emission.tests.sort_by(|a, b| a.path.cmp(&b.path));
    emission
}

/// A file to write: the types of one page in one namespace, or the operations of one page.
enum Unit<'a> {
    Types {
        module: Vec<String>,
        page: &'a Utf8Path,
        types: Vec<(&'a QualifiedName, &'a Type)>,
    },
    Operations {
        address: address::Address,
        page: &'a Utf8Path,
        operations: Vec<&'a Operation>,
    },
}

impl Unit<'_> {
    /// The feature that all of the file needs.
    fn feature(&self, context: &Context) -> Option<String> {
        match self {
            Self::Types { types, .. } => types
                .first()
                .and_then(|(name, _)| context.areas.of_type(name))
                .map(str::to_owned),
            Self::Operations { operations, .. } => operations
                .first()
                .and_then(|operation| context.areas.of_operation(operation)),
        }
    }
}

fn version(context: &Context, options: &Options, emission: &mut Emission) {
    let mut units = type_units(context);
    units.extend(operation_units(context));
    let units: Vec<_> = units.into_iter().collect();
    let written: Vec<(SourceFile, module::Listed, Option<example::PageTest>)> = units
        .par_iter()
        .map(|((module, file), unit)| {
            let Written { text, types, test } = write_unit(unit, context);
            let folder = Utf8PathBuf::from(&context.version);
            let path = module
                .iter()
                .fold(folder, |path, part| path.join(part))
                .join(format!("{file}.rs"));
            let listed = module::Listed {
                module: module.clone(),
                file: file.clone(),
                feature: unit.feature(context),
                types,
            };
            (SourceFile { path, text }, listed, test)
        })
        .collect();
    let mut lists = Vec::with_capacity(written.len());
    let mut tests = Vec::new();
    for (source, listed, test) in written {
        emission.sources.push(source);
        lists.push(listed);
        tests.extend(test);
    }
    emission
        .sources
        .extend(module::lists(&context.version, &lists));
    if let Some(crate_name) = &options.tested_crate {
        emission.tests.extend(example::files(
            &context.version,
            crate_name,
            options.areas,
            tests,
        ));
    }
}

/// Types by module and file.
fn type_units<'a>(context: &Context<'a>) -> BTreeMap<(Vec<String>, String), Unit<'a>> {
    let mut units: BTreeMap<(Vec<String>, String), Unit> = BTreeMap::new();
    for (name, place) in context.places.iter() {
        let Some(ty) = context.model.types.get(name) else {
            continue;
        };
        let unit = units
            .entry((place.module.clone(), place.file.clone()))
            .or_insert_with(|| Unit::Types {
                module: place.module.clone(),
                page: place::home(ty),
                types: Vec::new(),
            });
        if let Unit::Types { types, .. } = unit {
            types.push((name, ty));
        }
    }
    units
}

/// Operations by module and file; the module of types keeps its name.
fn operation_units<'a>(context: &Context<'a>) -> BTreeMap<(Vec<String>, String), Unit<'a>> {
    let mut pages: BTreeMap<&Utf8Path, Vec<&Operation>> = BTreeMap::new();
    for operation in &context.model.operations {
        pages.entry(&operation.page).or_default().push(operation);
    }
    let mut units = BTreeMap::new();
    for (page, operations) in pages {
        let mut address = address::of_page(page.file_stem().unwrap_or_default(), &operations);
        if address.module == "models" {
            address.module.push('_');
        }
        let mut key = (vec![address.module.clone()], address.file.clone());
        while units.contains_key(&key) {
            key.1.push('_');
        }
        address.file.clone_from(&key.1);
        units.insert(
            key,
            Unit::Operations {
                address,
                page,
                operations,
            },
        );
    }
    units
}

/// A file's text, and what others need to know of it.
struct Written {
    text: String,
    /// Its public types, sorted.
    types: Vec<String>,
    test: Option<example::PageTest>,
}

fn write_unit(unit: &Unit, context: &Context) -> Written {
    let feature = unit.feature(context);
    match unit {
        Unit::Types {
            module,
            page,
            types,
        } => {
            let local = types
                .iter()
                .filter_map(|(name, _)| context.place(name))
                .map(|place| place.name.clone());
            let families = types
                .iter()
                .filter_map(|(name, _)| context.families.get(name))
                .map(|family| family.name.clone());
            let mut source = Source::new(
                module,
                feature.as_deref(),
                local.chain(families).collect::<Vec<_>>(),
            );
            for (_, ty) in types {
                match ty {
                    Type::Struct(ty) => {
                        structure::write(ty, context, &mut source);
                        structure::write_family(ty, context, &mut source);
                    }
                    Type::Enum(ty) => enumeration::write(ty, context, &mut source),
                }
            }
            let (text, types) = source.finish(page.as_str());
            Written {
                text,
                types,
                test: None,
            }
        }
        Unit::Operations {
            address,
            page,
            operations,
        } => {
            let module = [address.module.clone()];
            let mut names = operation::local_names(address);
            let further = address
                .names
                .iter()
                .flat_map(|name| [format!("{name}Body"), format!("{name}Response")]);
            let mut source = Source::new(
                &module,
                feature.as_deref(),
                address
                    .names
                    .iter()
                    .cloned()
                    .chain(further)
                    .collect::<Vec<_>>(),
            );
            let tested: Vec<example::Tested> = operations
                .iter()
                .zip(&address.names)
                .map(|(operation, name)| {
                    let body = operation::write(operation, name, &mut names, context, &mut source);
                    let body = body.map(|body| format!("{}::{body}", address.module));
                    example::Tested { operation, body }
                })
                .collect();
            let test = example::page_test(page, &tested, context);
            let (text, types) = source.finish(page.as_str());
            Written { text, types, test }
        }
    }
}
