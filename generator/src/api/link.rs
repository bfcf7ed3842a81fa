//! Which properties hold their type behind a `Link`.
//!
//! rustc gives up on types that nest about 65 deep (E0320), and on types that hold themselves. So a chain of plain
//! properties ends at every relationship, inside every cycle, and every [`DEPTH`] types.

use crate::api::inherited::Inherited;
use crate::model::{Model, Property, QualifiedName, Target, Type};
use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;
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
        let mut graph = DiGraphMap::<&QualifiedName, ()>::with_capacity(model.types.len(), 0);
        for (name, ty) in &model.types {
            if matches!(ty, Type::Struct(_)) {
                graph.add_node(name);
                for target in plain_targets(model, inherited, name) {
                    graph.add_edge(name, target, ());
                }
            }
        }
        let mut links = Self {
            cycle: BTreeMap::new(),
            height: BTreeMap::new(),
        };
        // What a component leads to comes before it.
        for (number, members) in kosaraju_scc(&graph).into_iter().enumerate() {
            links
                .cycle
                .extend(members.iter().map(|name| (*name, number)));
            for name in members {
                let below = graph
                    .neighbors(name)
                    .filter(|target| links.cycle.get(target) != Some(&number))
                    .filter_map(|target| links.height.get(target));
                let height = below.max().map_or(0, |highest| highest + 1);
                links.height.insert(name, height);
            }
        }
        links
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
) -> impl Iterator<Item = &'a QualifiedName> {
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
}
