//! Source files to disk: plan, check, write, remove.
