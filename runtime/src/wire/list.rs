//! Lists.

use serde_core::de::SeqAccess;
use serde_core::ser::Serializer;
use serde_json::value::RawValue;

use super::{Found, Json, Seed, Wire, Written, to_text};
use crate::raw::Raw;
#[cfg(feature = "testing")]
use crate::testing::{Report, check};

/// A list of the elements that fit. The others are kept beside it, where they were.
impl<T: Wire> Wire for Vec<T> {
    #[inline]
    fn from_elements<'de, A: SeqAccess<'de>>(mut elements: A) -> Result<Found<Self>, A::Error> {
        let mut list = List {
            read: Vec::new(),
            came: None,
            fits: true,
        };
        while let Some(found) = elements.next_element_seed(Seed::<T>::new())? {
            match found {
                Found::Value(value) if list.came.is_none() => list.read.push(value),
                found => list.push(found),
            }
        }
        Ok(list.finish())
    }

    fn fits(text: &str) -> bool {
        serde_json::from_str::<Vec<&RawValue>>(text).is_ok_and(|elements| {
            elements.is_empty()
                || elements.iter().any(|element| match element.get() {
                    "null" => T::from_null().value().is_some(),
                    element => T::fits(element),
                })
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }

    #[cfg(feature = "testing")]
    fn examine(json: &Json, report: &mut Report) {
        check::list::<T>(json, report, T::examine);
    }

    #[cfg(feature = "testing")]
    fn examine_linked(json: &Json, report: &mut Report) {
        check::list::<T>(json, report, T::examine_linked);
    }
}

/// A list while it is read.
struct List<T> {
    read: Vec<T>,
    /// All elements as they came, once there is one that is not read as it came.
    came: Option<Vec<Raw>>,
    fits: bool,
}

impl<T: Wire> List<T> {
    fn push(&mut self, found: Found<T>) {
        let found = match found {
            Found::Null => T::from_null(),
            found => found,
        };
        let (value, raw) = match found {
            Found::Value(value) if self.came.is_none() => return self.read.push(value),
            Found::Value(value) => {
                let raw = Raw::from_text(&to_text(&value));
                (Some(value), raw)
            }
            Found::Approximate(approximate) => {
                self.fits &= approximate.fits;
                (Some(approximate.value), approximate.raw)
            }
            Found::Null => (None, Json::Null.into()),
            Found::Mismatch(raw) => (None, raw),
        };
        self.fits &= value.is_some();
        let before = || {
            let before = self.read.iter();
            before
                .map(|value| Raw::from_text(&to_text(value)))
                .collect()
        };
        self.came.get_or_insert_with(before).push(raw);
        self.read.extend(value);
    }

    fn finish(self) -> Found<Vec<T>> {
        let Self { read, came, fits } = self;
        match came.map(Raw::array) {
            None => Found::Value(read),
            Some(raw) if read.is_empty() => Found::Mismatch(raw),
            Some(raw) if fits => Found::rounded(read, raw),
            Some(raw) => Found::understood(read, raw),
        }
    }
}
