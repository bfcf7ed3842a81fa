//! Runtime of the emitted bindings.
