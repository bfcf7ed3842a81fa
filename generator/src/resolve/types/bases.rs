//! Which type inherits from which.
//!
//! Reads the definitions and the index. Writes the direct base of every type: first what a page states of its own type, then what
//! the pages of bases list, then what tables say about where properties come from, and last the root that all else inherits from.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::reader::TypeName;
use crate::resolve::evidence::Tally;
use crate::resolve::findings::{FindingSink, near_help};
use crate::resolve::names::index::TypeIndex;
use crate::resolve::names::type_id::TypeId;
use crate::resolve::types::definitions::{Definition, Definitions};
use camino::Utf8Path;
use std::collections::BTreeSet;

/// Chains of bases are at most this long; real ones have fewer than ten.
const LONGEST_CHAIN: usize = 64;

/// What types with a key call it where no annotation says so.
const USUAL_KEY: &str = "id";

/// Direct bases, without cycles.
#[derive(Debug, Default)]
pub(crate) struct Bases {
    /// By the number of the type.
    of: Vec<Option<TypeId>>,
}

/// A type, its base, the base's base ...
#[derive(Clone, Debug)]
pub(crate) struct Chain<'a> {
    bases: &'a Bases,
    next: Option<TypeId>,
    left: usize,
}

impl Iterator for Chain<'_> {
    type Item = TypeId;

    fn next(&mut self) -> Option<TypeId> {
        let now = self.next?;
        self.left = self.left.checked_sub(1)?;
        self.next = self.bases.of(now);
        Some(now)
    }
}

impl Bases {
    /// Finds the bases of all defined types.
    pub fn find(
        definitions: &Definitions<'_>,
        index: &TypeIndex<'_>,
        findings: &mut FindingSink,
    ) -> Self {
        let mut bases = Self {
            of: vec![None; index.len()],
        };
        for definition in definitions.structs() {
            if let Some(base) = stated(definition, definitions, index, findings) {
                bases.set(definition.id, base);
            }
        }
        bases.add_listed(definitions, index);
        bases.break_cycles(definitions, findings);
        bases.add_inherited(definitions, index);
        bases.add_root(definitions);
        bases.cut_long_chains(definitions, findings);
        bases
    }

    fn set(&mut self, ty: TypeId, base: TypeId) {
        if let Some(known) = self.of.get_mut(ty.at()) {
            *known = Some(base);
        }
    }

    fn clear(&mut self, ty: TypeId) {
        if let Some(known) = self.of.get_mut(ty.at()) {
            *known = None;
        }
    }

    /// The direct base.
    pub fn of(&self, ty: TypeId) -> Option<TypeId> {
        self.of.get(ty.at()).copied().flatten()
    }

    /// The type, its base, the base's base ...
    pub fn chain(&self, ty: TypeId) -> Chain<'_> {
        Chain {
            bases: self,
            next: Some(ty),
            left: LONGEST_CHAIN,
        }
    }

    /// Whether a type is another or inherits from it.
    pub fn derives(&self, ty: TypeId, base: TypeId) -> bool {
        self.chain(ty).any(|known| known == base)
    }

    /// Types that their base's page lists, and whose own pages state no base.
    fn add_listed(&mut self, definitions: &Definitions<'_>, index: &TypeIndex<'_>) {
        for definition in definitions.structs() {
            for (document, resource) in &definition.resources {
                for name in &resource.derived {
                    let derived = index.resolve(name, definition.scope(document));
                    if let Some(derived) = derived
                        && derived != definition.id
                        && definitions.is_struct(derived)
                        && self.of(derived).is_none()
                    {
                        self.set(derived, definition.id);
                    }
                }
            }
        }
    }

    /// Types whose pages state no base, but whose tables say where properties come from: the most derived of those.
    fn add_inherited(&mut self, definitions: &Definitions<'_>, index: &TypeIndex<'_>) {
        let mut found = Vec::new();
        for definition in definitions.structs() {
            if self.of(definition.id).is_some() {
                continue;
            }
            let ancestors = inherited_from(definition, definitions, index);
            let lowest = ancestors
                .into_iter()
                .max_by_key(|ty| (self.chain(*ty).count(), *ty));
            if let Some(lowest) = lowest
                && !self.derives(lowest, definition.id)
            {
                found.push((definition.id, lowest));
            }
        }
        for (ty, base) in found {
            if !self.derives(base, ty) {
                self.set(ty, base);
            }
        }
    }

    /// Types whose pages state no base, but which look like those that inherit from the root.
    fn add_root(&mut self, definitions: &Definitions<'_>) {
        let Some((root, key)) = self.root(definitions) else {
            return;
        };
        for definition in definitions.structs() {
            let free = definition.id != root && self.of(definition.id).is_none();
            if free && has_identity(definition, &key) {
                self.set(definition.id, root);
            }
        }
    }

    /// The type that most types inherit from, if all it has is a key; with the name of that property.
    fn root(&self, definitions: &Definitions<'_>) -> Option<(TypeId, String)> {
        let mut derived = Tally::default();
        for base in self.of.iter().flatten() {
            derived.add(*base);
        }
        let (&most, _) = derived.most()?;
        let definition = definitions.get(most).filter(|_| self.of(most).is_none())?;
        let rows: BTreeSet<_> = definition.rows().map(|row| &*row.name.value).collect();
        let only = rows.first().filter(|_| rows.len() == 1)?;
        // A type with one property is no root yet: instances must be known by that property.
        let resources = definition.resources.iter();
        let keys = resources.filter_map(|(_, resource)| resource.key.as_deref());
        keys.chain([USUAL_KEY]).find(|key| key == only)?;
        Some((most, (*only).to_owned()))
    }

    /// Follows every type to the end of its chain, or to a type that was followed before.
    fn break_cycles(&mut self, definitions: &Definitions<'_>, findings: &mut FindingSink) {
        // For which type a type was followed; each is followed once.
        let mut followed: Vec<Option<TypeId>> = vec![None; self.of.len()];
        for definition in definitions.structs() {
            let mut last = definition.id;
            while let Some(mark) = followed.get_mut(last.at()).filter(|mark| mark.is_none()) {
                *mark = Some(definition.id);
                let Some(base) = self.of(last) else { break };
                if followed.get(base.at()) == Some(&Some(definition.id)) {
                    self.clear(last);
                    findings.all.push(cycle(definitions, last, base));
                    break;
                }
                last = base;
            }
        }
    }

    /// Takes the base of every type that would have more ancestors than a chain may have.
    fn cut_long_chains(&mut self, definitions: &Definitions<'_>, findings: &mut FindingSink) {
        // How many types there are from each type to the end of its chain, the type included.
        let mut depths: Vec<Option<usize>> = vec![None; self.of.len()];
        for definition in definitions.structs() {
            let mut open = Vec::new();
            let mut next = Some(definition.id);
            let mut depth = 0;
            while let Some(ty) = next {
                if let Some(known) = depths.get(ty.at()).copied().flatten() {
                    depth = known;
                    break;
                }
                open.push(ty);
                next = self.of(ty);
            }
            for ty in open.into_iter().rev() {
                if depth == LONGEST_CHAIN {
                    self.clear(ty);
                    findings.all.extend(too_deep(definitions, ty));
                    depth = 0;
                }
                depth += 1;
                if let Some(known) = depths.get_mut(ty.at()) {
                    *known = Some(depth);
                }
            }
        }
    }
}

