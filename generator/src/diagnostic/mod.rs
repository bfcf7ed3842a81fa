//! What docbind tells the author of a page: a stable code, the place, what was done instead, how to mend it.

mod code;
mod explain;
mod finding;
#[cfg(test)]
mod formats;
mod human;
mod lint_error;
mod lints;
mod machine;
mod near;
mod pattern;
mod place;
mod raised;
mod sarif;
mod span;

pub use code::{Code, Severity};
pub use explain::{explanation, reference, weight};
pub use finding::{Finding, Findings};
pub use human::{SCREENFUL, human};
pub use lint_error::LintError;
pub use lints::near_code;
pub use lints::{LintSettings, Lints, PageLints};
pub use machine::{github, json};
pub use near::nearest;
pub(crate) use near::{Letters, most_alike};
pub(crate) use pattern::{Stars, glob, globs};
pub(crate) use place::Lines;
pub use place::Place;
pub use raised::Diagnostic;
pub use sarif::sarif;
pub use span::{Span, Spanned};
