//! The pipelines of `azure_core` that requests go through.

use std::sync::Arc;

use azure_core::http::headers;
use azure_core::http::policies::{ClientRequestIdPolicy, Policy, RetryHeaders};
use azure_core::http::{ClientOptions, Pipeline, PipelineOptions, StatusCode};

use super::attempts::Attempt;
use super::policy::Loopback;

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
