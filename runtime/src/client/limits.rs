//! How long a client waits, and how much it takes.

use std::time::Duration;

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
