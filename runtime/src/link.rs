//! The relationship of one object to others.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::raw::{Raw, TextSeed, boxed};
use crate::wire::{Found, Json, Wire, from_text, to_text};

/// The target of a relationship: derefs to a `T`.
///
/// Types that refer to each other in long cycles make rustc recurse (drop check, auto traits, the code of
/// `Clone`, `Debug`, `PartialEq`, of reading and of writing) until it gives up, and an application that uses
/// one type would compile the code of all that can be reached from it. A `Link` ends such chains: what was read
/// stays JSON until it is asked for, and a target in memory is reached through a trait object.
pub struct Link<T>(Box<State<T>>);

// A trait object says nothing of unwinding. Targets are data, and no panic leaves one half written; a type must not lose
// these traits when it gets its first relationship.
impl<T> UnwindSafe for Link<T> {}
impl<T> RefUnwindSafe for Link<T> {}

struct State<T> {
    /// The target as the application made or changed it. While there is none, the target is what was read.
    made: Option<Box<dyn Holder<T>>>,
    /// The text that was read, if one was.
    raw: Option<Box<RawValue>>,
    /// What was read, since someone looked at it.
    seen: OnceLock<Box<dyn Holder<T>>>,
}

/// What a target does without its type being known.
trait Holder<T>: Send + Sync {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn into_inner(self: Box<Self>) -> T;
    fn duplicate(&self) -> Box<dyn Holder<T>>;
    fn same(&self, other: &T) -> bool;
    fn format(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn text(&self) -> String;
}

/// What the target of a [`Link`] can do, as every emitted type can, and lists of them.
pub trait Target: Wire + Default + Clone + PartialEq + fmt::Debug + Send + Sync + 'static {}

impl<T: Wire + Default + Clone + PartialEq + fmt::Debug + Send + Sync + 'static> Target for T {}

impl<T: Target> Holder<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }

    fn into_inner(self: Box<Self>) -> T {
        *self
    }

    fn duplicate(&self) -> Box<dyn Holder<T>> {
        Box::new(self.clone())
    }

    fn same(&self, other: &T) -> bool {
        self == other
    }

    fn format(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn text(&self) -> String {
        to_text(self)
    }
}

impl<T: Target> Link<T> {
    /// A link to `target`.
    #[must_use]
    pub fn new(target: T) -> Self {
        Self::made(Box::new(target))
    }

    /// The target itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        let State { made, raw, seen } = *self.0;
        made.or(seen.into_inner())
            .map_or_else(|| typed(raw.as_deref()), |target| target.into_inner())
    }
}

/// Reads JSON that was seen to fit.
fn typed<T: Target>(raw: Option<&RawValue>) -> T {
    raw.and_then(|raw| from_text(raw.get()).value())
        .unwrap_or_default()
}

impl<T> Link<T> {
    fn made(target: Box<dyn Holder<T>>) -> Self {
        Self(Box::new(State {
            made: Some(target),
            raw: None,
            seen: OnceLock::new(),
        }))
    }

    fn read(raw: Box<RawValue>) -> Self {
        Self(Box::new(State {
            made: None,
            raw: Some(raw),
            seen: OnceLock::new(),
        }))
    }

    /// The target as JSON text.
    fn text(&self) -> Cow<'_, RawValue> {
        let State { made, raw, .. } = &*self.0;
        match (made, raw) {
            (None, Some(raw)) => Cow::Borrowed(raw),
            (Some(target), _) => {
                boxed(&target.text()).map_or(Cow::Borrowed(RawValue::NULL), Cow::Owned)
            }
            (None, None) => Cow::Borrowed(RawValue::NULL),
        }
    }

    fn target(&self) -> Option<&dyn Holder<T>> {
        self.0
            .made
            .as_deref()
            .or_else(|| self.0.seen.get().map(|target| &**target))
    }
}

impl<T: Target> From<T> for Link<T> {
    fn from(target: T) -> Self {
        Self::new(target)
    }
}

impl<T: Target> Default for Link<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Target> Deref for Link<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let State { made, raw, seen } = &*self.0;
        match made {
            Some(target) => target.get(),
            None => seen
                .get_or_init(|| Box::new(typed::<T>(raw.as_deref())))
                .get(),
        }
    }
}

