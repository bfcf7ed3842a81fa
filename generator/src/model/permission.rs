//! Who may call an operation.

use serde::{Deserialize, Serialize};

/// Who may call, from least to most privileged. `None`: the page does not say; empty: not supported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    /// Delegated, work or school account.
    pub delegated: Option<Vec<String>>,
    /// Delegated, personal account.
    pub personal: Option<Vec<String>>,
    /// Application.
    pub application: Option<Vec<String>>,
}
