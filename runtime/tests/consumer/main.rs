//! Crates that stand on the runtime, compiled as an application's would be.

mod cycle;
mod misuse;
mod workspace;
