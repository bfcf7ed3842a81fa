//! One request, sent as often as the retry options and the bounds of the client allow.
//!
//! `azure_core` decides whether and when a request is sent again, and knows no bound for the waits that a service asks for. So a
//! policy below looks at each attempt, and where another one would come too late, it ends the exchange with what was answered.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use azure_core::error::ErrorKind;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, AsyncResponseBody, Context, Pipeline};
use azure_core::http::{PipelineStreamOptions, Request, StatusCode as Status, Url};
use bytes::{Bytes, BytesMut};
use futures::stream::StreamExt;
use http::{Response, StatusCode};

use super::limits::Limits;
use super::policy::pass;
use super::{exchange, failure};
use crate::answer::retry_after;
use crate::error::{Attempts, Error};

/// An answer whose body is yet to come.
pub(super) type Begun = (Response<()>, AsyncResponseBody);

/// Sends a request, and gives the answer with its body.
pub(super) async fn whole(
    pipeline: &Pipeline,
    request: &mut Request,
    url: &Url,
    limits: Limits,
) -> Result<Response<Bytes>, Error> {
    let (head, body) = send(pipeline, request, url, Exchange::new(limits, true)).await?;
    let body = collect(body, &head, limits).await?;
    Ok(head.map(|()| body))
}

/// Sends a request, and gives the answer before its body has arrived.
pub(super) async fn begun(
    pipeline: &Pipeline,
    request: &mut Request,
    url: &Url,
    limits: Limits,
) -> Result<Begun, Error> {
    send(pipeline, request, url, Exchange::new(limits, false)).await
}

async fn send(
    pipeline: &Pipeline,
    request: &mut Request,
    url: &Url,
    exchange: Exchange,
) -> Result<Begun, Error> {
    let exchange = Arc::new(exchange);
    let context = Context::new().with_value(Arc::clone(&exchange));
    let unchecked = PipelineStreamOptions {
        skip_checks: true,
        ..Default::default()
    };
    let mut sending = pin!(pipeline.stream(&context, request, Some(unchecked)));
    let mut alarm = None;
    // The alarm is for waits between attempts, however long the retry policy makes them.
    let sent = poll_fn(|task| {
        if let Poll::Ready(sent) = sending.as_mut().poll(task) {
            return Poll::Ready(Some(sent));
        }
        if exchange.state().in_flight {
            return Poll::Pending;
        }
        let alarm = alarm.get_or_insert_with(|| {
            let left = exchange.left().min(LONGEST_SLEEP);
            Box::pin(azure_core::sleep::sleep(
                left.try_into().unwrap_or_default(),
            ))
        });
        alarm.as_mut().poll(task).map(|()| None)
    })
    .await;
    let (mut head, body) = match sent {
        Some(Ok(response)) => {
            let (status, headers, body) = response.deconstruct();
            (exchange::head(status, &headers)?, body)
        }
        Some(Err(error)) => exchange
            .last_word()
            .unwrap_or_else(|| Err(failure::transport(&error)))?,
        None => {
            exchange.state().given_up = true;
            let waited = || Err(Error::Transport("the time to wait is over".into()));
            exchange.last_word().unwrap_or_else(waited)?
        }
    };
    head.extensions_mut().insert(exchange.attempts());
    exchange::resolve_locations(head.headers_mut(), url);
    Ok((head, body))
}

/// More than the clocks of runtimes take is not slept.
const LONGEST_SLEEP: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The body of an answer, if it is not too large.
pub(super) async fn collect(
    body: AsyncResponseBody,
    head: &Response<()>,
    limits: Limits,
) -> Result<Bytes, Error> {
    match gather(body, limits).await {
        Ok(Some(body)) => Ok(body),
        Ok(None) => Err(too_large(head.status(), limits)),
        Err(error) => Err(failure::transport(&error)),
    }
}

/// The bytes of a body, unless there are more than the bound.
async fn gather(mut body: AsyncResponseBody, limits: Limits) -> azure_core::Result<Option<Bytes>> {
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(bytes) = body.next().await.transpose()? {
        let length = first.len() as u64 + all.len() as u64 + bytes.len() as u64;
        if length > limits.max_response_size {
            return Ok(None);
        }
        if first.is_empty() && all.is_empty() {
            first = bytes;
        } else {
            all.extend_from_slice(&std::mem::take(&mut first));
            all.extend_from_slice(&bytes);
        }
    }
    Ok(Some(if all.is_empty() { first } else { all.freeze() }))
}

fn too_large(status: StatusCode, limits: Limits) -> Error {
    let mut head = Response::new(Bytes::new());
    *head.status_mut() = status;
    let bound = limits.max_response_size;
    let reason = format!("it is larger than max_response_size, {bound} bytes");
    Error::unexpected(&head, reason)
}

