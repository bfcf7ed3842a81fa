//! Where each type lives in the emitted crate.

use crate::api::area::Areas;
use crate::api::name::{module_name, short_module_name, snake, type_name};
use crate::api::name_allocator::NameAllocator;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Model, QualifiedName};
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};

/// Folders for a namespace take no more bytes of a path than this; a longer one is one folder.
const LONGEST_NAMESPACE: usize = 40;

/// The address of an item: its module, the private file module inside it, and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From the version's module on: `["models", "call_records"]`.
    pub module: Vec<String>,
    /// The file in it, after its page: `callrecords_session`.
    pub file: String,
    /// `Session`.
    pub name: String,
    /// The feature it needs, if it is not always there.
    pub feature: Option<String>,
}

/// All types of a version by place.
pub struct Places<'a> {
    places: BTreeMap<&'a QualifiedName, Place>,
    /// Names given out in each module.
    scopes: BTreeMap<Vec<String>, NameAllocator>,
}

impl<'a> Places<'a> {
    /// Gives every type of the model its place; types whose names become one name are told apart by a number.
    pub fn new(model: &'a Model, areas: &Areas, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut places = BTreeMap::new();
        let mut scopes: BTreeMap<Vec<String>, NameAllocator> = BTreeMap::new();
        let files = files(model);
        for (name, ty) in &model.types {
            let module = namespace_module(name.namespace(), &model.root_namespace);
            let page = ty.home();
            let wanted = type_name(name.name());
            let given = scopes
                .entry(module.clone())
                .or_default()
                .claim(wanted.clone());
            if given != wanted {
                let message = format!("`{}` and another type both become `{wanted}`", name.0);
                diagnostics.push(
                    Diagnostic::new(Code::NameClash, page, Span::default(), message)
                        .done(format!("this one is named `{given}`")),
                );
            }
            let file = files
                .get(&(module.clone(), page))
                .cloned()
                .unwrap_or_default();
            places.insert(
                name,
                Place {
                    module,
                    file,
                    name: given,
                    feature: areas.of_type(name).map(str::to_owned),
                },
            );
        }
        Self { places, scopes }
    }

    /// The place of a type of the model.
    pub fn get(&self, name: &QualifiedName) -> Option<&Place> {
        self.places.get(name)
    }

    /// A name for a type of bindings that stands beside those of the model.
    pub fn claim(&mut self, module: &[String], wanted: String) -> String {
        self.scopes
            .entry(module.to_vec())
            .or_default()
            .claim(wanted)
    }
}

/// The file of each page in each module: after its stem, told apart from other pages and from modules of that name.
fn files(model: &Model) -> BTreeMap<(Vec<String>, &Utf8Path), String> {
    let homes: BTreeSet<(Vec<String>, &Utf8Path)> = model
        .types
        .iter()
        .map(|(name, ty)| {
            (
                namespace_module(name.namespace(), &model.root_namespace),
                ty.home(),
            )
        })
        .collect();
    let mut scopes: BTreeMap<Vec<String>, NameAllocator> = BTreeMap::new();
    for (module, _) in &homes {
        for (depth, part) in module.iter().enumerate().skip(1) {
            let above = module.iter().take(depth).cloned().collect();
            scopes.entry(above).or_default().reserve(part);
        }
    }
    homes
        .into_iter()
        .map(|(module, page)| {
            let stem = page.file_stem().unwrap_or("unnamed");
            let wanted = module_name(model.stems.stripped(stem));
            let file = scopes.entry(module.clone()).or_default().claim(wanted);
            ((module, page), file)
        })
        .collect()
}

/// `microsoft.graph.callRecords` to `models::call_records`.
fn namespace_module(namespace: &str, root: &str) -> Vec<String> {
    let inner = match namespace.strip_prefix(root) {
        Some(rest) if rest.is_empty() || rest.starts_with('.') => rest,
        _ => namespace,
    };
    let mut module = vec!["models".to_owned()];
    let parts = inner.split('.').filter(|part| !part.is_empty());
    module.extend(parts.map(|part| module_name(&snake(part))));
    if module
        .iter()
        .skip(1)
        .map(|part| part.len() + 1)
        .sum::<usize>()
        > LONGEST_NAMESPACE
    {
        let whole = short_module_name(&snake(inner), LONGEST_NAMESPACE - 10);
        module.splice(1.., [whole]);
    }
    module
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_become_modules() {
        assert_eq!(
            namespace_module("microsoft.graph", "microsoft.graph"),
            ["models"]
        );
        assert_eq!(
            namespace_module("microsoft.graph.callRecords", "microsoft.graph"),
            ["models", "call_records"]
        );
        assert_eq!(
            namespace_module("contoso.crm", "microsoft.graph"),
            ["models", "contoso", "crm"]
        );
        assert_eq!(namespace_module("", "microsoft.graph"), ["models"]);
    }
}
