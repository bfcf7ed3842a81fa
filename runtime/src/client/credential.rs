//! What a client shows a service to be let in.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use azure_core::credentials::TokenCredential;
use azure_core::http::policies::auth::BearerTokenAuthorizationPolicy;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::policy::{pass, pass_to};
use super::sign_in::SignIn;
use crate::error::{Error, InvalidRequest};

/// What a client shows a service to be let in. It goes to the host of the base URL and to no other, and is in no `Debug`.
///
/// An `Arc` of any [`TokenCredential`] becomes one by itself.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    None,
    Token(Arc<dyn TokenCredential>),
    Header { name: String, value: String },
    Query { name: String, value: String },
    Policy(Arc<dyn Policy>),
}

impl Credential {
    /// Nothing: the service lets everyone in.
    #[must_use]
    pub fn none() -> Self {
        Self(Kind::None)
    }

    /// Access tokens, asked for when they are needed. Those of `azure_identity` work as they are.
    #[must_use]
    pub fn token(credential: Arc<dyn TokenCredential>) -> Self {
        Self(Kind::Token(credential))
    }

    /// A header that never changes, such as `X-Api-Key`.
    #[must_use]
    pub fn header(name: &str, value: &str) -> Self {
        Self(Kind::Header {
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }

    /// A query option that never changes, such as `api_key`. It is added when a request is sent, and stands in no log of the
    /// client's own. A header is the safer place where a service takes both: servers log addresses.
    #[must_use]
    pub fn query(name: &str, value: &str) -> Self {
        Self(Kind::Query {
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }

    /// A user and a password (`Basic`).
    #[must_use]
    pub fn basic(user: &str, password: &str) -> Self {
        let pair = STANDARD.encode(format!("{user}:{password}"));
        Self::header(AUTHORIZATION.as_str(), &format!("Basic {pair}"))
    }

    /// Whatever this policy does to a request each time that it is sent, such as a signature.
    #[must_use]
    pub fn policy(policy: Arc<dyn Policy>) -> Self {
        Self(Kind::Policy(policy))
    }

    /// The policy that adds the credential to requests. `scopes` are asked for where there are tokens.
    pub(super) fn into_policy(
        self,
        scopes: impl FnOnce() -> Result<Vec<String>, Error>,
    ) -> Result<Option<Arc<dyn Policy>>, Error> {
        Ok(Some(match self.0 {
            Kind::None => return Ok(None),
            Kind::Token(credential) => Arc::new(BearerTokenAuthorizationPolicy::new(
                SignIn::with(credential),
                scopes()?,
            )),
            Kind::Header { name, value } => {
                let refused = || InvalidRequest::Header(name.as_str().into());
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
                HeaderValue::from_str(&value).map_err(|_| refused())?;
                Arc::new(Header { name, value })
            }
            Kind::Query { name, value } => Arc::new(Query { name, value }),
            Kind::Policy(policy) => policy,
        }))
    }
}

impl From<Arc<dyn TokenCredential>> for Credential {
    fn from(credential: Arc<dyn TokenCredential>) -> Self {
        Self::token(credential)
    }
}

impl<C: TokenCredential + 'static> From<Arc<C>> for Credential {
    fn from(credential: Arc<C>) -> Self {
        Self::token(credential)
    }
}

/// Says what kind of credential it is, and no more.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::None => f.write_str("Credential(none)"),
            Kind::Token(_) => f.write_str("Credential(token)"),
            Kind::Header { name, .. } => write!(f, "Credential(header {name:?})"),
            Kind::Query { name, .. } => write!(f, "Credential(query option {name:?})"),
            Kind::Policy(_) => f.write_str("Credential(policy)"),
        }
    }
}

struct Header {
    name: HeaderName,
    value: String,
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({})", self.name)
    }
}

#[async_trait]
impl Policy for Header {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        request.insert_header(self.name.as_str().to_owned(), self.value.clone());
        pass(context, request, next).await
    }
}

struct Query {
    name: String,
    value: String,
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Query({:?})", self.name)
    }
}

#[async_trait]
impl Policy for Query {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let mut url = request.url().clone();
        url.query_pairs_mut().append_pair(&self.name, &self.value);
        pass_to(url, context, request, next).await
    }
}
