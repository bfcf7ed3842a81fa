//! Many operations in one request.

mod answer;
mod item;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response, StatusCode};

use self::answer::Answer;
use self::item::Item;
use crate::answer::{members, names, retry_after};
use crate::error::{Error, InvalidRequest};
use crate::operation::Operation;
use crate::response::{self, FromResponse};
use crate::service::Service;

/// Operations of one service that travel together: as many in a request as the service takes, and as many requests as it takes.
///
/// The service must have [batches](crate::service::Service::batch).
///
/// ```
/// use docbind_runtime::prelude::*;
/// # use docbind_runtime::service::{BatchForm, Service};
/// # static SHOP: Service = Service::new("shop v2").batch(BatchForm::json("/$batch"));
/// # pub struct GetName { call: Call }
/// # impl GetName { pub fn of_user(id: &str) -> Self { Self { call: Call::get("/users/{}/name", &[id]) } } }
/// # docbind_runtime::operation! {
/// #     GetName -> Scalar<String>; service SHOP; page "api/user-get-name.md"; permissions {} query<Json> {} headers {}
/// # }
/// let mut batch = docbind_runtime::Batch::new();
/// let name = batch.add(&GetName::of_user("1")).unwrap();
///
/// let mut run = batch.start();
/// while let Some(request) = run.request() {
///     assert_eq!(request.uri(), "/$batch");
///     // Any client sends the request. The service answers:
///     let body = r#"{"responses": [{"id": "1", "status": 200, "body": {"value": "Ada"}}]}"#;
///     run.response(&http::Response::new(body.into())).unwrap();
/// }
/// let answers = run.finish();
/// assert_eq!(answers.take(&name).unwrap().value.as_deref(), Some("Ada"));
/// ```
#[derive(Clone)]
pub struct Batch {
    number: u64,
    /// That of all operations, once there is one.
    service: Option<&'static Service>,
    items: Vec<Item>,
}

/// Without the requests, whose links, headers and bodies may hold secrets.
impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("operations", &self.items.len())
            .finish_non_exhaustive()
    }
}

/// Stands for an operation in a batch, and knows the type of its answer.
#[derive(Debug)]
pub struct Handle<R> {
    id: ItemId,
    response: PhantomData<fn() -> R>,
}

impl<R> Clone for Handle<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Handle<R> {}

impl<R> Handle<R> {
    /// The operation's place, whatever it answers with.
    #[must_use]
    pub fn id(&self) -> ItemId {
        self.id
    }
}

/// The place of an operation in a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ItemId {
    batch: u64,
    index: usize,
}

impl Default for Batch {
    fn default() -> Self {
        Self::new()
    }
}

impl Batch {
    /// A batch without operations.
    #[must_use]
    pub fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Self {
            number: COUNT.fetch_add(1, Ordering::Relaxed),
            service: None,
            items: Vec::new(),
        }
    }

    /// Adds an operation.
    ///
    /// # Errors
    /// Its request cannot be sent, or not in a batch, or it belongs to another service than those before it.
    pub fn add<O: Operation>(&mut self, operation: &O) -> Result<Handle<O::Response>, Error> {
        self.add_after(operation, &[])
    }

    /// Adds an operation that runs once those before it have succeeded. If one of them fails, the operation is
    /// not run, and its answer has the status 424.
    ///
    /// # Errors
    /// As [`Batch::add`]; or an id is that of another batch.
    pub fn add_after<O: Operation>(
        &mut self,
        operation: &O,
        before: &[ItemId],
    ) -> Result<Handle<O::Response>, Error> {
        if before.iter().any(|id| id.batch != self.number) {
            return Err(InvalidRequest::ForeignHandle.into());
        }
        if O::SERVICE.batch.is_none() {
            return Err(InvalidRequest::NoBatch(O::SERVICE.name).into());
        }
        if let Some(service) = self.service {
            O::SERVICE.check(service)?;
        }
        let after = before.iter().map(|id| id.index).collect();
        let index = self.items.len();
        self.items
            .push(Item::new(index, &operation.request()?, after)?);
        self.service = Some(O::SERVICE);
        Ok(Handle {
            id: ItemId {
                batch: self.number,
                index,
            },
            response: PhantomData,
        })
    }

    /// The service of the operations, once there is one.
    #[must_use]
    pub fn service(&self) -> Option<&'static Service> {
        self.service
    }

    /// The number of operations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no operations.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Begins to send.
    #[must_use]
    pub fn start(self) -> Run {
        let answers = self.items.iter().map(|_| None).collect();
        Run {
            answers: Answers {
                batch: self.number,
                service: self.service,
                items: answers,
                interruption: None,
            },
            items: self.items,
            next: 0,
            sent: Vec::new(),
        }
    }
}

/// A batch on its way: gives one request after the other, and takes their answers.
pub struct Run {
    items: Vec<Item>,
    answers: Answers,
    /// The first operation that was not sent yet.
    next: usize,
    /// What the last request carried.
    sent: Vec<usize>,
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("operations", &self.items.len())
            .field("sent", &self.next)
            .finish_non_exhaustive()
    }
}

