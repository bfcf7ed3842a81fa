//! Lists as streams.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};

use super::connection::Connection;
use super::trail::Trail;
use crate::call::Call;
use crate::error::Error;
use crate::page::Page;
use crate::response;
use crate::service::NextPage;
use crate::wire::Wire;

/// The pages of a list. Dropped, it asks for no more.
///
/// After an error there is nothing more: [`Page::next_link`] of the page before it can be kept and
/// [followed](super::Client::follow) later.
pub struct Pages<T>(BoxStream<'static, Result<Page<T>, Error>>);

/// The items of a list, over all of its pages. Dropped, it asks for no more.
pub struct Items<T>(BoxStream<'static, Result<T, Error>>);

impl<T: Wire + Send + 'static> Pages<T> {
    pub(super) fn new(client: Connection, first: Result<Call, Error>) -> Self {
        let first = Some((first, Way::default()));
        let pages = stream::try_unfold(first, move |state| {
            let client = client.clone();
            async move {
                let Some((call, mut way)) = state else {
                    return Ok(None);
                };
                let page = page(&client, &call?, &mut way).await?;
                Ok(page.map(|(page, next)| (page, next.map(|next| (Ok(next), way)))))
            }
        });
        Self(pages.boxed())
    }
}

/// A page, and the call for the one after it. `None` if it is the same as the one before: then the service does not number the
/// pages of this list, and gives all of it whatever number is asked for.
async fn page<T: Wire>(
    client: &Connection,
    call: &Call,
    way: &mut Way,
) -> Result<Option<(Page<T>, Option<Call>)>, Error> {
    let request = call.request()?;
    let asked = client.address.resolve(request.uri())?;
    let answer = client.exchange(request).await?;
    let mut page: Page<T> = response::read(&answer, client.service)?;
    let form = &client.service.lists;
    if matches!(form.next, Some(NextPage::Number { .. })) {
        let before = way.before.replace(answer.body().clone());
        if before.as_ref() == Some(answer.body()) {
            return Ok(None);
        }
    }
    // A relative link is relative to the page that it is on.
    for link in [&mut page.next_link, &mut page.delta_link] {
        let whole = link.as_deref().map(|link| asked.join(link.trim()));
        if let Some(Ok(mut whole)) = whole {
            whole.set_fragment(None);
            *link = Some(whole.into());
        }
    }
    let Some(next) = page.next(call, form) else {
        return Ok(Some((page, None)));
    };
    // Where it cannot lead to, it is an error once this page was taken.
    let place = next
        .request()
        .and_then(|next| client.address.resolve(next.uri()));
    if let Ok(place) = place {
        way.trail
            .goes_on(asked.as_str(), place.as_str(), page.value.len())
            .map_err(|reason| Error::unexpected(&answer, reason))?;
    }
    Ok(Some((page, Some(next))))
}

/// What is known of the pages before.
#[derive(Default)]
struct Way {
    trail: Trail,
    /// The last one, where pages are numbered.
    before: Option<Bytes>,
}

impl<T: Send + 'static> Items<T> {
    pub(super) fn new(pages: Pages<T>) -> Self {
        let items = pages
            .0
            .map_ok(|page| stream::iter(page.value.into_iter().map(Ok)));
        Self(items.try_flatten().boxed())
    }
}

macro_rules! stream_of {
    ($($name:ident: $item:ty),*) => {$(
        impl<T> $name<T> {
            /// The next one, or `None` at the end.
            ///
            /// # Errors
            /// Its page could not be had: see [`Client::send`](super::Client::send) and [`Error::CrossOriginLink`].
            pub async fn try_next(&mut self) -> Result<Option<$item>, Error> {
                self.0.next().await.transpose()
            }
        }

        impl<T> Stream for $name<T> {
            type Item = Result<$item, Error>;

            fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
                self.0.poll_next_unpin(context)
            }
        }

        impl<T> std::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

stream_of!(Pages: Page<T>, Items: T);
