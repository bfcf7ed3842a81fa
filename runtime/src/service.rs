//! What bindings state of the service that they speak to: where it is, what its tokens are for, and how its lists, errors and
//! batches are formed.
//!
//! The runtime knows protocols (OData, RFC 8288, RFC 9457) and no service. Emitted bindings have one `static` of the type
//! [`Service`] for each version, and every operation refers to it.

use std::fmt;

use crate::error::refusal::InvalidRequest;

/// The service of one version of an API.
///
/// Two services are the same if they are the same `static`.
///
/// ```
/// use docbind_runtime::service::{ListForm, NextPage, Service};
///
/// static SHOP: Service = Service::new("shop v2")
///     .base_url("https://shop.example/api/v2")
///     .scopes(&["https://shop.example/.default"])
///     .lists(ListForm::member("items").next(NextPage::LinkHeader));
/// assert_eq!(format!("{SHOP:?}"), "Service(shop v2)");
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Service {
    /// What errors call it.
    pub name: &'static str,
    /// Where requests go, including the version. Without it, whoever makes a client says where.
    pub base_url: Option<&'static str>,
    /// What a token is asked for.
    pub scopes: &'static [&'static str],
    /// Where else the service is, each place with tokens of its own.
    pub clouds: &'static [Cloud],
    /// How lists are answered.
    pub lists: ListForm,
    /// How errors are answered.
    pub errors: ErrorForm,
    /// How several operations travel in one request, if they can.
    pub batch: Option<BatchForm>,
    /// The header of answers with the id that the service gave to the request.
    pub request_id: &'static str,
    /// The header of requests with the id that the client gives to each.
    pub client_request_id: &'static str,
}

impl Service {
    /// A service of this name, with lists and errors in the form of OData, and no batches.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            base_url: None,
            scopes: &[],
            clouds: &[],
            lists: ListForm::ODATA,
            errors: ErrorForm::ODATA,
            batch: None,
            request_id: "x-request-id",
            client_request_id: "client-request-id",
        }
    }

    /// Where requests go, including the version.
    #[must_use]
    pub const fn base_url(mut self, base_url: &'static str) -> Self {
        self.base_url = Some(base_url);
        self
    }

    /// What a token is asked for.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    /// Where else the service is.
    #[must_use]
    pub const fn clouds(mut self, clouds: &'static [Cloud]) -> Self {
        self.clouds = clouds;
        self
    }

    /// How lists are answered.
    #[must_use]
    pub const fn lists(mut self, lists: ListForm) -> Self {
        self.lists = lists;
        self
    }

    /// How errors are answered.
    #[must_use]
    pub const fn errors(mut self, errors: ErrorForm) -> Self {
        self.errors = errors;
        self
    }

    /// How several operations travel in one request.
    #[must_use]
    pub const fn batch(mut self, batch: BatchForm) -> Self {
        self.batch = Some(batch);
        self
    }

    /// The header of answers with the id that the service gave to the request. Without this, `x-request-id`.
    #[must_use]
    pub const fn request_id(mut self, header: &'static str) -> Self {
        self.request_id = header;
        self
    }

    /// The header of requests with the id that the client gives to each, in small letters. Without this,
    /// `client-request-id`.
    #[must_use]
    pub const fn client_request_id(mut self, header: &'static str) -> Self {
        self.client_request_id = header;
        self
    }

    /// Whether this is the service `other`; an error that names both if it is not.
    pub(crate) fn check(&'static self, other: &'static Self) -> Result<(), InvalidRequest> {
        if std::ptr::eq(self, other) {
            Ok(())
        } else {
            Err(InvalidRequest::OtherService {
                operation: self.name,
                other: other.name,
            })
        }
    }
}

/// The name says it all: two services of one name are told apart by nobody who reads.
impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({})", self.name)
    }
}

/// One of the places where a service is, with tokens of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cloud {
    /// Where requests go, including the version.
    pub base_url: &'static str,
    /// What a token is asked for.
    pub scopes: &'static [&'static str],
}