fn place<'a>(definitions: &Definitions<'a>, ty: TypeId) -> Option<(&'a Utf8Path, Span)> {
    let (document, resource) = definitions.get(ty)?.first()?;
    Some((&document.page, resource.name.span))
}

fn cycle(definitions: &Definitions<'_>, ty: TypeId, base: TypeId) -> Diagnostic {
    let (page, span) = place(definitions, ty).unwrap_or((Utf8Path::new(""), Span::default()));
    let short = |ty| definitions.get(ty).map_or("", |found| found.name.name());
    let (name, base) = (short(ty), short(base));
    let message = format!("`{name}` inherits from `{base}`, which inherits from `{name}`");
    Diagnostic::new(Code::BaseCycle, page, span, message)
        .done(format!("`{name}` has no base"))
        .help("let one of the pages state another base, or none")
}

fn too_deep(definitions: &Definitions<'_>, ty: TypeId) -> Option<Diagnostic> {
    let (page, span) = place(definitions, ty)?;
    let name = definitions.get(ty)?.name.name();
    let message = format!("`{name}` has {LONGEST_CHAIN} types above it, and more are not followed");
    Some(
        Diagnostic::new(Code::BaseCycle, page, span, message)
            .done(format!("`{name}` has no base"))
            .help("let the types inherit from each other in fewer steps"),
    )
}

/// The base that the pages of a type state: by an annotation, else by a sentence.
fn stated(
    definition: &Definition<'_>,
    definitions: &Definitions<'_>,
    index: &TypeIndex<'_>,
    findings: &mut FindingSink,
) -> Option<TypeId> {
    for (document, resource) in &definition.resources {
        let scope = definition.scope(document);
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
                .filter(|base| definitions.is_struct(*base))
            {
                Some(base) => return Some(base),
                None => undefined.push((name.text, span)),
            }
        }
        for (name, span) in undefined {
            let own = definition.name.name();
            let message = format!("no page defines `{name}`, the base of `{own}`");
            let finding = Diagnostic::new(Code::BaseUndefined, scope.page, span, message)
                .done(format!("`{own}` has no base"))
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

/// The types that a type's tables name as those that its properties come from.
fn inherited_from(
    definition: &Definition<'_>,
    definitions: &Definitions<'_>,
    index: &TypeIndex<'_>,
) -> BTreeSet<TypeId> {
    let mut types = BTreeSet::new();
    for (document, resource) in &definition.resources {
        let scope = definition.scope(document);
        for row in resource.properties.iter().chain(&resource.relationships) {
            let from = row
                .inherited_from
                .as_ref()
                .and_then(|name| index.resolve(name, scope));
            types.extend(from.filter(|from| definitions.is_struct(*from)));
        }
    }
    types.remove(&definition.id);
    types
}
