//! Many operations in one request.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Request, Response, StatusCode};
use serde_json::{Map, json};

use crate::call::Call;
use crate::error::{Error, InvalidRequest};
use crate::operation::Operation;
use crate::response::{self, FromResponse, retry_after};
use crate::scalar::Binary;
use crate::wire::Json;

/// How many operations one request carries at most.
const LIMIT: usize = 20;

/// Operations that travel together: twenty in a request, and as many requests as it takes.
///
/// ```
/// use docbind_runtime::prelude::*;
/// # pub struct GetName { call: Call }
/// # impl GetName { pub fn of_user(id: &str) -> Self { Self { call: Call::get("/users/{}/name", &[id]) } } }
/// # docbind_runtime::operation! {
/// #     GetName -> Scalar<String>; page "api/user-get-name.md"; permissions {} query<Json> {} headers {}
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
#[derive(Clone, Debug)]
pub struct Batch {
    number: u64,
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
struct Item {
    request: Json,
    after: Vec<usize>,
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
            items: Vec::new(),
        }
    }

    /// Adds an operation.
    ///
    /// # Errors
    /// Its request cannot be sent, or not in a batch.
    pub fn add<O: Operation>(&mut self, operation: &O) -> Result<Handle<O::Response>, Error> {
        self.add_after(operation, &[])
    }

    /// Adds an operation that runs once those before it have succeeded. If one of them fails, the operation is
    /// not run, and its answer has the status 424.
    ///
    /// # Errors
    /// Its request cannot be sent, or not in a batch, or an id is that of another batch.
    pub fn add_after<O: Operation>(
        &mut self,
        operation: &O,
        before: &[ItemId],
    ) -> Result<Handle<O::Response>, Error> {
        if before.iter().any(|id| id.batch != self.number) {
            return Err(InvalidRequest::ForeignHandle.into());
        }
        let after = before.iter().map(|id| id.index).collect();
        let index = self.items.len();
        let request = written(index, operation.call())?;
        self.items.push(Item { request, after });
        Ok(Handle {
            id: ItemId {
                batch: self.number,
                index,
            },
            response: PhantomData,
        })
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
                items: answers,
                interruption: None,
            },
            items: self.items,
            next: 0,
            sent: 0..0,
        }
    }
}

/// One operation as it stands in the body of a batch.
fn written(index: usize, call: &Call) -> Result<Json, Error> {
    let request = call.request()?;
    if request.uri().authority().is_some() {
        return Err(InvalidRequest::AbsoluteInBatch(request.uri().to_string().into()).into());
    }
    let mut item = Map::new();
    item.insert("id".into(), name(index).into());
    item.insert("method".into(), request.method().as_str().into());
    item.insert("url".into(), request.uri().to_string().into());
    let headers = headers(request.headers());
    if !headers.is_empty() {
        item.insert("headers".into(), headers.into());
    }
    if !request.body().is_empty() {
        let body = if is_json(request.headers()) {
            serde_json::from_slice(request.body()).ok()
        } else {
            None
        };
        let body = body.unwrap_or_else(|| Binary::from_bytes(request.body()).as_str().into());
        item.insert("body".into(), body);
    }
    Ok(item.into())
}

fn name(index: usize) -> String {
    (index + 1).to_string()
}

fn headers(headers: &HeaderMap) -> Map<String, Json> {
    let mut written: Map<String, Json> = Map::new();
    for (name, value) in headers {
        let Ok(value) = value.to_str() else { continue };
        let joined = match written.get(name.as_str()).and_then(Json::as_str) {
            Some(before) => format!("{before}, {value}"),
            None => value.to_owned(),
        };
        written.insert(name.as_str().to_owned(), joined.into());
    }
    written
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            let media_type = value
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            media_type == "application/json" || media_type.ends_with("+json")
        })
}

/// A batch on its way: gives one request after the other, and takes their answers.
#[derive(Debug)]
pub struct Run {
    items: Vec<Item>,
    answers: Answers,
    /// The first operation that was not sent yet.
    next: usize,
    /// What the last request carried.
    sent: std::ops::Range<usize>,
}

