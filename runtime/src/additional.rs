//! What the wire said about an object beyond the typed fields.

use std::fmt;

use crate::wire::Json;

/// The members of a JSON object that its typed fields do not hold: unknown properties, and the raw JSON
/// of known ones whose value did not fit (see [`Additional::mismatch`]).
///
/// As large as a pointer while there is nothing to keep.
#[derive(Clone, Default)]
pub struct Additional(Option<Box<Kept>>);

#[derive(Clone, Default)]
struct Kept {
    unknown: Vec<(Box<str>, Json)>,
    mismatches: Vec<(&'static str, Json)>,
    /// An application inserted entries, whose names may be those of typed fields.
    inserted: bool,
}

impl Additional {
    /// Nothing to keep.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether there are neither unknown properties nor mismatches.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0
            .as_ref()
            .is_none_or(|kept| kept.unknown.is_empty() && kept.mismatches.is_empty())
    }

    /// The unknown property of this name.
    #[must_use]
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.unknown()
            .iter()
            .find(|(known, _)| **known == *name)
            .map(|(_, value)| value)
    }

    /// Sets a property that has no field, and gives back what it was.
    ///
    /// A field that has a value wins over an inserted property of the same name.
    pub fn insert(&mut self, name: impl Into<Box<str>>, value: impl Into<Json>) -> Option<Json> {
        let name = name.into();
        let kept = self.0.get_or_insert_default();
        kept.inserted = true;
        match kept.unknown.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => Some(std::mem::replace(old, value.into())),
            None => {
                kept.unknown.push((name, value.into()));
                None
            }
        }
    }

    /// Forgets a property: its unknown value, or the raw JSON kept for a field of this name.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let kept = self.0.as_mut()?;
        if let Some(at) = kept.unknown.iter().position(|(known, _)| **known == *name) {
            return Some(kept.unknown.remove(at).1);
        }
        let at = kept
            .mismatches
            .iter()
            .position(|(known, _)| *known == name)?;
        Some(kept.mismatches.remove(at).1)
    }

    /// The unknown properties, in the order of the wire.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.unknown().iter().map(|(name, value)| (&**name, value))
    }

    /// The raw JSON of the known property `name`, when it did not fit the field's type: `null` most often.
    #[must_use]
    #[inline]
    pub fn mismatch(&self, name: &str) -> Option<&Json> {
        self.kept_mismatches()
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// The known properties whose value did not fit their field, with what the wire said instead.
    pub fn mismatches(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.kept_mismatches()
            .iter()
            .map(|(name, value)| (*name, value))
    }

    /// The type that the wire named in `@odata.type`, without the leading `#`.
    #[must_use]
    pub fn odata_type(&self) -> Option<&str> {
        let name = self.get("@odata.type")?.as_str()?;
        Some(name.strip_prefix('#').unwrap_or(name))
    }

    /// The version of the object, from `@odata.etag`: what `If-Match` takes.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.get("@odata.etag")?.as_str()
    }

    /// Keeps a property that was read under a name that no field has.
    pub(crate) fn push(&mut self, name: Box<str>, value: Json) {
        self.0.get_or_insert_default().unknown.push((name, value));
    }

    /// Keeps what was read for a field and does not fit it.
    pub(crate) fn push_mismatch(&mut self, name: &'static str, value: Json) {
        self.0
            .get_or_insert_default()
            .mismatches
            .push((name, value));
    }

    /// Drops all but the last value of every name, as JSON objects are commonly read.
    #[inline]
    pub(crate) fn settle(&mut self) {
        if let Some(kept) = &mut self.0 {
            keep_last(&mut kept.unknown);
            keep_last(&mut kept.mismatches);
        }
    }

    /// The number that this is, as serde_json's `arbitrary_precision` hands numbers out: as an object
    /// with one member. Any crate of an application may have switched that on.
    #[inline]
    pub(crate) fn disguised_number(&self) -> Option<Json> {
        match self.unknown() {
            [(name, Json::String(digits))] if **name == *"$serde_json::private::Number" => {
                serde_json::from_str(digits).ok()
            }
            _ => None,
        }
    }

    /// Whether a name among the unknown properties may be that of a field.
    #[inline]
    pub(crate) fn may_shadow(&self) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.inserted)
    }

    #[inline]
    fn unknown(&self) -> &[(Box<str>, Json)] {
        self.0.as_ref().map_or(&[], |kept| &kept.unknown)
    }

    #[inline]
    fn kept_mismatches(&self) -> &[(&'static str, Json)] {
        self.0.as_ref().map_or(&[], |kept| &kept.mismatches)
    }
}

/// Equal as JSON objects are: whatever the order.
impl PartialEq for Additional {
    fn eq(&self, other: &Self) -> bool {
        same(self.unknown(), other.unknown())
            && same(self.kept_mismatches(), other.kept_mismatches())
    }
}

impl fmt::Debug for Additional {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.iter())
            .entries(self.mismatches())
            .finish()
    }
}

fn same<K: PartialEq + Ord>(left: &[(K, Json)], right: &[(K, Json)]) -> bool {
    if left.len() != right.len() || left == right {
        return left == right;
    }
    let mut left: Vec<_> = left.iter().collect();
    let mut right: Vec<_> = right.iter().collect();
    left.sort_by(|a, b| a.0.cmp(&b.0));
    right.sort_by(|a, b| a.0.cmp(&b.0));
    left == right
}

fn keep_last<K: Ord + Clone>(entries: &mut Vec<(K, Json)>) {
    /// Up to here comparing all pairs is cheaper than a set.
    const FEW: usize = 16;
    if entries.len() < 2 {
        return;
    }
    if entries.len() <= FEW {
        let mut at = 0;
        while at < entries.len() {
            if entries
                .iter()
                .skip(at + 1)
                .any(|(name, _)| entries.get(at).is_some_and(|(this, _)| this == name))
            {
                entries.remove(at);
            } else {
                at += 1;
            }
        }
        return;
    }
    let mut seen = std::collections::BTreeSet::new();
    entries.reverse();
    entries.retain(|(name, _)| seen.insert(name.clone()));
    entries.reverse();
}
