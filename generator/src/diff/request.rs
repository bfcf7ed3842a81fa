//! What a request takes beside its route: query options and parameters, headers, a body.

use crate::api::BodyStruct;
use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::property;
use crate::diff::property::{CoveredByBase, Owner};
use crate::diff::route::Side;
use crate::diff::words;
use crate::model::{Body, Operation, Property};
use std::collections::{BTreeMap, BTreeSet};

/// Compares what both sides of an operation take.
pub fn compare(old: Side, new: Side, item: Item, changes: &mut Changes) {
    options(old, new, item, changes);
    query_parameters(old, new, item, changes);
    headers(old, new, item, changes);
    body(old, new, item, changes);
    path_parameters(old, new, item, changes);
}

fn options(old: Side, new: Side, item: Item, changes: &mut Changes) {
    let (before, after) = (&old.item.options, &new.item.options);
    for option in before.iter().filter(|option| !after.contains(option)) {
        let path = format!("{}::{}", old.item.path, option.method);
        let item = item.at(&path);
        changes.removed(Kind::QueryOptionRemoved, item, option.name.to_owned());
    }
    for option in after.iter().filter(|option| !before.contains(option)) {
        let path = format!("{}::{}", new.item.path, option.method);
        let item = item.at(&path);
        changes.added(Kind::QueryOptionAdded, item, option.name.to_owned());
    }
}

/// A setter of a request type.
struct Setter {
    path: String,
    /// Its name and the type it takes.
    signature: (String, String),
    /// What the page calls it, and its type there.
    said: String,
    description: Option<String>,
}

/// Kinds of changes of a setter: added, removed, changed.
type Kinds = (Kind, Kind, Kind);

fn query_parameters(old: Side, new: Side, item: Item, changes: &mut Changes) {
    let setters = |side: Side| -> BTreeMap<String, Setter> {
        let parameters = side.item.query_parameters.iter();
        parameters
            .map(|method| {
                let parameter = method.parameter;
                let setter = Setter {
                    path: format!("{}::{}", side.item.path, method.name),
                    signature: (method.name.clone(), method.ty.to_string()),
                    said: words::property(parameter),
                    description: parameter.description.clone(),
                };
                (parameter.name.clone(), setter)
            })
            .collect()
    };
    let kinds = (
        Kind::QueryParameterAdded,
        Kind::QueryParameterRemoved,
        Kind::QueryParameterChanged,
    );
    crate::diff::request::setters(setters(old), setters(new), kinds, item, changes);
}

fn headers(old: Side, new: Side, item: Item, changes: &mut Changes) {
    let setters = |side: Side| -> BTreeMap<String, Setter> {
        let headers = side.item.headers.iter();
        headers
            .map(|method| {
                let header = method.header;
                let setter = Setter {
                    path: format!("{}::{}", side.item.path, method.name),
                    signature: (method.name.clone(), String::new()),
                    said: header.name.clone(),
                    description: header.description.clone(),
                };
                // A header has one name, however it is written.
                (header.name.to_ascii_lowercase(), setter)
            })
            .collect()
    };
    let kinds = (Kind::HeaderAdded, Kind::HeaderRemoved, Kind::HeaderChanged);
    crate::diff::request::setters(setters(old), setters(new), kinds, item, changes);
}

fn setters(
    old: BTreeMap<String, Setter>,
    new: BTreeMap<String, Setter>,
    (added, removed, changed): Kinds,
    item: Item,
    changes: &mut Changes,
) {
    for (name, before) in &old {
        if !new.contains_key(name) {
            let item = item.at(&before.path);
            changes.removed(removed, item, before.said.clone());
        }
    }
    for (name, after) in &new {
        let item = item.at(&after.path);
        let Some(before) = old.get(name) else {
            changes.added(added, item, after.said.clone());
            continue;
        };
        let same = before.signature == after.signature;
        if !same || before.said != after.said {
            let weight = if same {
                Weight::Documentation
            } else {
                Weight::Breaking
            };
            let (before, after) = (before.said.clone(), after.said.clone());
            changes.changed(weight, changed, item, before, after);
        }
        changes.described(
            item,
            before.description.as_deref(),
            after.description.as_deref(),
        );
    }
}

