//! Which type inherits from which.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::QualifiedName;
use crate::reader::TypeName;
use crate::resolve::names::index::{Index, LookupScope};
use crate::resolve::names::link::{FindingSink, near_help};
use crate::resolve::types::definitions::{Definition, Definitions};
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};

/// Longer chains of bases are cut; real ones have fewer than ten.
const LONGEST_CHAIN: usize = 64;

/// Direct bases, without cycles.
#[derive(Debug, Default)]
pub(crate) struct Bases {
    of: BTreeMap<QualifiedName, QualifiedName>,
}

impl Bases {
    /// By annotation, then prose, then pages that list the types derived from theirs, then `Inherited from` in tables.
    pub fn find(definitions: &Definitions<'_>, index: &Index, findings: &mut FindingSink) -> Self {
        let mut bases = Self::default();
        for definition in definitions.structs() {
            if let Some(base) = stated(definition, definitions, index, findings) {
                bases.of.insert(definition.name.clone(), base);
            }
        }
        bases.add_listed(definitions, index);
        bases.break_cycles(definitions, findings);
        bases.add_inherited(definitions, index);
        bases.add_root(definitions);
        bases
    }

    /// The direct base.
    pub fn of(&self, name: &QualifiedName) -> Option<&QualifiedName> {
        self.of.get(name)
    }

    /// The type, its base, the base's base ...
    pub fn chain<'a>(&'a self, name: &'a QualifiedName) -> Vec<&'a QualifiedName> {
        let mut chain = vec![name];
        let mut last = name;
        while let Some(base) = self.of.get(last) {
            if chain.contains(&base) || chain.len() == LONGEST_CHAIN {
                break;
            }
            chain.push(base);
            last = base;
        }
        chain
    }

    /// Types that their base's page lists, and whose own pages state no base.
    fn add_listed(&mut self, definitions: &Definitions<'_>, index: &Index) {
        for definition in definitions.structs() {
            for (document, resource) in &definition.resources {
                let scope = LookupScope {
                    page: &document.page,
                    namespace: definition.name.namespace(),
                };
                for name in &resource.derived {
                    let derived = index.resolve(name, scope);
                    if let Some(derived) = derived
                        && *derived != definition.name
                        && definitions.is_struct(derived)
                        && !self.of.contains_key(derived)
                    {
                        self.of.insert(derived.clone(), definition.name.clone());
                    }
                }
            }
        }
    }

    /// Types whose pages state no base, but whose tables say where properties come from: the most derived of those.
    fn add_inherited(&mut self, definitions: &Definitions<'_>, index: &Index) {
        let mut found = Vec::new();
        for definition in definitions.structs() {
            if self.of.contains_key(&definition.name) {
                continue;
            }
            let ancestors = inherited_from(definition, definitions, index);
            let lowest = ancestors
                .iter()
                .max_by_key(|name| (self.chain(name).len(), *name));
            if let Some(lowest) = lowest
                && !self.chain(lowest).contains(&&definition.name)
            {
                found.push((definition.name.clone(), lowest.clone()));
            }
        }
        for (name, base) in found {
            if !self.chain(&base).contains(&&name) {
                self.of.insert(name, base);
            }
        }
    }

    /// Types whose pages state no base, but which look like those that inherit from the root.
    fn add_root(&mut self, definitions: &Definitions<'_>) {
        let Some((root, key)) = self.root(definitions) else {
            return;
        };
        for definition in definitions.structs() {
            let free = definition.name != root && !self.of.contains_key(&definition.name);
            if free && has_identity(definition, &key) {
                self.of.insert(definition.name.clone(), root.clone());
            }
        }
    }

