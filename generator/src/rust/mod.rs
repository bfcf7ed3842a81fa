//! Model to source files.
