//! Prints what an operation answers with.

use crate::api::{OperationItem, ResponseItem};
use crate::emit::context::Context;
use crate::emit::doc::Doc;
use crate::emit::source::Source;
use std::fmt::Write as _;

/// The response type of an operation as text; writes an enumeration first where statuses differ in their type.
pub fn write(item: &OperationItem, context: &Context, source: &mut Source) -> String {
    let (path, arms) = match &item.response {
        ResponseItem::Always(ty) => return context.response(*ty, source),
        ResponseItem::ByStatus { path, arms } => (path, arms),
    };
    let words = format!("What [`{}`] answers with, by status.", item.path.name());
    let mut text = String::new();
    for line in Doc::new(None, &words).lines() {
        let _ = writeln!(text, "    /// {line}");
    }
    let _ = writeln!(text, "    pub enum {} {{", path.name());
    for arm in arms {
        let ty = context.response(arm.ty, source);
        let _ = writeln!(text, "        {} => {}({ty}),", arm.status, arm.name);
    }
    text.push_str("    }\n");
    source.define(path.name());
    source.mapping("responses", &text);
    path.name().to_owned()
}
