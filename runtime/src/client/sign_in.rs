//! Tokens, and what it is when there are none.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::Error;
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::error::ErrorKind;
use http::HeaderValue;

use super::failure::SignInFailed;

/// A credential whose errors can be told from those of requests.
#[derive(Debug)]
pub(super) struct SignIn(Arc<dyn TokenCredential>);

impl SignIn {
    pub(super) fn with(credential: Arc<dyn TokenCredential>) -> Arc<Self> {
        Arc::new(Self(credential))
    }
}

#[async_trait]
impl TokenCredential for SignIn {
    async fn get_token(
        &self,
        scopes: &[&str],
        options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let token = self.0.get_token(scopes, options).await;
        let token = token.map_err(|error| {
            let kind = match error.kind() {
                // These are tried again.
                kind @ (ErrorKind::Io | ErrorKind::Connection) => kind.clone(),
                _ => ErrorKind::Credential,
            };
            Error::new(kind, SignInFailed::of(&error))
        })?;
        let secret = token.token.secret();
        if secret.is_empty() || HeaderValue::from_str(secret).is_err() {
            let reason = "the credential gave a token that no header can carry";
            return Err(Error::new(ErrorKind::Credential, SignInFailed::new(reason)));
        }
        Ok(token)
    }
}
