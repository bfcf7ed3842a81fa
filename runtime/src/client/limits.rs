//! How long a client waits, and how much it takes.

use std::time::Duration;

use super::ClientBuilder;

/// The bounds of one request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) max_wait: Duration,
    pub(super) max_response_size: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_wait: Duration::from_secs(5 * 60),
            max_response_size: 128 * 1024 * 1024,
        }
    }
}

impl ClientBuilder {
    /// How long a request may take in all, with the waits between its attempts. Without this, five minutes.
    ///
    /// A service that is busy may ask for a wait (`Retry-After`). A wait that would end later is not begun: the error comes at
    /// once, and [`Error::retry_after`](crate::Error::retry_after) says what was asked for. After this time no attempt begins; one
    /// that is under way is not broken off, but has the timeouts of the transport.
    ///
    /// How often is asked within this time, the retry options of [`options`](Self::options) say. As `azure_core` has them, these
    /// are eight repeats, with growing waits and as long as less than a minute has passed.
    #[must_use]
    pub fn max_wait(mut self, max_wait: Duration) -> Self {
        self.limits.max_wait = max_wait;
        self
    }

    /// How many bytes an answer may have, once it is decompressed. Without this, 128 MiB (134,217,728 bytes).
    ///
    /// A larger one is an error that names the bound. [Downloads](super::Client::download) have no bound: they are read as they
    /// arrive.
    #[must_use]
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.limits.max_response_size = bytes;
        self
    }
}
