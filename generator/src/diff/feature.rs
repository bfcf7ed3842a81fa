//! Areas of the API, which are features in a whole package: who has an item's feature on has the item.

use crate::api::features;
use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::sides::{Bindings, Sides};
use crate::model::Model;
use camino::Utf8Path;
use std::collections::BTreeSet;

/// Compares which features there are. A manifest that names one that is not there is refused by cargo.
pub fn of_packages(before: &[Model], after: &[Model], changes: &mut Changes) {
    let all = |models: &[Model]| -> BTreeSet<String> { models.iter().flat_map(features).collect() };
    let (before, after) = (all(before), all(after));
    let page = Utf8Path::new("");
    for feature in before.difference(&after) {
        let path = key(feature);
        changes.removed(
            Kind::FeatureRemoved,
            Item { path: &path, page },
            feature.clone(),
        );
    }
    for feature in after.difference(&before) {
        let path = key(feature);
        changes.added(
            Kind::FeatureAdded,
            Item { path: &path, page },
            feature.clone(),
        );
    }
}

/// Where a feature stands in the manifest.
fn key(feature: &str) -> String {
    format!("features.{feature}")
}

/// Compares the feature of an item.
pub fn compare(
    sides: &Sides,
    before: Option<&str>,
    after: Option<&str>,
    item: Item,
    changes: &mut Changes,
) {
    if sides.bindings == Bindings::Sources || before == after {
        return;
    }
    let weight = match after {
        Some(_) => Weight::Breaking,
        None => Weight::Additive,
    };
    changes.add(
        weight,
        Kind::FeatureChanged,
        item,
        before.map(str::to_owned),
        after.map(str::to_owned),
    );
}
