//! What an operation answers with.

use crate::api::{ResponseArm, ResponseItem};
use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::route::Side;
use crate::diff::words;
use crate::model::{Operation, Response, ResponseBody, TypeUse};

/// Compares what both sides of an operation answer with.
pub fn compare(old: Side, new: Side, item: Item, changes: &mut Changes) {
    let (before, after) = (words(old.operation), words(new.operation));
    match (&old.item.response, &new.item.response) {
        (old, new) if old == new => {
            // Which statuses there are stands in the documentation only.
            let (old, new) = (before, after);
            if old.statuses != new.statuses {
                let weight = Weight::Documentation;
                changes.changed(
                    weight,
                    Kind::StatusChanged,
                    item,
                    old.statuses,
                    new.statuses,
                );
            }
        }
        (
            ResponseItem::ByStatus {
                arms: old_arms,
                path: old_path,
            },
            ResponseItem::ByStatus { arms, path },
        ) => {
            if old_path != path && old.item.path == new.item.path {
                let (before, after) = (old_path.to_string(), path.to_string());
                changes.changed(Weight::Breaking, Kind::ResponseChanged, item, before, after);
            }
            by_status(old_arms, arms, (old_path, path), item, changes);
        }
        _ => {
            let kind = Kind::ResponseChanged;
            changes.changed(Weight::Breaking, kind, item, before.answers, after.answers);
        }
    }
    let words = || "delta token".to_owned();
    match (old.item.resumes, new.item.resumes) {
        (false, true) => changes.added(Kind::DeltaAdded, item, words()),
        (true, false) => changes.removed(Kind::DeltaRemoved, item, words()),
        _ => {}
    }
}

/// Arms of an enumeration of answers, which is `#[non_exhaustive]`: a new arm breaks nobody.
fn by_status(
    old: &[ResponseArm],
    new: &[ResponseArm],
    (old_path, new_path): (&str, &str),
    item: Item,
    changes: &mut Changes,
) {
    for before in old {
        let now = new.iter().find(|after| after.name == before.name);
        let said = before.ty.to_string();
        match now {
            None => {
                let path = format!("{old_path}::{}", before.name);
                changes.removed(Kind::ResponseRemoved, item.at(&path), said);
            }
            Some(after) if after.ty != before.ty => {
                let path = format!("{new_path}::{}", after.name);
                let (item, after) = (item.at(&path), after.ty.to_string());
                changes.changed(Weight::Breaking, Kind::ResponseChanged, item, said, after);
            }
            Some(_) => {}
        }
    }
    for after in new {
        if old.iter().all(|before| before.name != after.name) {
            let path = format!("{new_path}::{}", after.name);
            changes.added(Kind::ResponseAdded, item.at(&path), after.ty.to_string());
        }
    }
}

/// The answers of an operation for people.
struct Words {
    /// `200, 204`.
    statuses: String,
    /// `200 microsoft.graph.message`.
    answers: String,
}

fn words(operation: &Operation) -> Words {
    let join = |word: fn(&Response) -> String| {
        operation
            .responses
            .iter()
            .map(word)
            .collect::<Vec<_>>()
            .join(", ")
    };
    Words {
        statuses: join(|response| response.status.to_string()),
        answers: join(|response| format!("{} {}", response.status, body(&response.body))),
    }
}

fn body(body: &ResponseBody) -> String {
    match body {
        ResponseBody::None => "nothing".to_owned(),
        ResponseBody::Bytes => "bytes".to_owned(),
        ResponseBody::Value { ty } => words::type_use(ty),
        ResponseBody::Page { item, .. } => words::type_use(&TypeUse {
            target: item.clone(),
            collection: true,
        }),
    }
}
