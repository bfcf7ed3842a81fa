//! Lists that arrive in pages.

use std::fmt;

use crate::additional::Additional;
use crate::delta::DeltaToken;
use crate::object::{Object, ReadMember, VisitMember};
use crate::redact;
use crate::wire::Wire;

/// One page of a list.
#[derive(Clone, PartialEq)]
pub struct Page<T> {
    /// The items, in the order of the service.
    pub value: Vec<T>,
    /// Where the next page is, if there is one.
    pub next_link: Option<String>,
    /// Where to ask for later changes: on the last page of a delta query.
    pub delta_link: Option<String>,
    /// The number of items on all pages, if it was asked for.
    pub count: Option<i64>,
    /// What else the page said.
    pub additional: Additional,
}

impl<T> Page<T> {
    /// The state to resume a delta query from, on its last page.
    #[must_use]
    pub fn delta(&self) -> Option<DeltaToken> {
        self.delta_link.as_deref().map(DeltaToken::new)
    }
}

/// Without the values in the queries of links.
impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |link: &Option<String>| link.as_deref().map(redact::link);
        f.debug_struct("Page")
            .field("value", &self.value)
            .field("next_link", &shown(&self.next_link))
            .field("delta_link", &shown(&self.delta_link))
            .field("count", &self.count)
            .field("additional", &self.additional)
            .finish()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

/// A page as it is on the wire.
#[derive(Debug, PartialEq)]
pub(crate) struct Envelope<T> {
    pub(crate) value: Option<Vec<T>>,
    pub(crate) next_link: Option<String>,
    pub(crate) delta_link: Option<String>,
    pub(crate) count: Option<i64>,
    pub(crate) additional: Additional,
}

impl<T> Default for Envelope<T> {
    fn default() -> Self {
        Self {
            value: None,
            next_link: None,
            delta_link: None,
            count: None,
            additional: Additional::new(),
        }
    }
}

impl<T: Wire> Object for Envelope<T> {
    const TYPE: &'static str = "collection";

    fn read<R: ReadMember>(&mut self, name: &str, reader: &mut R) {
        match name {
            "value" => reader.field("value", &mut self.value),
            "@odata.nextLink" => reader.field("@odata.nextLink", &mut self.next_link),
            "@odata.deltaLink" => reader.field("@odata.deltaLink", &mut self.delta_link),
            "@odata.count" => reader.field("@odata.count", &mut self.count),
            _ => reader.unknown(),
        }
    }

    fn visit<V: VisitMember>(&self, other: &Self, visitor: &mut V) {
        visitor.field("value", &self.value, &other.value);
        visitor.field("@odata.nextLink", &self.next_link, &other.next_link);
        visitor.field("@odata.deltaLink", &self.delta_link, &other.delta_link);
        visitor.field("@odata.count", &self.count, &other.count);
    }

    fn additional(&self) -> &Additional {
        &self.additional
    }

    fn additional_mut(&mut self) -> &mut Additional {
        &mut self.additional
    }
}