impl Cloud {
    /// The service at this base URL, with tokens for these scopes.
    #[must_use]
    pub const fn new(base_url: &'static str, scopes: &'static [&'static str]) -> Self {
        Self { base_url, scopes }
    }
}

/// How lists are answered.
///
/// Members are given by their name, or by a JSON Pointer if they are not at the top: `items`, `/data/items`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListForm {
    /// The member with the items. `None`: the answer is an array.
    pub items: Option<&'static str>,
    /// How the next page is asked for. `None`: there are no pages.
    pub next: Option<NextPage>,
    /// The member with the link to later changes.
    pub delta: Option<&'static str>,
    /// The member with the number of items on all pages.
    pub count: Option<&'static str>,
}

impl ListForm {
    /// An object of OData: `{"value": [..], "@odata.nextLink": ".."}`.
    pub const ODATA: Self = Self::member("value")
        .next(NextPage::Link("@odata.nextLink"))
        .delta("@odata.deltaLink")
        .count("@odata.count");

    /// An array: `[..]`.
    #[must_use]
    pub const fn array() -> Self {
        Self {
            items: None,
            next: None,
            delta: None,
            count: None,
        }
    }

    /// An object with the items in this member.
    #[must_use]
    pub const fn member(items: &'static str) -> Self {
        Self {
            items: Some(items),
            ..Self::array()
        }
    }

    /// How the next page is asked for.
    #[must_use]
    pub const fn next(mut self, next: NextPage) -> Self {
        self.next = Some(next);
        self
    }

    /// The member with the link to later changes.
    #[must_use]
    pub const fn delta(mut self, member: &'static str) -> Self {
        self.delta = Some(member);
        self
    }

    /// The member with the number of items on all pages.
    #[must_use]
    pub const fn count(mut self, member: &'static str) -> Self {
        self.count = Some(member);
        self
    }
}

/// How the page of a list that comes next is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextPage {
    /// By the link in this member.
    Link(&'static str),
    /// By the link with `rel="next"` in the header `Link` (RFC 8288).
    LinkHeader,
    /// By the text or number in a member, which a query option of the same request takes. No text, or an empty one, ends the list.
    Cursor {
        /// The member of the answer.
        member: &'static str,
        /// The query option.
        option: &'static str,
    },
    /// By the number of the page, which a query option of the same request takes. The list ends with an empty page, or with one that
    /// is shorter than was asked for, or where the service gives the same page again because it does not number those of this list.
    Number {
        /// The query option.
        option: &'static str,
        /// The number of the first page, which a request without the option asks for.
        first: u64,
        /// How a request says how many items a page has. Without it, the list ends with an empty page.
        size: Option<PageSize>,
    },
}

/// How a request says how many items a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageSize {
    /// The query option.
    pub option: &'static str,
    /// How many items a page has at most, whatever is asked for.
    pub most: u64,
}

impl PageSize {
    /// This query option says how many items a page has, and no page has more than `most`.
    #[must_use]
    pub const fn new(option: &'static str, most: u64) -> Self {
        Self { option, most }
    }
}

/// How errors are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorForm {
    /// In this member, an object with `code`, `message` and more of the kind in `innerError`.
    Member(&'static str),
    /// As problem details (RFC 9457): `type`, `title` and `detail`.
    ProblemDetails,
    /// With code and message where these JSON Pointers lead.
    Pointers {
        /// To the code.
        code: Option<&'static str>,
        /// To the message.
        message: Option<&'static str>,
    },
}

impl ErrorForm {
    /// An error of OData: `{"error": {"code": "..", "message": ".."}}`.
    pub const ODATA: Self = Self::Member("error");
}

/// How several operations travel in one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchForm {
    /// Where batches are sent, below the base URL.
    pub path: &'static str,
    /// How many operations one request carries at most.
    pub limit: usize,
}

impl BatchForm {
    /// Batches of OData in JSON, up to twenty operations in each: an object with the operations in `requests`, answered by one with
    /// `responses`.
    #[must_use]
    pub const fn json(path: &'static str) -> Self {
        Self { path, limit: 20 }
    }

    /// How many operations one request carries at most.
    #[must_use]
    pub const fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }
}
