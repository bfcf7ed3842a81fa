//! Content in pieces, to upload sessions.

use std::fmt;
use std::io::SeekFrom;

use azure_core::http::Url;
use bytes::Bytes;
use futures::io::{AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt};
use http::header::{CONTENT_RANGE, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response, StatusCode};

use super::connection::Connection;
use crate::answer;
use crate::error::{Error, InvalidRequest};
use crate::response::{self, FromResponse};
use crate::service::Service;
use crate::wire::Json;

/// All pieces but the last are a multiple of this many bytes.
pub const UPLOAD_UNIT: u64 = 320 * 1024;

/// How often the service may go back to bytes that it was sent before the upload is given up.
const REPEATS: usize = 5;

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of bytes that the service has.
    pub sent: u64,
    /// The number of bytes in all.
    pub total: u64,
}

/// An upload in pieces. The source is a reader of the `futures` crate that can seek; those of tokio become one by
/// `tokio_util::compat`, and bytes in memory by [`futures::io::Cursor`].
///
/// ```no_run
/// # use docbind_runtime::prelude::*;
/// # use docbind_runtime::client::Client;
/// # async fn upload(client: Client, upload_url: String, bytes: Vec<u8>) -> Result<(), Error> {
/// let mut upload = client
///     .upload(&upload_url, futures::io::Cursor::new(bytes))?
///     .pieces_of(16)
///     .on_progress(|progress| println!("{} of {}", progress.sent, progress.total));
/// let item: Json = upload.send().await?;
/// # Ok(())
/// # }
/// ```
pub struct Upload<'s, S> {
    client: Connection,
    url: Url,
    source: S,
    piece: u64,
    begun: bool,
    on_progress: Box<dyn FnMut(Progress) + Send + 's>,
}

/// The address of the session is a secret.
impl<S> fmt::Debug for Upload<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("piece", &self.piece)
            .field("begun", &self.begun)
            .finish_non_exhaustive()
    }
}

impl<'s, S> Upload<'s, S> {
    pub(super) fn new(client: Connection, url: Url, source: S) -> Self {
        Self {
            client,
            url,
            source,
            piece: 10 * UPLOAD_UNIT,
            begun: false,
            on_progress: Box::new(|_| {}),
        }
    }

    /// The size of a piece, in units of 320 KiB. Without this, ten. Services take up to 60 MiB, which are 192 units.
    #[must_use]
    pub fn pieces_of(mut self, units: u32) -> Self {
        self.piece = u64::from(units.max(1)) * UPLOAD_UNIT;
        self
    }

    /// Is called whenever the service has taken a piece.
    #[must_use]
    pub fn on_progress(mut self, on_progress: impl FnMut(Progress) + Send + 's) -> Self {
        self.on_progress = Box::new(on_progress);
        self
    }

    /// The session was begun earlier, perhaps by another process: the service is asked what it has already.
    #[must_use]
    pub fn resumed(mut self) -> Self {
        self.begun = true;
        self
    }
}

