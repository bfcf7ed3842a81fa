//! Changes for programs.

use crate::diff::change::{Change, Verdict};
use serde::Serialize;
use std::io::{self, Write};

/// Version of the layout.
const LAYOUT: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    docbind: u32,
    verdict: Verdict,
    changes: &'a [Change],
}

/// Writes one JSON object: the verdict, and every change.
///
/// # Errors
///
/// Those of `out`.
pub fn json(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        docbind: LAYOUT,
        verdict: Verdict::on(changes),
        changes,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