impl Run {
    /// The next request, once the one before it was answered. `None` when all operations were sent.
    pub fn request(&mut self) -> Option<Request<Bytes>> {
        let service = self.answers.service?;
        let form = service.batch?;
        let start = self.next;
        self.sent.clear();
        let mut requests = Vec::new();
        while requests.len() < form.limit {
            let Some(item) = self.items.get(self.next) else {
                break;
            };
            if self.failed_before(item, start, service) {
                let unmet = Answer::of_status(StatusCode::FAILED_DEPENDENCY);
                if let Some(place) = self.answers.items.get_mut(self.next) {
                    *place = Some(unmet);
                }
            } else {
                requests.push(item.text(start));
                self.sent.push(self.next);
            }
            self.next += 1;
        }
        if requests.is_empty() {
            return None;
        }
        let body = format!("{{\"requests\":[{}]}}", requests.join(","));
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = form.path.parse().ok()?;
        request
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Some(request)
    }

    /// Whether something that the item depends on has failed, in an earlier request or unsent.
    fn failed_before(&self, item: &Item, start: usize, service: &Service) -> bool {
        item.after
            .iter()
            .any(|&index| match self.answers.items.get(index) {
                Some(Some(answer)) => !answer.succeeded(service),
                Some(None) => index < start,
                None => true,
            })
    }

    /// Takes the answer to the last request.
    ///
    /// # Errors
    /// The service refused the whole request, or the answer is not that of a batch. The operations of the
    /// request have no answer then.
    pub fn response(&mut self, response: &Response<Bytes>) -> Result<(), Error> {
        let Some(service) = self.answers.service else {
            return Ok(());
        };
        response::read::<()>(response, service)?;
        let members = members(response);
        let answers = members
            .as_ref()
            .and_then(|members| members.get("responses"))
            .and_then(|answers| answer::list(answers.get()));
        let Some(answers) = answers else {
            let missing = "expected the answers of a batch in the list `responses`: ";
            let came = names(response);
            return Err(Error::unexpected(response, format_args!("{missing}{came}")));
        };
        for (index, answer) in answers {
            // What was not sent has no answer, whatever the service says.
            if !self.sent.contains(&index) {
                continue;
            }
            if let Some(place) = self.answers.items.get_mut(index) {
                *place = Some(match place.take() {
                    Some(first) => first.again(answer),
                    None => answer,
                });
            }
        }
        Ok(())
    }

    /// The answers so far.
    #[must_use]
    pub fn finish(self) -> Answers {
        self.answers
    }

    /// The answers so far, when a request failed and no more are sent.
    #[must_use]
    pub fn interrupted(mut self, reason: Error) -> Answers {
        self.answers.interruption = Some(Arc::new(reason));
        self.answers
    }
}

/// The answers to the operations of a batch.
#[derive(Clone)]
pub struct Answers {
    batch: u64,
    service: Option<&'static Service>,
    items: Vec<Option<Answer>>,
    interruption: Option<Arc<Error>>,
}

/// Without what the answers say.
impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses = self.items.iter().map(|answer| {
            let answer = answer.as_ref();
            answer.map(|answer| answer.response.status().as_u16())
        });
        f.debug_struct("Answers")
            .field("statuses", &statuses.collect::<Vec<_>>())
            .field("interruption", &self.interruption)
            .finish_non_exhaustive()
    }
}

impl Answers {
    /// Why operations are left without an answer, if a request failed as a whole.
    #[must_use]
    pub fn interruption(&self) -> Option<&Error> {
        self.interruption.as_deref()
    }

    /// The result of an operation.
    ///
    /// # Errors
    /// The operation failed, was not answered, or belongs to another batch.
    pub fn take<R: FromResponse>(&self, handle: &Handle<R>) -> Result<R, Error> {
        if handle.id.batch != self.batch {
            return Err(InvalidRequest::ForeignHandle.into());
        }
        match self.answer(handle.id).zip(self.service) {
            Some((answer, service)) => answer.read(service),
            None => Err(Error::unexpected(
                &Response::new(Bytes::new()),
                "the batch was answered without this operation",
            )),
        }
    }

    /// The status of an operation's answer, if there is one.
    #[must_use]
    pub fn status<R>(&self, handle: &Handle<R>) -> Option<StatusCode> {
        self.answer(handle.id)
            .map(|answer| answer.response.status())
    }

    /// How long the service asks to wait before the operation is tried again.
    #[must_use]
    pub fn retry_after<R>(&self, handle: &Handle<R>) -> Option<Duration> {
        self.answer(handle.id)
            .and_then(|answer| retry_after(answer.response.headers()))
    }

    fn answer(&self, id: ItemId) -> Option<&Answer> {
        self.items
            .get(id.index)
            .filter(|_| id.batch == self.batch)?
            .as_ref()
    }
}

#[cfg(test)]
mod tests;
