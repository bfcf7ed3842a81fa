//! The relationship of one object to others.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess};
use serde_core::ser::{Serialize, Serializer};

use crate::wire::{Found, Json, Seed, Wire, from_json, raw_elements, raw_members, to_json};

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
    raw: Json,
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
    fn json(&self) -> Json;
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

    fn json(&self) -> Json {
        to_json(self)
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
            .map_or_else(|| typed(raw), |target| target.into_inner())
    }
}

/// Reads JSON that was seen to fit.
fn typed<T: Target>(raw: Json) -> T {
    match from_json(raw) {
        Found::Value(target) => target,
        Found::Null | Found::Mismatch(_) => T::default(),
    }
}

impl<T: Wire> Link<T> {
    fn from_raw(raw: Json) -> Result<Self, Json> {
        if T::fits(&raw) {
            Ok(Self::read(raw))
        } else {
            Err(raw)
        }
    }
}

impl<T> Link<T> {
    fn made(target: Box<dyn Holder<T>>) -> Self {
        Self(Box::new(State {
            made: Some(target),
            raw: Json::Null,
            seen: OnceLock::new(),
        }))
    }

    fn read(raw: Json) -> Self {
        Self(Box::new(State {
            made: None,
            raw,
            seen: OnceLock::new(),
        }))
    }

    fn json(&self) -> Cow<'_, Json> {
        match &self.0.made {
            Some(target) => Cow::Owned(target.json()),
            None => Cow::Borrowed(&self.0.raw),
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
            None => seen.get_or_init(|| Box::new(typed::<T>(raw.clone()))).get(),
        }
    }
}

impl<T: Target> DerefMut for Link<T> {
    fn deref_mut(&mut self) -> &mut T {
        let State { made, raw, seen } = &mut *self.0;
        let read = || {
            seen.take()
                .unwrap_or_else(|| Box::new(typed::<T>(raw.take())))
        };
        made.get_or_insert_with(read).get_mut()
    }
}

impl<T> Clone for Link<T> {
    fn clone(&self) -> Self {
        match &self.0.made {
            Some(target) => Self::made(target.duplicate()),
            None => Self::read(self.0.raw.clone()),
        }
    }
}

impl<T> PartialEq for Link<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self.target(), other.target()) {
            (Some(target), Some(other)) => target.same(other.get()),
            _ => same_json(&self.json(), &other.json()),
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
            None => self.0.raw.fmt(f),
        }
    }
}

impl<T: Wire> Wire for Link<T> {
    fn from_null() -> Result<Self, Json> {
        Self::from_raw(Json::Null)
    }

    fn from_bool(value: bool) -> Result<Self, Json> {
        Self::from_raw(value.into())
    }

    fn from_i64(value: i64) -> Result<Self, Json> {
        Self::from_raw(value.into())
    }

    fn from_u64(value: u64) -> Result<Self, Json> {
        Self::from_raw(value.into())
    }

    fn from_f64(value: f64) -> Result<Self, Json> {
        Self::from_raw(value.into())
    }

    fn from_text(value: &str) -> Result<Self, Json> {
        Self::from_raw(value.into())
    }

    fn from_elements<'de, A: SeqAccess<'de>>(elements: A) -> Result<Result<Self, Json>, A::Error> {
        raw_elements(Vec::new(), elements).map(Self::from_raw)
    }

    fn from_members<'de, A: MapAccess<'de>>(members: A) -> Result<Result<Self, Json>, A::Error> {
        raw_members(members).map(Self::from_raw)
    }

    fn fits(raw: &Json) -> bool {
        T::fits(raw)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl<T> Serialize for Link<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for Link<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let odd = match Seed::new().deserialize(deserializer)? {
            Found::Value(link) => return Ok(link),
            Found::Null => Json::Null,
            Found::Mismatch(raw) => raw,
        };
        Err(D::Error::custom(format_args!(
            "`{odd}` is not the target of the relationship"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::Link;
    use crate::wire::{Json, Wire};

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
        assert_eq!(Link::<Vec<f64>>::from_text("x"), Err(Json::from("x")));
        assert!(serde_json::from_str::<Link<Vec<f64>>>("[true]").is_err());
    }
}