/// Parameters of paths and functions: what routes make of them is their own matter, here is what the page says of them.
fn path_parameters(old: Side, new: Side, item: Item, changes: &mut Changes) {
    let (before, after) = (&old.operation.parameters, &new.operation.parameters);
    let known: BTreeMap<&str, &Property> = before
        .iter()
        .map(|parameter| (&*parameter.name, parameter))
        .collect();
    for parameter in after {
        if let Some(before) = known.get(&*parameter.name) {
            let words = |parameter: &Property| parameter.description.clone();
            changes.described(item, words(before).as_deref(), words(parameter).as_deref());
        }
    }
}

fn body(old: Side, new: Side, item: Item, changes: &mut Changes) {
    let (before, after) = (&old.item.body, &new.item.body);
    let words = (
        body_words(&old.operation.body),
        body_words(&new.operation.body),
    );
    if before.argument != after.argument {
        let kind = match (&before.argument, &after.argument) {
            (None, _) => Kind::BodyAdded,
            (_, None) => Kind::BodyRemoved,
            _ => Kind::BodyChanged,
        };
        changes.add(Weight::Breaking, kind, item, words.0, words.1);
        return;
    }
    match (&before.own, &after.own) {
        (Some(before), Some(after)) => {
            own_body(before, after, old.item.path == new.item.path, item, changes);
        }
        _ => listed_properties(old.operation, new.operation, item, changes),
    }
}

/// The properties of a type that a page lists for its request, where both sides list some. What is sent may be the whole type,
/// so only readers of the page notice.
fn listed_properties(old: &Operation, new: &Operation, item: Item, changes: &mut Changes) {
    let (
        Body::Type {
            accepted: before, ..
        },
        Body::Type {
            accepted: after, ..
        },
    ) = (&old.body, &new.body)
    else {
        return;
    };
    if before.is_empty() || after.is_empty() {
        return;
    }
    let weight = Weight::Documentation;
    for property in only(before, after) {
        let said = Some(words::property(property));
        changes.add(weight, Kind::ParameterRemoved, item, said, None);
    }
    for property in only(after, before) {
        let said = Some(words::property(property));
        changes.add(weight, Kind::ParameterAdded, item, None, said);
    }
}

fn only<'p>(properties: &'p [Property], others: &[Property]) -> Vec<&'p Property> {
    let known: BTreeSet<&str> = others.iter().map(|other| &*other.name).collect();
    let only = properties
        .iter()
        .filter(|property| !known.contains(&*property.name));
    only.collect()
}

/// The names that a page lists for the body of its request.
pub fn listed(operation: &Operation) -> BTreeSet<&str> {
    let listed = match &operation.body {
        Body::Type { accepted, .. } => accepted,
        Body::Parameters { parameters } => parameters,
        _ => return BTreeSet::new(),
    };
    listed.iter().map(|property| &*property.name).collect()
}

/// The struct that only one operation has for its body.
fn own_body(
    before: &BodyStruct,
    after: &BodyStruct,
    same_operation: bool,
    item: Item,
    changes: &mut Changes,
) {
    if before.path != after.path && same_operation {
        let (before, after) = (before.path.to_string(), after.path.to_string());
        changes.changed(Weight::Breaking, Kind::BodyChanged, item, before, after);
    }
    let fields = property::Struct {
        owner: Owner::Body,
        old: (&before.path, &before.fields),
        new: (&after.path, &after.fields),
    };
    property::compare(&fields, &|_| CoveredByBase::default(), changes);
}

fn body_words(body: &Body) -> Option<String> {
    Some(match body {
        Body::None => return None,
        Body::Type { ty, .. } => words::type_use(ty),
        Body::Parameters { parameters } => {
            let names: Vec<&str> = parameters.iter().map(|one| &*one.name).collect();
            format!("parameters {}", names.join(", "))
        }
        Body::Reference => "reference".to_owned(),
        Body::Bytes => "bytes".to_owned(),
        Body::Untyped => "any JSON".to_owned(),
    })
}
