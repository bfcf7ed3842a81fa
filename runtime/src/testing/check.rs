//! JSON against the types that are documented for it.

use std::fmt;

use serde_json::Map;

use crate::field::Slot;
use crate::object::{Object, VisitMember};
use crate::wire::{Found, Json, Wire, from_text};

/// What an example shows otherwise than it is documented.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contradiction {
    /// Where, as a JSON pointer: `/value/0/size`.
    pub pointer: String,
    /// In which way.
    pub kind: Kind,
    /// The last word of the type that the place has: `i32`, `Vec<i32>`, `Message`.
    pub documented: String,
    /// What is shown, and what is documented.
    pub text: String,
}

/// In which way an example contradicts the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// A value is of another type.
    Type,
    /// No field has the member.
    Member,
    /// The enumeration does not have the value.
    Value,
    /// A lone `{"value": ..}` where the documentation has an object without such a member.
    LoneValue,
    /// A list or a single value that is not in `value`.
    NoValue,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "the whole"
        } else {
            &self.pointer
        };
        write!(f, "{place}: {}", self.text)
    }
}

/// A type that an `@odata.type` may name and a relationship lead to.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    name: &'static str,
    examine: fn(&Json, &mut Report),
}

impl Known {
    /// The type `T`.
    #[must_use]
    pub const fn of<T: Object>() -> Self {
        Self {
            name: T::TYPE,
            examine: examine_as::<T>,
        }
    }
}

/// The contradictions of an example, while it is looked through.
#[derive(Debug)]
pub struct Report {
    types: &'static [Known],
    path: Vec<String>,
    found: Vec<Contradiction>,
}

impl Report {
    /// What `examine` finds in this JSON.
    #[must_use]
    pub fn of(types: &'static [Known], json: &Json, examine: fn(&Json, &mut Report)) -> Self {
        let mut report = Self {
            types,
            path: Vec::new(),
            found: Vec::new(),
        };
        examine(json, &mut report);
        report
    }

    /// The contradictions, in the order of the example.
    #[must_use]
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.found
    }

    fn known(&self, name: &str) -> Option<&'static Known> {
        self.types.iter().find(|known| known.name == name)
    }

    pub(crate) fn within(&mut self, name: impl fmt::Display, look: impl FnOnce(&mut Self)) {
        let segment = name.to_string().replace('~', "~0").replace('/', "~1");
        self.path.push(segment);
        look(self);
        self.path.pop();
    }

    fn add<T>(&mut self, kind: Kind, text: String) {
        let pointer = self.path.iter().fold(String::new(), |pointer, segment| {
            format!("{pointer}/{segment}")
        });
        self.found.push(Contradiction {
            pointer,
            kind,
            documented: word::<T>(),
            text,
        });
    }

    pub(super) fn missing_value<T>(&mut self) {
        let text = "the documentation has a value in `value`, which is missing".to_owned();
        self.add::<T>(Kind::NoValue, text);
    }
}

/// The word for a type: `Int64`'s is `i64`, that of a list `Vec<i64>`.
fn word<T>() -> String {
    /// What is in it is no part of its word.
    const HOLDER: &str = "InValue";
    let name = std::any::type_name::<T>();
    let words = name.split_inclusive(['<', '>', ',']).map(|part| {
        let part = part.trim();
        part.rsplit("::").next().unwrap_or(part)
    });
    let word: String = words.collect();
    if word.starts_with(HOLDER) {
        return HOLDER.to_owned();
    }
    word
}

/// A value that is neither an object nor a list.
pub(crate) fn scalar<T: Wire>(json: &Json, report: &mut Report) {
    let text = json.to_string();
    let fits = match from_text::<T>(&text) {
        Found::Value(_) | Found::Null => true,
        Found::Approximate(approximate) => approximate.fits,
        Found::Mismatch(_) => false,
    };
    let is_member = |text: &str| T::MEMBERS.contains(&text.trim());
    let no = || format!("`{}` is no {}", short(json), word::<T>());
    let shown = match json {
        // Members may be numbers on the wire.
        Json::Number(_) if !T::MEMBERS.is_empty() => Some(&*text),
        json => json.as_str(),
    };
    match shown {
        _ if !fits => report.add::<T>(Kind::Type, no()),
        Some(shown) if !T::MEMBERS.is_empty() && !shown.split(',').all(is_member) => {
            let (word, members) = (word::<T>(), T::MEMBERS.join(", "));
            let text = format!("`{shown}` is no member of {word}: {members}");
            report.add::<T>(Kind::Value, text);
        }
        Some(shown) if !T::is_written_like(shown) => report.add::<T>(Kind::Type, no()),
        _ => {}
    }
}

