//! The relationship of one object to others.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde_core::de::{Deserialize, Deserializer, MapAccess, SeqAccess};
use serde_core::ser::{Serialize, Serializer};

use crate::wire::{Json, Wire};

/// The target of a relationship: derefs to a `T`.
///
/// Types that refer to each other in long cycles make rustc recurse (drop check, auto traits, the
/// code of `Clone`, `Debug` and `PartialEq`) until it gives up. A `Link` ends such chains, because
/// behind it all of that is reached through a trait object.
pub struct Link<T>(Box<dyn Holder<T>>);

trait Holder<T>: Send + Sync {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn into_inner(self: Box<Self>) -> T;
    fn duplicate(&self) -> Box<dyn Holder<T>>;
    fn same(&self, other: &T) -> bool;
    fn format(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: Clone + PartialEq + fmt::Debug + Send + Sync + 'static> Holder<T> for T {
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
}

impl<T: Clone + PartialEq + fmt::Debug + Send + Sync + 'static> Link<T> {
    /// A link to `target`.
    pub fn new(target: T) -> Self {
        Self(Box::new(target))
    }
}

impl<T> Link<T> {
    /// The target itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}

impl<T: Clone + PartialEq + fmt::Debug + Send + Sync + 'static> From<T> for Link<T> {
    fn from(target: T) -> Self {
        Self::new(target)
    }
}

impl<T: Default + Clone + PartialEq + fmt::Debug + Send + Sync + 'static> Default for Link<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Deref for Link<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get()
    }
}

impl<T> DerefMut for Link<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}

impl<T> Clone for Link<T> {
    fn clone(&self) -> Self {
        Self(self.0.duplicate())
    }
}

impl<T> PartialEq for Link<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(other)
    }
}

impl<T> fmt::Debug for Link<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format(f)
    }
}

impl<T: Wire + Clone + PartialEq + fmt::Debug + Send + Sync + 'static> Wire for Link<T> {
    fn from_null() -> Result<Self, Json> {
        T::from_null().map(Self::new)
    }

    fn from_bool(value: bool) -> Result<Self, Json> {
        T::from_bool(value).map(Self::new)
    }

    fn from_i64(value: i64) -> Result<Self, Json> {
        T::from_i64(value).map(Self::new)
    }

    fn from_u64(value: u64) -> Result<Self, Json> {
        T::from_u64(value).map(Self::new)
    }

    fn from_f64(value: f64) -> Result<Self, Json> {
        T::from_f64(value).map(Self::new)
    }

    fn from_text(value: &str) -> Result<Self, Json> {
        T::from_text(value).map(Self::new)
    }

    fn from_owned_text(value: String) -> Result<Self, Json> {
        T::from_owned_text(value).map(Self::new)
    }

    fn from_elements<'de, A: SeqAccess<'de>>(elements: A) -> Result<Result<Self, Json>, A::Error> {
        Ok(T::from_elements(elements)?.map(Self::new))
    }

    fn from_members<'de, A: MapAccess<'de>>(members: A) -> Result<Result<Self, Json>, A::Error> {
        Ok(T::from_members(members)?.map(Self::new))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write(serializer)
    }
}

impl<T: Serialize> Serialize for Link<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Clone + PartialEq + fmt::Debug + Send + Sync + 'static>
    Deserialize<'de> for Link<T>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}