impl Run {
    /// The next request, once the one before it was answered. `None` when all operations were sent.
    pub fn request(&mut self) -> Option<Request<Bytes>> {
        let start = self.next;
        let mut requests = Vec::new();
        while requests.len() < LIMIT {
            let Some(item) = self.items.get(self.next) else {
                break;
            };
            if self.failed_before(item, start) {
                let unmet = Answer::of_status(StatusCode::FAILED_DEPENDENCY);
                set(&mut self.answers.items, self.next, unmet);
            } else {
                requests.push(self.in_request(item, start));
            }
            self.next += 1;
        }
        self.sent = start..self.next;
        if requests.is_empty() {
            return None;
        }
        let mut request = Request::new(Bytes::from(json!({ "requests": requests }).to_string()));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = http::Uri::from_static("/$batch");
        request
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Some(request)
    }

    /// Whether something that the item depends on has failed, in an earlier request or unsent.
    fn failed_before(&self, item: &Item, start: usize) -> bool {
        item.after
            .iter()
            .any(|&index| match self.answers.items.get(index) {
                Some(Some(answer)) => !answer.succeeded(),
                Some(None) => index < start,
                None => true,
            })
    }

    /// The item with the dependencies that the service has to know: those in the same request.
    fn in_request(&self, item: &Item, start: usize) -> Json {
        let mut request = item.request.clone();
        let after: Vec<Json> = item
            .after
            .iter()
            .filter(|&&index| index >= start)
            .map(|&index| name(index).into())
            .collect();
        if let (Json::Object(request), false) = (&mut request, after.is_empty()) {
            request.insert("dependsOn".into(), after.into());
        }
        request
    }

    /// Takes the answer to the last request.
    ///
    /// # Errors
    /// The service refused the whole request, or the answer is not that of a batch. The operations of the
    /// request have no answer then.
    pub fn response(&mut self, response: &Response<Bytes>) -> Result<(), Error> {
        let body: Json = response::read(response)?;
        let Some(answers) = body.get("responses").and_then(Json::as_array) else {
            return Err(Error::unexpected(
                response,
                "expected the answers of a batch in `responses`",
            ));
        };
        for answer in answers {
            let index = answer.get("id").and_then(index_of);
            let (Some(index), Some(answer)) = (index, Answer::read(answer)) else {
                continue;
            };
            if self.sent.contains(&index) {
                set(&mut self.answers.items, index, answer);
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

fn set(answers: &mut [Option<Answer>], index: usize, answer: Answer) {
    if let Some(place) = answers.get_mut(index) {
        *place = Some(answer);
    }
}

fn index_of(id: &Json) -> Option<usize> {
    id.as_str()?.parse::<usize>().ok()?.checked_sub(1)
}

/// The answers to the operations of a batch.
#[derive(Clone, Debug)]
pub struct Answers {
    batch: u64,
    items: Vec<Option<Answer>>,
    interruption: Option<Arc<Error>>,
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
        match self.answer(handle.id) {
            Some(answer) => response::read(&answer.response),
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

/// One operation's answer, as if it had been sent alone.
#[derive(Clone, Debug)]
struct Answer {
    response: Response<Bytes>,
}

impl Answer {
    fn of_status(status: StatusCode) -> Self {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = status;
        Self { response }
    }

    fn read(answer: &Json) -> Option<Self> {
        let status = u16::try_from(answer.get("status")?.as_u64()?).ok()?;
        let mut read = Self::of_status(StatusCode::from_u16(status).ok()?);
        for (name, value) in answer
            .get("headers")
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
        {
            let name = HeaderName::from_bytes(name.as_bytes());
            let value = value.as_str().map(HeaderValue::from_str);
            if let (Ok(name), Some(Ok(value))) = (name, value) {
                read.response.headers_mut().insert(name, value);
            }
        }
        *read.response.body_mut() = body(answer.get("body"), read.response.headers());
        Some(read)
    }

    fn succeeded(&self) -> bool {
        self.response.status().as_u16() < 400
    }
}

/// The body as bytes: JSON stands in the batch as it is, everything else in base64.
fn body(body: Option<&Json>, headers: &HeaderMap) -> Bytes {
    match body {
        None | Some(Json::Null) => Bytes::new(),
        Some(Json::String(text)) if !is_json(headers) => {
            match Binary::from(text.as_str()).to_bytes() {
                Ok(bytes) => bytes.into(),
                Err(_) => text.clone().into(),
            }
        }
        Some(other) => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests;
