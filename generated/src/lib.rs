//! Emitted bindings.
