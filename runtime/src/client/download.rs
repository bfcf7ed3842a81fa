//! Content as it arrives.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use azure_core::http::AsyncResponseBody;
use bytes::Bytes;
use futures::io::{AsyncWrite, AsyncWriteExt};
use futures::stream::{Stream, StreamExt};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RANGE};
use http::{HeaderMap, Request};

use super::connection::Connection;
use super::{attempts, failure};
use crate::error::Error;
use crate::response::{is_redirect, redirected};

/// How often content may be said to be elsewhere.
const REDIRECTS: usize = 5;

/// Content on its way: a stream of bytes.
pub struct Download {
    headers: HeaderMap,
    body: AsyncResponseBody,
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

impl Download {
    pub(super) async fn start(client: &Connection, request: Request<Bytes>) -> Result<Self, Error> {
        let range = request.headers().get(RANGE).cloned();
        let mut at = client.address.resolve(request.uri())?;
        let (mut head, mut body) = client.begin(request).await?;
        for _ in 0..REDIRECTS {
            if !is_redirect(head.status()) {
                break;
            }
            // Relative to where it was said, which may be another host than the first.
            at = client.address.elsewhere(&at, &redirected(&head)?)?;
            let mut request = Request::new(Bytes::new());
            if let Some(range) = &range {
                request.headers_mut().insert(RANGE, range.clone());
            }
            (head, body) = client.begin_elsewhere(&at, request).await?;
        }
        if head.status().is_success() {
            return Ok(Self {
                headers: head.into_parts().0.headers,
                body,
            });
        }
        let body = attempts::collect(body, &head, client.limits).await?;
        let answer = head.map(|()| body);
        if is_redirect(answer.status()) {
            return Err(Error::unexpected(
                &answer,
                format_args!("the content is elsewhere, and after {REDIRECTS} redirects still so"),
            ));
        }
        Err(Error::reported(&answer, client.service))
    }

    /// The media type, such as `image/jpeg`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The number of bytes, if it is known beforehand.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.headers
            .get(CONTENT_LENGTH)?
            .to_str()
            .ok()?
            .parse()
            .ok()
    }

    /// Writes all of the content, and gives the number of bytes.
    ///
    /// The writer is one of the `futures` crate; those of tokio become one by `tokio_util::compat`.
    ///
    /// # Errors
    /// The content broke off, or could not be written.
    pub async fn write_to<W: AsyncWrite + Unpin + ?Sized>(
        mut self,
        writer: &mut W,
    ) -> Result<u64, Error> {
        let mut written = 0;
        while let Some(bytes) = self.next().await.transpose()? {
            writer
                .write_all(&bytes)
                .await
                .map_err(|error| Error::Transport(error.into()))?;
            written += bytes.len() as u64;
        }
        writer
            .flush()
            .await
            .map_err(|error| Error::Transport(error.into()))?;
        Ok(written)
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.body
            .poll_next_unpin(context)
            .map(|bytes| bytes.map(|bytes| bytes.map_err(|error| failure::transport(&error))))
    }
}
