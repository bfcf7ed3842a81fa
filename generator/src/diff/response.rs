//! What an operation answers with.

use crate::diff::change::{Changes, Item, Kind, Weight};
use crate::diff::route::Side;
use crate::diff::words;
use crate::emit::surface::AnswerItem;
use crate::model::{Operation, Response, ResponseBody, TypeUse};

/// Compares what both sides of an operation answer with.
pub fn compare(old: Side, new: Side, item: Item, changes: &mut Changes) {
    let (before, after) = (words(old.operation), words(new.operation));
    match (&old.item.answer, &new.item.answer) {
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
            AnswerItem::ByStatus {
                arms: old_arms,
                path: old_path,
            },
            AnswerItem::ByStatus { arms, path },
        ) => {
            if old_path != path && old.item.path == new.item.path {
                let (before, after) = (old_path.clone(), path.clone());
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
    old: &[(String, String)],
    new: &[(String, String)],
    (old_path, new_path): (&str, &str),
    item: Item,
    changes: &mut Changes,
) {
    for (arm, ty) in old {
        let now = new.iter().find(|(name, _)| name == arm);
        let path = format!("{old_path}::{arm}");
        match now {
            None => {
                let item = item.at(&path);
                changes.removed(Kind::ResponseRemoved, item, ty.clone());
            }
            Some((_, now)) if now != ty => {
                let path = format!("{new_path}::{arm}");
                let item = item.at(&path);
                let (before, after) = (ty.clone(), now.clone());
                changes.changed(Weight::Breaking, Kind::ResponseChanged, item, before, after);
            }
            Some(_) => {}
        }
    }
    for (arm, ty) in new {
        if old.iter().all(|(name, _)| name != arm) {
            let path = format!("{new_path}::{arm}");
            let item = item.at(&path);
            changes.added(Kind::ResponseAdded, item, ty.clone());
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
