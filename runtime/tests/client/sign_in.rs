use std::sync::Arc;

use docbind_runtime::client::azure_core;
use docbind_runtime::client::azure_core::credentials::{
    AccessToken, TokenCredential, TokenRequestOptions,
};
use docbind_runtime::client::azure_core::error::ErrorKind;
use docbind_runtime::client::azure_core::time::{Duration, OffsetDateTime};
use docbind_runtime::prelude::*;
use wiremock::MockServer;

use crate::operations::{GetContent, GetMessage, ListMessages};
use crate::server::{arrived, builder};

/// A credential that fails, or gives this token.
#[derive(Debug)]
enum Flawed {
    Failing(ErrorKind),
    Giving(&'static str),
}

#[async_trait::async_trait]
impl TokenCredential for Flawed {
    async fn get_token(
        &self,
        _: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        match self {
            Flawed::Failing(kind) => {
                let below = azure_core::Error::with_message(
                    kind.clone(),
                    "AADSTS7000215: Invalid client secret provided at https://me:hunter2@login.example/token?client_secret=hunter2",
                );
                Err(below.with_context("the application could not sign in"))
            }
            Flawed::Giving(token) => Ok(AccessToken::new(
                *token,
                OffsetDateTime::now_utc() + Duration::hours(1),
            )),
        }
    }
}

#[tokio::test]
async fn a_sign_in_that_fails_says_why_and_nothing_secret() {
    let server = MockServer::start().await;
    for kind in [ErrorKind::Credential, ErrorKind::Other, ErrorKind::Io] {
        let credential = Arc::new(Flawed::Failing(kind));
        let client = builder(&server, credential, 1).build().unwrap();
        for error in [
            client.send(&GetMessage::me("1")).await.unwrap_err(),
            client
                .items(&ListMessages::me())
                .try_next()
                .await
                .unwrap_err(),
            client
                .download(&GetContent::by_path("a"))
                .await
                .unwrap_err(),
        ] {
            assert!(matches!(error, Error::SignIn(_)), "{error:?}");
            assert_eq!(
                error.to_string(),
                "the sign-in failed, and nothing was sent: the application could not sign in: AADSTS7000215: Invalid client \
                 secret provided at https://login.example/token?client_secret=…"
            );
            let mut whole = format!("{error:?}");
            let mut cause = std::error::Error::source(&error);
            while let Some(below) = cause {
                whole = format!("{whole} {below} {below:?}");
                cause = below.source();
            }
            assert!(!whole.contains("hunter2"), "{whole}");
        }
    }
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn a_token_that_no_header_can_carry_is_none() {
    let server = MockServer::start().await;
    for token in ["", "a\nb"] {
        let credential = Arc::new(Flawed::Giving(token));
        let client = builder(&server, credential, 1).build().unwrap();
        let error = client.send(&GetMessage::me("1")).await.unwrap_err();
        assert!(matches!(error, Error::SignIn(_)), "{error:?}");
    }
    assert!(arrived(&server).await.is_empty());
}
