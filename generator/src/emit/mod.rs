//! Prints an [`Api`] as source files, with its documentation.
//!
//! One page gives one file. Items are put together as syn has them and printed by prettyplease; the tables that map them to the wire are
//! macro calls into `docbind_runtime`, written as text. No page text is ever code: names are made from checked
//! characters, the rest are literals and doc comments.

mod body;
mod context;
mod doc;
mod enumeration;
mod example;
mod family;
mod function;
mod manifest;
mod markdown;
mod module;
mod operation;
mod operation_doc;
mod options;
mod permission;
mod response;
mod service;
mod source;
mod structure;
mod syntax;

pub use manifest::{Package, git_attributes, manifest};
pub use options::Options;

use crate::api::{Api, Definition, OperationPage, Packaging, ResponseItem, TypeItem};
use crate::corpus::PageTexts;
use crate::diagnostic::Diagnostic;
use crate::fit::Rows;
use crate::model::Model;
use crate::output::SourceFile;
use camino::{Utf8Path, Utf8PathBuf};
use context::Context;
use rayon::prelude::*;
use source::Source;
use std::collections::BTreeMap;

/// What emission gives.
#[derive(Clone, Debug, Default)]
pub struct Emission {
    /// By path relative to the crate's `src`.
    pub sources: Vec<SourceFile>,
    /// By path relative to the crate's `tests`.
    pub tests: Vec<SourceFile>,
}

/// The files of the given versions.
///
/// `texts` are those of the versions' pages, in the same order, for the lines that tests name.
pub fn emit(
    models: &[Model],
    texts: &[&PageTexts],
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Emission {
    let packaging = if options.areas {
        Packaging::Areas
    } else {
        Packaging::Whole
    };
    let versions = Api::of_versions(models, packaging, diagnostics);
    let mut emission = Emission {
        sources: vec![module::library(&versions, options)],
        tests: Vec::new(),
    };
    let none = PageTexts::default();
    for (at, (api, model)) in versions.iter().zip(models).enumerate() {
        let texts = texts.get(at).copied().unwrap_or(&none);
        let context = Context::new(api, options, Rows::of(model, texts));
        version(&context, options, &mut emission);
    }
    emission.sources.sort_by(|a, b| a.path.cmp(&b.path));
    emission.tests.sort_by(|a, b| a.path.cmp(&b.path));
    emission
}

/// A file to write.
enum Unit<'a> {
    /// The types of one page in one namespace; at least one.
    Types(Vec<&'a TypeItem<'a>>),
    /// The operations of one page.
    Operations(&'a OperationPage<'a>),
}

impl<'a> Unit<'a> {
    fn page(&self) -> &'a Utf8Path {
        match self {
            Self::Types(types) => types.first().map_or(Utf8Path::new(""), |item| item.page),
            Self::Operations(page) => page.page,
        }
    }

    /// From the version's module on.
    fn module(&self) -> &'a [String] {
        match self {
            Self::Types(types) => types.first().map_or(&[], |item| &item.place.module),
            Self::Operations(page) => &page.module,
        }
    }

    fn file(&self) -> &'a str {
        match self {
            Self::Types(types) => types.first().map_or("", |item| &item.place.file),
            Self::Operations(page) => &page.file,
        }
    }

    /// The feature that all of the file needs.
    fn feature(&self) -> Option<&'a str> {
        match self {
            Self::Types(types) => types.first()?.feature(),
            Self::Operations(page) => page.feature(),
        }
    }

    /// The names that the file defines.
    fn names(&self) -> Vec<String> {
        match self {
            Self::Types(types) => types
                .iter()
                .flat_map(|item| {
                    let variants = item.structure().and_then(|item| item.variants.as_ref());
                    [Some(&item.path), variants.map(|variants| &variants.path)]
                })
                .flatten()
                .map(|path| path.name().to_owned())
                .collect(),
            Self::Operations(page) => page
                .operations
                .iter()
                .flat_map(|item| {
                    let body = item.body.own.as_ref().map(|own| &own.path);
                    let response = match &item.response {
                        ResponseItem::ByStatus { path, .. } => Some(path),
                        ResponseItem::Always(_) => None,
                    };
                    [Some(&item.path), body, response]
                })
                .flatten()
                .map(|path| path.name().to_owned())
                .collect(),
        }
    }
}

fn version(context: &Context, options: &Options, emission: &mut Emission) {
    let units = units(context.api);
    let written: Vec<Written> = units.par_iter().map(|unit| write(unit, context)).collect();
    let mut lists = Vec::with_capacity(written.len());
    let mut tests = Vec::new();
    for file in written {
        emission.sources.push(file.source);
        lists.push(file.listed);
        tests.extend(file.test);
    }
    emission.sources.extend(module::lists(
        &context.api.module,
        &service::items(context),
        &lists,
    ));
    if let Some(crate_name) = &options.tested_crate {
        emission
            .tests
            .extend(example::files(context, crate_name, options.areas, tests));
    }
}

/// Types by module and file, then the pages of operations.
fn units<'a>(api: &'a Api<'a>) -> Vec<Unit<'a>> {
    let mut files: BTreeMap<(&[String], &str), Vec<&TypeItem>> = BTreeMap::new();
    for item in api.types.values() {
        let file = (&*item.place.module, &*item.place.file);
        files.entry(file).or_default().push(item);
    }
    let types = files.into_values().map(Unit::Types);
    types
        .chain(api.pages.iter().map(Unit::Operations))
        .collect()
}

/// A file, and what others need to know of it.
struct Written {
    source: SourceFile,
    listed: module::Listed,
    test: Option<example::PageTest>,
}

fn write(unit: &Unit, context: &Context) -> Written {
    let (module, file, feature) = (unit.module(), unit.file(), unit.feature());
    let mut source = Source::new(module, feature, unit.names());
    let mut test = None;
    match unit {
        Unit::Types(types) => {
            for item in types {
                write_type(item, context, &mut source);
            }
        }
        Unit::Operations(page) => {
            for item in &page.operations {
                operation::write(item, context, &mut source);
            }
            // Nobody asks for tests of sources without a crate.
            if context.is_tested() {
                test = example::page_test(page, context);
            }
        }
    }
    let (text, types) = source.finish(unit.page().as_str());
    let folder = Utf8PathBuf::from(&context.api.module);
    let path = module
        .iter()
        .fold(folder, |path, part| path.join(part))
        .join(format!("{file}.rs"));
    Written {
        source: SourceFile { path, text },
        listed: module::Listed {
            module: module.to_vec(),
            file: file.to_owned(),
            feature: feature.map(str::to_owned),
            types,
        },
        test,
    }
}

fn write_type(item: &TypeItem, context: &Context, source: &mut Source) {
    match &item.definition {
        Definition::Struct(definition) => {
            structure::write(item, definition, context, source);
            if let Some(variants) = &definition.variants {
                family::write(item, variants, context, source);
            }
        }
        Definition::Enum(definition) => enumeration::write(item, definition, context, source),
    }
}
