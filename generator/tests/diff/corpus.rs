//! Real docs trees.
