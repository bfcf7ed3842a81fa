//! Content in pieces, to upload sessions.

use std::fmt;
use std::io::SeekFrom;

use azure_core::http::{Context, PipelineSendOptions, Url};
use bytes::Bytes;
use futures::io::{AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt};
use http::header::{CONTENT_RANGE, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response, StatusCode};

use super::{Client, exchange};
use crate::error::{Error, InvalidRequest};
use crate::response::{self, FromResponse};
use crate::wire::Json;

/// All pieces but the last are a multiple of this many bytes.
pub const UPLOAD_UNIT: u64 = 320 * 1024;

/// How often the service may ask for the same bytes again before the upload is given up.
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
    client: Client,
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
    pub(super) fn new(client: Client, url: Url, source: S) -> Self {
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
        let mut sent = if self.begun { self.taken().await? } else { 0 };
        self.begun = true;
        let mut repeats = 0;
        loop {
            let piece = self.piece_at(sent, total).await?;
            let end = sent + piece.len() as u64;
            let answer = self.put(sent, piece, total).await?;
            let next = match next_byte(&answer) {
                _ if answer.status() == StatusCode::RANGE_NOT_SATISFIABLE => self.taken().await?,
                Some(next) if answer.status().is_success() => next,
                None if answer.status() == StatusCode::ACCEPTED && end < total => end,
                _ => {
                    let result = response::read(&answer)?;
                    (self.on_progress)(Progress { sent: total, total });
                    return Ok(result);
                }
            };
            repeats = if next > sent { 0 } else { repeats + 1 };
            if repeats > REPEATS || next >= total {
                return Err(Error::unexpected(
                    &answer,
                    "the upload session does not go on",
                ));
            }
            sent = next;
            (self.on_progress)(Progress { sent, total });
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

    /// Where the service goes on.
    async fn taken(&self) -> Result<u64, Error> {
        let answer = self.exchange(Request::new(Bytes::new())).await?;
        response::read::<Json>(&answer)?;
        next_byte(&answer).ok_or_else(|| {
            Error::unexpected(&answer, "the upload session does not say what it expects")
        })
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
        response::read(&self.exchange(request).await?)
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Error> {
        let mut request = exchange::request(self.url.clone(), request)?;
        let unchecked = PipelineSendOptions {
            skip_checks: true,
            ..Default::default()
        };
        let pipeline = self.client.pipelines.anonymous();
        exchange::response(
            pipeline
                .send(&Context::new(), &mut request, Some(unchecked))
                .await
                .map_err(nameless)?,
        )
    }
}

/// The first byte that the session expects: `nextExpectedRanges` is a list of `first-last`, `first-` or `first`.
fn next_byte(answer: &Response<Bytes>) -> Option<u64> {
    let body: Json = serde_json::from_slice(answer.body()).ok()?;
    let range = body.get("nextExpectedRanges")?.get(0)?.as_str()?;
    range.split('-').next()?.trim().parse().ok()
}

fn unreadable(error: std::io::Error) -> Error {
    Error::Transport(error.into())
}

/// The error without the address that it happened at, which lets everyone in who knows it.
pub(super) fn nameless(error: azure_core::Error) -> Error {
    let mut cause: &dyn std::error::Error = &error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    let text = cause.to_string();
    let text = if text.contains("://") {
        error.kind().to_string()
    } else {
        text
    };
    Error::Transport(text.into())
}
