//! What the wire said about an object beyond the typed fields.

use std::fmt;

use crate::field::Kept;
use crate::raw::{self, Raw};
use crate::redact;
use crate::wire::Json;

/// The members of a JSON object that its typed fields do not hold: unknown properties, and the raw JSON
/// of known ones whose value did not fit (see [`Additional::mismatch`]).
///
/// As large as a pointer while there is nothing to keep.
#[derive(Clone, Default)]
pub struct Additional(Option<Box<Members>>);

#[derive(Clone, Default)]
struct Members {
    unknown: Vec<(Box<str>, Raw)>,
    beside: Vec<(&'static str, Kept)>,
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
            .is_none_or(|members| members.unknown.is_empty())
            && self.mismatches().next().is_none()
    }

    /// The unknown property of this name.
    #[must_use]
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.unknown()
            .iter()
            .find(|(known, _)| **known == *name)
            .map(|(_, raw)| raw.value())
    }

    /// Sets a property that has no field, and gives back what it was.
    ///
    /// A field that has a value wins over an inserted property of the same name.
    pub fn insert(&mut self, name: impl Into<Box<str>>, value: impl Into<Json>) -> Option<Json> {
        let name = name.into();
        let raw = Raw::from(value.into());
        let members = self.0.get_or_insert_default();
        members.inserted = true;
        match members.unknown.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => Some(std::mem::replace(old, raw).into_value()),
            None => {
                members.unknown.push((name, raw));
                None
            }
        }
    }

    /// Forgets a property: its unknown value, or the raw JSON kept for a field of this name.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let members = self.0.as_mut()?;
        if let Some(at) = members
            .unknown
            .iter()
            .position(|(known, _)| **known == *name)
        {
            return Some(members.unknown.remove(at).1.into_value());
        }
        let at = members
            .beside
            .iter()
            .position(|(known, _)| *known == name)?;
        Some(members.beside.remove(at).1.raw.into_value())
    }

    /// The unknown properties, in the order of the wire.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        let unknown = self.unknown().iter();
        unknown.map(|(name, raw)| (&**name, raw.value()))
    }

    /// The JSON of the known property `name` as it came, when it did not fit the field's type: `null` most often.
    ///
    /// The field may have a value nevertheless: the number in `"5"`, the elements of a list that do fit. As long as it has that
    /// value, what came is written.
    #[must_use]
    pub fn mismatch(&self, name: &str) -> Option<&Json> {
        let kept = self.kept(name).filter(|kept| !kept.fits)?;
        Some(kept.raw.value())
    }

    /// The known properties whose value did not fit their field, with what the wire said instead.
    pub fn mismatches(&self) -> impl Iterator<Item = (&str, &Json)> {
        let beside = self.beside().iter().filter(|(_, kept)| !kept.fits);
        beside.map(|(name, kept)| (*name, kept.raw.value()))
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
    pub(crate) fn push(&mut self, name: Box<str>, value: impl Into<Raw>) {
        self.0
            .get_or_insert_default()
            .unknown
            .push((name, value.into()));
    }

    /// Keeps what was read for a field, beside it.
    pub(crate) fn keep(&mut self, name: &'static str, kept: Kept) {
        self.0.get_or_insert_default().beside.push((name, kept));
    }

    /// Forgets what was kept beside a field, which was read again.
    #[inline]
    pub(crate) fn forget(&mut self, name: &str) {
        if let Some(members) = &mut self.0 {
            members.beside.retain(|(known, _)| *known != name);
        }
    }

    /// What is kept beside the field of this name.
    #[inline]
    pub(crate) fn kept(&self, name: &str) -> Option<&Kept> {
        let mut beside = self.beside().iter();
        beside
            .find(|(known, _)| *known == name)
            .map(|(_, kept)| kept)
    }

    /// Drops all but the last value of every name, as JSON objects are commonly read.
    #[inline]
    pub(crate) fn settle(&mut self) {
        if let Some(members) = &mut self.0 {
            keep_last(&mut members.unknown);
            keep_last(&mut members.beside);
        }
    }

    /// What this is, if it is a text or a number in the disguise in which serde_json hands them out: an object with one
    /// member.
    #[inline]
    pub(crate) fn disguised(&self) -> Option<Raw> {
        match self.unknown() {
            [(name, raw)] if raw::is_disguise(name) => raw.value().as_str().map(Raw::from_text),
            _ => None,
        }
    }

    /// Whether a name among the unknown properties may be that of a field.
    #[inline]
    pub(crate) fn may_shadow(&self) -> bool {
        self.0.as_ref().is_some_and(|members| members.inserted)
    }

    #[inline]
    pub(crate) fn unknown(&self) -> &[(Box<str>, Raw)] {
        self.0.as_ref().map_or(&[], |members| &members.unknown)
    }

    #[inline]
    fn beside(&self) -> &[(&'static str, Kept)] {
        self.0.as_ref().map_or(&[], |members| &members.beside)
    }
}

/// Equal as JSON objects are: whatever the order.
impl PartialEq for Additional {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            _ => same(self.iter(), other.iter()) && same(self.mismatches(), other.mismatches()),
        }
    }
}

impl fmt::Debug for Additional {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.iter().map(|(name, value)| (name, Shown(name, value))))
            .entries(self.mismatches())
            .finish()
    }
}

/// A property as it is shown. Annotations may be links that let everyone in.
struct Shown<'a>(&'a str, &'a Json);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, value) = self;
        match value.as_str().filter(|_| name.contains('@')) {
            Some(link) => write!(f, "String({:?})", redact::text(link)),
            None => value.fmt(f),
        }
    }
}

fn same<'a>(
    left: impl Iterator<Item = (&'a str, &'a Json)>,
    right: impl Iterator<Item = (&'a str, &'a Json)>,
) -> bool {
    let (mut left, mut right): (Vec<_>, Vec<_>) = (left.collect(), right.collect());
    left.sort_by_key(|(name, _)| *name);
    right.sort_by_key(|(name, _)| *name);
    left == right
}

fn keep_last<K: Ord + Clone, V>(entries: &mut Vec<(K, V)>) {
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
