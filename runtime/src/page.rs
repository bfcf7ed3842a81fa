//! Lists that arrive in pages.

mod reading;

use std::fmt;

use crate::additional::Additional;
use crate::call::Call;
use crate::delta::DeltaToken;
use crate::redact;
use crate::service::{ListForm, NextPage};
use crate::wire::Json;

pub(crate) use self::reading::read;

/// One page of a list.
#[derive(Clone, PartialEq)]
pub struct Page<T> {
    /// The items, in the order of the service.
    pub value: Vec<T>,
    /// Where the next page is, if there is one and the service says so by a link.
    pub next_link: Option<String>,
    /// What the request for the next page takes along, if there is one and the service says so by a cursor.
    pub next_cursor: Option<String>,
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

    /// The request for the page after this one, which `call` asked for.
    pub(crate) fn next(&self, call: &Call, form: &ListForm) -> Option<Call> {
        match form.next? {
            NextPage::Link(_) | NextPage::LinkHeader => {
                self.next_link.as_deref().map(|link| call.follow(link))
            }
            NextPage::Cursor { option, .. } => {
                let cursor = self.next_cursor.as_deref()?;
                Some(call.clone().with_query(option, cursor))
            }
            NextPage::Number {
                option,
                first,
                size,
            } => {
                let number = call
                    .query(option)
                    .map_or(Some(first), |text| text.parse().ok())?;
                let asked = size.and_then(|size| {
                    let asked: u64 = call.query(size.option)?.parse().ok()?;
                    Some(asked.min(size.most))
                });
                let came = self.came(form);
                let is_last = came == 0 || asked.is_some_and(|asked| came < asked);
                let number = number.checked_add(1).filter(|_| !is_last)?;
                Some(call.clone().with_query(option, &number.to_string()))
            }
        }
    }

    /// How many items came, also those that are not of the documented type.
    fn came(&self, form: &ListForm) -> u64 {
        let came = self.additional.mismatch(form.items.unwrap_or_default());
        let came = came.and_then(Json::as_array).map_or(0, Vec::len);
        self.value.len().max(came) as u64
    }
}

/// Without the values in the queries of links, and without the cursor.
impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |link: &Option<String>| link.as_deref().map(redact::link);
        f.debug_struct("Page")
            .field("value", &self.value)
            .field("next_link", &shown(&self.next_link))
            .field("next_cursor", &self.next_cursor.as_ref().map(|_| "…"))
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
