//! Small policies of the pipelines.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::Error;
use azure_core::error::ErrorKind;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Request, Url};

/// Makes requests plain again that go to a server on this machine without TLS.
#[derive(Debug)]
pub(super) struct Loopback {
    pub(super) port: u16,
}

#[async_trait]
impl Policy for Loopback {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let mut url = request.url().clone();
        let plain = url
            .set_scheme("http")
            .and_then(|()| url.set_port(Some(self.port)));
        plain.map_err(|()| {
            Error::with_message(
                ErrorKind::Other,
                "the address of the local server cannot be used",
            )
        })?;
        pass_to(url, context, request, next).await
    }
}

/// Hands a request on with this URL. A repeated request comes by the policies again, and has its own.
pub(super) async fn pass_to(
    url: Url,
    context: &Context<'_>,
    request: &mut Request,
    next: &[Arc<dyn Policy>],
) -> PolicyResult {
    let own = std::mem::replace(request.url_mut(), url);
    let result = pass(context, request, next).await;
    *request.url_mut() = own;
    result
}

/// Hands a request on to the policies below.
pub(super) async fn pass(
    context: &Context<'_>,
    request: &mut Request,
    next: &[Arc<dyn Policy>],
) -> PolicyResult {
    match next.split_first() {
        Some((first, rest)) => first.send(context, request, rest).await,
        None => Err(Error::with_message(
            ErrorKind::Other,
            "the pipeline has no transport",
        )),
    }
}