    /// The type that most types inherit from, if all it has is a key; with the name of that property.
    fn root(&self, definitions: &Definitions<'_>) -> Option<(QualifiedName, String)> {
        let mut derived: BTreeMap<&QualifiedName, usize> = BTreeMap::new();
        for base in self.of.values() {
            *derived.entry(base).or_default() += 1;
        }
        let (most, _) = derived
            .into_iter()
            .max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)))?;
        let definition = definitions.get(most).filter(|_| self.of(most).is_none())?;
        let rows: BTreeSet<_> = definition.rows().map(|row| &*row.name.value).collect();
        let only = rows.first().filter(|_| rows.len() == 1)?;
        Some((most.clone(), (*only).to_owned()))
    }

    fn break_cycles(&mut self, definitions: &Definitions<'_>, findings: &mut FindingSink) {
        let mut done = BTreeSet::new();
        for definition in definitions.structs() {
            let mut path = BTreeSet::new();
            let mut last = definition.name.clone();
            while !done.contains(&last) {
                path.insert(last.clone());
                let Some(base) = self.of.get(&last).cloned() else {
                    break;
                };
                if path.contains(&base) {
                    self.of.remove(&last);
                    findings.all.push(cycle(definitions, &last, &base));
                    break;
                }
                last = base;
            }
            done.append(&mut path);
        }
    }
}

fn cycle(definitions: &Definitions<'_>, name: &QualifiedName, base: &QualifiedName) -> Diagnostic {
    let place = definitions.get(name).and_then(Definition::first);
    let (page, span) = place.map_or(
        (Utf8Path::new(""), Span::default()),
        |(document, resource)| (&*document.page, resource.name.span),
    );
    let message = format!(
        "`{}` inherits from `{}`, which inherits from `{}`",
        name.name(),
        base.name(),
        name.name()
    );
    Diagnostic::new(Code::BaseCycle, page, span, message)
        .done(format!("`{}` has no base", name.name()))
        .help("let one of the pages state another base, or none")
}

fn stated(
    definition: &Definition<'_>,
    definitions: &Definitions<'_>,
    index: &Index,
    findings: &mut FindingSink,
) -> Option<QualifiedName> {
    for (document, resource) in &definition.resources {
        let scope = LookupScope {
            page: &document.page,
            namespace: definition.name.namespace(),
        };
        let annotated = resource.annotated_base.iter().flatten().map(|base| {
            let name = TypeName {
                text: base.value.clone(),
                target: None,
            };
            (name, base.span)
        });
        let prose = resource
            .prose_base
            .iter()
            .flat_map(|base| base.names.iter().map(|name| (name.clone(), base.span)));
        let mut undefined = Vec::new();
        for (name, span) in annotated.chain(prose) {
            match index
                .resolve(&name, scope)
                .filter(|base| definitions.is_struct(base))
            {
                Some(base) => return Some(base.clone()),
                None => undefined.push((name.text, span)),
            }
        }
        for (name, span) in undefined {
            let message = format!(
                "no page defines `{name}`, the base of `{}`",
                definition.name.name()
            );
            let finding = Diagnostic::new(Code::BaseUndefined, scope.page, span, message)
                .done(format!("`{}` has no base", definition.name.name()))
                .help(
                    near_help(index, &name)
                        .unwrap_or_else(|| format!("add a resource page for `{name}`")),
                );
            findings.all.push(finding);
        }
    }
    None
}

/// Whether at least two of three signs say that instances have an identity of their own: a property like the root's
/// key, an annotated key, operations. A page that states outright that there is no base is believed.
fn has_identity(definition: &Definition<'_>, key: &str) -> bool {
    let resources = || definition.resources.iter().map(|(_, resource)| resource);
    if resources().any(|resource| resource.annotated_base == Some(None)) {
        return false;
    }
    let signs = [
        definition.rows().any(|row| row.name.value == key),
        resources().any(|resource| resource.key.is_some()),
        resources().any(|resource| !resource.methods.is_empty()),
    ];
    signs.into_iter().filter(|sign| *sign).count() >= 2
}

fn inherited_from(
    definition: &Definition<'_>,
    definitions: &Definitions<'_>,
    index: &Index,
) -> BTreeSet<QualifiedName> {
    let mut names = BTreeSet::new();
    for (document, resource) in &definition.resources {
        let scope = LookupScope {
            page: &document.page,
            namespace: definition.name.namespace(),
        };
        for row in resource.properties.iter().chain(&resource.relationships) {
            let from = row
                .inherited_from
                .as_ref()
                .and_then(|name| index.resolve(name, scope));
            names.extend(from.filter(|from| definitions.is_struct(from)).cloned());
        }
    }
    names.remove(&definition.name);
    names
}