impl<S: AsyncRead + AsyncSeek + Unpin> Upload<'_, S> {
    /// Sends the content, and gives the service's answer to the last piece. After an error, this may be called again,
    /// and goes on where the service is.
    ///
    /// # Errors
    /// The source cannot be read, there was no answer, or the service reports an error.
    pub async fn send<R: FromResponse>(&mut self) -> Result<R, Error> {
        let total = self
            .source
            .seek(SeekFrom::End(0))
            .await
            .map_err(unreadable)?;
        if total == 0 {
            return Err(InvalidRequest::EmptyUpload.into());
        }
        let mut standing = if self.begun {
            self.standing(total).await?
        } else {
            Standing::Next(0)
        };
        self.begun = true;
        let mut path = Path::default();
        loop {
            let sent = match standing {
                Standing::Done(answer) => {
                    let result = response::read(&answer, self.client.service)?;
                    (self.on_progress)(Progress { sent: total, total });
                    return Ok(result);
                }
                Standing::Next(next) => next,
            };
            let piece = self.piece_at(sent, total).await?;
            let end = sent + piece.len() as u64;
            let answer = self.put(sent, piece, total).await?;
            standing = if answer.status() == StatusCode::RANGE_NOT_SATISFIABLE {
                self.standing(total).await?
            } else {
                Standing::after(answer.clone(), end, total, self.client.service)?
            };
            if let Standing::Next(next) = standing {
                if !path.goes_on(sent, next, total) {
                    return Err(Error::unexpected(
                        &answer,
                        "the upload session goes back and forth, and takes no more",
                    ));
                }
                (self.on_progress)(Progress { sent: next, total });
            }
        }
    }

    async fn piece_at(&mut self, start: u64, total: u64) -> Result<Bytes, Error> {
        self.source
            .seek(SeekFrom::Start(start))
            .await
            .map_err(unreadable)?;
        let mut piece = Vec::new();
        let length = self.piece.min(total.saturating_sub(start));
        (&mut self.source)
            .take(length)
            .read_to_end(&mut piece)
            .await
            .map_err(unreadable)?;
        if piece.is_empty() {
            return Err(unreadable(std::io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(piece.into())
    }

    async fn put(&self, start: u64, piece: Bytes, total: u64) -> Result<Response<Bytes>, Error> {
        let last = start + (piece.len() as u64).saturating_sub(1);
        let range = HeaderValue::try_from(format!("bytes {start}-{last}/{total}"));
        let mut request = Request::new(piece);
        *request.method_mut() = Method::PUT;
        request.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        );
        request.headers_mut().insert(
            CONTENT_RANGE,
            range.map_err(|error| Error::Transport(error.into()))?,
        );
        self.exchange(request).await
    }

    /// Where the service is.
    async fn standing(&self, total: u64) -> Result<Standing, Error> {
        let answer = self.exchange(Request::new(Bytes::new())).await?;
        Standing::of(answer, total, self.client.service)
    }
}

/// Where an upload is after an answer of the service.
enum Standing {
    /// The service expects this byte.
    Next(u64),
    /// The service has everything. This is its answer to the last piece.
    Done(Response<Bytes>),
}

impl Standing {
    /// After a piece that ended before the byte `end`.
    fn after(
        answer: Response<Bytes>,
        end: u64,
        total: u64,
        service: &'static Service,
    ) -> Result<Self, Error> {
        response::read::<()>(&answer, service)?;
        match expected(&answer) {
            Expected::Byte(next) if next < total => Ok(Self::Next(next)),
            Expected::Byte(next) if end < total => Err(Error::unexpected(
                &answer,
                format_args!("the upload session expects the byte {next} of {total}"),
            )),
            Expected::Nothing if end < total => Err(Error::unexpected(
                &answer,
                format_args!("the upload session expects no more, and has {end} of {total} bytes"),
            )),
            // The service has the piece, and says no more.
            Expected::Unsaid if end < total && answer.status() != StatusCode::CREATED => {
                Ok(Self::Next(end))
            }
            _ => Ok(Self::Done(answer)),
        }
    }

    /// As the session says when it is asked.
    fn of(answer: Response<Bytes>, total: u64, service: &'static Service) -> Result<Self, Error> {
        response::read::<()>(&answer, service)?;
        match expected(&answer) {
            Expected::Byte(next) if next < total => Ok(Self::Next(next)),
            Expected::Item => Ok(Self::Done(answer)),
            _ => Err(Error::unexpected(
                &answer,
                "the upload session does not say which bytes it expects",
            )),
        }
    }
}

/// The way of an upload through the content, to see that it comes to an end.
#[derive(Default)]
struct Path {
    /// The byte that was reached when the last steps back were forgiven.
    reached: u64,
    steps_back: usize,
}

impl Path {
    /// Whether to go on with the byte `next` after a piece from `sent`. Only new ground, and not too little of it, makes good for a step
    /// back.
    fn goes_on(&mut self, sent: u64, next: u64, total: u64) -> bool {
        if next <= sent {
            self.steps_back += 1;
        } else if next >= (self.reached + UPLOAD_UNIT).min(total) {
            self.reached = next;
            self.steps_back = 0;
        }
        self.steps_back <= REPEATS
    }
}

impl<S> Upload<'_, S> {
    /// Ends the session: the service drops what it has.
    ///
    /// # Errors
    /// There was no answer, or the service reports an error.
    pub async fn cancel(self) -> Result<(), Error> {
        let mut request = Request::new(Bytes::new());
        *request.method_mut() = Method::DELETE;
        let answer = self.exchange(request).await?;
        response::read(&answer, self.client.service)
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Error> {
        self.client.exchange_elsewhere(&self.url, request).await
    }
}

/// What a session says that it expects.
enum Expected {
    /// The content from this byte on.
    Byte(u64),
    Nothing,
    /// It does not say.
    Unsaid,
    /// It is no session any more: the answer is what the content has become.
    Item,
}

/// `nextExpectedRanges`, in whatever case, is a list of `first-last`, `first-` or `first`. The first byte of all is sent next.
fn expected(answer: &Response<Bytes>) -> Expected {
    let Ok(Json::Object(body)) = serde_json::from_slice(answer::text(answer)) else {
        return Expected::Unsaid;
    };
    let member = |name: &str| {
        let mut members = body.iter();
        members.find(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    let Some((_, ranges)) = member("nextExpectedRanges") else {
        let is_session = body.is_empty() || member("expirationDateTime").is_some();
        return if is_session {
            Expected::Unsaid
        } else {
            Expected::Item
        };
    };
    let ranges = ranges
        .as_array()
        .map_or(std::slice::from_ref(ranges), Vec::as_slice);
    if ranges.is_empty() {
        return Expected::Nothing;
    }
    let first = ranges.iter().filter_map(|range| match range {
        Json::String(range) => range.split('-').next()?.trim().parse().ok(),
        range => range.as_u64(),
    });
    first.min().map_or(Expected::Unsaid, Expected::Byte)
}

fn unreadable(error: std::io::Error) -> Error {
    Error::Transport(error.into())
}