impl<T: Target> DerefMut for Link<T> {
    fn deref_mut(&mut self) -> &mut T {
        let State { made, raw, seen } = &mut *self.0;
        let read = || {
            seen.take()
                .unwrap_or_else(|| Box::new(typed::<T>(raw.take().as_deref())))
        };
        made.get_or_insert_with(read).get_mut()
    }
}

impl<T> Clone for Link<T> {
    fn clone(&self) -> Self {
        match &self.0.made {
            Some(target) => Self::made(target.duplicate()),
            None => Self(Box::new(State {
                made: None,
                raw: self.0.raw.clone(),
                seen: OnceLock::new(),
            })),
        }
    }
}

impl<T> PartialEq for Link<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self.target(), other.target()) {
            (Some(target), Some(other)) => target.same(other.get()),
            _ => {
                let json =
                    |link: &Self| serde_json::from_str(link.text().get()).unwrap_or(Json::Null);
                same_json(&json(self), &json(other))
            }
        }
    }
}

/// Equality of JSON as targets have it: `5.0` in a field for floats is the `5` that was read.
fn same_json(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same_json(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| same_json(left, right)))
        }
        _ => left == right,
    }
}

impl<T> fmt::Debug for Link<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.target() {
            Some(target) => target.format(f),
            None => f.write_str(self.text().get()),
        }
    }
}

impl<T: Wire> Wire for Link<T> {
    const FROM_JSON_TEXT: bool = true;

    fn from_json_text(text: &str) -> Found<Self> {
        match boxed(text) {
            Some(raw) if T::fits(text) => Found::Value(Self::read(raw)),
            _ => Found::Mismatch(Raw::from_text(text)),
        }
    }

    fn from_null() -> Found<Self> {
        match T::from_null() {
            Found::Mismatch(raw) => Found::Mismatch(raw),
            _ => Found::Value(Self::read(RawValue::NULL.to_owned())),
        }
    }

    fn fits(text: &str) -> bool {
        T::fits(text)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text().serialize(serializer)
    }

    #[cfg(feature = "testing")]
    fn examine(json: &Json, report: &mut crate::testing::Report) {
        T::examine_linked(json, report);
    }
}

impl<T> Serialize for Link<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text().serialize(serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for Link<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = TextSeed.deserialize(deserializer)?;
        Self::from_json_text(&text).value().ok_or_else(|| {
            D::Error::custom(format_args!(
                "`{text}` is not the target of the relationship"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Link;
    use crate::raw::Raw;
    use crate::wire::{Found, Json, Wire};

    fn read(text: &str) -> Link<Vec<f64>> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn what_was_read_is_written_as_it_was() {
        let link = read("[5, 0.5]");
        assert_eq!(*link, [5.0, 0.5]);
        assert_eq!(serde_json::to_string(&link).unwrap(), "[5,0.5]");
    }

    #[test]
    fn a_change_of_the_target_is_written() {
        let mut link = read("[5]");
        link.push(1.0);
        assert_eq!(serde_json::to_string(&link).unwrap(), "[5.0,1.0]");
        assert_eq!(link.into_inner(), [5.0, 1.0]);
        assert_eq!(read("[2]").into_inner(), [2.0]);
    }

    #[test]
    fn links_are_equal_whether_they_were_looked_at_or_not() {
        let made = Link::new(vec![5.0]);
        assert_eq!(read("[5]"), made);
        assert_eq!(read("[5]"), read("[5.0]"));
        assert_ne!(read("[6]"), made);
        let (seen, copy) = (read("[5]"), read("[5]").clone());
        assert_eq!(seen.len(), 1);
        assert_eq!((&seen, &seen), (&copy, &made));
        assert_eq!(format!("{made:?}"), "[5.0]");
        assert_eq!(made.clone(), made);
    }

    #[test]
    fn json_that_does_not_fit_is_no_link() {
        let found = Link::<Vec<f64>>::from_json_text("\"x\"");
        assert_eq!(found, Found::Mismatch(Raw::from(Json::from("x"))));
        assert!(serde_json::from_str::<Link<Vec<f64>>>("[true]").is_err());
    }
}