/// The elements of a list.
pub(crate) fn list<T: Wire>(json: &Json, report: &mut Report, examine: fn(&Json, &mut Report)) {
    let Some(elements) = json.as_array() else {
        let text = format!("`{}` is no list of {}", short(json), word::<T>());
        return report.add::<Vec<T>>(Kind::Type, text);
    };
    for (index, element) in elements.iter().enumerate() {
        report.within(index, |report| {
            if !element.is_null() {
                examine(element, report);
            } else if T::from_null().value().is_none() {
                report.add::<T>(Kind::Type, format!("`null` is no {}", word::<T>()));
            }
        });
    }
}

/// An object of the type `T`, or of the type that its `@odata.type` names.
pub(crate) fn object<T: Object>(json: &Json, report: &mut Report) {
    match named_type(json, report).filter(|known| known.name != T::TYPE) {
        Some(known) => (known.examine)(json, report),
        None => examine_as::<T>(json, report),
    }
}

/// The target of a relationship. It is looked up by name: a direct call would make rustc go from type to type along the
/// relationships, through all of an API.
pub(crate) fn linked<T: Object>(json: &Json, report: &mut Report) {
    let text = match named_type(json, report).or_else(|| report.known(T::TYPE)) {
        Some(known) => return (known.examine)(json, report),
        None if json.is_object() => format!("{} is not among the types of the test", T::TYPE),
        None => format!("`{}` is no {}", short(json), word::<T>()),
    };
    report.add::<T>(Kind::Type, text);
}

/// Plain JSON, in which objects may name their types.
pub(crate) fn plain(json: &Json, report: &mut Report) {
    if let Some(known) = named_type(json, report) {
        return (known.examine)(json, report);
    }
    match json {
        Json::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                report.within(index, |report| plain(element, report));
            }
        }
        Json::Object(members) => {
            for (name, member) in members {
                report.within(name, |report| plain(member, report));
            }
        }
        _ => {}
    }
}

fn named_type(json: &Json, report: &Report) -> Option<&'static Known> {
    let name = json.get("@odata.type")?.as_str()?;
    report.known(name.trim_start_matches('#'))
}

pub(super) fn examine_as<T: Object>(json: &Json, report: &mut Report) {
    let Some(members) = json.as_object() else {
        let text = format!("`{}` is no {}", short(json), word::<T>());
        return report.add::<T>(Kind::Type, text);
    };
    let documented = T::default();
    let mut examiner = Examiner {
        members,
        names: Vec::new(),
        report,
    };
    documented.visit(&documented, &mut examiner);
    let names = examiner.names;
    let shown = || members.keys().filter(|name| !is_annotation(name));
    let mut unknown = shown()
        .filter(|name| !names.contains(&name.as_str()))
        .peekable();
    if unknown.peek().is_some_and(|name| *name == "value") && shown().count() == 1 {
        let text = format!("a lone `value`, where {} has no such member", T::TYPE);
        let value = members.get("value").unwrap_or(json);
        return report.within("value", |report| {
            report.add::<T>(Kind::LoneValue, text);
            // What is in it may be compared all the same.
            match value {
                Json::Object(_) => object::<T>(value, report),
                Json::Array(_) => list::<T>(value, report, object::<T>),
                _ => {}
            }
        });
    }
    for name in unknown {
        let text = format!("{} has no such member", T::TYPE);
        report.within(name, |report| report.add::<T>(Kind::Member, text));
    }
}

/// Whether a member is about the object or another member, and none of its own: `@odata.type`, `size@odata.type`.
fn is_annotation(name: &str) -> bool {
    name.contains('@') || name.starts_with("odata.")
}

/// Looks at the members of an object by the fields of its type.
struct Examiner<'a> {
    members: &'a Map<String, Json>,
    names: Vec<&'static str>,
    report: &'a mut Report,
}

impl VisitMember for Examiner<'_> {
    fn field<F: Slot>(&mut self, name: &'static str, _: &F, _: &F) {
        self.names.push(name);
        if let Some(value) = self.members.get(name).filter(|value| !value.is_null()) {
            self.report
                .within(name, |report| F::Value::examine(value, report));
        }
    }
}

/// The beginning of some JSON.
fn short(json: &Json) -> String {
    /// Enough to find it on the page.
    const LENGTH: usize = 60;
    let text = json.to_string();
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}..", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