/// A request on its way.
struct Exchange {
    limits: Limits,
    /// Whether the answer is of use only with its body, so that losing that is a reason to ask again.
    whole: bool,
    begun: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    count: u32,
    in_flight: bool,
    /// How the last attempt ended.
    last: Option<Result<Response<Bytes>, Error>>,
    /// Why there is no other attempt is the bound of waiting.
    late: bool,
    /// There is no other attempt, whatever the retry policy wants.
    given_up: bool,
}

impl Exchange {
    fn new(limits: Limits, whole: bool) -> Self {
        Self {
            limits,
            whole,
            begun: Instant::now(),
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much time is left for waits.
    fn left(&self) -> Duration {
        self.limits.max_wait.saturating_sub(self.begun.elapsed())
    }

    fn attempts(&self) -> Attempts {
        let state = self.state();
        Attempts {
            count: state.count,
            elapsed: self.begun.elapsed(),
            bound: Some(self.limits.max_wait).filter(|_| state.late),
        }
    }

    /// How the exchange ended, if it ended below the retry policy.
    fn last_word(&self) -> Option<Result<Begun, Error>> {
        let last = {
            let mut state = self.state();
            state.late |= self.left().is_zero();
            let given_up = state.given_up;
            state.last.take_if(|last| given_up || last.is_err())?
        };
        Some(match last {
            Ok(answer) => {
                let (parts, body) = answer.into_parts();
                let status = Status::from(parts.status.as_u16());
                let body =
                    AsyncRawResponse::from_bytes(status, Default::default(), body).into_body();
                Ok((Response::from_parts(parts, ()), body))
            }
            Err(Error::Transport(error)) => {
                let attempts = self.attempts();
                let repeated = attempts.count > 1 || attempts.bound.is_some();
                Err(Error::Transport(if repeated {
                    format!("{error} [{attempts}]").into()
                } else {
                    error
                }))
            }
            Err(error) => Err(error),
        })
    }

    /// Takes the answer to an attempt. An error ends the exchange.
    async fn answered(&self, response: AsyncRawResponse) -> PolicyResult {
        let status = response.status();
        let failed = FAILED.contains(&status);
        if !self.whole && !failed {
            self.state().in_flight = false;
            return Ok(response);
        }
        let (status, headers, body) = response.deconstruct();
        let body = gather(body, self.limits).await?;
        let head = match exchange::head(status, &headers) {
            Ok(head) => head,
            Err(error) => return self.gives_up(Err(error), false),
        };
        let Some(body) = body else {
            return self.gives_up(Err(too_large(head.status(), self.limits)), false);
        };
        let wait = match status {
            Status::TooManyRequests | Status::ServiceUnavailable => retry_after(head.headers()),
            _ => None,
        };
        let answer = head.map(|()| body.clone());
        if failed && (self.left().is_zero() || wait.is_some_and(|wait| wait > self.left())) {
            return self.gives_up(Ok(answer), true);
        }
        let mut state = self.state();
        state.in_flight = false;
        state.last = Some(Ok(answer));
        Ok(AsyncRawResponse::from_bytes(status, headers, body))
    }

    /// Takes the error of an attempt.
    fn failed(&self, error: azure_core::Error, attempt: Attempt) -> PolicyResult {
        if self.state().given_up {
            return Err(error);
        }
        let late = self.left().is_zero();
        match failure::transport(&error) {
            Error::Transport(told)
                if *error.kind() == ErrorKind::Io && attempt == Attempt::Once =>
            {
                let told = format!(
                    "{told}: the service may have acted on the request, which is therefore not repeated"
                );
                self.gives_up(Err(Error::Transport(told.into())), false)
            }
            told if late => self.gives_up(Err(told), true),
            told => {
                let mut state = self.state();
                state.in_flight = false;
                state.last = Some(Err(told));
                Err(error)
            }
        }
    }

    fn gives_up(&self, last: Result<Response<Bytes>, Error>, late: bool) -> PolicyResult {
        let mut state = self.state();
        state.in_flight = false;
        state.last = Some(last);
        state.late = late;
        state.given_up = true;
        // Of this kind, so that it is not repeated.
        Err(azure_core::Error::with_message(
            ErrorKind::Other,
            "the exchange is over",
        ))
    }
}

/// The statuses after which `azure_core` may ask again.
const FAILED: [Status; 6] = [
    Status::RequestTimeout,
    Status::TooManyRequests,
    Status::InternalServerError,
    Status::BadGateway,
    Status::ServiceUnavailable,
    Status::GatewayTimeout,
];

/// Looks at each attempt to send a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    /// The request may be repeated.
    Repeatable,
    /// The request may have been acted on when its answer is lost: a message must not be sent twice for that.
    Once,
}

#[async_trait]
impl Policy for Attempt {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let Some(exchange) = context.value::<Arc<Exchange>>().cloned() else {
            return pass(context, request, next).await;
        };
        {
            let mut state = exchange.state();
            state.count += 1;
            state.in_flight = true;
            state.last = None;
        }
        let result = match pass(context, request, next).await {
            Ok(response) => exchange.answered(response).await,
            Err(error) => Err(error),
        };
        result.or_else(|error| exchange.failed(error, *self))
    }
}
