//! The pipelines of `azure_core` that requests go through, and the policies that are ours.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::Error;
use azure_core::error::ErrorKind;
use azure_core::http::headers;
use azure_core::http::policies::{ClientRequestIdPolicy, Policy, PolicyResult, RetryHeaders};
use azure_core::http::{ClientOptions, Context, Pipeline, PipelineOptions, Request, StatusCode};

use super::attempts::Attempt;

/// One pipeline for each way that a request may be repeated and authorized.
#[derive(Debug)]
pub(super) struct Pipelines {
    repeated: Pipeline,
    once: Pipeline,
    anonymous: Pipeline,
}

impl Pipelines {
    pub(super) fn new(
        credential: Option<Arc<dyn Policy>>,
        request_id: &'static str,
        mut options: ClientOptions,
        loopback_port: Option<u16>,
    ) -> Self {
        // One transport, so that the pipelines share their connections.
        options.transport.get_or_insert_default();
        let mut policies: Vec<Arc<dyn Policy>> = credential.into_iter().collect();
        if let Some(port) = loopback_port {
            policies.push(Arc::new(Loopback { port }));
        }
        let first =
            |attempt| [vec![Arc::new(attempt) as Arc<dyn Policy>], policies.clone()].concat();
        let once = UNTOUCHED.to_vec();
        Self {
            repeated: pipeline(
                request_id,
                options.clone(),
                first(Attempt::Repeatable),
                Vec::new(),
            ),
            once: pipeline(request_id, options.clone(), first(Attempt::Once), once),
            anonymous: pipeline(
                request_id,
                options,
                vec![Arc::new(Attempt::Repeatable)],
                Vec::new(),
            ),
        }
    }

    /// For requests with the credential.
    pub(super) fn authorized(&self, method: &http::Method) -> &Pipeline {
        if method == http::Method::POST {
            &self.once
        } else {
            &self.repeated
        }
    }

    /// For requests to addresses that must not get the credential.
    pub(super) fn anonymous(&self) -> &Pipeline {
        &self.anonymous
    }
}

/// The statuses that say that the service did not act on a request.
const UNTOUCHED: [StatusCode; 2] = [StatusCode::TooManyRequests, StatusCode::ServiceUnavailable];

fn pipeline(
    request_id: &'static str,
    options: ClientOptions,
    per_try: Vec<Arc<dyn Policy>>,
    repeated: Vec<StatusCode>,
) -> Pipeline {
    let retry = PipelineOptions {
        retry_headers: RetryHeaders {
            retry_headers: vec![headers::RETRY_AFTER],
        },
        retry_status_codes: repeated,
    };
    let request_id: Arc<dyn Policy> = Arc::new(ClientRequestIdPolicy::with_header_name(request_id));
    let (name, version) = (
        option_env!("CARGO_PKG_NAME"),
        option_env!("CARGO_PKG_VERSION"),
    );
    Pipeline::new(
        name,
        version,
        options,
        vec![request_id],
        per_try,
        Some(retry),
    )
}

/// Makes requests plain again that go to a server on this machine without TLS.
#[derive(Debug)]
struct Loopback {
    port: u16,
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
        let secured = std::mem::replace(request.url_mut(), url);
        let result = pass(context, request, next).await;
        // A repeated request goes through the policy for tokens again.
        *request.url_mut() = secured;
        result
    }
}

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
