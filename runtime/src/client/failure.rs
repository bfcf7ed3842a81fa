//! What is told of errors of the pipeline: neither addresses, which may let everyone in, nor how the pipeline went on.

use std::error::Error as StdError;
use std::fmt;

use crate::error::Error;
use crate::redact;

/// The error of a request that was not answered.
pub(super) fn transport(error: &azure_core::Error) -> Error {
    let failed = chain(error).find_map(|cause| cause.downcast_ref::<SignInFailed>());
    if let Some(SignInFailed(reason)) = failed {
        return Error::SignIn(reason.as_str().into());
    }
    // What the pipeline adds says how it went on. What happened is further down.
    let own = |cause: &&(dyn StdError + 'static)| !cause.is::<azure_core::Error>();
    let mut text = texts(chain(error).filter(own));
    if text.is_empty() {
        text = chain(error)
            .last()
            .map(ToString::to_string)
            .unwrap_or_default();
    }
    Error::Transport(redact::hosts(&text).into())
}

/// What a credential says went wrong.
#[derive(Debug)]
pub(super) struct SignInFailed(String);

impl SignInFailed {
    pub(super) fn new(reason: &str) -> Self {
        Self(reason.to_owned())
    }

    pub(super) fn of(error: &azure_core::Error) -> Self {
        Self(redact::text(&texts(chain(error))))
    }
}

impl fmt::Display for SignInFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for SignInFailed {}

fn chain<'e>(error: &'e azure_core::Error) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    let first: &'e (dyn StdError + 'static) = error;
    std::iter::successors(Some(first), |&error| error.source())
}

/// The texts of causes. Some repeat what is below them.
fn texts<'e>(causes: impl Iterator<Item = &'e (dyn StdError + 'static)>) -> String {
    let mut texts: Vec<String> = Vec::new();
    for text in causes.map(ToString::to_string) {
        if !texts.iter().any(|said| said.contains(&text)) {
            texts.push(text);
        }
    }
    texts.join(": ")
}
