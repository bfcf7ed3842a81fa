//! Which properties hold their type behind a `Link`.
//!
//! rustc gives up on types that nest about 65 deep (E0320), and on types that hold themselves. So a chain of plain
//! properties ends at every relationship, inside every cycle, and every [`DEPTH`] types.

use crate::api::inherited::Inherited;
use crate::model::{Model, Property, QualifiedName, Target, Type};
use std::collections::BTreeMap;

/// Longest chain of plain properties.
const DEPTH: u32 = 32;

/// The shape of the graph that plain properties make.
pub struct Links<'a> {
    /// Number of the cycle a type is in; every type is in one, most are alone in it.
    cycle: BTreeMap<&'a QualifiedName, usize>,
    /// Types below a type.
    height: BTreeMap<&'a QualifiedName, u32>,
}

impl<'a> Links<'a> {
    /// Finds the cycles and the heights, without recursion: pages may nest types as deep as they like.
    pub fn new(model: &'a Model, inherited: &Inherited<'a>) -> Self {
        let edges: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = model
            .types
            .iter()
            .filter(|(_, ty)| matches!(ty, Type::Struct(_)))
            .map(|(name, _)| (name, plain_targets(model, inherited, name)))
            .collect();
        let mut search = Search::default();
        for &name in edges.keys() {
            search.visit(name, &edges);
        }
        Self {
            cycle: search.component,
            height: search.height,
        }
    }

    /// Whether `property` of `owner` goes through a link.
    pub fn through(&self, owner: &QualifiedName, property: &Property) -> bool {
        let Target::Named(target) = &property.ty.target else {
            return false;
        };
        let Some(cycle) = self.cycle.get(target) else {
            return false;
        };
        let ends_chain = self
            .height
            .get(target)
            .is_some_and(|height| height % DEPTH == DEPTH - 1);
        property.navigation || self.cycle.get(owner) == Some(cycle) || ends_chain
    }
}

fn plain_targets<'a>(
    model: &'a Model,
    inherited: &Inherited<'a>,
    name: &QualifiedName,
) -> Vec<&'a QualifiedName> {
    inherited
        .of_type(name)
        .iter()
        .filter(|property| !property.navigation)
        .filter_map(|property| match &property.ty.target {
            Target::Named(target) => model.types.get_key_value(target),
            _ => None,
        })
        .filter(|(_, ty)| matches!(ty, Type::Struct(_)))
        .map(|(target, _)| target)
        .collect()
}

/// Tarjan's search for strongly connected components.
#[derive(Default)]
struct Search<'a> {
    index: BTreeMap<&'a QualifiedName, usize>,
    low: BTreeMap<&'a QualifiedName, usize>,
    open: Vec<&'a QualifiedName>,
    component: BTreeMap<&'a QualifiedName, usize>,
    height: BTreeMap<&'a QualifiedName, u32>,
    components: usize,
}

impl<'a> Search<'a> {
    fn visit(
        &mut self,
        root: &'a QualifiedName,
        edges: &BTreeMap<&'a QualifiedName, Vec<&'a QualifiedName>>,
    ) {
        if self.index.contains_key(root) {
            return;
        }
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let targets = edges.get(node).map_or(&[][..], Vec::as_slice);
            if let Some(&target) = targets.get(*next) {
                *next += 1;
                if !self.index.contains_key(target) {
                    self.enter(target);
                    path.push((target, 0));
                } else if !self.component.contains_key(target) {
                    self.lower(node, self.index[target]);
                }
            } else {
                path.pop();
                if let Some(&(parent, _)) = path.last() {
                    self.lower(parent, self.low[node]);
                }
                self.leave(node, targets);
            }
        }
    }

    fn enter(&mut self, node: &'a QualifiedName) {
        let index = self.index.len();
        self.index.insert(node, index);
        self.low.insert(node, index);
        self.open.push(node);
    }

    fn lower(&mut self, node: &'a QualifiedName, to: usize) {
        self.low.entry(node).and_modify(|low| *low = to.min(*low));
    }

    fn leave(&mut self, node: &'a QualifiedName, targets: &[&'a QualifiedName]) {
        if self.low[node] == self.index[node] {
            while let Some(member) = self.open.pop() {
                self.component.insert(member, self.components);
                if member == node {
                    break;
                }
            }
            self.components += 1;
        }
        let below = targets
            .iter()
            .filter(|&&target| self.component.get(target) != self.component.get(node))
            .filter_map(|&target| self.height.get(target))
            .map(|height| height + 1)
            .max();
        self.height.insert(node, below.unwrap_or_default());
    }
}
